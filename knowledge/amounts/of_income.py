"""The government's money beside the platform's income, year by year: 2019年1200万/收入1500万."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.amounts.quantities import Money, Reading, Year
from knowledge.amounts.source import Source

_INCOME = re.compile(r"(?<![a-z])(?:income|revenue|turnover)(?![a-z])|收入|营收|总盘子")


def pairs_with_income(source: Source, readings: Sequence[Reading]) -> bool:
    """Whether each year is followed by two amounts, of which one is income.

    Such amounts stand by turns and make no row of years.
    """
    if not _INCOME.search(source.folded):
        return False
    counts: list[int] = []
    for reading in readings:
        if isinstance(reading, Year) and reading.low == reading.high:
            counts.append(0)
        elif isinstance(reading, Money) and counts:
            counts[-1] += 1
        elif isinstance(reading, Money):
            return False
    return bool(counts) and set(counts) == {2}
