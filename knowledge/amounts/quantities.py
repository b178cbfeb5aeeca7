"""What can be read out of a text: typed quantities, each with its place in that text.

A span is (start, end) in Unicode code points of the text that was read, so that
``text[start:end]`` is what the person wrote. Values are exact: Decimal or Fraction, never float.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

Span = tuple[int, int]
Hedge = Literal["", "about", "over", "under"]

YUAN = "CNY"
EXACT = Context(prec=80)
LONGEST_SERIES = 60  # years; nobody plans further
_BIG = {"万": Decimal(10**4), "萬": Decimal(10**4), "亿": Decimal(10**8), "億": Decimal(10**8)}


def to_decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal, to the 80 digits of ``EXACT``."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def to_places(value: Decimal, places: int) -> Decimal:
    """Rounded half to even; ``round`` fails past the 28 digits of the default context."""
    context = Context(prec=max(28, value.adjusted() + places + 2))
    return value.quantize(Decimal(1).scaleb(-places), context=context)


@dataclass(frozen=True)
class Period:
    """Of which time an amount was said to be.

    ``each`` says that it is a year's ("3m a year"), else it is of ``years`` together. ``total``
    says that the words call it a sum, ``even`` that it is paid in equal yearly parts. ``years``
    is None where nobody said how many.
    """

    years: int | None = None
    each: bool = False
    total: bool = False
    even: bool = False

    @property
    def lump(self) -> bool:
        """Whether the amount is one of several years together."""
        return not self.each and self.years is not None


@dataclass(frozen=True)
class Money:
    """An amount, or a range of amounts, in whole units of ``currency`` (yuan unless named).

    ``bare`` is true where neither a currency nor a unit was written ("8000000"). ``scale`` is the
    multiplier as written (10000 for 万, 1 where none). ``hedge`` says that the text bounds the
    amount ("at least", 不到) instead of stating it. ``period`` is the time that
    it was said to be of.
    """

    low: Decimal
    high: Decimal
    currency: str
    span: Span
    text: str
    bare: bool = False
    scale: Decimal = Decimal(1)
    hedge: Hedge = ""
    period: Period | None = None

    @property
    def scales(self) -> tuple[Decimal, ...]:
        """The units that a number beside it may share: 百万 and 万 of 八百万, million of 8m."""
        big = [unit for word, unit in _BIG.items() if word in self.text and unit < self.scale]
        return (self.scale, *big[-1:])

    @property
    def bounded(self) -> bool:
        """Whether the text gives a bound of the amount and not the amount itself."""
        return self.hedge in ("over", "under")

    def ended(self, span: Span, text: str) -> Money:
        """No money any more, in this amount's currency: what ``text`` says at ``span``."""
        return replace(self, low=Decimal(0), high=Decimal(0), hedge="", span=span, text=text)

    def lend(self, number: Decimal, limit: int) -> Decimal | None:
        """``number`` in a unit of this amount; None unless just one unit brings it near."""
        return lend(number, self.scales, self.low, limit)


def lend(number: Decimal, scales: tuple[Decimal, ...], near: Decimal, limit: int) -> Decimal | None:
    """``number`` in the one of ``scales`` that brings it near: within 10 times, else ``limit``."""
    if number == 0:
        return number
    values = [EXACT.multiply(number, scale) for scale in scales]
    for times in (min(10, limit), limit):
        fitting = [value for value in values if near <= value * times and value <= near * times]
        if len(fitting) == 1:
            return fitting[0]
    return None


@dataclass(frozen=True)
class Number:
    """A number that is no amount of money: ``unit`` is the counted thing ("platform"), or ""."""

    value: Decimal
    span: Span
    text: str
    unit: str = ""


@dataclass(frozen=True)
class Share:
    """One share ("40%": one part) or the parts of a split ("70/30": parts that add up to 1).

    ``order`` says whose the parts are where the payers stand inside the split ("city 7 district 3"
    is ("city", "district")). ``relative`` marks a split that was said as one side's money in terms
    of the other's ("half of the city's": parts 1/3 and 2/3).
    """

    parts: tuple[Fraction, ...]
    span: Span
    text: str
    order: tuple[str, ...] = ()
    relative: bool = False


@dataclass(frozen=True)
class Year:
    """A calendar year (2021) or the n-th year of funding (year 3), or a run of them."""

    low: int
    high: int
    calendar: bool
    span: Span
    text: str


@dataclass(frozen=True)
class Duration:
    """A length of time: ``low`` to ``high`` of ``unit`` (year, month, week, day)."""

    low: Decimal
    high: Decimal
    unit: str
    span: Span
    text: str


@dataclass(frozen=True)
class Frequency:
    """That an amount comes back every year, or every month, week or quarter: "per year", 每年.

    ``asked`` marks one that is asked for: "the minimum each year?", 逐年看.
    """

    span: Span
    text: str
    unit: str = "year"
    asked: bool = False


@dataclass(frozen=True)
class Together:
    """That the years are to be taken together: "add the years up", 不分年.

    ``negated`` says that they are not to be; ``loose`` marks words for any sum ("in total", 合计).
    """

    span: Span
    text: str
    negated: bool = False
    loose: bool = False


@dataclass(frozen=True)
class CalendarDate:
    """A date; ``year`` or ``day`` is None where the text leaves it out."""

    year: int | None
    month: int
    day: int | None
    span: Span
    text: str


@dataclass(frozen=True)
class Series:
    """A yearly schedule. ``years[i]`` is the year of ``amounts[i]``: 1, 2, 3 or 2019, 2020, 2021.

    Years may have gaps ("from 10m in year 1 to 4m in year 3"); they are strictly ascending.
    ``computed`` says that the amounts follow from a start and a step ("20 % less every year"), so
    that they need not be in whole fen. ``unknown`` are years of the schedule whose amount was said
    not to be known.
    """

    amounts: tuple[Money, ...]
    years: tuple[int, ...]
    calendar: bool
    span: Span
    text: str
    computed: bool = False
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True)
class Unclear:
    """Something that looks like an amount and has more than one reading ("8,5 million")."""

    span: Span
    text: str


UnknownKind = Literal["", "changed", "scaled", "part", "joins", "leaves"]


@dataclass(frozen=True)
class Unknown:
    """That an amount is not known: "TBD", "not decided yet", 待定.

    ``kind`` is "changed" where one named before is said to be another, "scaled" where it is doubled
    or halved, "part" where an unknown
    part of it is spoken of, "joins" where one more district takes part, "leaves" where one no
    longer does.
    """

    span: Span
    text: str
    kind: UnknownKind = ""


Quantity = (
    Money
    | Number
    | Share
    | Year
    | Duration
    | Frequency
    | CalendarDate
    | Series
    | Unknown
    | Together
)
Reading = Quantity | Unclear


def is_amount(quantity: Quantity) -> bool:
    """Whether it is an amount of money, a schedule, or a number that may become one."""
    return isinstance(quantity, Money | Series) or (
        isinstance(quantity, Number) and not quantity.unit
    )
