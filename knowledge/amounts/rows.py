"""Amounts that stand in a row, each beside its year or number of years."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.amounts.neighbours import adjacent, gap_between
from knowledge.amounts.quantities import (
    LONGEST_SERIES,
    Duration,
    Frequency,
    Money,
    Number,
    Reading,
    Unknown,
    Year,
)
from knowledge.amounts.repeats import (
    BEGINS,
    ENDED,
    NONE,
    NOTHING,
    PAYER,
    SAME,
    beside_length,
    follows,
    in_all,
    leads,
    whole_years,
)
from knowledge.amounts.source import Source

_BREAK = re.compile(r"[,，、;；。:：]|then|and|之后|然后")
_SENTENCE_END = re.compile(r"[。？?！!]|\.\s")
_OTHER_PAYER = re.compile(r"city|district|municip|platform|市|区|平台")
_PLUS = re.compile(r"\s*[+＋]\s*")
_PART_OF_NEXT = re.compile(r"\s?(?:yuan )?(?:out )?of (?:the |a |our |its |total )*(?:rmb |¥)?")
_PART_OF = re.compile(r"\s?(?:yuan )?of (?:it|which|that)(?![a-z])")


@dataclass(frozen=True)
class Step:
    """One amount of a schedule, beside the year or the number of years written with it."""

    year: Year | None
    amount: Money | Number | Unknown
    length: int | None = None


def row_at(source: Source, readings: list[Reading], index: int) -> tuple[list[Step], int]:
    """The steps that start at ``index``, and the index after them (at most LONGEST_SERIES)."""
    steps: list[Step] = []
    pending: Year | None = None
    length: int | None = None
    last: Reading | None = None
    at = index
    while at < min(len(readings), index + LONGEST_SERIES):
        item = readings[at]
        if steps and _PART_OF.match(source.folded, item.span[1]):
            break  # 50m, 10m of it
        if last is not None and not _linked(source, last, item, bool(steps)):
            break
        if isinstance(item, Year):
            gap = gap_between(source, last, item) if last else ""
            unbroken = last is not None and not _BREAK.search(gap)
            own = last is not None and (
                (bool(steps) and last is steps[-1].amount) or isinstance(last, Frequency)
            )
            undated = len(steps) > 1 and not any(step.year for step in steps)
            if undated and unbroken and item.high - item.low + 1 == len(steps):
                steps = by_year(steps, item)  # 8m, 6m and 3m in our first three years
            elif undated and unbroken and BEGINS.search(gap):
                steps[0] = replace(steps[0], year=item)  # 10m, 8m, 6m from 2019
            elif steps and steps[-1].year is None and own and unbroken:
                steps[-1] = replace(steps[-1], year=item)
            elif steps and ENDED.fullmatch(gap):
                steps.append(Step(item, _zero(source, steps[-1].amount, item.span)))
            elif steps and pending is None and SAME.match(source.folded, item.span[1]):
                steps.append(Step(item, steps[-1].amount))
            elif pending is None:
                pending = item
            else:
                break
        elif isinstance(item, Money | Unknown) or (isinstance(item, Number) and not item.unit):
            # After a year or a length of time ("2019 + 8m") a plus adds to no amount.
            on_amount = last is not None and bool(steps) and last is steps[-1].amount
            if last is not None and on_amount and _PLUS.fullmatch(gap_between(source, last, item)):
                steps[-1] = replace(steps[-1], amount=_added(steps[-1].amount))
            steps.append(Step(pending, item, length))
            pending = length = None
        elif isinstance(item, Duration):
            years = whole_years(item)
            back = last is not None and follows(source, last, item)
            back = back and not (in_all(source, item) and any(s.length is None for s in steps[:-1]))
            free = bool(steps) and steps[-1].length is None and steps[-1].year is None
            if back and years == len(steps) > 1 and all(map(_bare, steps)):
                pass  # 8m, 6m and 3m over three years
            elif years and free and back and not pending:
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
            return [*steps, Step(pending, _zero(source, money, nothing.span()))], at
    return steps, at - 1 if pending or length else at


def by_year(steps: list[Step], years: Year) -> list[Step]:
    """The steps, each with its own of as many years."""
    return [
        replace(step, year=replace(years, low=years.low + at, high=years.low + at))
        for at, step in enumerate(steps)
    ]


def _bare(step: Step) -> bool:
    return step.year is None and step.length is None


def _added(amount: Money | Number | Unknown) -> Money | Number | Unknown:
    """An amount before a plus that adds the next one: no "3m+"."""
    return replace(amount, hedge="") if isinstance(amount, Money) else amount


def _zero(
    source: Source, amount: Money | Number | Unknown, span: tuple[int, int]
) -> Money | Number:
    """The end of the money, in the currency of the amount before it."""
    text = source.text[slice(*span)]
    if isinstance(amount, Money):
        return amount.ended(span, text)
    return Number(Decimal(0), span, text)


def span_of(source: Source, start: int, amount: Reading, end: int) -> tuple[int, int]:
    """The span of a row: one that names its payer before the first amount begins there.

    As in "for three years the city gives 24m every year", so that the payer stands before it.
    """
    named = PAYER.search(source.folded, start, amount.span[0])
    return (amount.span[0] if named else start, end)


def _linked(source: Source, last: Reading, item: Reading, begun: bool) -> bool:
    """Whether ``item`` goes on with the row: separators, or a year a few words from its amount."""
    gap = gap_between(source, last, item)
    if _PART_OF_NEXT.fullmatch(gap):
        return False  # 6m of 24m
    if adjacent(source, last, item) or _PLUS.fullmatch(gap):
        return True
    if isinstance(last, Duration) or isinstance(item, Duration):
        return beside_length(gap)
    beside = isinstance(last, Year | Frequency) or isinstance(item, Year | Frequency)
    if not beside or len(gap) > 30 or _SENTENCE_END.search(gap):
        return False
    return not begun or not _OTHER_PAYER.search(gap)
