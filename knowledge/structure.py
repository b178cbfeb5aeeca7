"""Sections, items and units of the source, resolved from anchors to spans."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.entries import Anchor, Bilingual, StructureEntry, UnitEntry
from knowledge.errors import KnowledgeError
from knowledge.source import Source, Span


@dataclass(frozen=True)
class Section:
    """A section of the release: its label as cited, its span, and the part it sets out."""

    label: str
    span: Span
    part: int | None


@dataclass(frozen=True)
class Item:
    """An item the release marks, with the span of all that it attributes to the item."""

    number: int
    part: int | None
    span: Span


@dataclass(frozen=True)
class Unit:
    """A sentence or clause: the smallest thing that is cited."""

    index: int
    span: Span
    rendering: str
    section: str | None
    part: int | None
    item: int | None


@dataclass(frozen=True)
class Structure:
    """The source as units, sections, items and parts.

    Attributes:
        item_count: how many items the guideline has, marked in the release or not.
    """

    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    part_titles: tuple[Bilingual, ...]
    item_count: int

    def item(self, number: int) -> Item | None:
        """Return an item, or None where the release marks no passage as that item."""
        return next((item for item in self.items if item.number == number), None)

    def units_over(self, span: Span) -> tuple[Unit, ...]:
        """Return the units that a span touches, in order."""
        return tuple(unit for unit in self.units if unit.span.overlaps(span))

    def widen(self, span: Span) -> Span:
        """Return the span of the whole units that a span touches."""
        units = self.units_over(span)
        return Span(units[0].span.start, units[-1].span.end)


def resolve(source: Source, anchor: str | Anchor, file: str, where: str) -> Span:
    """Locate an anchor in the source.

    Args:
        source: the source document.
        anchor: the anchor of a data file.
        file: the data file that the anchor stands in.
        where: the place in it.

    Raises:
        KnowledgeError: the anchor does not occur in the source, or is not unique.
    """
    text, occurrence = (
        (anchor, None) if isinstance(anchor, str) else (anchor.text, anchor.occurrence)
    )
    try:
        return source.find(text, occurrence)
    except KnowledgeError as error:
        raise KnowledgeError(file, f"{where}, {error.where}", error.problem) from error


def build_structure(source: Source, entry: StructureEntry, units: Iterable[UnitEntry]) -> Structure:
    """Resolve the anchors of `structure.yaml` and tile the source with the units.

    Raises:
        KnowledgeError: an anchor is not found, sections are out of order, or the units
            leave out or repeat a part of the source.
    """
    beginnings = [
        resolve(source, section.begins, "structure.yaml", f"section {section.label}").start
        for section in entry.sections
    ]
    if beginnings != sorted(beginnings):
        raise KnowledgeError("structure.yaml", "sections", "are not in the source's order")
    endings = [*beginnings[1:], len(source.text)]
    sections = tuple(
        Section(section.label, Span(start, end), section.part)
        for section, start, end in zip(entry.sections, beginnings, endings, strict=True)
    )
    items = []
    for item in entry.items:
        begins, ends = (
            resolve(source, anchor, "structure.yaml", f"item {item.number}")
            for anchor in (item.begins, item.ends)
        )
        span = Span(begins.start, ends.end)
        holder = next((s for s in sections if span.within(s.span)), None)
        if span.start >= span.end or holder is None:
            raise KnowledgeError(
                "structure.yaml", f"item {item.number}", "must begin and end in one section"
            )
        items.append(Item(item.number, holder.part, span))
    titles = tuple(part.title for part in sorted(entry.parts, key=lambda part: part.number))
    return Structure(
        tuple(_tile(source, units, sections, items)), sections, tuple(items), titles,
        entry.item_count,
    )  # fmt: skip


def _tile(
    source: Source, entries: Iterable[UnitEntry], sections: tuple[Section, ...], items: list[Item]
) -> Iterable[Unit]:
    """Lay the units over the source, in order, so that only white space lies between."""
    at = 0
    for index, entry in enumerate(entries):
        start = source.text.find(entry.en, at)
        if start < 0 or source.text[at:start].strip():
            expected = source.text[at:].lstrip()[:60]
            raise KnowledgeError(
                "renderings.yaml",
                f"unit {index + 1} “{entry.en[:40]}”",
                f"the source goes on with “{expected}”; copy that text exactly",
            )
        span = Span(start, start + len(entry.en))
        section = next((s for s in sections if span.within(s.span)), None)
        item = next((i for i in items if span.within(i.span)), None)
        yield Unit(
            index, span, entry.zh,
            section.label if section else None,
            section.part if section else None,
            item.number if item else None,
        )  # fmt: skip
        at = span.end
    if source.text[at:].strip():
        rest = source.text[at:].lstrip()[:60]
        raise KnowledgeError("renderings.yaml", "end", f"the source goes on with “{rest}”; add it")
