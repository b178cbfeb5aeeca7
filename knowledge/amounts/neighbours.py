"""Amounts side by side: what stands between them, and the unit that they share."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from knowledge.amounts.money import RANGE_LIMIT
from knowledge.amounts.quantities import Money, Number, Reading, Unclear, Year
from knowledge.amounts.source import Source

_GAP = re.compile(
    r"[\s,，、;；:：/>→()（）.。和与–—-]*(?:(?:and|then|followed by|afterwards|later|next|to|"
    r"falling|down|dropping|"
    r"rising|up|finally|of|from|之后|然后|随后|后来|接着|最后|再|后|降到|降至|减到|"
    r"减至|降为|减为|升到|增到|到|至|是|为|的|各|每年|each|a year|per year|下一年|接下来一年|"
    r"最[后末]一?年|末年|the (?:next|following|last|final) year|the year after(?: that)?)"
    r"[\s,，、:：]*)*[\s>]*"
)
YEARLY = re.compile(
    r"year|annual|schedule|diminish|taper|then|followed by|subsequent|逐年|年|之后|然后|递减|"
    r"递增|退坡|依次|降到|降至|减到|再|"
    r"fall|drop|declin|rise|→|->"
)
_PLAIN_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def gap_between(source: Source, left: Reading, right: Reading) -> str:
    """The folded text between two readings."""
    return source.folded[left.span[1] : right.span[0]]


_FROM_GOVERNMENT = re.compile(
    r"^ (?:from|by) (?:the )?(?:gover\w*ment|state|public purse)(?: side)?(?=[ ,])|^(?:是|"
    r"由)?(?:政府|财政)(?:的|出的?)(?=[,，])"
)


def adjacent(source: Source, left: Reading, right: Reading) -> bool:
    """Whether only separators and words like "then" stand between two readings."""
    gap = _FROM_GOVERNMENT.sub("", gap_between(source, left, right))
    return len(gap) <= 40 and _GAP.fullmatch(gap) is not None


def _runs(source: Source, readings: list[Reading], kinds: tuple[type, ...]) -> list[list[int]]:
    """Indices of neighbours of these kinds with nothing but separators between them."""
    runs: list[list[int]] = []
    for index, reading in enumerate(readings):
        if not isinstance(reading, kinds) or (isinstance(reading, Number) and reading.unit):
            continue
        last = runs[-1][-1] if runs else -2
        if last == index - 1 and adjacent(source, readings[last], reading):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if len(run) > 1]


def years_that_are_amounts(source: Source, readings: list[Reading]) -> list[Reading]:
    """In "2000 1800 1600万" the first is an amount; in "2019, 2020: 9m, 8m" they are years."""
    for run in _runs(source, readings, (Money, Number, Year)):
        items = [readings[index] for index in run]
        years = [item for item in items if isinstance(item, Year)]
        if not years or any(not _PLAIN_YEAR.fullmatch(year.text) for year in years):
            continue
        last = items[-1]
        if not isinstance(last, Money) or last.bare:
            continue
        each = all(isinstance(b, Money) for a, b in pairwise(items) if isinstance(a, Year))
        ascending = all(a.low < b.low <= (b.low if each else a.low + 1) for a, b in pairwise(years))
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


def share_units(source: Source, readings: list[Reading]) -> list[Reading]:
    """In "12, 12, 9, 5 million" the unit of the last belongs to all, or that of the first."""
    yearly = YEARLY.search(source.folded) is not None
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
                value = unit.lend(number.value, RANGE_LIMIT)
                if value is None:
                    readings[index] = Unclear(number.span, number.text)
                    continue
                readings[index] = replace(
                    unit, low=value, high=value, span=number.span, text=number.text, hedge=""
                )
    return readings
