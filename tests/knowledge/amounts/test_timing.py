"""Which year an amount is of, and which length of time is to be summed over."""

from __future__ import annotations

import pytest

from knowledge.amounts import Money, bind
from knowledge.amounts.quantities import Frequency, Period, Together
from tests.knowledge.amounts.bindings import amounts, summed

YEARS = [
    ("2020年市里运行500万，2021年市里运行涨到650万", "city:5[2020] city:6.5[2021]"),
    ("2020年市裡500萬、區裡600萬；2021年市裡650萬、區裡650萬",
     "city:5[2020] district:6[2020] city:6.5[2021] district:6.5[2021]"),
    ("第一年市里出800万，区里出900万，第二年市里出500万", "city:8[1] district:9[1] city:5[2]"),
    ("In year 1 the city gives 8m and the district 9m; in year 2 the city gives 5m",
     "city:8[1] district:9[1] city:5[2]"),
    ("the city gave 5m in 2020 and the district 6m in 2021", "city:5[2020] district:6[2021]"),
    ("2020: city 5m, district 6m. 2021: city 6.5m, district 6m.",
     "city:5[2020] district:6[2020] city:6.5[2021] district:6[2021]"),
    ("In 2021 the district's money went up to 6.5m from 5m in 2020",
     "district:6.5[2021] difference:5[2020]"),
    ("自2020年市里每年给500万", "city:5"),
    ("2020年起市里每年500万", "city:5"),
    ("市里2020年给500万，2021年给650万", "city:2020=5/2021=6.5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_an_amount_keeps_its_year(text: str, expected: str) -> None:
    assert amounts(text) == expected


SUMMED = [
    ("every year 1.5m for three years, summed over the three years", [3]),
    ("市里每年150万，三年合起来", [3]),
    ("三年加起来区里最少多少，市里每年给150万，连给三年", [3]),
    ("the city gives 1.5m every year for three years; and over all three years together?", [3]),
    ("1.5m a year for 3 years: what's the sum over the three years", [3]),
    ("the minimum over the whole five years, if the city gives 1.5m a year", [5]),
    ("市裡每年給150萬，給三年，三年總共區裡要出多少", [3]),
    ("over the three years, how much is missing?", [3]),
    ("三年区里总共要出多少", [3]),
    ("市里三年共出1800万，区里三年共出2000万", []),
    ("the city gives 7m over the three years", []),
    ("18m over the three years combined", []),
    ("the city gives 1.5m a year for three years", []),
]


@pytest.mark.parametrize(("text", "expected"), SUMMED)
def test_a_length_of_time_is_summed_over_where_the_words_ask_for_it(
    text: str, expected: list[int]
) -> None:
    assert summed(text) == expected


PERIODS = [
    ("the city gives 3m a year", [Period(each=True)]),
    ("8 million in all over the same three years", [Period(3, total=True)]),
    ("8m over four years", [Period(4, total=True)]),
    ("市里每年300万，区里三年共800万", [Period(each=True), Period(3, total=True)]),
    ("2.2 million per year for running costs, 2021-2024", [Period(4, each=True)]),
    ("1.2亿元用于平台三年运行，每年均等下达", [Period(3, even=True)]),
    ("三年3000万，每年给的不一样多", [Period(3)]),
    ("3000万三年，市区平分", [Period(3)]),
    ("区里两年都是520万", [Period(2, each=True)]),
    ("the city gives 5m. We were founded three years ago", [None]),
    ("a district's yearly minimum if the city gives 12m over three years",
     [Period(3, total=True)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_an_amount_is_of_a_year_or_of_several(text: str, expected: list[Period | None]) -> None:
    found = [one.quantity for one in bind(text) if isinstance(one.quantity, Money)]
    assert [money.period for money in found] == expected


TOGETHER = [
    ("if you add the years up", [(False, False)]),
    ("不分年看", [(False, False)]),
    ("and the whole period?", [(False, False)]),
    ("合计呢", [(False, True)]),
    ("don't add them up", [(True, True)]),
    ("别加总", [(True, True)]),
    ("year by year, please", [(True, False)]),
    ("市里一共800万", []),
    ("8m in total", []),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER)
def test_words_take_the_years_together_or_apart(
    text: str, expected: list[tuple[bool, bool]]
) -> None:
    found = [one.quantity for one in bind(text) if isinstance(one.quantity, Together)]
    assert [(one.negated, one.loose) for one in found] == expected


def test_a_year_is_asked_for_where_a_clause_without_an_amount_names_it() -> None:
    found = [one.quantity for one in bind("市里每年均等给1.2亿，区里每一年最低多少")
             if isinstance(one.quantity, Frequency)]  # fmt: skip
    assert [one.asked for one in found] == [False, True]
