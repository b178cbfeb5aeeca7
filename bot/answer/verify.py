"""Last step before an answer exists: tokens become source text, ungrounded numbers are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.answer.draft import Cite, Draft, Remark, Say, Show
from bot.answer.figures import to_figure
from bot.answer.record import (
    Block,
    Citation,
    Figure,
    Note,
    NoteAt,
    Paragraph,
    Quote,
    Working,
)
from bot.answer.references import read_references
from bot.words import Words
from knowledge.amounts import WrittenNumber as Number
from knowledge.amounts import numbers_in
from knowledge.entries import FACT_TOKEN
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

Token = Literal["fact", "quote", "note", "number"]


class UngroundedError(Exception):
    """A draft says what nothing supports; the message names it.

    Attributes:
        kind: what it is that nothing supports.
        name: the fact's or note's key, the number as it was written; "" of a quote.
    """

    def __init__(self, message: str, kind: Token, name: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.name = name


@dataclass(frozen=True)
class Verified:
    """A draft whose every quote and number is grounded.

    Attributes:
        numbers: how many numbers of the desk's own words were checked.
    """

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Note, ...]
    numbers: int = 0


def verify(draft: Draft, asked: str, knowledge: KnowledgeBase, words: Words) -> Verified:
    """Replace a draft's tokens by the source's text and figures, and check every number.

    Args:
        draft: what was composed.
        asked: the reader's own words, whose numbers may be repeated.
        knowledge: the only things that may be quoted.
        words: the reader's language.

    Raises:
        UngroundedError: a token is unknown, a span is no stretch of the source, or a number
            stands in no quote, fact, figure, note or the question.
    """
    spans = list(dict.fromkeys(piece.span for piece in draft.pieces if isinstance(piece, Cite)))
    pieces = list(draft.pieces)
    for key in fact_keys(draft):
        if key not in knowledge.facts:
            raise UngroundedError(f"there is no fact {key}", "fact", key)
        for span in knowledge.spans[f"fact:{key}"]:
            if not any(span.within(cited) for cited in spans):
                spans.append(span)
                pieces.append(Cite(span))
    citations = tuple(cite(span, knowledge, words) for span in spans)
    figures = tuple(to_figure(result, knowledge, words, citations) for result in draft.results)
    notes: list[Note] = []
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, Say):
            blocks.append(Paragraph(words.script(fill_facts(piece.text, knowledge, words))))
        elif isinstance(piece, Cite):
            blocks.append(Quote(spans.index(piece.span)))
        elif isinstance(piece, Show):
            blocks.append(Working(piece.result))
        else:
            blocks.append(NoteAt(len(notes)))
            notes.append(_note(piece, knowledge, words))
    verified = Verified(tuple(blocks), citations, figures, tuple(notes))
    return replace(verified, numbers=check_numbers(verified, asked))


def cite(span: Span, knowledge: KnowledgeBase, words: Words) -> Citation:
    """Make the citation of a span: its words are read from the source, nowhere else.

    Raises:
        UngroundedError: the span lies outside the source.
    """
    quote = knowledge.source.quote(span)
    units = knowledge.structure.units_over(span)
    if not units or len(quote) != span.end - span.start:
        raise UngroundedError(f"{span} is no stretch of the source", "quote")
    first = units[0]
    items = {unit.item for unit in units}
    rendering = None
    if words.language != "en":
        rendering = words.script(knowledge.rendering(span)) or None
    return Citation(
        knowledge.source.name, first.part, items.pop() if len(items) == 1 else None,
        first.section, quote, span.start, span.end, rendering,
    )  # fmt: skip


def fact_keys(draft: Draft) -> Iterator[str]:
    """Yield the keys of the facts that a draft's words name."""
    for piece in draft.pieces:
        if isinstance(piece, Say | Remark):
            yield from FACT_TOKEN.findall(piece.text)


def fill_facts(text: str, knowledge: KnowledgeBase, words: Words) -> str:
    """Put the text of each fact in place of its key.

    Raises:
        KeyError: there is no such fact.
    """
    return FACT_TOKEN.sub(
        lambda match: knowledge.facts[match.group(1)].text.in_language(words.language), text
    )


def _note(piece: Remark, knowledge: KnowledgeBase, words: Words) -> Note:
    if piece.text:
        return Note("caution", words.script(fill_facts(piece.text, knowledge, words)), None)
    entry = knowledge.notes.get(piece.key)
    if entry is None:
        raise UngroundedError(f"there is no note {piece.key}", "note", piece.key)
    return Note(entry.kind, words.script(entry.text.in_language(words.language)), entry.address)


def check_numbers(verified: Verified, asked: str) -> int:
    """Count the numbers of the desk's own words, each of which stands in something beside them.

    Raises:
        UngroundedError: one stands in no quote, rendering, working or note, nor in what was asked.
    """
    said = [block.text for block in verified.blocks if isinstance(block, Paragraph)]
    claimed = [(number, text) for text in said for number in _numbers(text)]
    if not claimed:
        return 0
    grounds = [note.text for note in verified.notes]
    for citation in verified.citations:
        grounds += [citation.quote, citation.rendering or ""]
    for figure in verified.figures:
        grounds += list(figure.working)
    known = [number for ground in grounds for number in _numbers(ground)]
    known += [*numbers_in(asked), *_referred_to(asked)]
    for number, text in claimed:
        if not any(number.matches(ground) for ground in known):
            raise UngroundedError(
                f"the number {number.text} in “{text[:80]}”", "number", number.text
            )
    return len(claimed)


def _referred_to(asked: str) -> Iterator[Number]:
    """Yield the item and part numbers of the reader's words, which an answer may repeat."""
    references = read_references(asked)
    for number in (*references.items, *references.parts):
        yield Number(Decimal(number), "", (0, 0), str(number))


@lru_cache(maxsize=4_096)
def _numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text of ours; the same few hundred texts come again and again."""
    return tuple(numbers_in(text))
