"""Whether each quote of a kept answer still stands in the source, word for word, where it stood."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from bot.answer.record import Citation
from bot.answer.verify import UngroundedError, cite
from bot.receipts.verdict import Difference, difference
from bot.words import Words
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import KnowledgeBase
from knowledge.source import Span

_WHERE = ("source", "part", "item", "section")


def cited_now(
    citations: Sequence[Citation], knowledge: KnowledgeBase, words: Words
) -> tuple[Citation | None, ...]:
    """Return what each citation's quote would be cited as now; None where it stands nowhere."""
    return tuple(_cited(one, knowledge, words) for one in citations)


def check_quote(
    where: str, stored: Citation, now: Citation | None, knowledge: KnowledgeBase
) -> Iterator[Difference]:
    """Yield what differs between a stored citation and the source.

    Args:
        where: the name of the citation.
        stored: the citation as it was kept.
        now: what its quote would be cited as.
        knowledge: the source.
    """
    if now is None:
        stands = knowledge.source.quote(Span(stored.start, stored.end))
        yield difference("quote", f"{where}.quote", stored.quote, stands)
        return
    if (stored.start, stored.end) != (now.start, now.end):
        yield difference("moved", where, f"{stored.start}–{stored.end}", f"{now.start}–{now.end}")
    yield from differing(where, stored, now)


def differing(where: str, stored: Citation, now: Citation) -> Iterator[Difference]:
    """Yield the fields in which two citations of one span differ, but for the span itself."""
    for field in fields(Citation):
        was, is_now = getattr(stored, field.name), getattr(now, field.name)
        if was == is_now or field.name in ("start", "end"):
            continue
        if field.name in _WHERE:
            yield difference("place", f"{where}.{field.name}", was, is_now)
        elif field.name == "rendering":
            yield difference("rendering", f"{where}.rendering", was, is_now)
        else:
            yield difference("quote", f"{where}.{field.name}", was, is_now)


def _cited(stored: Citation, knowledge: KnowledgeBase, words: Words) -> Citation | None:
    span = Span(stored.start, stored.end)
    try:
        if knowledge.source.quote(span) != stored.quote or not stored.quote:
            span = knowledge.source.find(stored.quote)  # it may only have moved
        return cite(span, knowledge, words)
    except (KnowledgeError, UngroundedError):
        return None
