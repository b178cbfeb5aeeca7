"""Amounts that come back for a number of years: 10m a year for three years, 连续三年每年1000万."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.amounts.quantities import Duration, Frequency, Money, Number, Reading, Series
from knowledge.amounts.source import Source

LONGEST = 60  # years
_NONE_WORDS = (
    r"(?:nothing|none|zero|no more|"
    r"(?:就|全|都|完全)?(?:没有?了?|为零|不给了?|不出了?|停了?|归零|为0|零)(?![\w]))"
)
NOTHING = re.compile(
    rf"[\s,，、;；]*(?:and |then |之后|然后|再|最后|再之后|此后|以后|后|就){{1,3}}{_NONE_WORDS}"
)
NONE = re.compile(rf"[\s,，:：]*{_NONE_WORDS}")
_JOIN = (
    r"(?:[\s,，;；(（]|and|then|after that|afterwards|thereafter|for|over|the|next|first|following|"
    r"another|further|each of|in|连续|持续|给|出|投|拨|保持|维持|为期|之后|然后|接着|随后|再|后|接下来|"
    r"此后|以后|最后|的|at|of|with|each|各|是|为|前|头|还|就|:|：|flat|constant|straight|consecutive)"
)
_BESIDE = re.compile(rf"{_JOIN}*")
_BACK = re.compile(
    r"[\s,，(（]*(?:(?:for|in each of|each of|over|连续|持续|给|保持|维持|为期)\s?)*(?:the )?(?:first |next )?"
)
_LEADING = re.compile(r"(?:^|[,，。;；:：?？\n]|连续|前|头|先|for|first|the|of|持续|给)\s*$")
_EACH_YEAR = re.compile(
    r"每年|每一年|各年|年均|连续|一年[0-9一二三四五六七八九]|a year|per year|(?<![a-z])each(?![a-z])|annual|yearly|"
    r"every year|in a row|straight|consecutive|flat|constant|保持|不变|维持|稳定|p\.a|/ ?year|/年"
)
_SUM_BEFORE = re.compile(
    r"(?:共计?|合计|总计|总共|total(?:ling|s)?(?: of)?|altogether)(?:是|为|出|投入?|给|要)?\s?(?:rmb|¥)?\s?$"
)
_SUM_AFTER = re.compile(r"\s?(?:yuan )?(?:in total|altogether|in all|total|all told)(?![a-z])")


def each_year(around: str) -> bool:
    """Whether the words around say that an amount is one of every year and no sum of several."""
    return _EACH_YEAR.search(around) is not None


def is_sum(source: Source, amount: Money | Number) -> bool:
    """Whether the words beside an amount call it a sum."""
    start, end = amount.span
    before = source.folded[max(0, start - 16) : start]
    return (
        _SUM_BEFORE.search(before) is not None or _SUM_AFTER.match(source.folded, end) is not None
    )


def whole_years(length: Duration) -> int | None:
    """The number of years of a plain length of time."""
    plain = length.unit == "year" and length.low == length.high == int(length.low)
    return int(length.low) if plain and 1 <= length.low <= LONGEST else None


def beside_length(gap: str) -> bool:
    """Whether an amount and a number of years with this between them belong together."""
    return len(gap) <= 40 and _BESIDE.fullmatch(gap) is not None


def follows(source: Source, last: Reading, length: Duration) -> bool:
    """Whether a number of years speaks of the amount before it: "10m a year for three years"."""
    gap = source.folded[last.span[1] : length.span[0]]
    if "over" in gap and not isinstance(last, Frequency):
        return False
    return _BACK.fullmatch(gap) is not None


def leads(source: Source, length: Duration) -> bool:
    """Whether a schedule may begin with a number of years: 连续三年每年1000万."""
    start = length.span[0]
    return _LEADING.search(source.folded[max(0, start - 8) : start]) is not None


def repeated(source: Source, readings: list[Reading]) -> list[Reading]:
    """As in "10m per year for three years", and what is said to come after them."""
    moneys = [(i, r) for i, r in enumerate(readings) if isinstance(r, Money)]
    lengths = [
        (i, r) for i, r in enumerate(readings) if isinstance(r, Duration) and r.unit == "year"
    ]
    often = [i for i, r in enumerate(readings) if isinstance(r, Frequency) and r.unit == "year"]
    if not (len(moneys) == len(lengths) == len(often) == 1):
        return readings
    (money_at, money), (length_at, length) = moneys[0], lengths[0]
    indices = sorted((money_at, length_at, often[0]))
    years = whole_years(length)
    span = (readings[indices[0]].span[0], readings[indices[2]].span[1])
    if indices[2] - indices[0] != 2 or span[1] - span[0] > 80 or not years or years < 2:
        return readings
    amounts: tuple[Money, ...] = (money,) * years
    nothing = NOTHING.match(source.folded, span[1])
    if nothing:
        zero = replace(money, low=Decimal(0), high=Decimal(0), hedge="")
        amounts, span = (*amounts, zero), (span[0], nothing.end())
    series = Series(amounts, tuple(range(1, len(amounts) + 1)), False, span,
                    source.text[slice(*span)])  # fmt: skip
    return [*readings[: indices[0]], series, *readings[indices[2] + 1 :]]
