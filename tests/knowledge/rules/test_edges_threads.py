"""Threads at edges of what a message adds to what was said."""

from __future__ import annotations

import pytest

from tests.knowledge.rules.thread import run

Outputs = dict[str, str]


@pytest.mark.parametrize(
    ("turns", "outputs"),
    [
        ("8 million for operation, and the district gives 6 million >> the city's",
         {"shortfall": "2000000"}),
        ("Total for operations: 20m >> 70/30 >> the 70 is the city", {"shortfall": "8000000"}),
        ("Operating money 10m in all, 60/40, the city the 60 and the district the 40",
         {"shortfall": "2000000"}),
        ("City 4m, Pudong 2m, Minhang's amount is not decided yet >> Xuhui joins with 2m",
         {"shortfall": "0", "excess": "0"}),
        ("市里给1000万，浦东400万，徐汇还没定 >> 闵行加入，出350万", {"shortfall": "2500000"}),
    ],
)  # fmt: skip
def test_what_was_said_is_completed(turns: str, outputs: Outputs) -> None:
    result = run("co-funding", turns, "compliance")
    assert result.status == "computed"
    assert {key: result.outputs[key] for key in outputs} == outputs


@pytest.mark.parametrize(
    "turns",
    ["The city gives 9m over three years and the district gives 15m over five years. Enough?",
     "市里三年给900万，区里五年给1500万，够吗"],
)  # fmt: skip
def test_amounts_of_different_lengths_are_asked_about(turns: str) -> None:
    assert run("co-funding", turns, "compliance").status == "needs_input"


def test_a_date_said_before_is_one_end_of_the_days() -> None:
    result = run("time", "后来的办法2018年5月1日出台 >> 那跟新闻发布会差几天", "days")
    assert result.outputs["days"] == "103"
