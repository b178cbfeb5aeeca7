"""A question as far as the draft of its answer: what each step gave."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer.basis import chosen_entries
from bot.answer.choose import Choice
from bot.answer.compute import Computed
from bot.answer.draft import Draft
from bot.answer.frame import Frame
from bot.answer.retrieve import Retrieved
from bot.answer.understand import Understanding
from knowledge.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Worked:
    """What the steps before the last gave for one question.

    Attributes:
        frame: the thread before it, or None.
        draft: the answer before it is verified.
        started: when the work began, by `time.perf_counter`.
        entries: the names of the entries that the draft says, where it is not the one composed of
            the choices; else None.
    """

    frame: Frame | None
    understanding: Understanding
    retrieved: Retrieved
    choices: tuple[Choice, ...]
    computed: Computed
    draft: Draft
    started: float
    entries: tuple[str, ...] | None = None

    def said(self, knowledge: KnowledgeBase) -> Iterable[str]:
        """Return the names of the data entries that the draft says."""
        if self.entries is not None:
            return self.entries
        return chosen_entries(self.choices, self.computed, self.draft, knowledge)
