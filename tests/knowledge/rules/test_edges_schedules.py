"""Yearly schedules: their pattern, their unknown years, what keeps them from rising."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from knowledge.rules import (
    DiminishingInputs,
    YearAmount,
)
from knowledge.rules.schedule import allowed, ceilings, judge, pattern_of, verdict_of
from tests.knowledge.rules.values import yuan


def steps(text: str) -> tuple[YearAmount, ...]:
    """Amounts from year 1 on: "10 ? 5-8"."""
    made = []
    for year, part in enumerate(text.split(), start=1):
        low, _, high = part.partition("-")
        made.append(YearAmount(year, None if part == "?" else yuan(low, high or None)))
    return tuple(made)


# Schedules


@pytest.mark.parametrize(
    ("values", "verdict", "pattern"),
    [
        ("5", "no_diminishing_yet", "one_year"), ("0", "no_diminishing_yet", "one_year"),
        ("5 5", "no_diminishing_yet", "constant"), ("5 5.01", "departs", "rising"),
        ("5 4.99", "consistent", "falling"), ("5 5 4.99", "consistent", "constant_then_falling"),
        ("5 0", "consistent", "falling_to_zero"), ("5 5 0", "consistent",
         "constant_then_falling_to_zero"), ("5 4 5", "departs", "rising"),
        ("5 4 4", "consistent", "falling"), ("0 0", "no_diminishing_yet", "constant"),
    ],
)  # fmt: skip
def test_a_schedule_and_its_pattern(values: str, verdict: str, pattern: str) -> None:
    amounts = [Decimal(value) for value in values.split()]
    assert (verdict_of(amounts), pattern_of(amounts)) == (verdict, pattern)


@pytest.mark.parametrize(
    ("text", "whole", "settled_by"),
    [
        ("10 8 5", "complete", []),
        ("10 ? 5", "open", [["2"]]),
        ("? 10", "open", [["1"]]),
        ("10 ?", "open", [["2"]]),
        ("10 12 ?", "provisional", []),
        ("10 ? 12", "provisional", []),
        ("10 ? 10", "open", [["2"]]),
        ("10 ? ? 5", "open", [["2", "3"]]),
        ("8-9 5-6", "provisional", []),
        ("8-9 5-9", "open", [["1", "2"]]),
        ("8-9 9", "open", [["1"]]),
        ("8-9 9.01", "provisional", []),
        ("8-9 8", "open", [["1"]]),
        ("8-9 7.99", "provisional", []),
        ("? ? ? ? ? ?", "open", [["1", "2", "3", "4", "5", "6"]]),
        ("10 ? ? ? ? ? ? ? 12", "provisional", []),
        ("10 ? ? ? ? ? ? ? 8", "open", [["2", "3", "4", "5", "6", "7", "8"]]),
        ("9-10 8-9 7-8 6-7 5-6 4-5 3-4 2-3", "provisional", []),
        ("9-10 8-9.5 7-8 6-7 5-6 4-5 3-4 2-3", "open", [["1", "2", "3", "4", "5", "6", "7", "8"]]),
        ("9-10 9-10 9-10 9-10 9-10 9-10 1 11-12", "provisional", []),
    ],
)  # fmt: skip
def test_what_the_unknown_years_decide(text: str, whole: str, settled_by: object) -> None:
    assert judge(steps(text)) == (whole, settled_by)


@pytest.mark.parametrize(
    ("text", "at", "low", "high"),
    [
        ("10 ? 5", 1, "5", "10"), ("? 10", 0, "10", None), ("10 ?", 1, "0", "10"),
        ("10 8-9 5", 1, "8", "9"), ("10 8-12 5", 1, "8", "10"), ("10 4-12 5", 1, "5", "10"),
        ("10 8 ? 3 2", 2, "3", "8"), ("9-10 ? 4-5", 1, "4", "10"), ("?", 0, "0", None),
    ],
)  # fmt: skip
def test_between_what_a_year_may_lie(text: str, at: int, low: str, high: str | None) -> None:
    assert allowed(steps(text), at) == (Decimal(low), Decimal(high) if high else None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10 8 5", {}), ("10 10", {}), ("10 10.01", {2: "10"}), ("10 12 11", {2: "10", 3: "10"}),
        ("10 8 9", {3: "8"}), ("10 ? 12", {3: "10"}), ("10 8 ? 8 8.01", {5: "8"}), ("? 5 6",
         {3: "5"}),
    ],
)  # fmt: skip
def test_what_a_rising_year_would_have_to_keep_to(text: str, found: dict[int, str]) -> None:
    assert ceilings(steps(text)) == {year: Decimal(value) for year, value in found.items()}


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"schedule": "10 5"}, None),
        ({"schedule": "10 0"}, None),
        ({"schedule": "0 0"}, ("out_of_range", "amount_in_range")),
        ({"schedule": "0 ?"}, None),
        ({"schedule": "0.001"}, ("out_of_range", "amount_in_range")),
        ({"schedule": "10 5", "income": "20 5"}, None),
        ({"schedule": "10 5", "income": "20 4.99"}, ("out_of_range", "income_covers_schedule")),
        ({"schedule": "10 5", "income": "10 0"}, ("out_of_range", "income_covers_schedule")),
        ({"schedule": "10 5", "income": "20-30"}, ("needs_input", "exact")),
        ({"schedule": "10 5", "income": "20 ?"}, None),
    ],
)
def test_what_cannot_be_computed_of_a_schedule(inputs: dict[str, str], problem: object) -> None:
    made = DiminishingInputs(**{key: steps(text) for key, text in inputs.items()})
    assert made.problem() == problem


def test_years_are_given_in_order_and_once() -> None:
    one, two = (YearAmount(year, yuan("5")) for year in (1, 2))
    for schedule in ((two, one), (one, one)):
        assert DiminishingInputs(schedule).problem() == ("needs_input", "years_in_order")
        assert DiminishingInputs((one, two), schedule).problem() == (
            "needs_input", "years_in_order",
        )  # fmt: skip
    dollars = YearAmount(2, yuan("5", currency="USD"))
    assert DiminishingInputs((one, dollars)).problem() == ("needs_input", "same_currency")
    assert DiminishingInputs((one,), (dollars,)).problem() == ("needs_input", "same_currency")


def test_a_schedule_as_the_record_has_it() -> None:
    inputs = DiminishingInputs(steps("10 ? 5-8"), steps("20"), "share", date(2019, 1, 1))
    assert inputs.stated() == (
        {"schedule_1": "10", "schedule_3": {"low": "5", "high": "8"}, "income_1": "20",
         "asked": "share", "as_of": "2019-01-01"},
        {"schedule_1": "CNY", "schedule_3": "CNY", "income_1": "CNY", "asked": "verdict",
         "as_of": "date"},
    )  # fmt: skip
    assert inputs.known() == [(1, yuan("10")), (3, yuan("5", "8"))]
    assert DiminishingInputs().stated() == ({}, {})
