"""Operating co-funding over years: by year, one year of it, added up, and in equal parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.script import to_simplified
from knowledge.amounts.quantities import Period
from knowledge.rules import Amount, CoFundingInputs, RuleResult
from tests.knowledge.rules.test_words import assert_said
from tests.knowledge.rules.thread import apply, run


def ask(turns: str, wanted: str | None = None) -> RuleResult:
    result = run("co-funding", to_simplified(turns), wanted)
    assert_said(result)
    return result


BY_YEAR: list[tuple[str, dict[str, str], list[str]]] = [
    ("市里三年是300万、400万、500万 >> 区里三年是350万、300万、480万",
     {"1": "0", "2": "1000000", "3": "200000"}, ["2", "3"]),
    ("city 3m + 3m + 2m, district 2m + 3m + 3.5m", {"1": "1000000", "2": "0", "3": "0"}, ["1"]),
    ("2019年市里500万，2020年市里600万；2019年区里500万，2020年区里550万",
     {"2019": "0", "2020": "500000"}, ["2020"]),
    ("2019: city 5m, district 5m. 2020: city 6m, district 5m. 2021: city 6m, district 6.5m.",
     {"2019": "0", "2020": "1000000", "2021": "0"}, ["2020"]),
    ("運行費，市裡2021年500萬，2022年550萬 >> 區裡兩年都是520萬 >> 逐年看，哪年沒到線",
     {"2021": "0", "2022": "300000"}, ["2022"]),
    ("The city gave 5m in 2019 and 6m in 2020. The district gave 5m each year.",
     {"2019": "0", "2020": "1000000"}, ["2020"]),
    ("operating funds 2021: city 3m, district 3.5m >> 2022: city 4m, district 3.4m >> "
     "taking each year by itself, is one of them under?", {"2021": "0", "2022": "600000"},
     ["2022"]),
    ("市里头一年500万，后两年每年600万；区里三年每年560万",
     {"1": "0", "2": "400000", "3": "400000"}, ["2", "3"]),
    ("2019年市里500万，2020年市里600万 >> 区里两年分别是450万、700万",
     {"2019": "500000", "2020": "0"}, ["2019"]),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "shortfall", "below"), BY_YEAR)
def test_each_year_is_judged_by_itself(
    turns: str, shortfall: dict[str, str], below: list[str]
) -> None:
    result = ask(turns)
    assert (result.status, result.outputs["shortfall"]) == ("computed", shortfall)
    assert result.outputs["meets_floor"] is False
    assert result.outputs["years_below"] == below
    assert "each_year" in result.notes
    assert "years_summed" not in result.notes


ONE_YEAR: list[tuple[str, dict[str, Any]]] = [
    ("2019年市里500万，2020年市里600万 >> 2019年区里500万，2020年区里550万 >> "
     "就看2020年，区里差多少", {"shortfall": "500000"}),
    ("city 3m + 3m + 2m, district 2m + 3m + 3.5m >> and in year 2?", {"meets_floor": True}),
    ("2019年市里500万，2020年市里600万 >> 区里两年分别是450万、700万 >> 第一年呢",
     {"shortfall": "500000"}),
    ("city 4.2m in 2019, 4.8m in 2020, 5m in 2021 >> least for the district in the second year? "
     ">> and if that year the city gave 6m?", {"district_minimum": "6000000"}),
    ("市级运行款第一年600万 >> 第二年少100万，第三年再少100万 >> 第三年区里最低多少？",
     {"district_minimum": "4000000"}),
    ("2020年市里运行500万，2021年市里运行涨到650万 >> 区里2021年那一年最低多少？别加总",
     {"district_minimum": "6500000"}),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "outputs"), ONE_YEAR)
def test_one_year_is_picked(turns: str, outputs: dict[str, Any]) -> None:
    result = ask(turns)
    assert {key: result.outputs.get(key) for key in outputs} == outputs
    assert "years_summed" not in result.notes


SUMMED: list[tuple[str, dict[str, Any]]] = [
    ("市里三年是300万、400万、500万 >> 区里三年是350万、300万、480万 >> "
     "不分年，三年加总看区里差多少",
     {"city": "12000000", "district": "11300000", "shortfall": "700000"}),
    ("Pls lump the three years together: city 3m + 3m + 2m, district 2m + 3m + 3.5m",
     {"city": "8000000", "district": "8500000", "meets_floor": True}),
    ("city 3m + 3m + 2m, district 2m + 3m + 3.5m >> over all three years", {"excess": "500000"}),
    ("2019年市里500万、区里450万 >> 2020年市里600万、区里700万 >> 合计呢",
     {"city": "11000000", "district": "11500000"}),
    ("City 5m in 2019 and 6m in 2020, district 5m in 2019 and 5.5m in 2020. "
     ">> and if you take both years together?", {"shortfall": "500000"}),
    ("市里2020年给450万，2021年给500万，两年合计区里最少多少", {"district_minimum": "9500000"}),
    ("the district gives 2m, 3m and 4m over three years; how much can the city give over all "
     "three years?", {"city_maximum": "9000000"}),
    ("the city gives 3m a year for three years >> district offers 8 million in all over the same "
     "three years. if you add the years up, how much is missing?",
     {"city": "9000000", "district": "8000000", "shortfall": "1000000"}),
    ("区里三年总共给850万 >> 市里每年300万，不分年合起来看差多少", {"shortfall": "500000"}),
    ("市里每年300万，区里三年一共800万，按三年合计算区里差多少", {"shortfall": "1000000"}),
    ("City: 10m over four years in all. District: 2.6m per year. Adding the years up, ok?",
     {"excess": "400000"}),
    ("the district gives 2m a year for five years, the city gives 9m in total over five years.",
     {"excess": "1000000"}),
    ("The city promised 2.2 million per year for running costs, 2021-2024. >> What is the "
     "district's minimum each year? >> And over all four years added up?",
     {"district_minimum": "8800000"}),
    ("市裡每年400萬，連續三年，都是營運經費 >> 區裡三年合計最少多少 >> 如果改成連續五年呢",
     {"district_minimum": "20000000"}),
    ("連續三年、市裡每年都給 2,400 萬營運費，把三年合起來，區裡總共最少要配多少？",
     {"district_minimum": "72000000"}),
    ("The city pays 2 million a year. >> For three years. >> What would the district have to pay "
     "in total over that period?", {"district_minimum": "6000000"}),
    ("區裡2020年500萬、2021年500萬，市裡2020年450萬、2021年600萬 >> 兩年合計呢？ >> "
     "如果2021年區裡改成600萬呢？", {"district": "11000000", "excess": "500000"}),
    ("The city pays 2.2 million per year, 2021-2024 >> How much over 2021 and 2022 together?",
     {"district_minimum": "4400000"}),
    ("2019年市里500万区里600万，2020年市里500万区里450万，两年拉平看够不够",
     {"excess": "500000"}),
    ("市里2020年500万，2021年600万，2022年700万 >> 前两年加起来区里至少多少",
     {"district_minimum": "11000000"}),
    ("City 3m a year for three years >> district 2.5m a year for three years. "
     "over the three years, how much short?", {"shortfall": "1500000"}),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "outputs"), SUMMED)
def test_years_are_added_up_where_that_is_asked(turns: str, outputs: dict[str, Any]) -> None:
    result = ask(turns)
    assert {key: result.outputs.get(key) for key in outputs} == outputs
    assert "years_summed" in result.notes


YEARLY: list[tuple[str, Any]] = [
    ("市科委拟安排1.2亿元用于平台三年运行，每年均等下达，区里每一年的最低配套数是多少？",
     "40000000"),
    ("The city has earmarked 60 million for five years of operation, paid in equal yearly "
     "instalments. What's the district's minimum per year?", "12000000"),
    ("The municipality will transfer 90 million, spread evenly over three years. District minimum "
     "per year?", "30000000"),
    ("市里1.2亿分三年平均下达，区里每年至少多少", "40000000"),
    ("市里每年600万，2021年到2023年 >> 三年下来区里总共最少多少 >> 每年呢", "6000000"),
    ("市里2020年给450万，2021年给500万，区里每年最少多少", {"2020": "4500000", "2021": "5000000"}),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "minimum"), YEARLY)
def test_the_minimum_of_each_year(turns: str, minimum: Any) -> None:
    result = ask(turns, "minimum")
    assert (result.status, result.outputs["district_minimum"]) == ("computed", minimum)


DOUBT: list[tuple[str, str | None, str]] = [
    ("市里每年300万，区里三年一共800万，够不够", "compliance", "one_year"),
    ("City: 10m over four years in all. District: 2.6m per year.", None, "one_year"),
    ("市里五年共给2500万运行费，区里每年最低配多少", "minimum", "even_parts"),
    ("The city has earmarked 60 million over five years. What's the minimum per year?", "minimum",
     "even_parts"),
    ("市里三年共给3000万运行费，每年给的不一样多，区里第二年最少配多少", None, "even_parts"),
    ("The city paid 15m in total in 2021-2023. District minimum in 2022?", "minimum",
     "even_parts"),
    ("市里三年共1800万，区里四年共2000万", None, "one_year"),
    ("city 3m, district 2.5m >> over five years altogether, how much is missing?", None,
     "yearly_or_sum"),
    ("市里每年300万，区里每年250万 >> 不分年看呢", None, "years_count"),
    ("市里每年400万，连续三年 >> 区里三年合计最少多少 >> 区里出1000万够吗", None, "yearly_or_sum"),
    ("city 3m + 3m + 2m, district 2m + 3m + 3.5m >> and in year 4?", None, "one_year"),
    ("市里三年是300万、400万、500万 >> 区里两年是350万、300万", None, "one_year"),
    ("市里三年是300万、400万、500万 >> 区里400万", None, "one_year"),
    ("2019年市里500万区里500万，2020年市里600万", None, "one_year"),
    ("第一年浦东300万、闵行200万，市里600万；第二年浦东300万、闵行300万，市里600万", None,
     "one_year"),
    ("市里三年：300万、400万、500万，区里六成", None, "one_year"),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "wanted", "missing"), DOUBT)
def test_amounts_of_different_times_are_asked_about(
    turns: str, wanted: str | None, missing: str
) -> None:
    result = ask(turns, wanted)
    assert (result.status, result.missing) == ("needs_input", (missing,))


fen = st.integers(0, 10**12).map(lambda n: Decimal(n) / 100)
years = st.lists(st.tuples(fen.filter(bool), fen.filter(bool)), min_size=2, max_size=6)


def scheduled(pairs: list[tuple[Decimal, Decimal]], **more: Any) -> RuleResult:
    by_year = [("city", year, Amount.of(city)) for year, (city, _) in enumerate(pairs, start=1)]
    by_year += [("district", year, Amount.of(d)) for year, (_, d) in enumerate(pairs, start=1)]
    return apply("co-funding", CoFundingInputs(by_year=tuple(by_year), **more))


@given(years)
def test_a_year_is_short_by_nothing_exactly_when_it_meets_the_floor(
    pairs: list[tuple[Decimal, Decimal]],
) -> None:
    outputs = scheduled(pairs).outputs
    for year, (city, district) in enumerate(pairs, start=1):
        assert (outputs["shortfall"][str(year)] == "0") is (district >= city)  # type: ignore[index,call-overload]
    assert outputs["meets_floor"] is all(district >= city for city, district in pairs)


@given(years)
def test_the_years_added_up_are_the_pair_of_the_sums(pairs: list[tuple[Decimal, Decimal]]) -> None:
    outputs = scheduled(pairs, over="sum").outputs
    city, district = (sum(side) for side in zip(*pairs, strict=True))
    assert Decimal(str(outputs["shortfall"])) == max(Decimal(0), city - district)
    if outputs["meets_floor"] is False:  # then some year falls short as well
        assert scheduled(pairs).outputs["meets_floor"] is False


@given(st.lists(fen.filter(bool), min_size=2, max_size=6))
def test_the_minima_of_the_years_add_up_to_the_minimum_of_the_sum(city: list[Decimal]) -> None:
    by_year = tuple(("city", year, Amount.of(value)) for year, value in enumerate(city, start=1))
    each, whole = (
        apply("co-funding", CoFundingInputs(by_year=by_year, over=over)).outputs["district_minimum"]
        for over in ("each", "sum")
    )  # fmt: skip
    assert isinstance(each, dict)
    assert sum(Decimal(str(value)) for value in each.values()) == Decimal(str(whole))


@given(fen.filter(bool), st.integers(2, 9))
def test_equal_parts_of_a_sum_are_the_sum_over_the_years(part: Decimal, count: int) -> None:
    period = Period(count, even=True)
    result = apply("co-funding", CoFundingInputs(
        city=Amount.of(part * count), over="each", periods=(("city", period),)))  # fmt: skip
    assert Decimal(str(result.outputs["district_minimum"])) == part
