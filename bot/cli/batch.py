"""`desk batch`: a file of questions in, one answer record a line out."""

import codecs
import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TextIO

import structlog

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.words import Words

log = structlog.get_logger()


class LineError(Exception):
    """A line is no question; the message says what it lacks."""


def run_batch(
    lines: Iterable[bytes],
    engine: Engine,
    asked_on: date,
    out: TextIO,
    say: Callable[[str], None],
) -> None:
    """Answer each line in order; a line that cannot be read gives a record of status error.

    Args:
        lines: the file's lines; blank ones are passed over.
        engine: answers them.
        asked_on: what is taken as today.
        out: takes the records.
        say: told, at the end, of lines that could not be read, or that there was none.
    """
    read, unread = 0, 0
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        read += 1
        try:
            answer, _ = engine.answer(read_line(line, asked_on))
            record = answer.record()
        except LineError as error:
            unread += 1
            record = error_record(Words("en")("error-line", number=number, problem=error))
        except Exception:
            # One line must not lose the others; what happened is in the log.
            log.exception("a line could not be answered", line=number)
            record = error_record(f"{Words('en')('error')} ({number})")
        # A lone surrogate in an id is written as its escape: it has no UTF-8.
        text = json.dumps(record, ensure_ascii=False)
        out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
        out.flush()
    if not read:
        say("there is no question to answer: every line is blank")
    if unread:
        say(f"{unread} of {read} lines could not be read; their records say why")


def read_line(line: bytes, asked_on: date) -> Question:
    """Read one line's question; its turns but the last are the thread's history.

    Raises:
        LineError: the line is no JSON object, or has no turns.
    """
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise LineError("it is not JSON in UTF-8") from error
    turns = data.get("turns") if isinstance(data, dict) else None
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise LineError('it needs "turns", a list of texts with at least one')
    id = data.get("id")
    return Question(
        turns[-1], tuple(turns[:-1]), asked_on, id=id if isinstance(id, str) else _as_text(id)
    )


def _as_text(id: object) -> str | None:
    return None if id is None else json.dumps(id)


def error_record(text: str) -> dict[str, Any]:
    """Return the record of a line that has no answer."""
    return Answer(
        None, "", "en", "error", None, text, (), (), (), (), 0.0, "builtin", 0.0
    ).record()  # fmt: skip
