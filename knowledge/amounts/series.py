"""Yearly schedules: several amounts in a row, amounts beside years, an amount for n years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from knowledge.amounts.neighbours import (
    YEARLY,
    adjacent,
    gap_between,
    share_units,
    years_that_are_amounts,
)
from knowledge.amounts.progressions import join_progression, stepped, steps_in
from knowledge.amounts.quantities import (
    LONGEST_SERIES,
    YUAN,
    Duration,
    Frequency,
    Money,
    Number,
    Reading,
    Series,
    Year,
)  # fmt: skip
from knowledge.amounts.repeats import (
    BEGINS,
    CHANGING,
    ENDED,
    HALVED,
    LISTED,
    NONE,
    NOTHING,
    SAME,
    UNREAD_LENGTH,
    beside_length,
    each_year,
    follows,
    in_all,
    is_sum,
    leads,
    repeated,
    whole_years,
)
from knowledge.amounts.source import Source

_BREAK = re.compile(r"[,，、;；。:：]|then|and|之后|然后")
_SENTENCE_END = re.compile(r"[。？?！!]|\.\s")
_OTHER_PAYER = re.compile(r"city|district|municip|platform|市|区|平台")
_THEN = re.compile(
    r"then|follow|after|later|fall|drop|down|ris|up to|之后|然后|随后|后来|再|降|减|升|增|→|->|>|"
    r"nothing|零|没|停"
)
_JUST_AND = re.compile(r"\s*(?:and|和|与|及)\s*")
_IN_TURN = re.compile(r"分别|respectively")
_CITY = re.compile(r"city|municipal|市")
_DISTRICT = re.compile(r"district|区")


def join_series(source: Source, found: Sequence[Reading]) -> list[Reading]:
    """Replace the amounts that form a schedule with one Series; leave the rest as they are."""
    readings = share_units(source, years_that_are_amounts(source, list(found)))
    readings = stepped(source, join_progression(source, readings))
    if steps_in(source, readings) or HALVED.search(source.folded):
        return readings  # a start and a step, of which something is missing
    return _rows(source, repeated(source, readings))


@dataclass(frozen=True)
class _Step:
    """One amount of a schedule, beside the year or the number of years written with it."""

    year: Year | None
    amount: Money | Number
    length: int | None = None


def _rows(source: Source, readings: list[Reading]) -> list[Reading]:
    """Joins amounts in a row, each with or without its own year, into schedules."""
    yearly = YEARLY.search(source.folded) is not None
    both = _names_both(source.folded)
    result: list[Reading] = []
    index = 0
    while index < len(readings):
        steps, after = _row(source, readings, index)
        long = len(steps) > 1 or any(step.length for step in steps)
        if long and any(is_sum(source, step.amount) for step in steps):
            result += readings[index:after]  # 前三年共1000万: no amount of any one year
            index = after
            continue
        series = _series(source, readings[index], steps, yearly, both) if steps else None
        if series:
            result.append(series)
            index = after
        else:
            step = LONGEST_SERIES if len(steps) == LONGEST_SERIES else 1
            result += readings[index : index + step]
            index += step
    return result


def _names_both(folded: str) -> bool:
    """Whether two amounts side by side may be the two payers' rather than two years'."""
    if _IN_TURN.search(folded):
        return True
    return _CITY.search(folded) is not None and _DISTRICT.search(folded) is not None


def _row(source: Source, readings: list[Reading], index: int) -> tuple[list[_Step], int]:
    """The steps that start at ``index``, and the index after them (at most LONGEST_SERIES)."""
    steps: list[_Step] = []
    pending: Year | None = None
    length: int | None = None
    last: Reading | None = None
    at = index
    while at < min(len(readings), index + LONGEST_SERIES):
        item = readings[at]
        if last is not None and not _linked(source, last, item, bool(steps)):
            break
        if isinstance(item, Year):
            gap = gap_between(source, last, item) if last else ""
            unbroken = last is not None and not _BREAK.search(gap)
            own = last is not None and (
                (bool(steps) and last is steps[-1].amount) or isinstance(last, Frequency)
            )
            undated = len(steps) > 1 and not any(step.year for step in steps)
            if undated and unbroken and BEGINS.search(gap):
                steps[0] = replace(steps[0], year=item)  # 10m, 8m, 6m from 2019
            elif steps and steps[-1].year is None and own and unbroken:
                steps[-1] = replace(steps[-1], year=item)
            elif steps and ENDED.fullmatch(gap):
                steps.append(_Step(item, _zero(source, steps[-1].amount, item.span)))
            elif steps and pending is None and SAME.match(source.folded, item.span[1]):
                steps.append(_Step(item, steps[-1].amount))
            elif pending is None:
                pending = item
            else:
                break
        elif isinstance(item, Money) or (isinstance(item, Number) and not item.unit):
            steps.append(_Step(pending, item, length))
            pending = length = None
        elif isinstance(item, Duration):
            years = whole_years(item)
            back = last is not None and follows(source, last, item)
            back = back and not (in_all(source, item) and any(s.length is None for s in steps[:-1]))
            free = bool(steps) and steps[-1].length is None and steps[-1].year is None
            if years and free and back and not pending:
                steps[-1] = replace(steps[-1], length=years)
            elif years and length is None and leads(source, last, item):
                length = years
            else:
                break
        elif not isinstance(item, Frequency) or item.unit != "year" or last is None:
            break
        last = item
        at += 1
    money = steps[-1].amount if steps else None
    ended = pending or last is money or (isinstance(last, Duration | Year) and length is None)
    if isinstance(money, Money) and last is not None and ended:
        nothing = NOTHING.match(source.folded, last.span[1])
        if pending:
            nothing = nothing or NONE.match(source.folded, last.span[1])
        if nothing:
            return [*steps, _Step(pending, _zero(source, money, nothing.span()))], at
    return steps, at - 1 if pending or length else at


def _zero_of(money: Money, item: Money | Number) -> Money | Number:
    """A bare 0 beside amounts is an amount."""
    if isinstance(item, Money) or item.value != 0:
        return item
    return money.ended(item.span, item.text)


def _zero(source: Source, amount: Money | Number, span: tuple[int, int]) -> Money | Number:
    """The end of the money, in the currency of the amount before it."""
    text = source.text[slice(*span)]
    if isinstance(amount, Number):
        return Number(Decimal(0), span, text)
    return amount.ended(span, text)


def _linked(source: Source, last: Reading, item: Reading, begun: bool) -> bool:
    """Whether ``item`` goes on with the row: separators, or a year a few words from its amount."""
    if adjacent(source, last, item):
        return True
    gap = gap_between(source, last, item)
    if isinstance(last, Duration) or isinstance(item, Duration):
        return beside_length(gap)
    beside = isinstance(last, Year | Frequency) or isinstance(item, Year | Frequency)
    if not beside or len(gap) > 30 or _SENTENCE_END.search(gap):
        return False
    return not begun or not _OTHER_PAYER.search(gap)


def _series(
    source: Source, first: Reading, steps: list[_Step], yearly: bool, both: bool
) -> Series | None:
    """The schedule of these steps, or None where the words do not speak of one."""
    amounts = _amounts([step.amount for step in steps])
    numbered = _numbered(steps)
    if amounts is None or numbered is None or not 2 <= len(numbered) <= LONGEST_SERIES:
        return None
    explicit = all(step.year or step.length for step in steps)
    steps = _one_each(source, steps)
    numbered = _numbered(steps)
    if numbered is None or UNREAD_LENGTH.search(source.folded[: first.span[0]][-8:]):
        return None
    long = next((step.amount for step in steps if step.length and step.length > 1), None)
    if long and not each_year(source, long):
        return None  # 8m for three years: in each of them, or in all
    if len({(a.low, a.high) for a in amounts}) == 1 and CHANGING.search(source.folded):
        return None  # 前三年每年1000万，后面逐年减少: by how much is not said
    if not explicit and len(steps) < 3:
        gap = gap_between(source, steps[0].amount, steps[-1].amount)
        then = _THEN.search(gap + steps[-1].amount.text.lower()) is not None
        if not then and (not yearly or both or _JUST_AND.fullmatch(gap)):
            return None
    if amounts[0].bare and not (yearly or explicit):
        return None
    span = (first.span[0], max(_end(step) for step in steps))
    return Series(
        tuple(amounts[i] for i, _ in numbered),
        tuple(year for _, year in numbered),
        any(step.year and step.year.calendar for step in steps),
        span,
        source.text[slice(*span)],
    )


def _end(step: _Step) -> int:
    return max(step.amount.span[1], step.year.span[1] if step.year else 0)


def _one_each(source: Source, steps: list[_Step]) -> list[_Step]:
    """As in "2019-2023: 10m, 10m, 8m, 6m, 4m": as many amounts as years, one for each."""
    year = steps[0].year
    if year is None or any(step.year or step.length for step in steps[1:]):
        return steps
    gaps = [gap_between(source, a.amount, b.amount) for a, b in pairwise(steps)]
    listed = all(LISTED.fullmatch(gap) for gap in gaps)
    colon = re.search(r"[:：]|分别", gap_between(source, year, steps[0].amount)) is not None
    if not listed or year.high - year.low + 1 != len(steps) or (len(steps) < 3 and not colon):
        return steps
    return [
        replace(step, year=replace(year, low=year.low + at, high=year.low + at))
        for at, step in enumerate(steps)
    ]


def _numbered(steps: list[_Step]) -> list[tuple[int, int]] | None:
    """(step, year) for every year of the row, counted on from the last written year."""
    kinds = {step.year.calendar for step in steps if step.year}
    if len(kinds) > 1:
        return None
    written = next((i for i, step in enumerate(steps) if step.year), None)
    year = steps[written].year if written is not None else None
    following = year.low - written if year and written is not None else 1
    numbered: list[tuple[int, int]] = []
    for index, step in enumerate(steps):
        low, high = (step.year.low, step.year.high) if step.year else (following, following)
        if step.length:
            if low != high:
                return None
            high = low + step.length - 1
        if low < 1 or low < following or high - low > LONGEST_SERIES:
            return None
        numbered += [(index, n) for n in range(low, high + 1)]
        following = high + 1
    return numbered


def _amounts(items: Sequence[Money | Number]) -> list[Money] | None:
    """The row as amounts of one currency; bare numbers only where three or more are all bare."""
    moneys = [item for item in items if isinstance(item, Money)]
    if moneys:
        items = [_zero_of(moneys[0], item) for item in items]
        moneys = [item for item in items if isinstance(item, Money)]
    numbers = [item for item in items if isinstance(item, Number)]
    if numbers:
        bare = [Money(n.value, n.value, YUAN, n.span, n.text, bare=True) for n in numbers]
        return bare if len(numbers) == len(items) >= 3 else None
    return moneys if len({money.currency for money in moneys}) == 1 else None
