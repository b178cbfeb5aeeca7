"""The part of a draft that a look-up by number makes: items and parts, whole."""

from collections.abc import Iterable

from bot.answer.compose_entry import remarks
from bot.answer.compute import Computed
from bot.answer.draft import Cite, Piece, Say
from bot.answer.parts import Part
from bot.answer.record import Status
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

_LONGEST_QUOTE = 1_000


def item_part(computed: Computed, knowledge: KnowledgeBase, words: Words) -> Part:
    """Quote items and parts whole, or say that the release does not hold them."""
    structure = knowledge.structure
    pieces: list[Piece] = []
    status: Status = "answered"
    if not computed.items and not computed.parts:
        return Part("clarify", "clarify", (Say(words("item-which")),))
    for number in computed.items:
        if not 1 <= number <= structure.item_count:
            text = words("item-missing", item=words.item(number))
            return Part("clarify", "clarify", (Say(text),))
        if structure.item(number) is None:
            status = "not_specified"
        pieces += _item(number, knowledge, words)
    for number in computed.parts:
        if not 1 <= number <= len(structure.part_titles):
            text = words("part-missing", part=number)
            return Part("clarify", "clarify", (Say(text),))
        pieces += _part(number, knowledge, words)
    return Part(status, "item", tuple(pieces))


def _item(number: int, knowledge: KnowledgeBase, words: Words) -> Iterable[Piece]:
    name, item = words.item(number), knowledge.structure.item(number)
    named = [key for key, note in knowledge.notes.items() if number in note.items]
    if item is None:
        yield Say(words("item-none", item=name))
        yield from _unmarked(knowledge, words)
        yield from remarks(named, (), knowledge)
        return
    if item.part is not None:
        title = knowledge.structure.part_titles[item.part - 1].in_language(words.language)
        yield Say(words("item-whole", item=name, part=item.part, title=title))
    yield Cite(item.span)
    yield from remarks(named, (item.span,), knowledge)


def _part(number: int, knowledge: KnowledgeBase, words: Words) -> Iterable[Piece]:
    section = next(s for s in knowledge.structure.sections if s.part == number)
    title = knowledge.structure.part_titles[number - 1].in_language(words.language)
    yield Say(words("part-whole", part=number, title=title, label=section.label))
    yield from map(Cite, _stretches(section.span, knowledge))


def _unmarked(knowledge: KnowledgeBase, words: Words) -> Iterable[Piece]:
    """Yield the beginnings of the parts that no item mark covers, without giving a number."""
    marked = {item.part for item in knowledge.structure.items}
    sections = [
        section
        for section in knowledge.structure.sections
        if section.part is not None and section.part not in marked
    ]
    if sections:
        yield Say(words("item-none-nearby"))
    for section in sections:
        units = knowledge.structure.units_over(section.span)[1:4]
        if units:
            yield Cite(Span(units[0].span.start, units[-1].span.end))


def _stretches(span: Span, knowledge: KnowledgeBase) -> Iterable[Span]:
    """Cut a section, its heading left out, into stretches short enough for one citation."""
    stretch: Span | None = None
    for unit in knowledge.structure.units_over(span)[1:]:
        if stretch is not None and unit.span.end - stretch.start > _LONGEST_QUOTE:
            yield stretch
            stretch = None
        stretch = Span(stretch.start if stretch else unit.span.start, unit.span.end)
    if stretch is not None:
        yield stretch
