"""Which numbers and quotes of an answer nothing grounds.

Two readers look at the numbers. The first is written here anew and knows nothing of the
desk's grammar, so that it does not share its mistakes; it decides whether an answer is right.
The second is that grammar, which also reads Chinese numerals and amounts in words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.amounts import numbers_in

Record = Mapping[str, Any]
"""An answer record, as `Answer.record` gives it."""

LONGEST_CITATION, MOST_CITED = 1_100, 3_500
"""Characters of one citation, and of all of an answer's."""

_UNITS = {
    "万": 1e4, "萬": 1e4, "w": 1e4, "亿": 1e8, "億": 1e8, "千万": 1e7, "千萬": 1e7,
    "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3,
    "%": 0.01, "％": 0.01, "percent": 0.01, "per cent": 0.01, "成": 0.1,
}  # fmt: skip
_NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*"
    r"(千万|千萬|万|萬|亿|億|billion|million|thousand|per cent|percent|%|％|成"
    r"|(?:bn|mn|[mkw])(?![a-z]))?",
    re.I,
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_FREE_UP_TO = 31
"""Numbers that count items, parts or days of a month need no ground."""
_FREE = frozenset((80, 2013, 2014, 2017, 2018, 1980, 2024, 2026, 2027))
"""Years and counts that the desk may say of the source and of itself."""


def loose_numbers(turns: Iterable[str], record: Record) -> list[float]:
    """Return the numbers of an answer's text that nothing grounds.

    Grounds are the messages, the notes, the quotes and the figures.
    """
    said = [" ".join(turns)]
    said.append(" ".join(f"{n.get('text', '')} {n.get('address') or ''}" for n in record["notes"]))
    said.append(" ".join(cited["quote"] or "" for cited in record["citations"]))
    grounds = {value for pair in _numbers(" ".join(said)) for value in pair if value is not None}
    grounds |= {value for figure in record["figures"] for value in leaves(figure)}
    loose = []
    for number, amount in _numbers(record["text"]):
        if amount is not None:
            if not _near(amount, grounds):
                loose.append(amount)
        elif number > _FREE_UP_TO and number not in _FREE and not _near(number, grounds):
            loose.append(number)
    return loose


def loose_by_grammar(turns: Iterable[str], record: Record) -> list[str]:
    """Return the numbers that the desk's own grammar reads in a text and nothing grounds."""
    grounds = [*turns, *(note["text"] for note in record["notes"])]
    grounds += [cited[key] or "" for cited in record["citations"] for key in ("quote", "rendering")]
    grounds += [line for figure in record["figures"] for line in figure["working"]]
    held = [number for ground in grounds for number in numbers_in(ground)]
    return [
        number.text
        for number in numbers_in(record["text"])
        if number.value > _FREE_UP_TO and not any(number.matches(other) for other in held)
    ]


def bad_citations(record: Record, source: str) -> Iterator[str]:
    """Yield what is wrong with an answer's quotes: not verbatim, or too much of the source."""
    for cited in record["citations"]:
        if not verbatim(cited, source):
            yield f"quote not verbatim: {cited['quote'][:40]}"
        elif cited["end"] - cited["start"] > LONGEST_CITATION:
            yield f"citation of {cited['end'] - cited['start']} characters"
    if sum(len(cited["quote"] or "") for cited in record["citations"]) > MOST_CITED:
        yield f"more than {MOST_CITED:,} characters cited"


def verbatim(cited: Record, source: str) -> bool:
    """Tell whether a citation's quote is what stands at its place."""
    start, end = cited["start"], cited["end"]
    return bool(start < end and source[start:end] == cited["quote"])


def leaves(value: Any) -> Iterator[float]:
    """Yield every number in a value of a record, in text too where nothing else stands there."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, str):
        text = value.replace(",", "").replace("%", "").strip()
        try:
            yield float(text)
        except ValueError:
            if match := re.fullmatch(r"[A-Z¥]{0,3}\s*(\d+(?:\.\d+)?|\.\d+)", text):
                yield float(match.group(1))


def _numbers(text: str) -> Iterator[tuple[float, float | None]]:
    """Yield each number as it is written, and times its unit where it has one."""
    for match in _NUMBER.finditer(text.translate(_WIDE)):
        number, unit = float(match.group(1).replace(",", "")), (match.group(2) or "").lower()
        yield number, number * _UNITS[unit] if unit else None


def _near(value: float, grounds: Iterable[float]) -> bool:
    return any(abs(value - ground) <= 1e-6 * max(1, abs(value)) for ground in grounds)
