"""Fifth step: the draft of the answer, from the entries that were chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.compose_rule import rule_part
from bot.answer.compute import Computed
from bot.answer.decide import SURE, Choice
from bot.answer.draft import Cite, Draft, Piece, Remark, Say
from bot.answer.record import Route, Status
from bot.answer.understand import Understanding
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules.result import RuleResult
from knowledge.source import Span

_SUGGESTIONS = 4
_MOST_QUOTED = 3_400


@dataclass(frozen=True)
class Part:
    """What answers one request: the pieces shown, and the status it has by itself."""

    status: Status
    route: Route
    pieces: tuple[Piece, ...]
    results: tuple[RuleResult, ...] = ()
    related: tuple[str, ...] = ()


def compose(
    choices: Sequence[Choice],
    computed: Computed,
    understanding: Understanding,
    knowledge: KnowledgeBase,
) -> Draft:
    """Write the draft: the first request's answer, then each further one under its question.

    Chinese is written in Simplified; the last step puts it into the reader's script.
    """
    words = Words("en" if understanding.language == "en" else "zh-Hans")
    parts = [_part(choice, computed, understanding, knowledge, words) for choice in choices]
    first = parts[0]
    pieces: list[Piece] = [Say(words("other-language"))] if understanding.other_language else []
    results: list[RuleResult] = []
    for choice, part in zip(choices, parts, strict=True):
        if part is not first:
            pieces.append(Say(words("second", question=choice.request)))
        pieces += [piece for piece in part.pieces if piece not in pieces]
        results += part.results
    pieces = list(_within_limit(pieces))
    related = dict.fromkeys(key for part in parts for key in part.related)
    return Draft(
        understanding.language,
        first.status,
        first.route,
        tuple(_notes_last(pieces)),
        tuple(results),
        tuple(_questions(related, knowledge, words))[:_SUGGESTIONS],
        choices[0].probability,
    )


def _part(
    choice: Choice,
    computed: Computed,
    understanding: Understanding,
    knowledge: KnowledgeBase,
    words: Words,
) -> Part:
    kind, _, key = choice.candidate.partition(":")
    if choice.route == "clarify":
        return _clarify(choice, understanding, knowledge, words)
    if choice.route == "passages":
        return _passages(choice, knowledge, words)
    if kind == "item":
        return _item(computed, knowledge, words)
    if kind == "rule":
        return rule_part(computed, choice, understanding, knowledge, words)
    unsure = (Say(words("unsure")),) if choice.probability < SURE else ()
    if kind == "answer":
        answer = knowledge.answers[key]
        spans = knowledge.spans[f"answer:{key}"]
        lead = answer.answer.in_language(words.language)
        if understanding.references.which_item:
            lead = f"{_where(spans, knowledge, words)} {lead}"
        pieces = (*unsure, Say(lead), *map(Cite, spans), *_remarks(answer.notes, spans, knowledge))
        return Part("answered", "curated", pieces, related=answer.related)
    if kind == "silence":
        silence = knowledge.silences[key]
        spans = knowledge.spans[f"silence:{key}"]
        office = knowledge.contacts[silence.ask].name.in_language(words.language)
        pieces = (
            *unsure, Say(silence.says.in_language(words.language)), Say(words("nearest")),
            *map(Cite, spans), Say(words("ask", office=office)),
            *_remarks(silence.notes, spans, knowledge),
        )  # fmt: skip
        return Part("not_specified", "silence", pieces, related=silence.related)
    if kind == "note":
        note = knowledge.notes[key]
        spans = knowledge.spans[f"note:{key}"]
        pieces = (Say(note.label.in_language(words.language)), Remark(key), *map(Cite, spans))
        return Part("answered", "discrepancy", pieces)
    scope = knowledge.scope[key]
    status: Status = "out_of_scope" if scope.kind in ("outside", "order") else "answered"
    reply = Say(scope.reply.in_language(words.language))
    return Part(status, "scope", (reply,), related=scope.related)


def _item(computed: Computed, knowledge: KnowledgeBase, words: Words) -> Part:
    """Quote items and parts whole, or say that the release does not hold them."""
    structure = knowledge.structure
    pieces: list[Piece] = []
    status: Status = "answered"
    fields = {"parts": len(structure.part_titles), "items": structure.item_count}
    for number in computed.items:
        item = structure.item(number)
        name = words.item(number)
        if item is not None:
            title = structure.part_titles[(item.part or 1) - 1].in_language(words.language)
            pieces += [
                Say(words("item-whole", item=name, part=item.part, title=title)), Cite(item.span),
                *_remarks(_item_notes(number, knowledge), (item.span,), knowledge),
            ]  # fmt: skip
        elif 1 <= number <= structure.item_count:
            status = "not_specified"
            pieces += [Say(words("item-none", item=name)), *_nearby(knowledge, words)]
        else:
            return Part("clarify", "clarify", (Say(words("item-missing", item=name, **fields)),))
    for number in computed.parts:
        if not 1 <= number <= len(structure.part_titles):
            return Part("clarify", "clarify", (Say(words("part-missing", part=number, **fields)),))
        section = next(s for s in structure.sections if s.part == number)
        title = structure.part_titles[number - 1].in_language(words.language)
        pieces.append(Say(words("part-whole", part=number, title=title, label=section.label)))
        pieces += [Cite(span) for span in _stretches(section.span, knowledge)]
    return Part(status, "item", tuple(pieces))


def _nearby(knowledge: KnowledgeBase, words: Words) -> Iterable[Piece]:
    """Yield passages of the sections that no item mark covers, without giving them a number."""
    unmarked = [
        section
        for section in knowledge.structure.sections
        if section.part is not None
        and not any(item.part == section.part for item in knowledge.structure.items)
    ]
    if unmarked:
        yield Say(words("item-none-nearby"))
    for section in unmarked:
        units = knowledge.structure.units_over(section.span)
        yield Cite(Span(units[1].span.start, units[min(3, len(units) - 1)].span.end))


def _stretches(span: Span, knowledge: KnowledgeBase, longest: int = 1_000) -> Iterable[Span]:
    """Cut a section into stretches of whole units, each short enough to be one citation."""
    start, end = None, 0
    for unit in knowledge.structure.units_over(span)[1:]:
        if start is not None and unit.span.end - start > longest:
            yield Span(start, end)
            start = None
        start, end = unit.span.start if start is None else start, unit.span.end
    if start is not None:
        yield Span(start, end)


def _passages(choice: Choice, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say that nothing states it, and show the nearest passages."""
    spans = [
        knowledge.structure.units[int(name.partition(":")[2])].span
        for name, _ in choice.sentences[:2]
    ]
    pieces = (Say(words("open-unlisted")), *map(Cite, spans))
    return Part("not_specified", "passages", pieces, related=_keys(choice))


def _clarify(
    choice: Choice, understanding: Understanding, knowledge: KnowledgeBase, words: Words
) -> Part:
    if understanding.refusal == "long":
        fields = {"length": len(understanding.question.text), "limit": len(understanding.shown)}
        return Part("clarify", "clarify", (Say(words("clarify-long", **fields)),))
    if understanding.refusal is not None:
        text = words(f"clarify-{understanding.refusal}")
        return Part("clarify", "clarify", (Say(text),))
    return Part("clarify", "clarify", (Say(words("clarify")),), related=_keys(choice))


def _keys(choice: Choice) -> tuple[str, ...]:
    return tuple(name.partition(":")[2] for name, _ in choice.runners_up)


def _where(spans: Sequence[Span], knowledge: KnowledgeBase, words: Words) -> str:
    """Name the items that hold the spans, or say that none does."""
    units = [unit for span in spans for unit in knowledge.structure.units_over(span)]
    items = dict.fromkeys(unit.item for unit in units if unit.item is not None)
    if not items:
        return words("which-item-none")
    return words("which-item", items=words("comma").join(map(words.item, items)))


def _remarks(
    keys: Iterable[str], spans: Sequence[Span], knowledge: KnowledgeBase
) -> Iterable[Remark]:
    """Yield the notes that an entry names and those that its quotes bring with them."""
    named = list(keys)
    for key, note in knowledge.notes.items():
        cited = any(
            mark.overlaps(span) for mark in knowledge.spans[f"note:{key}"] for span in spans
        )
        if key in named or (note.wherever_cited and cited):
            yield Remark(key)


def _item_notes(number: int, knowledge: KnowledgeBase) -> list[str]:
    return [key for key, note in knowledge.notes.items() if number in note.items]


def _questions(
    keys: Iterable[str], knowledge: KnowledgeBase, words: Words
) -> Iterable[str]:
    """Yield the questions of related entries, in the reader's language."""
    for key in keys:
        entry = knowledge.answers.get(key) or knowledge.silences.get(key)
        if entry is not None:
            yield entry.question.in_language(words.language)


def _notes_last(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """Put the notes after everything else, each once."""
    yield from (piece for piece in pieces if not isinstance(piece, Remark))
    yield from dict.fromkeys(piece for piece in pieces if isinstance(piece, Remark))


def _within_limit(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Leave out the quotes past the length that an answer may cite in all."""
    left = _MOST_QUOTED
    for piece in pieces:
        if isinstance(piece, Cite):
            left -= piece.span.end - piece.span.start
            if left < 0:
                continue
        yield piece
