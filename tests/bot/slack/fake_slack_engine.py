"""A small engine that gives answers made by hand, and remembers what it was asked."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

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
from knowledge.entries import Bilingual, FactEntry

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
        suggestions, 0.9, "builtin", 1.0, blocks,
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

    knowledge: Any = SimpleNamespace(
        facts={
            "conference-date": FactEntry(
                key="conference-date", kind="date", value=date(2018, 1, 18), quote="today",
                text=Bilingual(en="18 January 2018", zh="2018年1月18日"),
            )
        }
    )  # fmt: skip

    def __init__(self, choose: Callable[[Question], Answer] = lambda _: ENGLISH) -> None:
        self.asked: list[tuple[Question, Frame | None]] = []
        self._choose = choose

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer, or raise what `choose` raises."""
        self.asked.append((question, frame))
        chosen = self._choose(question)
        return chosen, Frame(chosen.language, question.text)
