"""What a client sends, JSON or form, read into a question; nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.answer.question import Language, Question, today
from bot.web.problems import ProblemError

MOST_TURNS = 50
_SHORT = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_PLACE = re.compile(r"at line (\d+) column (\d+)")


@dataclass(frozen=True)
class Asked:
    """A question, and the thread whose frame it is read with (None: it brings its own turns)."""

    question: Question
    thread: str | None


class AskBody(BaseModel):
    """The body of `POST /api/ask`: either `turns`, or `question` with perhaps a `thread`."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    turns: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_TURNS)] | None = Field(
        None, description="One person's messages in one thread, oldest first; the last is answered."
    )
    question: str | None = Field(None, description="One message.")
    thread: _SHORT | None = Field(
        None, description="An unguessable text of the client's; follow-ups name the same one."
    )
    asked_on: date | None = Field(None, description="The day of asking, YYYY-MM-DD.")
    language: Language | None = Field(None, description="The language to answer in.")
    id: _SHORT | None = Field(None, description="The client's own id, returned in the record.")


def read_json(content_type: str, body: bytes) -> Asked:
    """Read the body of `POST /api/ask`.

    Raises:
        ProblemError: 415, 400 or 422, naming what is wrong with the body.
    """
    if _media_type(content_type) != "application/json":
        raise ProblemError(415, "not_json")
    try:
        ask = AskBody.model_validate_json(body)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_input=False)[0]) from None
    if (ask.turns is None) == (ask.question is None):
        raise ProblemError(422, "question_or_turns")
    if ask.turns is not None and ask.thread is not None:
        raise ProblemError(422, "thread_with_turns")
    *history, text = ask.turns if ask.turns is not None else (ask.question or "",)
    question = Question(text, tuple(history), ask.asked_on or today(), ask.language, ask.id)
    return Asked(question, ask.thread)


def read_form(content_type: str, body: bytes) -> Asked:
    """Read the page's form: a question or a suggestion, the thread, and its earlier turns.

    The turns are read only where the thread has been forgotten, so that a page left open
    outlives a restart.

    Raises:
        ProblemError: 415 or 400, where the body is no form.
    """
    if _media_type(content_type) != "application/x-www-form-urlencoded":
        raise ProblemError(415, "not_form")
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_TURNS + 10)
    except ValueError:
        raise ProblemError(400, "bad_request") from None
    asked = [*fields.get("suggestion", ()), *fields.get("question", ()), ""][0]
    history = tuple(fields.get("turn", ())[-MOST_TURNS:])
    thread = fields.get("thread", [""])[0][:200] or None
    return Asked(Question(asked.replace("\r\n", "\n"), history), thread)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _refusal(error: Any) -> ProblemError:
    """Say what pydantic found in our own words: its own repeat what was sent."""
    kind, where = error["type"], [str(part) for part in error["loc"]]
    if kind == "json_invalid":
        found = str(error["ctx"]["error"])
        if "hex escape" in found:
            return ProblemError(400, "lone_surrogate")
        place = _PLACE.search(found)
        line, column = place.groups() if place else ("1", "1")
        return ProblemError(400, "malformed_json", {"line": line, "column": column})
    if kind == "extra_forbidden":
        return ProblemError(422, "unknown_key", {"name": where[0][:60]})
    if not where:
        return ProblemError(422, "no_object")
    return ProblemError(422, f"invalid_{where[0]}", {"most": MOST_TURNS})
