"""What a client sends, JSON or form, read into a question; nothing is guessed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from bot.answer.question import Language, Question, today
from bot.web.bodies import Body, read_form_fields, read_json_body
from bot.web.problems import ProblemError

MOST_TURNS = 50
_NO: JsonValue = {"type": "null"}
_EITHER: list[JsonValue] = [
    {"required": ["question"], "properties": {"question": {"type": "string"}, "turns": _NO}},
    {
        "required": ["turns"],
        "properties": {"turns": {"type": "array"}, "question": _NO, "thread": _NO},
    },
]
"""What `read_json` asks of the keys together, for the schema."""
_SHORT = Annotated[str, StringConstraints(min_length=1, max_length=200)]


@dataclass(frozen=True)
class Asked:
    """A question, and the thread whose frame it is read with (None: it brings its own turns)."""

    question: Question
    thread: str | None


class AskBody(Body):
    """The body of `POST /api/ask`: either `turns`, or `question` with perhaps a `thread`."""

    model_config = ConfigDict(json_schema_extra={"oneOf": _EITHER})

    EXAMPLE: ClassVar[str] = '{"question": "…"}'

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
    ask = read_json_body(content_type, body, AskBody, most=MOST_TURNS)
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
    fields = read_form_fields(content_type, body, MOST_TURNS + 10)
    asked = [*fields.get("suggestion", ()), *fields.get("question", ()), ""][0]
    history = tuple(fields.get("turn", ())[-MOST_TURNS:])
    thread = fields.get("thread", [""])[0][:200] or None
    return Asked(Question(asked.replace("\r\n", "\n"), history), thread)
