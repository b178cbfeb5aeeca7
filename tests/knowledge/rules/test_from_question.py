"""From messages to figures: threads of what people say, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.knowledge.rules.thread import run

CO_FUNDING: list[tuple[str, str, dict[str, Any]]] = [
    ("If the city provides 10 million yuan of operational funds, what must the district provide?",
     "computed", {"district_minimum": "10000000"}),
    ("City 6m, district 4m for running costs. Does that satisfy the guideline?",
     "computed", {"meets_floor": False, "shortfall": "2000000"}),
    ("市级投入运行经费350万元，区级最低是多少？", "computed", {"district_minimum": "3500000"}),
    ("市裡出800萬，區裡500萬，夠不夠？", "computed", {"shortfall": "3000000"}),
    ("the district gives 8 million and the city 10", "computed", {"shortfall": "2000000"}),
    ("市区两级合计2000万怎么分？", "computed", {"district_minimum": "10000000"}),
    ("总投入3000万，市里出六成", "computed", {"city": "18000000", "shortfall": "6000000"}),
    ("is 70/30 city/district allowed?", "computed", {"meets_floor": False}),
    ("市区三七开行吗", "computed", {"meets_floor": True}),
    ("is 70/30 allowed?", "needs_input", {}),
    ("Pudong gives 3m and Minhang 2m, the city 5m", "computed", {"meets_floor": True}),
    ("建设资金5000万，区里要配多少？", "not_specified", {}),
    ("在2017年12月1日，市里出500万，区里最低多少", "not_in_force", {}),
    ("the city gives $5m", "computed", {"district_minimum": "5000000"}),
    ("市里出-500万", "out_of_range", {}),
    ("市里出0元", "out_of_range", {}),
    ("市里出5到8百万", "computed", {"district_minimum": {"low": "5000000", "high": "8000000"}}),
    ("市里出八百万 >> 如果是九百呢", "computed", {"district_minimum": "9000000"}),
    ("市里出800万 >> 如果是9呢", "needs_input", {}),
    ("市里出500万到800万", "computed", {"district_minimum": {"low": "5000000", "high": "8000000"}}),
    ("the city gives at least 8m", "computed", {"district_minimum": "8000000"}),
    ("市里给区里800万", "needs_input", {}),
    ("区里出了市里的一半", "computed", {"meets_floor": False, "district_share": "0.333333"}),
    ("市里出800万，区里出60%", "needs_input", {}),
    ("市里出800万，区里比市里多出200万", "computed", {"excess": "2000000"}),
    ("市里从800万减少到600万，区里还出700万", "computed", {"excess": "1000000"}),
    ("市800区700万", "computed", {"shortfall": "1000000"}),
    ("city 8 district 7 million", "computed", {"shortfall": "1000000"}),
    ("the city gives 8", "needs_input", {}),
    ("8m", "needs_input", {}),
    ("city 8,5 million, district 9m", "needs_input", {}),
    ("第一年市里出800万，区里出900万，第二年市里出500万", "needs_input", {}),
    # threads
    ("City 6m, district 4m >> no, the district gives 3m", "computed", {"shortfall": "3000000"}),
    ("市里出800万 >> 不对，我是说区里出800万", "computed", {"city_maximum": "8000000"}),
    ("市里出800万 >> 区里出500万呢", "computed", {"shortfall": "3000000"}),
    ("the city gives 8m >> and if it were 9?", "computed", {"district_minimum": "9000000"}),
    ("市里出800万 >> 如果是900万呢", "computed", {"district_minimum": "9000000"}),
    ("市里出800万 >> 区里出500万呢 >> 如果是900万呢", "computed", {"excess": "1000000"}),
    ("City 6m, district 4m >> and if it were 9?", "needs_input", {}),
    ("City 6m, district 4m >> and with a total of 20m?", "computed",
     {"district_minimum": "10000000"}),
    ("the city gives 8,000,000 yuan >> and if it were 9?", "needs_input", {}),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "status", "outputs"), CO_FUNDING)
def test_co_funding(turns: str, status: str, outputs: dict[str, Any]) -> None:
    result = run("co-funding", turns)
    assert (result.status, {k: result.outputs.get(k) for k in outputs}) == (status, outputs)


@pytest.mark.parametrize(
    ("turns", "status", "verdict"),
    [
        ("Yearly government funding of 12m, 12m, 9m, 5m: does it fit the diminishing model?",
         "computed", "consistent"),
        ("第一年1000万，第二年1200万，第三年800万，符合退坡吗", "computed", "departs"),
        ("每年1000万，连续三年", "computed", "no_diminishing_yet"),
        ("from 10m in year 1 to 4m in year 3", "computed", "consistent"),
        ("1000万，之后800万，再之后500万 >> 第三年改成900万呢", "computed", "departs"),
        ("does our funding fit the diminishing model?", "needs_input", None),
        ("City 6m, district 4m", "needs_input", None),
        ("每年减少100万", "needs_input", None),
        ("三年共3000万", "needs_input", None),
        ("第一年800多万，第二年500万", "needs_input", None),
    ],
)  # fmt: skip
def test_diminishing(turns: str, status: str, verdict: str | None) -> None:
    result = run("diminishing", turns)
    assert (result.status, result.verdict) == (status, verdict)


def test_a_single_year_with_income_has_a_share() -> None:
    result = run("diminishing", "平台总收入5000万，其中政府投入1000万")
    assert result.outputs["government_share"] == {"1": "0.2"}
