"""A small engine that gives answers made by hand, and remembers what it was asked."""

from collections.abc import Callable
from datetime import date
from functools import cache

from bot.answer.basis import Basis
from bot.answer.frame import Frame
from bot.answer.question import Language, Question
from bot.answer.record import (
    Answer,
    Block,
    Citation,
    Figure,
    Note,
    NoteAt,
    Paragraph,
    Quote,
    Working,
)
from knowledge.knowledge_base import KnowledgeBase, load_knowledge

QUOTE = (
    "In one aspect, development of the platforms will be mainly financed by municipal level "
    'government, & "district" <level> operating funds shall be not lower than the city\'s *funds*'
)


def citation(
    quote: str = QUOTE, rendering: str | None = None, item: int | None = 10, start: int = 100
) -> Citation:
    """Make a citation; its span is as long as its quote."""
    return Citation(
        "release.txt", 4, item, "Two(4)", quote, start, start + len(quote), rendering
    )  # fmt: skip


def figure(*working: str) -> Figure:
    """Make a figure with this working."""
    return Figure(
        "co-funding", 10, "computed", {"city": "8000000"}, {"district_minimum": "8000000"},
        {"city": "yuan", "district_minimum": "yuan"}, working, None,
    )  # fmt: skip


def answer(
    *blocks: Block,
    language: Language = "en",
    citations: tuple[Citation, ...] = (),
    figures: tuple[Figure, ...] = (),
    notes: tuple[Note, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Answer:
    """Make an answer that shows these blocks."""
    return Answer(
        None, "asked", language, "answered", "curated", "as the blocks", citations, figures, notes,
        suggestions, 0.9, "builtin", 1.0, blocks, None,
        Basis(date(2026, 1, 2), "answer:who-pays", (), (), (), "s2tw"),
    )  # fmt: skip


ENGLISH = answer(
    Paragraph("**At least 8,000,000 yuan:** the district gives no less than the city."),
    Quote(0),
    Working(0),
    NoteAt(0),
    citations=(citation(),),
    figures=(figure("The city gives 8,000,000 yuan.", "The district gives at least as much."),),
    notes=(Note("translation", "The Chinese says “in principle” & <more>.", None),),
    suggestions=("What does Item Ten say?", "Who pays for construction?"),
)
SIMPLIFIED = answer(
    Paragraph("**至少800万元：**区级运行经费不低于市级。"),
    Quote(0),
    language="zh-Hans",
    citations=(citation(rendering="一方面，平台建设主要由市级财政出资。"),),
)
TRADITIONAL = answer(
    Paragraph("**至少800萬元：**區級運行經費不低於市級。"),
    Quote(0),
    language="zh-Hant",
    citations=(citation(rendering="一方面，平台建設主要由市級財政出資。"),),
)


class FakeEngine:
    """Answers with what `choose` returns; a frame carries the last question's text."""

    def __init__(self, choose: Callable[[Question], Answer] = lambda _: ENGLISH) -> None:
        self.asked: list[tuple[Question, Frame | None]] = []
        self._choose = choose

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base of the guideline; loading it takes a second."""
        return _knowledge()

    def problem(self) -> str | None:
        """Nothing keeps it from answering."""
        return None

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer, or raise what `choose` raises."""
        self.asked.append((question, frame))
        chosen = self._choose(question)
        return chosen, Frame(chosen.language, question.text)


@cache
def _knowledge() -> KnowledgeBase:
    return load_knowledge()
