"""The parts of a draft that curated answers, silences, notes and small talk make."""

from collections.abc import Iterable, Sequence

from bot.answer.draft import Cite, Piece, Remark, Say
from bot.answer.parts import Part
from bot.answer.record import Status
from bot.answer.thresholds import MEANT
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span


def answer_part(key: str, which_item: bool, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say a curated answer; where the reader asks which item it stands in, that comes first."""
    entry = knowledge.answers[key]
    spans = knowledge.spans[f"answer:{key}"]
    pieces: list[Piece] = []
    if which_item:
        pieces.append(Say(_where(spans, knowledge, words)))
    pieces.append(Say(entry.answer.in_language(words.language)))
    pieces += map(Cite, spans)
    pieces += remarks(entry.notes, spans, knowledge)
    return Part("answered", "curated", tuple(pieces), related=entry.related)


def silence_part(key: str, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say what the guideline leaves open, the nearest passage, and whom to ask."""
    entry = knowledge.silences[key]
    spans = knowledge.spans[f"silence:{key}"]
    office = knowledge.contacts[entry.ask].name.in_language(words.language)
    pieces: list[Piece] = [Say(entry.says.in_language(words.language)), Say(words("nearest"))]
    pieces += map(Cite, spans)
    pieces.append(Say(words("ask", office=office)))
    pieces += remarks(entry.notes, spans, knowledge)
    return Part("not_specified", "silence", tuple(pieces), related=entry.related)


def open_part(key: str, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say that a point near an answer is left open, with the passage that the answer rests on."""
    entry = knowledge.answers[key]
    spans = knowledge.spans[f"answer:{key}"]
    pieces: list[Piece] = [Say(words("open-near"))]
    pieces += map(Cite, spans)
    pieces.append(Say(ask_first(knowledge, words)))
    pieces += remarks(entry.notes, spans, knowledge)
    return Part("not_specified", "silence", tuple(pieces), related=(key, *entry.related))


def ask_first(knowledge: KnowledgeBase, words: Words) -> str:
    """Say whom to ask where no entry names an office: the first of the contacts."""
    office = next(iter(knowledge.contacts.values()))
    return words("ask", office=office.name.in_language(words.language))


def note_part(key: str, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say a contradiction or slip that was asked for by itself, with the passages it is of."""
    spans = knowledge.spans[f"note:{key}"]
    text = knowledge.notes[key].text.in_language(words.language)
    return Part("answered", "discrepancy", (Say(text), *map(Cite, spans), Remark(key)))


def scope_part(key: str, clarity: float, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say what small talk, or a request that is not the desk's, is answered with.

    Of a matter outside that is none of those known, no more is said than that it is outside.
    """
    entry = knowledge.scope[key]
    status: Status = "out_of_scope" if entry.outside else "answered"
    unknown = entry.kind == "outside" and clarity < MEANT
    reply = Say(words("outside") if unknown else entry.reply.in_language(words.language))
    return Part(status, "scope", (reply,), related=entry.related)


def remarks(
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


def _where(spans: Sequence[Span], knowledge: KnowledgeBase, words: Words) -> str:
    """Name the items that hold the spans, or say that none does."""
    units = [unit for span in spans for unit in knowledge.structure.units_over(span)]
    items = dict.fromkeys(unit.item for unit in units if unit.item is not None)
    if not items:
        return words("which-item-none")
    return words("which-item", items=words("comma").join(map(words.item, items)))
