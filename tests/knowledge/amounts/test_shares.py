"""Shares and splits, as a table."""

from __future__ import annotations

from fractions import Fraction

import pytest

from knowledge.amounts import Share, read_amounts
from tests.knowledge.amounts.bindings import shares

SHARES = [
    ("70/30", "7/10 3/10"), ("7:3", "7/10 3/10"), ("七比三", "7/10 3/10"),
    ("三七开", "3/10 7/10"), ("四六开", "2/5 3/5"), ("对半", "1/2 1/2"), ("五五开", "1/2 1/2"),
    ("一比一", "1/2 1/2"), ("1:1", "1/2 1/2"), ("fifty-fifty", "1/2 1/2"), ("half", "1/2"),
    ("一半", "1/2"), ("六成", "3/5"), ("三成五", "7/20"), ("40%", "2/5"), ("40 per cent", "2/5"),
    ("33.3%", "333/1000"), ("百分之四十", "2/5"), ("百分之三十三点三", "333/1000"),
    ("two thirds", "2/3"), ("one third", "1/3"), ("a quarter", "1/4"), ("三分之一", "1/3"),
    ("1/3", "1/3"), ("70%/30%", "7/10 3/10"), ("60:40", "3/5 2/5"), ("7:2:1", "7/10 1/5 1/10"),
    ("10:30", ""), ("3/7", ""), ("24/7", ""), ("the first half of the year", ""),
    ("成立", ""), ("三成立", ""), ("falls by a tenth every year", "1/10"), ("三点五成", "7/20"),
    ("the remaining third is ours", "1/3"), ("half billion", ""), ("minus 10% a year", "1/10"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SHARES)
def test_shares(text: str, parts: str) -> None:
    found = [q.parts for q in read_amounts(text) if isinstance(q, Share)]
    assert found == ([tuple(map(Fraction, parts.split()))] if parts else [])


RELATIONS = [
    ("区里出市里的一倍半", "district~city:3/5 2/5"),
    ("區裡出市裡的1.5倍", "district~city:3/5 2/5"),
    ("区里的钱是市里的一点五倍", "district~city:3/5 2/5"),
    ("区里是市里的两倍半", "district~city:5/7 2/7"),
    ("the district gives 1.5 times the city's", "district~city:3/5 2/5"),
    ("the district gives one and a half times what the city gives", "district~city:3/5 2/5"),
    ("the district gives 1.5x the city", "district~city:3/5 2/5"),
    ("the district pays double the city's", "district~city:2/3 1/3"),
    ("the district gives half as much again as the city", "district~city:3/5 2/5"),
    ("the district matches the city yuan for yuan", "district~city:1/2 1/2"),
    ("the district gives 三分之二 of the city's", "district~city:2/5 3/5"),
    ("区里比市里多20%", "district~city:6/11 5/11"),
    ("区里跟市里一样多", "district~city:1/2 1/2"),
    ("市里600万，区里一样", "district~city:1/2 1/2"),
    ("市裡600萬，區裡翻一倍", "district~city:2/3 1/3"),
    ("市里500万，区里两倍", "district~city:2/3 1/3"),
    ("市里出1000万，区里出它的八成", "district~city:4/9 5/9"),
    ("6m from the city and the same from the district", "district~city:1/2 1/2"),
    ("the city gives 5m and the district one and a half times that", "district~city:3/5 2/5"),
    ("the city gives 10m, the district 80% of that", "district~city:4/9 5/9"),
    ("区里只有市里的一半不到", "None:1/2"),
    ("市里出800万，区里出一半", "district:1/2"),
    # splits
    ("市七區三", "city+district:7/10 3/10"),
    ("区三市七", "district+city:3/10 7/10"),
    ("7 city 3 district", "city+district:7/10 3/10"),
    ("市里三分之二剩下三分之一归区里", "city:2/3, district:1/3"),
    ("市裡出三分之二，剩下的歸區裡", "city+district:2/3 1/3"),
    ("市里七成，其余区里", "city+district:7/10 3/10"),
    ("市里出70%，区里出剩下的", "city+district:7/10 3/10"),
    ("two thirds from the city and the rest from the district", "city+district:2/3 1/3"),
    ("the city takes 3/4, the district the rest", "city+district:3/4 1/4"),
    ("a third from the district, the remainder from the city", "district+city:1/3 2/3"),
    ("市里50%，企业20%，其余区里", "city:1/2, others:1/5"),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_shares_of_the_two_sides(text: str, expected: str) -> None:
    assert shares(text) == expected
