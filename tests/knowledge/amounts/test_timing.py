"""Which year an amount is of, and which length of time is to be summed over."""

from __future__ import annotations

import pytest

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
    ("市里三年共出1800万，区里三年共出2000万", []),
    ("18m over the three years combined", []),
    ("the city gives 1.5m a year for three years", []),
]


@pytest.mark.parametrize(("text", "expected"), SUMMED)
def test_a_length_of_time_is_summed_over_where_the_words_ask_for_it(
    text: str, expected: list[int]
) -> None:
    assert summed(text) == expected
