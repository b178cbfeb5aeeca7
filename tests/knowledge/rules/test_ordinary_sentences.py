"""Figure questions as enterprises and officials type them: the right figure, or a question back."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.amounts import bind
from knowledge.rules import RULES, CoFundingInputs, Said
from tests.knowledge.rules.thread import run

CO_FUNDING = "co-funding"
DIMINISHING = "diminishing"


SPLITS = [
    ("三七开行吗，市里七，区里三", "0.7"), ("按四六来，区四市六", "0.6"), ("市七区三", "0.7"),
    ("7-3 city/district", "0.7"), ("city 7 district 3", "0.7"), ("市30区70", "0.3"),
    ("六成市里四成区里", "0.6"), ("70% city 30% district", "0.7"), ("市区按3-7分", "0.3"),
    ("seven city three district", "0.7"), ("7 parts city, 3 parts district", "0.7"),
    ("district 60, city 40", "0.4"), ("3/7 city/district", "0.3"), ("市里2份，区里8份", "0.2"),
    ("40/60 between city and district", "0.4"), ("市级财政与区级财政按6:4分担", "0.6"),
    ("City: 7; District: 3", "0.7"), ("市里占七，区里占三", "0.7"), ("half each", "0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "city"), SPLITS)
def test_a_split_in_bare_numerals_is_of_the_payers_beside_them(text: str, city: str) -> None:
    result = run(CO_FUNDING, text)
    assert (result.status, result.outputs.get("city_share")) == ("computed", city)


RATIOS = [
    ("区里只要出市里的一半就行", "0.5"), ("district pays half of what the city pays", "0.5"),
    ("区里出市里的八成", "0.8"), ("the district gives twice the city's", "2"),
    ("区里同市里一样多", "1"), ("与市级持平", "1"), ("按1:1配套", None),
    ("the district gives 20% more than the city", "1.2"), ("区里比市里少20%", "0.8"),
    ("市里比区里多25%", "0.8"), ("区里投入比市里多一倍", "2"), ("half as much as the city", "0.5"),
    ("the city pays twice as much as the district", "0.5"), ("区里投入为市里的1.2倍", "1.2"),
    ("the district gives three times as much as the city", "3"),
    ("must the district match the city 1:1?", "1"), ("市里的钱是区里的两倍", "0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ratio"), RATIOS)
def test_one_side_in_terms_of_the_other_needs_no_amount(text: str, ratio: str | None) -> None:
    result = run(CO_FUNDING, text)
    assert result.status == "computed"
    said = [line.values["ratio"].value for line in result.working if line.key == "district_to_city"]
    assert said == ([ratio] if ratio else [])
    assert result.outputs["meets_floor"] is (float(ratio or 1) >= 1)


@pytest.mark.parametrize(
    "text",
    ["区里配套不低于市里的80%行吗", "the district pays at least half of what the city pays",
     "the district does not pay half of what the city pays", "公司出市里的一半",
     "our company pays half of what the city pays", "区里投入是市里的两倍以上",
     "市里的70%，区里的30%", "浦东出市里的一半，闵行也出市里的一半", "区里多出两成",
     "the district gives half again as much as the city", "district doesn't have to match the city",
     "市里出800万，区里出一半", "市里2份，区里1份", "市级7个，区级3个",
     "Does the city pay 100% of construction?"],
)  # fmt: skip
def test_a_share_with_two_readings_is_asked_about(text: str) -> None:
    assert run(CO_FUNDING, text).status == "needs_input"


AMOUNTS: list[tuple[str, dict[str, Any]]] = [
    # a ratio with an amount
    ("市里出800万，区里出市里的一半", {"district": "4000000", "shortfall": "4000000"}),
    ("区里出800万，是市里的一半", {"city": "16000000", "shortfall": "8000000"}),
    ("the district gives half of the city's 10m", {"district": "5000000"}),
    ("区里出市里1000万的一半", {"district": "5000000"}),
    ("the district gives 10m, twice what the city gives", {"city": "5000000"}),
    ("市里给1000万，区里与市里等额配套", {"district": "10000000", "shortfall": "0"}),
    ("市里800万 >> 区里是市里的九成", {"district": "7200000"}),
    (
        "City 6m, district 4m >> what if the district pays half of the city's",
        {"district": "3000000"},
    ),
    # totals
    (
        "our operating budget is 18 million, all of it from government (city + district together);"
        " the most the city could carry?",
        {"city_maximum": "9000000"},
    ),
    ("两级财政合计1800万", {"city_maximum": "9000000"}),
    ("市区一共1800万", {"city_maximum": "9000000"}),
    ("city and district together put in 18m", {"city_maximum": "9000000"}),
    ("18m from city and district", {"city_maximum": "9000000"}),
    ("how do city and district split 18m", {"city_maximum": "9000000"}),
    ("City + District = 18m, city 10m", {"shortfall": "2000000"}),
    ("1800万里市里出1000万，剩下的区里出", {"shortfall": "2000000"}),
    ("运行费1000万，市里先出300万，剩下区里补", {"district": "7000000"}),
    ("2000万运行经费，市区七三开", {"city": "14000000"}),
    ("区级占总投入2000万的40%", {"district": "8000000"}),
    ("市里六，区里四，总共2000万", {"city": "12000000"}),
    ("市里一共出800万，区里最少出多少", {"district_minimum": "8000000"}),
    ("the city pays a total of 8m, what must the district pay", {"district_minimum": "8000000"}),
    # construction told apart
    ("the city gives 12m for construction and 5m for operation", {"district_minimum": "5000000"}),
    ("市里出1200万建设、500万运行，区里最少多少", {"district_minimum": "5000000"}),
    (
        "construction: city 50m, district 10m; operation: city 8m, district 9m",
        {"excess": "1000000"},
    ),
    # amounts before their payers, units declared once
    ("8m city 5m district", {"shortfall": "3000000"}),
    ("市里800，区里700，单位万", {"shortfall": "1000000"}),
    ("单位：万元。市级：800；区级：750。", {"shortfall": "500000"}),
    ("City 8, district 7 (in millions)", {"shortfall": "1000000"}),
    ("all amounts in RMB million: city 8.5, district 9", {"excess": "500000"}),
    ("市里2000，区里1800万", {"shortfall": "2000000"}),
    ("市级70，区级30，单位万元", {"shortfall": "400000"}),
    # a follow-up without amounts
    ("City 6m, district 4m >> what's the shortfall?", {"shortfall": "2000000"}),
    ("区里出市里的一半 >> 市里800万", {"district": "4000000"}),
    ("市七区三 >> 总共2000万", {"city": "14000000"}),
]


@pytest.mark.parametrize(("turns", "outputs"), AMOUNTS)
def test_amounts(turns: str, outputs: dict[str, Any]) -> None:
    result = run(CO_FUNDING, turns)
    assert (result.status, {k: result.outputs.get(k) for k in outputs}) == ("computed", outputs)


@pytest.mark.parametrize(
    ("text", "note"),
    [("City 6m a year, district 4m a year", "per_year"),
     ("每年市里600万，区里400万，连续三年", "per_year"),
     ("City 6m a year for 3 years, district 4m a year for 3 years", "per_year"),
     ("市里三年共出1800万，区里三年共出2000万", "same_period"),
     ("the city gives 12m for construction and 5m for operation", "operating_only")],
)  # fmt: skip
def test_what_a_figure_rests_on_is_noted(text: str, note: str) -> None:
    result = run(CO_FUNDING, text)
    assert result.status == "computed"
    assert note in result.notes


@pytest.mark.parametrize(
    ("text", "missing"),
    [("city 18m over 3 years, district 5m a year", "one_year"),
     ("市里每年600万，区里三年共1500万", "one_year"),
     ("市里每月50万，区里每年600万", "one_year"),
     ("city and district give 18m", "payer"),
     ("12m for construction and 5m for operation", "payer"),
     ("city 8, district 7", "unit"),
     ("city 3, district 7, in 10m units", "unreadable"),
     ("8m >> what's the shortfall", "payer")],
)  # fmt: skip
def test_two_readings_of_an_amount_are_asked_about(text: str, missing: str) -> None:
    result = run(CO_FUNDING, text)
    assert (result.status, result.missing) == ("needs_input", (missing,))


def test_a_message_without_figures_keeps_the_inputs() -> None:
    rule = RULES[CO_FUNDING]
    before = rule.from_question(Said(bind("City 6m, district 4m")), CoFundingInputs())
    assert rule.from_question(Said(), before) == before


SCHEDULES = [
    ("前三年每年1000万，第四年700万，第五年400万", "10 10 10 7 4"),
    ("1000万连续三年，然后700万", "10 10 10 7"),
    ("10m a year for 3 years then 5m", "10 10 10 5"),
    ("first two years 8m each, then 6m, then nothing", "8 8 6 0"),
    ("2019到2021每年800万，2022年600万", "8 8 8 6"),
    ("每年减少100万，从1000万开始，五年", "10 9 8 7 6"),
    ("drops 20 % a year from 10m over four years", "10 8 6.4 5.12"),
    ("首年1000万，逐年递减10%，共5年", "10 9 8.1 7.29 6.561"),
    ("每年减少首年的20%，首年1000万，共四年", "10 8 6 4"),
    ("每年退坡20%，首年1000万，一共三年", "10 8 6.4"),
    ("10m in year 1, falling 10% every year until year 3", "10 9 8.1"),
    ("第一年1000万，第二年减少200万", "10 8"),
    ("3 years at 10m a year, then 2 years at 6m a year", "10 10 10 6 6"),
    ("连续三年每年1000万，之后两年每年700万，再之后没有", "10 10 10 7 7 0"),
    ("10m per year for three years, then nothing", "10 10 10 0"),
    ("头两年各800万，后两年各500万", "8 8 5 5"),
    ("第1-3年每年1000万，第4-5年每年600万", "10 10 10 6 6"),
    ("1000万/年，共3年；之后500万/年，共2年", "10 10 10 5 5"),
    ("10m annually 2019-2021, 7m annually 2022-2023, nothing afterwards", "10 10 10 7 7 0"),
    ("8m in 2019, 7m in 2020, zero in 2021", "8 7 0"),
    ("2018年1000万，2019年持平，2020年800万", "10 10 8"),
    ("year one 8m, year two the same, year three 6m", "8 8 6"),
    ("Y1: 10m Y2: 8m Y3: 0", "10 8 0"),
    ("2019-2023: 10m, 10m, 8m, 6m, 4m", "10 10 8 6 4"),
    ("第一年到第三年：1000万、900万、800万", "10 9 8"),
    ("10m,10m,8m,8m,5m from 2019", "10 10 8 8 5"),
    ("2019年起三年每年1000万，之后两年每年500万", "10 10 10 5 5"),
    ("500万-400万-300万", "5 4 3"),
    ("单位：万元 第一年500，第二年400，第三年300", "5 4 3"),
    ("10 8 6 4 (million)", "10 8 6 4"),
    ("维持600万不变，连续五年", "6 6 6 6 6"),
]


@pytest.mark.parametrize(("text", "millions"), SCHEDULES)
def test_schedules(text: str, millions: str) -> None:
    result = run(DIMINISHING, text)
    stated = [v for k, v in result.inputs.items() if k.startswith("schedule_")]
    assert [float(str(value)) / 1e6 for value in stated] == [float(m) for m in millions.split()]
    assert result.status == "computed"


@pytest.mark.parametrize(
    "text",
    ["We want 8 million for three years and then nothing", "前三年共1000万，第四年700万",
     "30m over three years then 5m a year", "10m over 5 years, equal each year",
     "五年共5000万，每年一样", "total of 12m, 12m, 9m", "drops 20% a year from 10m",
     "每年减少10%，五年", "每年降10个百分点，从1000万开始，五年",
     "halved every year from 8m for four years",
     "前三年每年1000万，后面逐年减少", "前两年每年800万，第三年开始每年600万，共五年",
     "第一年1000万，之后每年800万，共五年", "从1000万开始每年减少100万，减到500万",
     "每月减少10万，从100万开始，五年", "8m for two years, 6m for two years, then 4m"],
)  # fmt: skip
def test_a_schedule_with_two_readings_is_asked_about(text: str) -> None:
    assert run(DIMINISHING, text).status == "needs_input"


def test_computed_amounts_are_rounded_to_the_fen_and_say_so() -> None:
    result = run(DIMINISHING, "decrease of 15% annually from 8m over 8 years")
    assert result.inputs["schedule_8"] == "2564616.71"
    assert "rounded_to_fen" in result.notes
    assert "rounded_to_fen" not in run(DIMINISHING, "每年减少100万，从1000万开始，五年").notes
