"""The government's money beside the platform's income, year by year: 2019年1200万/收入1500万."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.amounts.quantities import Money, Reading, Year
from knowledge.amounts.source import Source

_INCOME = re.compile(r"(?<![a-z])(?:income|revenue|turnover)(?![a-z])|收入|营收|总盘子")


_BY_YEAR = re.compile(r"(?:ymm)+|(?:mmy)+")
"""Each year before, or each after, its two amounts."""


def pairs_with_income(source: Source, readings: Sequence[Reading]) -> bool:
    """Whether each year stands before or after two amounts, of which one is income.

    Such amounts stand by turns and make no row of years.
    """
    if not _INCOME.search(source.folded):
        return False
    kinds = "".join(
        "m" if isinstance(reading, Money) else "y"
        for reading in readings
        if isinstance(reading, Money) or (isinstance(reading, Year) and reading.low == reading.high)
    )
    return _BY_YEAR.fullmatch(kinds) is not None


def incomes_by_turns(source: Source, readings: Sequence[Reading]) -> set[int]:
    """Indices of the incomes of such pairs that no word calls so: 第二年500万／1500万.

    They stand where the income of the first pair stands.
    """
    if not pairs_with_income(source, readings):
        return set()
    moneys = [i for i, reading in enumerate(readings) if isinstance(reading, Money)]
    first, second = moneys[:2]
    between = source.folded[readings[first].span[1] : readings[second].span[0]]
    after = source.folded[readings[second].span[1] :][:10]
    place = 1 if _INCOME.search(between) or _INCOME.search(after) else 0
    return {
        moneys[at + place]
        for at in range(2, len(moneys), 2)
        if not _INCOME.search(source.folded, readings[moneys[at]].span[0] - 8,
                              readings[moneys[at + 1]].span[1])
    }  # fmt: skip
