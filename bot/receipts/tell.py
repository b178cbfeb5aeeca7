"""A verdict as lines of text in the reader's language; the faces lay them out."""

from bot.answer.markdown import quote_lines
from bot.receipts.check import check
from bot.receipts.kept import KeptAnswer
from bot.receipts.verdict import Difference, Kind, Verdict
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import Term
from knowledge.rules.wording import term_text

_NUMBERED = frozenset({"citations", "figures", "notes", "blocks", "suggestions"})
_NAMED_ALONE: frozenset[Kind] = frozenset(
    {"source", "rule", "entry", "missing-entry", "number", "stored-text", "unreadable"}
)
"""Of these the place says all: what was and is are digests, or nothing."""

_SAID_BY_KIND: frozenset[Kind] = frozenset({"quote", "rendering", "figure-working"})
_FIELDS = frozenset(
    {
        "source", "part", "item", "section", "status", "rule", "kind", "text", "address", "verdict",
        "code", "kept_at", "id", "question", "language", "route", "confidence", "engine",
        "elapsed_ms", "blocks", "citations", "figures", "notes", "suggestions", "fingerprints",
        "digest", "seals", "record",
    }
)  # fmt: skip


def check_lines(kept: KeptAnswer, knowledge: KnowledgeBase, words: Words) -> list[str]:
    """Check a kept answer and say what was found, as `verdict_lines` does."""
    return verdict_lines(check(kept, knowledge), words)


def verdict_lines(verdict: Verdict, words: Words) -> list[str]:
    """Say whether an answer holds, what was checked, each difference, and its quotes.

    The question is not said: who has the code need not be who asked.
    """
    lines = head_lines(verdict, words)
    lines += (difference_line(one, words) for one in verdict.differences)
    for number, citation in enumerate(verdict.citations, start=1):
        lines += quote_lines(number, citation, words)
    return lines


def head_lines(verdict: Verdict, words: Words) -> list[str]:
    """Say whether an answer holds, and what was checked."""
    found = len(verdict.differences)
    if verdict.holds:
        first = words("receipt-holds", code=verdict.code)
    else:
        one = "-one" if found == 1 else ""
        first = words(f"receipt-differs{one}", code=verdict.code, count=found)
    return [first, _checked(verdict, words)]


def difference_line(difference: Difference, words: Words) -> str:
    """Say a difference in one line."""
    was, now = (text or words("receipt-nothing") for text in (difference.was, difference.now))
    said = words(f"receipt-{difference.kind}", where=_place(difference, words), was=was)
    if difference.kind in _NAMED_ALONE:
        return said
    between = " " if words.language == "en" else ""
    return f"{said}{between}{words('receipt-then-now', was=was, now=now)}"


def _place(difference: Difference, words: Words) -> str:
    """Name a part of the answer; an entry or a rule is named by its key."""
    where = difference.where
    if ":" in where:
        return where.removeprefix("source:")
    *path, last = where.split(".")
    if path and path[0] in _NUMBERED:
        number, *inner = where.split(".")[1:]
        named = words(f"receipt-at-{path[0]}", number=number)
        if not inner or difference.kind in _SAID_BY_KIND:
            return named
        return words("comma").join((named, _field(last, words)))
    return _field(where, words)


def _field(name: str, words: Words) -> str:
    """Name a field of what is stored in words, where there are any; else as it is spelt there."""
    return words(f"receipt-field-{name}") if name in _FIELDS else name


def _checked(verdict: Verdict, words: Words) -> str:
    counts = {
        "quotes": verdict.checked.quotes,
        "figures": verdict.checked.figures,
        "entries": verdict.checked.entries,
        "numbers": verdict.checked.numbers,
    }
    said = [
        words(f"receipt-{name}{'-one' if count == 1 else ''}", count=count)
        for name, count in counts.items()
        if count or name == "quotes"
    ]
    what = words("comma").join(said)
    if verdict.asked_on is None:
        return words("receipt-checked-undated", what=what)
    day = term_text(Term("date", verdict.asked_on.isoformat()), words.written().language)
    return words("receipt-checked", what=what, date=day)
