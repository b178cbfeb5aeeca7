"""What the web face needs of an engine, and how it learns whether there is one yet."""

from dataclasses import dataclass
from typing import Protocol

from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.record import Answer
from knowledge.knowledge_base import KnowledgeBase


class Answering(Protocol):
    """What answers questions; `bot.answer.engine.Engine` is one."""

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base that the answers quote."""

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer a question, and return the frame of the thread's next turn."""


class EngineSource(Protocol):
    """Where the engine comes from: it may still be building its index, or have failed to."""

    def ready(self) -> bool:
        """Tell whether questions can be answered now."""

    def problem(self) -> str | None:
        """Say what is missing and what to do about it, or None where nothing is known to be."""

    def engine(self) -> Answering:
        """Return the engine; it may be called only where `ready()`."""


@dataclass(frozen=True)
class ReadyEngine:
    """An engine that was there from the start."""

    answering: Answering

    def ready(self) -> bool:
        """Return True."""
        return True

    def problem(self) -> str | None:
        """Return None."""
        return None

    def engine(self) -> Answering:
        """Return the engine."""
        return self.answering
