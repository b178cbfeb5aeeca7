"""The diminishing model: the verdict on a schedule by year."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules import Amount, DiminishingInputs, RuleResult, YearAmount
from tests.knowledge.rules.thread import apply


def by_year(values: str) -> tuple[YearAmount, ...]:
    steps = [part.split(":") if ":" in part else [str(n), part]
             for n, part in enumerate(values.split(), start=1)]  # fmt: skip
    return tuple(YearAmount(int(year), Amount.of(value)) for year, value in steps)


def run(schedule: str = "", income: str = "", **others: Any) -> RuleResult:
    return apply("diminishing", DiminishingInputs(by_year(schedule), by_year(income), **others))


@pytest.mark.parametrize(
    ("schedule", "verdict", "pattern"),
    [
        ("12 12 9 5", "consistent", "constant_then_falling"),
        ("12 9 5", "consistent", "falling"),
        ("12 9 9", "consistent", "falling"),
        ("12 9 0", "consistent", "falling_to_zero"),
        ("12 12 0", "consistent", "constant_then_falling_to_zero"),
        ("12 12 12", "no_diminishing_yet", "constant"),
        ("12", "no_diminishing_yet", "one_year"),
        ("12 13 9", "departs", "rising"),
        ("12 9 12", "departs", "rising"),
        ("5 12.01", "departs", "rising"),
        ("12 11.99", "consistent", "falling"),
    ],
)
def test_verdicts(schedule: str, verdict: str, pattern: str) -> None:
    result = run(schedule)
    assert (result.status, result.verdict, result.outputs["pattern"]) == (
        "computed", verdict, pattern,
    )  # fmt: skip
    assert "rate_and_length_not_specified" in result.notes
    assert "explore" in result.notes


def test_a_departure_names_its_years() -> None:
    assert run("2018:5 2019:6 2020:6 2021:7").outputs["rise_years"] == ["2019", "2021"]


def test_the_government_share_stands_beside_imec() -> None:
    result = run("10 5", "20 25")
    assert result.outputs["government_share"] == {"1": "0.5", "2": "0.2"}
    assert "imec_illustration" in result.notes
    assert "imec-share" in result.quote_keys


@pytest.mark.parametrize("asked", ["rate", "length"])
def test_no_rate_and_no_length_is_fixed(asked: str) -> None:
    result = run("12 9", asked=asked)
    assert (result.status, dict(result.outputs)) == ("not_specified", {})


@pytest.mark.parametrize(
    ("given", "status", "missing"),
    [
        ({}, "needs_input", "schedule"),
        ({"schedule": "2:5 1:6"}, "needs_input", "years_in_order"),
        ({"schedule": "5 -1"}, "out_of_range", "amount_in_range"),
        ({"schedule": "0 0"}, "out_of_range", "amount_in_range"),
        ({"schedule": "1e20"}, "out_of_range", "amount_in_range"),
        ({"schedule": "30", "income": "20"}, "out_of_range", "income_covers_schedule"),
        ({"schedule": "5 4", "inexact": ("schedule",)}, "needs_input", "schedule"),
    ],
)
def test_what_cannot_be_judged(given: dict[str, Any], status: str, missing: str) -> None:
    result = run(**given)
    assert (result.status, result.missing) == (status, (missing,))


def test_before_february_2018_it_is_not_in_force() -> None:
    assert run("5 4", as_of=date(2018, 1, 31)).status == "not_in_force"
    assert run("5 4", as_of=date(2018, 2, 1)).status == "computed"


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12))
def test_it_departs_exactly_when_a_year_rises(values: list[int]) -> None:
    result = run(" ".join(map(str, values)))
    rises = any(b > a for a, b in pairwise(values))
    assert (result.verdict == "departs") is rises
    assert (result.verdict == "consistent") is (not rises and values[-1] < values[0])
