"""A numeral before its meaning is known: a value, or a pair of values, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Written = Literal["digits", "chinese", "words"]


@dataclass(frozen=True)
class Numeral:
    """``low`` to ``high`` (equal but for 两三百万); ``scale`` is the multiplier as written."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    scale: Decimal
    written: Written
    clear: bool = True
    grouped: bool = False
    spaced: bool = False


def unreadable(start: int, end: int, written: Written) -> Numeral:
    """Numerals with no one reading: to be stepped over as a whole."""
    return Numeral(Decimal(0), Decimal(0), start, end, Decimal(1), written, clear=False)
