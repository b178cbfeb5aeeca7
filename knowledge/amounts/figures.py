"""Every number value of a text with its unit, to prove that an answer's numbers are grounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from knowledge.amounts.quantities import (
    CalendarDate,
    Duration,
    Money,
    Number,
    Quantity,
    Share,
    Span,
    Unclear,
    Year,
)  # fmt: skip
from knowledge.amounts.reading import scan
from knowledge.amounts.rendering import share_text
from knowledge.amounts.source import Source


@dataclass(frozen=True)
class WrittenNumber:
    """One value and its unit.

    Units: a currency code, "share" (0..1), "calendar_year", "month", "day", "year_number",
    "years", "months", "weeks", "days", a counted thing ("part", "item", "platform"), or "" where
    none is written; "unreadable" where the value has no one reading.
    """

    value: Decimal
    unit: str
    span: Span
    text: str

    def matches(self, other: WrittenNumber) -> bool:
        """Equal in value, and in unit where both have one (a thing counts any thing)."""
        if "unreadable" in (self.unit, other.unit):
            return self.unit == other.unit and self.text == other.text
        loose = ("", "thing")
        same = self.unit == other.unit or self.unit in loose or other.unit in loose
        return self.value == other.value and same


def numbers_in(text: str) -> list[WrittenNumber]:
    """The figures of ``text`` in order: digits, Chinese numerals and words beside a unit.

    Numbers of item references and list marks are structure and left out, and so are numeral
    characters and English number words without a unit. A date gives its components.
    """
    found: list[WrittenNumber] = []
    source = Source(text)
    for reading in scan(source):
        if isinstance(reading, Unclear):
            found.append(WrittenNumber(Decimal(0), "unreadable", reading.span, reading.text))
        else:
            found += [
                WrittenNumber(value, unit, reading.span, reading.text)
                for value, unit in _values(source, reading)
            ]
    return found


def _values(source: Source, reading: Quantity) -> Iterator[tuple[Decimal, str]]:
    if isinstance(reading, Money):
        yield from ((value, reading.currency) for value in sorted({reading.low, reading.high}))
    elif isinstance(reading, Share):
        yield from ((_decimal(part), "share") for part in reading.parts)
    elif isinstance(reading, Year):
        unit = "calendar_year" if reading.calendar else "year_number"
        yield from ((Decimal(value), unit) for value in sorted({reading.low, reading.high}))
    elif isinstance(reading, Duration):
        yield from ((v, reading.unit + "s") for v in sorted({reading.low, reading.high}))
    elif isinstance(reading, CalendarDate):
        parts = ((reading.year, "calendar_year"), (reading.month, "month"), (reading.day, "day"))
        yield from ((Decimal(value), unit) for value, unit in parts if value is not None)
    elif isinstance(reading, Number):
        digits = reading.span[0] in source.digits or reading.value < 0
        article = reading.value == 1 and not digits  # 一个平台, one of
        if digits or reading.value >= 100 or (reading.unit and not article):
            yield reading.value, reading.unit


def _decimal(share: Fraction) -> Decimal:
    return Decimal(share_text(share))
