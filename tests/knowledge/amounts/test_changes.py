"""What is added to an amount, taken from it, or how two amounts differ."""

from __future__ import annotations

import pytest

from tests.knowledge.amounts.bindings import amounts, bound

ADDITIONS = [
    ("区里后来又补了50万进来", "addition(district):0.5"),
    ("區裡追加50萬", "addition(district):0.5"),
    ("区里再加100万呢", "addition(district):1"),
    ("区里另外给了50万", "addition(district):0.5"),
    ("区里加码了100万", "addition(district):1"),
    ("区里700万，后来又加了100万", "district:7 addition(district):1"),
    ("市里减了20万", "addition(city):0.2[less]"),
    ("市里砍了30万", "addition(city):0.3[less]"),
    ("要是两边都多给100万呢", "addition(city):1 addition(district):1"),
    ("the district added another 500k", "addition(district):0.5"),
    ("the district's contribution was topped up by 500k", "addition(district):0.5"),
    ("the city cut its money by 200k", "addition(city):0.2[less]"),
    ("what if the district gave 2m more", "addition(district):2"),
    ("let the district put in another million", "addition(district):1"),
    ("take 500k off the city's", "addition(city):0.5[less]"),
    ("another 500k came from the district later", "addition(district):0.5"),
    ("add 500k to the district's", "addition(district):0.5"),
    ("再加50万呢", "addition:0.5"),
    # what it comes to is a new amount
    ("区里加码到1100万", "district:11"),
    ("市里压减到400万", "city:4"),
    ("区里从400万提到500万", "difference:4 district:5"),
    ("the city's share went down by 1m", "addition(city):1[less]"),
    ("the city cut it to 5m", "city:5"),
    ("市里从800万提高到900万，提高了100万", "difference:8 city:9 difference:1"),
    ("the city raises its money by 2 million to 7 million", "difference:2 city:7"),
    # what the other side gives beside it
    ("市里出800万，区里再加500万", "city:8 district:5"),
    ("8m from the city and another 5m from the district", "city:8 district:5"),
    ("the city gives 8m and the district adds 5m", "city:8 district:5"),
    ("区里补贴500万", "district:5"),
    # how much two amounts differ, and steps of a schedule
    ("区里要比市里多出200万", "difference(district):2"),
    ("by 2m more than the city", "difference(district):2"),
    ("企业比市里多200万", "difference:2"),
    ("区里比市里多出来的是200万", "difference(district):2"),
    ("区里的600万比市里的500万多100万", "district:6 city:5 difference(district):1"),
    ("the district is 2m below the city", "difference(district):2[less]"),
    ("每年减少100万", "difference:1[less]"),
    ("2019年300万，2021年又给200万", "2019=3/2021=2"),
]


@pytest.mark.parametrize(("text", "expected"), ADDITIONS)
def test_changes_are_told_from_amounts(text: str, expected: str) -> None:
    assert amounts(text) == (f"None:{expected}" if "=" in expected[:6] else expected)


@pytest.mark.parametrize(
    ("text", "order", "sign"),
    [("区里比市里少一百万", ("district", "city"), -1),
     ("市里八百万，区里比市里少一百万", ("district", "city"), -1),
     ("the city gives 2m more than the district", ("city", "district"), 1)],
)  # fmt: skip
def test_a_difference_says_who_is_compared(text: str, order: tuple[str, str], sign: int) -> None:
    last = bound(text)[-1]
    assert (last.role, last.payer, last.order, last.sign) == ("difference", order[0], order, sign)
