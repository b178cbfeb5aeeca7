"""Yearly schedules: several amounts in a row, amounts beside years, an amount for n years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.amounts.neighbours import (
    YEARLY,
    gap_between,
    share_units,
    years_that_are_amounts,
)
from knowledge.amounts.of_income import pairs_with_income
from knowledge.amounts.periods import with_periods
from knowledge.amounts.progressions import join_progression, stepped, steps_in
from knowledge.amounts.quantities import (
    LONGEST_SERIES,
    YUAN,
    Money,
    Number,
    Reading,
    Series,
    Unknown,
)  # fmt: skip
from knowledge.amounts.repeats import (
    CHANGING,
    HALVED,
    LISTED,
    UNREAD_LENGTH,
    each_year,
    is_sum,
    repeated,
)
from knowledge.amounts.rows import Step, by_year, row_at, span_of
from knowledge.amounts.source import Source
from knowledge.amounts.timing import summed
from knowledge.amounts.together import years_together

_BUILDING = re.compile(r"construction|building|to build|equipment|建|盖|装修|设备")
_RUNNING = re.compile(r"operation|operating|running|upkeep|运[行营维]|营运|日常|养|水电|工资|人员")
_ENDS = re.compile(r"最[后末]一?年|末年|(?:last|final) year")
_THEN = re.compile(
    r"then|follow|after|later|fall|drop|down|ris|up to|之后|然后|随后|后来|再|降|减|升|增|→|->|>|"
    r"nothing|零|没|停"
)
_JUST_AND = re.compile(r"\s*(?:and|和|与|及)\s*")
_IN_TURN = re.compile(r"分别|respectively")
_TWO_YEARS = re.compile(
    r"(?P<who>[^,，。；;.]*)(?:[两二2]个?年(?:里|间)?|(?<![a-z])(?:two|2) years)"
    r"(?:分别|各|依次|每年)*(?:是|为|给|出|[:：]| are| is| were| come to)?\s*$"
)
_CITY = re.compile(r"city|municipal|市")
_DISTRICT = re.compile(r"district|区")


def join_series(source: Source, found: Sequence[Reading]) -> list[Reading]:
    """Replace the amounts that form a schedule with one Series; other amounts get their period."""
    readings = with_periods(source, _schedules(source, found))
    together = years_together(source, readings)
    return sorted([*readings, *together], key=lambda reading: reading.span)


def _schedules(source: Source, found: Sequence[Reading]) -> list[Reading]:
    if pairs_with_income(source, found):
        return list(found)
    apart = summed(source, found)
    if apart:
        joined = _schedules(source, [r for i, r in enumerate(found) if i not in apart])
        return sorted([*joined, *(found[i] for i in apart)], key=lambda reading: reading.span)
    readings = share_units(source, years_that_are_amounts(source, list(found)))
    readings = stepped(source, join_progression(source, readings))
    if steps_in(source, readings) or HALVED.search(source.folded):
        return readings  # a start and a step, of which something is missing
    return _rows(source, repeated(source, readings))


def _rows(source: Source, readings: list[Reading]) -> list[Reading]:
    """Joins amounts in a row, each with or without its own year, into schedules."""
    yearly = YEARLY.search(source.folded) is not None
    both = _names_both(source.folded)
    result: list[Reading] = []
    index = 0
    while index < len(readings):
        steps, after = row_at(source, readings, index)
        long = len(steps) > 1 or any(
            step.length or (step.year and step.year.high > step.year.low) for step in steps
        )
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


def _zero_of(money: Money, item: Money | Number) -> Money | Number:
    """A bare 0 beside amounts is an amount."""
    if isinstance(item, Money) or item.value != 0:
        return item
    return money.ended(item.span, item.text)


def _series(
    source: Source, first: Reading, steps: list[Step], yearly: bool, both: bool
) -> Series | None:
    """The schedule of these steps, or None where the words do not speak of one."""
    known = [i for i, step in enumerate(steps) if not isinstance(step.amount, Unknown)]
    amounts = _amounts([step.amount for step in steps if not isinstance(step.amount, Unknown)])
    numbered = _numbered(steps)
    if not amounts or numbered is None or not 2 <= len(numbered) <= LONGEST_SERIES:
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
    if not explicit and len(steps) < 3 and not _of_two_years(source, steps[0]):
        gap = gap_between(source, steps[0].amount, steps[-1].amount)
        then = _THEN.search(gap + steps[-1].amount.text.lower()) is not None
        if not then and (not yearly or both or _JUST_AND.fullmatch(gap)):
            return None
    if (
        len(steps) < 3
        and not explicit
        and _ENDS.search(source.folded, first.span[0], _end(steps[-1]) + 20)
    ):
        return None  # the last year of how many
    around = source.folded[max(0, first.span[0] - 16) : _end(steps[-1]) + 8]
    if _BUILDING.search(around) and _RUNNING.search(around):
        return None  # 建楼4000万，水电每年600万: two purposes, no two years
    if amounts[0].bare and not (yearly or explicit):
        return None
    span = span_of(source, first.span[0], steps[0].amount, max(_end(step) for step in steps))
    return Series(
        tuple(amounts[known.index(i)] for i, _ in numbered if i in known),
        tuple(year for i, year in numbered if i in known),
        any(step.year and step.year.calendar for step in steps),
        span,
        source.text[slice(*span)],
        unknown=tuple(year for i, year in numbered if i not in known),
    )


def _of_two_years(source: Source, step: Step) -> bool:
    """As in "the district's two years are 4.5m and 7m": one payer's, one amount a year."""
    before = _TWO_YEARS.search(source.before(step.amount.span[0], 40))
    return before is not None and not (
        _CITY.search(before["who"]) and _DISTRICT.search(before["who"])
    )


def _end(step: Step) -> int:
    return max(step.amount.span[1], step.year.span[1] if step.year else 0)


def _one_each(source: Source, steps: list[Step]) -> list[Step]:
    """As in "2019-2023: 10m, 10m, 8m, 6m, 4m": as many amounts as years, one for each."""
    year = steps[0].year
    if year is None or any(step.year or step.length for step in steps[1:]):
        return steps
    gaps = [gap_between(source, a.amount, b.amount) for a, b in pairwise(steps)]
    listed = all(LISTED.fullmatch(gap) for gap in gaps)
    colon = re.search(r"[:：]|分别", gap_between(source, year, steps[0].amount)) is not None
    if not listed or year.high - year.low + 1 != len(steps) or (len(steps) < 3 and not colon):
        return steps
    return by_year(steps, year)


def _numbered(steps: list[Step]) -> list[tuple[int, int]] | None:
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
