"""Schedules said by start, yearly step and length: 从1000万开始每年减少100万，五年.

A step in percent is taken of the year before ("drops 20 % a year"), unless the text says that it is
one of the first year's amount. Start, step and length must each be given once; otherwise nothing
is computed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from knowledge.amounts.neighbours import gap_between
from knowledge.amounts.quantities import (
    LONGEST_SERIES,
    Duration,
    Frequency,
    Money,
    Reading,
    Series,
    Share,
    Year,
    to_decimal,
)
from knowledge.amounts.source import Source

_DOWN = (
    r"减少|递减|减|下降|降低|降|退坡?|削减|砍|扣减|下调|缩减|(?<![至最不])少(?:给|投|出)?|"
    r"(?<![a-z])(?:(?:drop|fall|declin|decreas|reduc|shrink|cut|taper|lower|diminish)[a-z]*|"
    r"minus|down by|steps? down)"
)
_UP = (
    r"增加|递增|增长|上升|提高|上调|多给|多投|涨|"
    r"(?<![a-z])(?:(?:increas|rise|rising|grow)[a-z]*|up by)"
)
_FIRST = r"首年|第一年|初始金额|起始金额|初始|起始|基数"
_THEN = r"[\s,，]*(?:了|去|幅度为?|by|of|every year|each year|a year)*\s?"
_DOWN_BY = re.compile(rf"(?:{_DOWN}){_THEN}(?:(?:{_FIRST})的)?$")
_UP_BY = re.compile(rf"(?:{_UP}){_THEN}(?:(?:{_FIRST})的)?$")
_DOWN_AFTER = re.compile(r"\s?(?:yuan )?(?:less|lower|fewer|off|cut|reduction|decrease)(?![a-z])")
_PLUS = re.compile(r"(?<![a-z])plus\s?(?:rmb |¥)?$")
_EACH_YEAR = re.compile(r"\s?(?:yuan )?(?:a|per|each|every) year|每年")
_UP_AFTER = re.compile(r"\s?(?:yuan )?(?:more|higher|increase)(?![a-z])")
_OF_FIRST = re.compile(r" (?:of|from) the (?:first|initial|original|starting|base)")
_FIRST_OF = re.compile(rf"(?:{_FIRST})的$")
_LISTED = re.compile(r"[\s,，、]+")
_POINTS = re.compile(r"percentage point|百分点")
_NO_START = re.compile(r"(?:to|到|至|降至|降到|减到|减至|为止|until|reach(?:es|ing)?|below)\s?$")
_LAST = re.compile(
    r"(?:until|till|through|up to|to|by|到|至|直到|截至|截止)\s?(?:the )?(?:end of )?$"
)
_ASKED = re.compile(
    r"(?<![a-z])(?:how much|what|remain|left|amount to|down to|\?)|多少|剩|还有|是几|[?？]"
)
_OTHERS = re.compile(r"(?<![a-z])(?:income|revenue)(?![a-z])|收入|营收")
_COMPARED = re.compile(r"比|than|对|较")
_FOUNDED = re.compile(r"(?:成立|运行了?|建成|已有?)$")


def join_progression(source: Source, readings: list[Reading]) -> list[Reading]:
    """The readings with the schedule that follows from start, step and length in their place."""
    steps = steps_in(source, readings)
    often = [i for i, r in enumerate(readings) if isinstance(r, Frequency) and r.unit == "year"]
    if len(steps) != 1 or not often or _OTHERS.search(source.folded):
        return readings
    step = readings[steps[0]]
    starts = [i for i, r in enumerate(readings) if i != steps[0] and isinstance(r, Money)]
    first = readings[starts[0]] if len(starts) == 1 else None
    lengths = [i for i, r in enumerate(readings) if _length(source, r)]
    if not isinstance(first, Money) or len(lengths) != 1 or not _starts(source, first):
        return readings
    count = _length(source, readings[lengths[0]]) or 0
    sign = step_sign(source, step)
    year = _first_year(readings, lengths[0])
    amounts = _amounts(source, first, step, sign, count)
    if amounts is None or year is None or _POINTS.search(step.text):
        return readings
    if not 2 <= count <= LONGEST_SERIES:
        return readings
    places = sorted({steps[0], starts[0], lengths[0], *often, *_ones(readings)})
    inside = range(places[0], places[-1] + 1)
    if any(i not in places for i in inside):
        return readings
    span = (readings[places[0]].span[0], readings[places[-1]].span[1])
    if span[1] - span[0] > 120:
        return readings
    series = Series(amounts, tuple(range(year, year + count)), year > 99, span,
                    source.text[slice(*span)], computed=True)  # fmt: skip
    return [*readings[: places[0]], series, *readings[places[-1] + 1 :]]


def stepped(source: Source, readings: list[Reading]) -> list[Reading]:
    """As in 第一年1000万，第二年减少200万: the amount of the second year is 800万."""
    result = list(readings)
    for at in range(3, len(result)):
        one, start, two, step = result[at - 3 : at + 1]
        sign = step_sign(source, step)
        if not (sign and isinstance(start, Money) and isinstance(step, Money | Share)):
            continue
        if not (isinstance(one, Year) and isinstance(two, Year) and two.low == one.high + 1):
            continue
        if step_sign(source, start) or _COMPARED.search(gap_between(source, two, step)):
            continue
        amounts = _amounts(source, start, step, sign, 2)
        if amounts and two.low == two.high:
            after = (_DOWN_AFTER if sign < 0 else _UP_AFTER).match(source.folded, step.span[1])
            span = (source.skip(two.span[1]), after.end() if after else step.span[1])
            result[at] = replace(amounts[1], span=span, text=source.text[slice(*span)])
    return result


def steps_in(source: Source, readings: Sequence[Reading]) -> list[int]:
    """Indices of what something falls or rises by; 递减 1000 800 600万 is a list of amounts."""
    found = [i for i, r in enumerate(readings) if step_sign(source, r)]
    return [i for i in found if not _lists(source, readings, i)]


def _lists(source: Source, readings: Sequence[Reading], at: int) -> bool:
    """Whether the next amount follows in a list."""
    if at + 1 == len(readings) or not isinstance(readings[at + 1], Money):
        return False
    return _LISTED.fullmatch(gap_between(source, readings[at], readings[at + 1])) is not None


def step_sign(source: Source, reading: Reading) -> int:
    """-1 where the words say that something falls by this much, 1 where it rises, else 0."""
    if not isinstance(reading, Money | Share) or (
        isinstance(reading, Share) and len(reading.parts) != 1
    ):
        return 0
    before = source.before(reading.span[0], 24)
    if _DOWN_BY.search(before) or _DOWN_AFTER.match(source.folded, reading.span[1]):
        return -1
    if _UP_BY.search(before) or _UP_AFTER.match(source.folded, reading.span[1]):
        return 1
    if _PLUS.search(before) and _EACH_YEAR.match(source.folded, reading.span[1]):
        return 1
    return 0


def _starts(source: Source, money: Money) -> bool:
    before = source.before(money.span[0], 8)
    return money.low == money.high > 0 and money.hedge == "" and not _NO_START.search(before)


def _length(source: Source, reading: Reading) -> int | None:
    """How many years: "over four years", 共五年, 到第五年, until year 4."""
    before = source.before(reading.span[0], 12)
    if isinstance(reading, Duration) and reading.unit == "year":
        whole = reading.low == reading.high == int(reading.low)
        return int(reading.low) if whole and not _FOUNDED.search(before) else None
    if isinstance(reading, Year) and not reading.calendar and reading.low > 1:
        until = (
            _LAST.search(before) or reading.text.startswith(("到", "至")) or _asked(source, reading)
        )
        return reading.low if reading.low == reading.high and until else None
    if isinstance(reading, Year) and reading.calendar and reading.high > reading.low:
        return reading.high - reading.low + 1
    return None


def _asked(source: Source, year: Year) -> bool:
    """Whether the amount of that year is what is asked: "what is left in year 3"."""
    start, end = year.span
    asked = _ASKED.search(source.folded, max(0, start - 40), min(len(source.folded), end + 30))
    return asked is not None


def _ones(readings: Sequence[Reading]) -> list[int]:
    """Where year 1 itself stands beside the start."""
    return [i for i, r in enumerate(readings) if isinstance(r, Year) and r.low == r.high == 1]


def _first_year(readings: Sequence[Reading], length_at: int) -> int | None:
    length = readings[length_at]
    others = [r for i, r in enumerate(readings) if isinstance(r, Year) and i != length_at]
    if isinstance(length, Year) and length.calendar:
        return length.low if not others else None
    return 1 if all(r.low == r.high == 1 for r in others) else None


def _amounts(
    source: Source, first: Money, step: Reading, sign: int, count: int
) -> tuple[Money, ...] | None:
    """Start and followers, exact; None where one would be below zero or the step is unusable."""
    start = Fraction(first.low)
    values = [start]
    for _ in range(min(count, LONGEST_SERIES) - 1):
        if isinstance(step, Money):
            if step.low != step.high or step.hedge or step.currency != first.currency:
                return None
            values.append(values[-1] + sign * Fraction(step.low))
        elif isinstance(step, Share):
            of_first = _OF_FIRST.match(source.folded, step.span[1]) or _FIRST_OF.search(
                source.before(step.span[0], 8)
            )
            base = start if of_first else values[-1]
            values.append(values[-1] + sign * base * step.parts[0])
    if any(value < 0 for value in values):
        return None
    return tuple(replace(first, low=exact, high=exact) for exact in map(to_decimal, values))
