"""Yearly schedules: several amounts in a row, amounts beside years, an amount for n years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.amounts.quantities import (
    YUAN, Duration, Frequency, Money, Number, Reading, Series, Unclear, Year,
)  # fmt: skip
from knowledge.amounts.source import EXACT, Source

_GAP = re.compile(
    r"[\s,，、;；:：/>→()（）.。和与]*(?:(?:and|then|followed by|afterwards|later|next|to|falling|down|dropping|"
    r"rising|up|finally|of|from|再之后|再后|之后|然后|随后|后来|接着|最后|再|后|降到|降至|减到|减至|降为|减为|升到|增到|到|至|是|为|的|各|每年|each|a year|per year)"
    r"[\s,，、:：]*)*[\s>]*"
)
_YEARLY = re.compile(
    r"year|annual|schedule|diminish|taper|then|followed by|subsequent|逐年|年|之后|然后|递减|递增|退坡|依次|降到|降至|减到|再|"
    r"fall|drop|declin|rise|→|->"
)
LONGEST_ROW = 60  # years; nobody plans further
_NONE_WORDS = (
    r"(?:nothing|none|zero|no more|(?:就|全|都|完全)?(?:没有?了?|为零|不给了?|不出了?|停了?|归零|为0|零)(?![\w]))"
)
_NOTHING = re.compile(
    rf"[\s,，、;；]*(?:and |then |之后|然后|再|最后|再之后|此后|以后|后|就){{1,3}}{_NONE_WORDS}"
)
_NONE = re.compile(rf"[\s,，:：]*{_NONE_WORDS}")
_BREAK = re.compile(r"[,，、;；。:：]|then|and|之后|然后")
_SENTENCE_END = re.compile(r"[。？?！!]|\.\s")
_OTHER_PAYER = re.compile(r"city|district|municip|platform|市|区|平台")
_THEN = re.compile(r"then|follow|after|later|fall|drop|down|ris|up to|之后|然后|随后|后来|再|降|减|升|增|→|->|>|nothing|零|没|停")
_JUST_AND = re.compile(r"\s*(?:and|和|与|及)\s*")
_BOTH = re.compile(
    r"分别|respectively|(?:city|municipal|市)(?s:.*)(?:district|区)|(?:district|区)(?s:.*)(?:city|municipal|市)"
)
_PLAIN_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def join_series(source: Source, found: Sequence[Reading]) -> list[Reading]:
    """Replace the amounts that form a schedule with one Series; leave the rest as they are."""
    readings = _shared_units(source, _years_that_are_amounts(source, list(found)))
    return _rows(source, _repeated(source, readings))


def _gap(source: Source, left: Reading, right: Reading) -> str:
    return source.folded[left.span[1] : right.span[0]]


def _adjacent(source: Source, left: Reading, right: Reading) -> bool:
    gap = _gap(source, left, right)
    return len(gap) <= 40 and _GAP.fullmatch(gap) is not None


def _runs(source: Source, readings: list[Reading], kinds: tuple[type, ...]) -> list[list[int]]:
    """Indices of neighbours of these kinds with nothing but separators between them."""
    runs: list[list[int]] = []
    for index, reading in enumerate(readings):
        if not isinstance(reading, kinds) or (isinstance(reading, Number) and reading.unit):
            continue
        last = runs[-1][-1] if runs else -2
        if last == index - 1 and _adjacent(source, readings[last], reading):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def _years_that_are_amounts(source: Source, readings: list[Reading]) -> list[Reading]:
    """In "2000 1800 1600万" the first is an amount; in "2019, 2020: 9m, 8m" they are years."""
    for run in _runs(source, readings, (Money, Number, Year)):
        items = [readings[index] for index in run]
        years = [item for item in items if isinstance(item, Year)]
        if not years or any(not _PLAIN_YEAR.fullmatch(year.text) for year in years):
            continue
        last = items[-1]
        if not isinstance(last, Money) or last.bare:
            continue
        ascending = all(b.low == a.low + 1 for a, b in zip(years, years[1:], strict=False))
        numbers = any(isinstance(item, Number) for item in items)
        if not numbers and ascending and years[0].low % 100:
            continue
        for index in run:
            year = readings[index]
            if not isinstance(year, Year):
                continue
            if numbers or not ascending:
                readings[index] = Number(Decimal(year.low), year.span, year.text)
            else:
                readings[index] = Unclear(year.span, year.text)
    return readings


def _shared_units(source: Source, readings: list[Reading]) -> list[Reading]:
    """"12, 12, 9, 5 million": the unit of the last belongs to all, or that of the first."""
    yearly = _YEARLY.search(source.folded) is not None
    for run in _runs(source, readings, (Money, Number)):
        moneys = [item for item in (readings[i] for i in run) if isinstance(item, Money)]
        last, first = readings[run[-1]], readings[run[0]]
        unit = next(
            (m for m in (last, first) if isinstance(m, Money) and m.scale > 1 and len(moneys) == 1),
            None,
        )
        if unit is None or (unit is first and unit is not last and len(run) < 3):
            continue
        if len(run) < 3 and not yearly:
            continue
        for index in run:
            number = readings[index]
            if isinstance(number, Number):
                value = EXACT.multiply(number.value, unit.scale)
                readings[index] = replace(
                    unit, low=value, high=value, span=number.span, text=number.text, hedge=""
                )
    return readings


def _repeated(source: Source, readings: list[Reading]) -> list[Reading]:
    """"10m per year for three years", 连续三年每年1000万."""
    result = list(readings)
    moneys = [(i, r) for i, r in enumerate(result) if isinstance(r, Money)]
    lengths = [
        (i, r) for i, r in enumerate(result) if isinstance(r, Duration) and r.unit == "year"
    ]
    often = [i for i, r in enumerate(result) if isinstance(r, Frequency)]
    if not (len(moneys) == len(lengths) == len(often) == 1):
        return result
    (money_at, money), (length_at, length) = moneys[0], lengths[0]
    indices = sorted((money_at, length_at, often[0]))
    if indices[2] - indices[0] != 2:
        return result
    span = (result[indices[0]].span[0], result[indices[2]].span[1])
    years = int(length.low)
    if length.low != length.high or length.low != years or not 2 <= years <= 60:
        return result
    if span[1] - span[0] > 80:
        return result
    series = Series((money,) * years, tuple(range(1, years + 1)), False, span,
                    source.text[slice(*span)])  # fmt: skip
    return [*result[: indices[0]], series, *result[indices[2] + 1 :]]


@dataclass(frozen=True)
class _Step:
    """One amount of a schedule, beside the year that is written with it."""

    year: Year | None
    amount: Money | Number


def _rows(source: Source, readings: list[Reading]) -> list[Reading]:
    """Joins amounts in a row, each with or without its own year, into schedules."""
    yearly = _YEARLY.search(source.folded) is not None
    both = _BOTH.search(source.folded) is not None
    result: list[Reading] = []
    index = 0
    while index < len(readings):
        steps, after = _row(source, readings, index)
        series = _series(source, readings[index], steps, yearly, both) if steps else None
        if series:
            result.append(series)
            index = after
        else:
            result.append(readings[index])
            index += 1
    return result


def _row(source: Source, readings: list[Reading], index: int) -> tuple[list[_Step], int]:
    """The steps that start at ``index``, and the index after them (at most LONGEST_ROW)."""
    steps: list[_Step] = []
    pending: Year | None = None
    last: Reading | None = None
    at = index
    while at < min(len(readings), index + LONGEST_ROW):
        item = readings[at]
        if last is not None and not _linked(source, last, item, bool(steps)):
            break
        if isinstance(item, Year):
            unbroken = last is not None and not _BREAK.search(_gap(source, last, item))
            if steps and steps[-1].year is None and last is steps[-1].amount and unbroken:
                steps[-1] = _Step(item, steps[-1].amount)
            elif pending is None:
                pending = item
            else:
                break
        elif isinstance(item, Money) or (isinstance(item, Number) and not item.unit):
            steps.append(_Step(pending, item))
            pending = None
        elif not isinstance(item, Frequency) or last is None:
            break
        last = item
        at += 1
    money = steps[-1].amount if steps else None
    if isinstance(money, Money) and last is not None and (pending or last is money):
        nothing = _NOTHING.match(source.folded, last.span[1])
        if pending:
            nothing = nothing or _NONE.match(source.folded, last.span[1])
        if nothing:
            span = nothing.span()
            zero = replace(money, low=Decimal(0), high=Decimal(0), hedge="", span=span,
                           text=source.text[slice(*span)])  # fmt: skip
            return [*steps, _Step(pending, zero)], at
    return steps, at - 1 if pending else at


def _linked(source: Source, last: Reading, item: Reading, begun: bool) -> bool:
    """Whether ``item`` goes on with the row: separators, or a year a few words from its amount."""
    if _adjacent(source, last, item):
        return True
    gap = _gap(source, last, item)
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
    explicit = all(step.year for step in steps)
    if not explicit and len(steps) < 3:
        gap = _gap(source, steps[0].amount, steps[-1].amount)
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
