"""Yearly schedules: several amounts in a row, amounts beside years, an amount for n years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.amounts.neighbours import (
    YEARLY,
    adjacent,
    gap_between,
    share_units,
    years_that_are_amounts,
)
from knowledge.amounts.quantities import (
    YUAN,
    Duration,
    Frequency,
    Money,
    Number,
    Reading,
    Series,
    Year,
)  # fmt: skip
from knowledge.amounts.progressions import join_progression, step_sign, stepped
from knowledge.amounts.repeats import (
    NONE,
    NOTHING,
    beside_length,
    each_year,
    follows,
    is_sum,
    leads,
    repeated,
    whole_years,
)
from knowledge.amounts.source import Source

LONGEST_ROW = 60  # years; nobody plans further
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
    if any(step_sign(source, reading) for reading in readings):
        return readings  # a start and a step, of which something is missing
    return _rows(source, repeated(source, readings))


@dataclass(frozen=True)
class _Step:
    """One amount of a schedule, beside the year or the number of years written with it."""

    year: Year | None
    amount: Money | Number


def _rows(source: Source, readings: list[Reading]) -> list[Reading]:
    """Joins amounts in a row, each with or without its own year, into schedules."""
    yearly = YEARLY.search(source.folded) is not None
    both = _names_both(source.folded)
    result: list[Reading] = []
    index = 0
    while index < len(readings):
        steps, after = _row(source, readings, index)
        if len(steps) > 1 and any(is_sum(source, step.amount) for step in steps):
            result += readings[index:after]  # 前三年共1000万: no amount of any one year
            index = after
            continue
        series = _series(source, readings[index], steps, yearly, both) if steps else None
        if series:
            result.append(series)
            index = after
        else:
            step = LONGEST_ROW if len(steps) == LONGEST_ROW else 1
            result += readings[index : index + step]
            index += step
    return result


def _names_both(folded: str) -> bool:
    """Whether two amounts side by side may be the two payers' rather than two years'."""
    if _IN_TURN.search(folded):
        return True
    return _CITY.search(folded) is not None and _DISTRICT.search(folded) is not None


def _row(source: Source, readings: list[Reading], index: int) -> tuple[list[_Step], int]:
    """The steps that start at ``index``, and the index after them (at most LONGEST_ROW)."""
    steps: list[_Step] = []
    pending: Year | None = None
    length: int | None = None
    last: Reading | None = None
    at = index
    while at < min(len(readings), index + LONGEST_ROW):
        item = readings[at]
        if last is not None and not _linked(source, last, item, bool(steps)):
            break
        if isinstance(item, Year):
            unbroken = last is not None and not _BREAK.search(gap_between(source, last, item))
            if steps and steps[-1].year is None and last is steps[-1].amount and unbroken:
                steps[-1] = replace(steps[-1], year=item)
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
            if years and steps and steps[-1].length is None and back and not pending:
                steps[-1] = replace(steps[-1], length=years)
            elif years and length is None and (last is not None or leads(source, item)):
                length = years
            else:
                break
        elif not isinstance(item, Frequency) or item.unit != "year" or last is None:
            break
        last = item
        at += 1
    money = steps[-1].amount if steps else None
    ended = pending or last is money or (isinstance(last, Duration) and length is None)
    if isinstance(money, Money) and last is not None and ended:
        nothing = NOTHING.match(source.folded, last.span[1])
        if pending:
            nothing = nothing or NONE.match(source.folded, last.span[1])
        if nothing:
            span = nothing.span()
            zero = replace(money, low=Decimal(0), high=Decimal(0), hedge="", span=span,
                           text=source.text[slice(*span)])  # fmt: skip
            return [*steps, _Step(pending, zero)], at
    return steps, at - 1 if pending or length else at


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
    if amounts is None or numbered is None or not 2 <= len(numbered) <= LONGEST_ROW:
        return None
    explicit = all(step.year or step.length for step in steps)
    around = source.folded[max(0, first.span[0] - 16) : max(_end(s) for s in steps) + 24]
    if any(step.length and step.length > 1 for step in steps) and not each_year(around):
        return None  # 8m for three years: in each of them, or in all
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
        if low < 1 or low < following or high - low > LONGEST_ROW:
            return None
        numbered += [(index, n) for n in range(low, high + 1)]
        following = high + 1
    return numbered


def _amounts(items: Sequence[Money | Number]) -> list[Money] | None:
    """The row as amounts of one currency; bare numbers only where three or more are all bare."""
    numbers = [item for item in items if isinstance(item, Number)]
    moneys = [item for item in items if isinstance(item, Money)]
    if numbers:
        bare = [Money(n.value, n.value, YUAN, n.span, n.text, bare=True) for n in numbers]
        return bare if len(numbers) == len(items) >= 3 else None
    return moneys if len({money.currency for money in moneys}) == 1 else None
