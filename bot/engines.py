"""What the faces need of an engine, and how they learn whether there is one yet."""

from collections.abc import Callable
from typing import Literal, Protocol, runtime_checkable

from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.record import Answer
from knowledge.knowledge_base import KnowledgeBase

Step = Literal["reading", "searching", "working-out", "checking"]
"""What an engine that takes its time is doing."""

Tell = Callable[[Step], None]


class AnsweringEngine(Protocol):
    """What answers questions; `bot.answer.engine.Engine` is one."""

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base that the answers quote."""

    def problem(self) -> str | None:
        """Say what keeps it from answering now and what to do about it, or None."""

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer a question, and return the frame of the thread's next turn."""


@runtime_checkable
class TellingEngine(Protocol):
    """An engine that tells what it is doing, where that takes a while."""

    def answer_telling(
        self, question: Question, frame: Frame | None, tell: Tell
    ) -> tuple[Answer, Frame]:
        """Answer a question; `tell` may be called from another thread, and after the answer."""


class EngineSource(Protocol):
    """Where the engine comes from: it may still be building its index, or have failed to."""

    def ready(self) -> bool:
        """Tell whether questions can be answered now."""

    def problem(self) -> str | None:
        """Say what is missing and what to do about it, or None where nothing is known to be."""

    def engine(self) -> AnsweringEngine:
        """Return the engine; it may be called only where `ready()`."""
