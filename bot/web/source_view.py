"""The release as a page: its own words in order, the asked span marked, renderings beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from bot.answer.question import Language
from bot.web.html import language_links
from bot.web.problems import ProblemError
from bot.web.templating import render
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span
from knowledge.structure import Structure, Unit

_LONGEST_HEADING = 160


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph, inside one unit or between two (unit None)."""

    text: str
    unit: Unit | None
    item: int | None


@dataclass(frozen=True)
class Run:
    """Neighbouring pieces, all inside the asked span or all outside; `first` opens the span."""

    marked: bool
    first: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Line:
    """Runs of the release, and their unofficial rendering where it is shown beside them."""

    runs: tuple[Run, ...]
    rendering: str


@dataclass(frozen=True)
class Passage:
    """A paragraph; `level` is 2 or 3 for a heading, else None; `label` where a section begins."""

    level: int | None
    label: str | None
    lines: tuple[Line, ...]


def asked_span(start: str | None, end: str | None, length: int) -> Span | None:
    """Read the span that an address asks for; None where it asks for none.

    Raises:
        ProblemError: 400, where the two are no span of the source.
    """
    if start is None and end is None:
        return None
    numbers = [int(text) if _is_offset(text) else -1 for text in (start or "", end or "")]
    if not 0 <= numbers[0] < numbers[1] <= length:
        raise ProblemError(400, "bad_span", {"length": length})
    return Span(*numbers)


def source_page(
    knowledge: KnowledgeBase, words: Words, unofficial: str, span: Span | None, beside: bool
) -> Markup:
    """Render the release.

    Args:
        knowledge: whose source is shown.
        words: the interface's words.
        unofficial: the line that says what the desk answers from.
        span: what to mark, or None.
        beside: whether the unofficial Chinese rendering stands beside each unit.
    """
    query = f"start={span.start}&end={span.end}&" if span else ""
    shown = "on" if beside else "off"
    rendering_language: Language = "zh-Hant" if words.language == "zh-Hant" else "zh-Hans"
    return render(
        "source.html",
        words=words,
        unofficial=unofficial,
        source=knowledge.source,
        passages=tuple(passages(knowledge, words, span, beside)),
        marked=span is not None,
        beside=beside,
        switch=f"/source?{query}rendering={'off' if beside else 'on'}{'#quote' if span else ''}",
        languages=language_links(f"/source?{query}rendering={shown}", words),
        contents=_contents(knowledge.structure, words),
        rendering_language=rendering_language,
    )


def passages(
    knowledge: KnowledgeBase, words: Words, span: Span | None, beside: bool
) -> Iterator[Passage]:
    """Yield the paragraphs; together they hold every character but the line breaks between."""
    labels = {section.span.start: section.label for section in knowledge.structure.sections}
    at, opened = 0, False
    for text in knowledge.source.text.split("\n"):
        paragraph = Span(at, at + len(text))
        at = paragraph.end + 1
        if not text.strip():
            continue
        label = labels.get(paragraph.start)
        level = None
        if label is not None and len(text) < _LONGEST_HEADING:
            level = 3 if "(" in label else 2
        lines = []
        for stretch in _stretches(paragraph, knowledge.structure, beside):
            runs = tuple(_runs(stretch, span, knowledge, opened))
            opened = opened or any(run.first for run in runs)
            rendering = words.script(knowledge.rendering(stretch)) if beside else ""
            lines.append(Line(runs, rendering))
        yield Passage(level, label, tuple(lines))


def _stretches(paragraph: Span, structure: Structure, beside: bool) -> list[Span]:
    """Return the paragraph whole, or cut before each of its units where each has its own line."""
    if not beside:
        return [paragraph]
    starts = [unit.span.start for unit in structure.units_over(paragraph)][1:]
    cuts = [paragraph.start, *starts, paragraph.end]
    return [Span(a, b) for a, b in pairwise(cuts) if a < b]


def _runs(
    stretch: Span, span: Span | None, knowledge: KnowledgeBase, opened: bool
) -> Iterator[Run]:
    """Cut a stretch at the asked span's ends; what is marked stands in one run."""
    inside = span if span is not None and span.overlaps(stretch) else None
    start = max(stretch.start, inside.start) if inside else stretch.end
    end = min(stretch.end, inside.end) if inside else stretch.end
    for a, b, marked in (
        (stretch.start, start, False), (start, end, True), (end, stretch.end, False)
    ):  # fmt: skip
        if a < b:
            pieces = tuple(_pieces(Span(a, b), knowledge))
            yield Run(marked, marked and not opened, pieces)


def _pieces(stretch: Span, knowledge: KnowledgeBase) -> Iterator[Piece]:
    """Cut a stretch at the units' ends; a unit that an item begins at carries its number."""
    firsts = {item.span.start: item.number for item in knowledge.structure.items}
    at = stretch.start
    for unit in knowledge.structure.units_over(stretch):
        start, end = max(at, unit.span.start), min(unit.span.end, stretch.end)
        if at < start:
            yield Piece(knowledge.source.text[at:start], None, None)
        yield Piece(knowledge.source.text[start:end], unit, firsts.get(start))
        at = end
    if at < stretch.end:
        yield Piece(knowledge.source.text[at : stretch.end], None, None)


def _contents(structure: Structure, words: Words) -> list[tuple[str, str, int]]:
    """Return the places to jump to, in order: anchor, name, and depth 1 to 3."""
    places = [
        (s.span.start, f"section-{s.label}", words("page-section", label=s.label),
         2 if "(" in s.label else 1)
        for s in structure.sections
    ]  # fmt: skip
    places += [
        (item.span.start, f"item-{item.number}", words.item(item.number), 3)
        for item in structure.items
    ]
    return [(anchor, name, depth) for _, anchor, name, depth in sorted(places)]


def _is_offset(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9
