"""What checking a kept answer finds: that it holds, or each thing that differs."""

import json
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Literal

from bot.answer.record import Citation

Kind = Literal[
    "quote", "moved", "place", "rendering",
    "figure-inputs", "figure-outputs", "figure-working", "figure-status",
    "source", "rule", "entry", "missing-entry", "text", "note", "number",
    "stored-text", "unreadable",
]  # fmt: skip

_AROUND = 24
"""Characters shown before and after the first that differs."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was when the answer was given.

    Attributes:
        where: the part of the answer ("citations.2.quote", "figures.1.outputs.district_minimum",
            numbered from 1), or the name of the entry or rule ("answer:who-pays").
        was, now: short texts; "" where there is nothing.
    """

    kind: Kind
    where: str
    was: str
    now: str


@dataclass(frozen=True)
class Checked:
    """How much was checked: quotes, figures, entries of the data, numbers of the desk's words."""

    quotes: int
    figures: int
    entries: int
    numbers: int


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    Attributes:
        holds: nothing differs.
        citations: those of the stored answer, as they stand there.
        asked_on: the day that the answer was asked, None where that cannot be read.
    """

    code: str
    holds: bool
    differences: tuple[Difference, ...]
    citations: tuple[Citation, ...]
    checked: Checked
    asked_on: date | None


def difference(kind: Kind, where: str, was: object, now: object) -> Difference:
    """Make a difference of two values, long texts cut around the first place that differs."""
    before, after = _text(was), _text(now)
    at = next((i for i, (a, b) in enumerate(zip_longest(before, after)) if a != b), len(before))
    return Difference(kind, where, _around(before, at), _around(after, at))


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _around(text: str, at: int) -> str:
    start, end = max(0, at - _AROUND), at + _AROUND
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
