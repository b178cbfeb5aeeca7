"""Whose amount it is, by what the words say."""

from __future__ import annotations

import pytest

from knowledge.amounts import Money, Share, bind

ROLES = [
    ("City 6m, district 4m", "city:6 district:4"),
    ("市里出800万，区里500万", "city:8 district:5"),
    ("8m from the city and 5m from the district", "city:8 district:5"),
    ("the district gives 8m, and the city 5m", "district:8 city:5"),
    ("city and district give 6m and 4m respectively", "city:6 district:4"),
    ("市级和区级分别出800万和500万", "city:8 district:5"),
    ("市区各出800万", "city:8 district:8"),
    ("合计2000万", "total:20"),
    ("total of 20 million split", "total:20"),
    ("construction 50m", "construction:50"),
    ("建设资金5000万，运行经费市里800万", "construction:50 city:8"),
    ("市区两级合计2000万", "total:20"),
    ("平台总收入5000万", "platform_income:50"),
    ("区级资金不低于市级的800万", "city:8"),
    ("8.5 million of which the district 4 million", "total:8 district:4"),
    ("the city gives the district 8m", "None:8"),
    ("市里给区里800万", "None:8"),
    ("区里要比市里多出200万", "difference:2"),
    ("the district gives 2m more than the city", "difference:2"),
    ("如果是900万呢", "None:9"),
    ("市800万 区700万", "city:8 district:7"),
    ("city 8 district 7 million", "district:7"),
    ("社区出800万", "None:8"),
    ("市场规模800万", "None:8"),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_roles_are_bound_by_what_the_words_say(text: str, expected: str) -> None:
    found = [
        f"{b.role}:{int(b.quantity.low / 1_000_000)}"
        for b in bind(text)
        if isinstance(b.quantity, Money)
    ]
    assert " ".join(found) == expected


@pytest.mark.parametrize(
    ("text", "order"),
    [("70/30 city/district", ("city", "district")), ("市区三七开", ("city", "district")),
     ("区市三七开", ("district", "city")), ("70/30", ()), ("对半开", ("city", "district"))],
)  # fmt: skip
def test_the_order_of_a_split_is_known_only_where_it_is_said(
    text: str, order: tuple[str, ...]
) -> None:
    assert [b.order for b in bind(text) if isinstance(b.quantity, Share)] == [order]
