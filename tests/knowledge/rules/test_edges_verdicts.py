"""Verdicts over criteria and over a pair of amounts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from knowledge.rules import (
    Amount,
)
from knowledge.rules.co_funding_pair import is_share, judge_pair
from knowledge.rules.criteria import judge_criteria
from knowledge.rules.result import line
from knowledge.rules.settling import completeness
from tests.knowledge.rules.values import yuan

# Verdicts


def test_nothing_unknown_is_complete_and_nothing_that_matters_provisional() -> None:
    def both(given: Mapping[str, bool]) -> bool:
        return given.get("a", True) and given.get("b", True)

    two = (True, False)
    assert completeness(both, {}) == ("complete", [])
    assert completeness(both, {"a": two}) == ("open", [["a"]])
    assert completeness(both, {"b": two, "a": two}) == ("open", [["a", "b"]])
    assert completeness(both, {"c": two}) == ("provisional", [])
    assert completeness(both, {"c": two, "a": two}) == ("open", [["a"]])
    assert completeness(lambda given: 1, {"a": two}) == ("provisional", [])


@pytest.mark.parametrize(
    ("states", "verdict", "whole", "settled_by"),
    [
        ({"a": "met", "b": "met"}, "met", "complete", []),
        ({"a": "met", "b": "unmet"}, "unmet", "complete", []),
        ({"a": "met", "b": "unknown"}, "open", "open", [["b"]]),
        ({"a": "unknown", "b": "unknown"}, "open", "open", [["a", "b"]]),
        ({"a": "unmet", "b": "unknown"}, "unmet", "provisional", []),
        ({"a": "met", "b": "not_specified"}, "met", "complete", []),
        ({"a": "unmet", "b": "not_specified"}, "unmet", "complete", []),
    ],
)
def test_criteria(states: Any, verdict: str, whole: str, settled_by: list[list[str]]) -> None:
    judged = judge_criteria(states)
    assert (judged.verdict, judged.completeness, judged.settled_by) == (verdict, whole, settled_by)
    outputs: dict[str, Any] = {"completeness": whole}
    for key, state in states.items():
        outputs.setdefault(state, []).append(key)
    assert judged.outputs() == outputs | ({"settled_by": settled_by} if settled_by else {})
    assert list(judged.by_state) == ["met", "unmet", "unknown", "not_specified"]


@pytest.mark.parametrize(
    ("city", "district", "verdict", "whole", "asked"),
    [
        (yuan("5"), yuan("5"), "meets_floor", "complete", ()),
        (yuan("5.01"), yuan("5"), "below_floor", "complete", ()),
        (yuan("5"), yuan("5.01"), "meets_floor", "complete", ()),
        (yuan("5", "8"), yuan("8"), "meets_floor", "provisional", ()),
        (yuan("5", "8"), yuan("7.99"), "depends_on_amount", "open", ("city",)),
        (yuan("5", "8"), yuan("5"), "depends_on_amount", "open", ("city",)),
        (yuan("5", "8"), yuan("4.99"), "below_floor", "provisional", ()),
        (yuan("5"), yuan("4", "5"), "depends_on_amount", "open", ("district",)),
        (yuan("5"), yuan("5", "6"), "meets_floor", "provisional", ()),
        (yuan("5"), yuan("4", "4.99"), "below_floor", "provisional", ()),
        (yuan("5", "8"), yuan("8", "9"), "meets_floor", "provisional", ()),
        (yuan("5", "8"), yuan("7", "9"), "depends_on_amount", "open", ("city", "district")),
        (yuan("5", "8"), yuan("3", "5"), "depends_on_amount", "open", ("city", "district")),
        (yuan("5", "8"), yuan("3", "4.99"), "below_floor", "provisional", ()),
    ],
)  # fmt: skip
def test_a_pair(city: Amount, district: Amount, verdict: str, whole: str, asked: object) -> None:
    judged = judge_pair(city, district)
    assert (judged.verdict, judged.completeness, judged.open_inputs) == (verdict, whole, asked)
    assert judged.outputs["completeness"] == whole
    assert judged.working[0] == line("district_minimum", city=city.term(), minimum=city.term())
    assert judged.working[-1].key == f"pair_{verdict}"
    assert set(judged.outputs) == set(judged.units)
    assert ("city_share" in judged.outputs) is (city.exact and district.exact)


@pytest.mark.parametrize(
    ("district", "verdict", "outputs"),
    [
        ("4.99", "depends_on_amount", {"further_minimum": "0.01"}),
        ("5", "meets_floor", {"excess": "0"}),
        ("5.01", "meets_floor", {"excess": "0.01"}),
        ("0.01", "depends_on_amount", {"further_minimum": "4.99"}),
    ],
)
def test_a_pair_with_one_more_district(district: str, verdict: str, outputs: Any) -> None:
    judged = judge_pair(yuan("5"), yuan(district), None, True)
    assert judged.verdict == verdict
    assert {key: judged.outputs[key] for key in outputs} == outputs
    assert "city_share" not in judged.outputs
    keys = [one.key for one in judged.working]
    last = {"meets_floor": ["further_cannot_change", "pair_meets_floor"],
            "depends_on_amount": ["open_further"]}[verdict]  # fmt: skip
    assert keys == ["district_minimum", *last]


def test_a_share_agrees_with_exact_amounts_alone() -> None:
    half = Fraction(1, 2)
    assert is_share(yuan("5"), yuan("10"), half)
    assert not is_share(yuan("5.01"), yuan("10"), half)
    assert is_share(yuan("5.01"), yuan("10"), None)
    assert is_share(yuan("1", "2"), yuan("10"), half)
    assert is_share(yuan("1"), yuan("9", "10"), half)


def test_nothing_is_paid_has_no_shares() -> None:
    assert "city_share" not in judge_pair(yuan("0"), yuan("0")).outputs
    assert judge_pair(yuan("0"), yuan("5")).outputs["district_share"] == "1"
