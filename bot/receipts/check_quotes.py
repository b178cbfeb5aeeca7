"""Whether each quote of a kept answer still stands in the source, word for word, where it stood."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from bot.answer.record import Citation
from bot.answer.verify import UngroundedError, cite
from bot.receipts.verdict import Difference, Kind, difference
from bot.words import Words
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

_KINDS: Mapping[str, Kind] = {"quote": "quote", "rendering": "rendering"}


def cited_now(
    citations: Sequence[Citation], knowledge: KnowledgeBase, words: Words
) -> tuple[Citation | None, ...]:
    """Return what each citation would be now, at its quote's place or else at its own.

    None stands for one whose place is no stretch of the source.
    """
    return tuple(_cited(one, knowledge, words) for one in citations)


def check_quote(where: str, stored: Citation, now: Citation | None) -> Iterator[Difference]:
    """Yield what differs between a stored citation and what it would be now."""
    if now is None:
        yield difference("quote", f"{where}.quote", stored.quote, None)
        return
    if (stored.start, stored.end) != (now.start, now.end):
        yield difference("moved", where, f"{stored.start}–{stored.end}", f"{now.start}–{now.end}")
    for field in ("source", "part", "item", "section", "quote", "rendering"):
        was, is_now = getattr(stored, field), getattr(now, field)
        if was != is_now:
            yield difference(_KINDS.get(field, "place"), f"{where}.{field}", was, is_now)


def _cited(stored: Citation, knowledge: KnowledgeBase, words: Words) -> Citation | None:
    span = Span(stored.start, stored.end)
    if knowledge.source.quote(span) != stored.quote:
        with suppress(KnowledgeError):
            span = knowledge.source.find(stored.quote)  # it may only have moved
    try:
        return cite(span, knowledge, words)
    except UngroundedError:
        return None
