"""Rows that the store's tests begin with."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import Engine

from bot.answer.basis import Basis
from bot.answer.record import Answer, Paragraph
from bot.receipts.kept import KeptAnswer, keep
from bot.store.answers import Answers, StoredAnswer
from bot.store.questions import Asked, NewQuestion, Questions
from knowledge.knowledge_base import KnowledgeBase, load_knowledge

T = TypeVar("T")
QUESTION = NewQuestion(
    event="Ev1", thread="T1:C1:1.0", place="mention", team="T1", channel="C1", user="U1",
    ts="1.0", thread_ts=None, text="Who pays?",
)  # fmt: skip


def accepted(database: Engine, event: str = "Ev1", **fields: Any) -> Asked:
    """Return a question that was just accepted."""
    asked = Questions(database).accept(replace(QUESTION, event=event, **fields), [])
    assert asked is not None
    return asked


def answer_of(text: str) -> Answer:
    """Return an answer that says this."""
    return Answer(
        None, "Who pays?", "en", "answered", "curated", text, (), (), (), (), 0.9, "builtin", 1.0,
        (Paragraph(text),), None, Basis(date(2026, 1, 2), "answer:who-pays", (), (), (), "s2tw"),
    )  # fmt: skip


def kept(text: str) -> tuple[KeptAnswer, Answer]:
    """Return an answer as it is kept, and the answer."""
    answer = answer_of(text)
    return keep(answer, _knowledge(), datetime.now(UTC)), answer


def answered(database: Engine, asked: Asked, text: str = "The city.") -> StoredAnswer:
    """Keep an answer to a question."""
    return Answers(database).put(asked.id, asked.revision, *kept(text))


def at_once(count: int, do: Callable[[int], T]) -> list[T]:
    """Do something in several threads that begin together; return what each returned."""
    together = Barrier(count)

    def begin(number: int) -> T:
        together.wait(20)
        return do(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


@cache
def _knowledge() -> KnowledgeBase:
    return load_knowledge()
