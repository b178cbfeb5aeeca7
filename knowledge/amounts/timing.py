"""Which year an amount is of, and which length of time the words ask to sum over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from knowledge.amounts import connectives as words
from knowledge.amounts.quantities import (
    Duration,
    Frequency,
    Money,
    Reading,
    Series,
    Unclear,
    Year,
)
from knowledge.amounts.source import Source

_SINCE_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:from|since|after|until|till|by|before)|自|从|到|至)\s?$"
)
_SINCE_AFTER = re.compile(r"\s?(?:起|以来|开始|之?后|之?前|onwards?(?![a-z])|on(?![a-z]))")
_BREAK = re.compile(words.CLAUSE.pattern + r"|[:：]")
_BESIDE = 15  # characters between an amount and the year after it
_SUM_HAN = re.compile(
    r"(?:里|内|期间?|下来)?(?:的?(?:钱|资金|经费))?(?:合起来|加起来|加在一起|合计|总共|一共|总计|累计|加总|加一起|(?:放在?)?一[起并][算看]|总账|拉平|拉通|通算|总的(?=[区市要给])|总和|之和|共计|"
    r"共(?!同))|下来(?![的了])"
)
_SUM_AFTER = re.compile(
    r"(?:' total| (?:(?:counted|added|put|lumped) together|as a whole|"
    r"together|combined|in total|altogether|in all|all told|"
    r"taken together|summed|"
    r"added up))(?![a-z])"
)
_OVER_THEM = re.compile(
    r"(?<![a-z])(?:over|across|throughout|during) (?:all |the |these |those |your |our )+"
    r"(?:same )?$"
)
_SUM_WORD = re.compile(
    r"(?<![a-z])(?:in total|altogether|in all|combined|added up|summed)(?![a-z])|"
    r"合计|总共|一共|总计|累计|加总|加起来|合起来|总和|共计"
)
_SUM_BEFORE = re.compile(
    r"(?<![a-z])(?:(?:summed|summing|added up|adding up|added together|sum(?:med)? up|sums?|"
    r"total(?:s|ling|led)?|in total|(?:al)?together|combined|in all|cumulative(?:ly)?|aggregated?)"
    r"(?: (?:amounts?|sums?|figures?))?(?: up)?(?: (?:over|across|for|of|in|during))?"
    r"(?: all)?(?: of)?(?: the| these| those)?|(?:over|across|for|in) (?:all|the (?:whole|entire|"
    r"full))(?: of)?(?: the| these)?)\s?$"
)


def years_said(source: Source, found: Sequence[Reading]) -> dict[int, int]:
    """The year said with each amount that has one, by the amount's index."""
    sentences = [mark.start() for mark in words.SENTENCE.finditer(source.folded)]
    tokens = [i for i, q in enumerate(found) if isinstance(q, Money | Year)]
    said: dict[int, int] = {}
    for _, group in groupby(tokens, key=lambda i: bisect_left(sentences, found[i].span[0])):
        row = list(group)
        said.update(_led(source, found, row) if isinstance(found[row[0]], Year)
                    else _trailed(source, found, row))  # fmt: skip
    return said


def _led(source: Source, found: Sequence[Reading], row: list[int]) -> Iterator[tuple[int, int]]:
    """As in 2020年市里500万，区里600万: a year stands for the amounts after it."""
    year: int | None = None
    for place, index in enumerate(row):
        one = found[index]
        own = _own_year(source, found, row[place : place + 3])
        if isinstance(one, Year):
            year = _single(source, one)
        elif own is not None:
            yield index, own
        elif year is not None:
            yield index, year


def _own_year(source: Source, found: Sequence[Reading], row: list[int]) -> int | None:
    """As in "up to 6.5m from 5m in 2020": the year right after an amount, which leads no other."""
    one, year = found[row[0]], found[row[1]] if len(row) > 1 else None
    if isinstance(one, Year) or not isinstance(year, Year):
        return None
    gap = source.folded[one.span[1] : year.span[0]]
    leads = len(row) > 2 and not isinstance(found[row[2]], Year)
    beside = len(gap) <= 2 and (year.text.lower().startswith("in") or "(" in gap or "（" in gap)
    return _single(source, year) if beside and not leads else None


def _trailed(source: Source, found: Sequence[Reading], row: list[int]) -> Iterator[tuple[int, int]]:
    """As in "5m in 2020 and 6m in 2021": a year stands for the amounts before it."""
    waiting: list[int] = []
    for index in row:
        one = found[index]
        if not isinstance(one, Year):
            waiting.append(index)
            continue
        year = _single(source, one)
        gap = source.folded[found[waiting[-1]].span[1] : one.span[0]] if waiting else ""
        if year is not None and len(gap) <= _BESIDE and not words.CLAUSE.search(gap):
            yield from ((i, year) for i in waiting)
        waiting = []


def _single(source: Source, year: Year) -> int | None:
    start, end = year.span
    since = _SINCE_BEFORE.search(source.before(start, 8)) or _SINCE_AFTER.match(source.folded, end)
    return None if since or year.low != year.high else year.low


def summed(source: Source, readings: Sequence[Reading]) -> set[int]:
    """Indices of the lengths of time that the words ask to sum over.

    Where the sum itself is given ("18m over three years in total") nothing is asked to be summed.
    """
    return {i for i, reading in enumerate(readings)
            if isinstance(reading, Duration) and reading.unit == "year" and reading.high > 1
            and _summed(source, readings, i)}  # fmt: skip


def _summed(source: Source, readings: Sequence[Reading], index: int) -> bool:
    start, end = readings[index].span
    before = source.before(start, 40)
    if _asked_for(source, readings, index):
        return True
    said = _SUM_HAN.match(source.folded, end) or _SUM_AFTER.match(source.folded, end)
    if not said and not _SUM_BEFORE.search(before):
        return False
    if index + 1 < len(readings) and _is_sum(readings[index + 1]):
        gap = source.folded[end : readings[index + 1].span[0]]
        if not _BREAK.search(gap):
            return False
    for at in range(index - 1, max(-1, index - 4), -1):
        if _BREAK.search(source.folded, readings[at].span[1], start):
            break
        if isinstance(readings[at], Frequency | Series):
            break
        if _is_sum(readings[at]):
            return False
    return True


def _asked_for(source: Source, readings: Sequence[Reading], index: int) -> bool:
    """As in "over the three years, how much?": a clause of its own, which holds no amount."""
    start, end = readings[index].span
    stop = words.CLAUSE.search(source.folded, end)
    right = stop.start() if stop else len(source.folded)
    left = max((mark.end() for mark in words.CLAUSE.finditer(source.folded, 0, start)), default=0)
    if any(isinstance(r, Money | Series | Unclear) and left <= r.span[0] < right
           for r in readings):  # fmt: skip
        return False
    over = _OVER_THEM.search(source.before(start, 24)) is not None
    return over or _SUM_WORD.search(source.folded, end, right) is not None


def _is_sum(reading: Reading) -> bool:
    return isinstance(reading, Money | Unclear)
