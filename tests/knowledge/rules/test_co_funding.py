"""Operating co-funding, Item Ten: tables of figures, then laws that hold for every amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules import Amount, CoFundingInputs, RuleResult
from tests.knowledge.rules.thread import apply


def run(**given: Any) -> RuleResult:
    return apply("co-funding", CoFundingInputs(**given))


def yuan(value: str | int) -> Amount:
    return Amount.of(value)


CASES: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("minimum", {"city": yuan(8_000_000)}, "computed", {"district_minimum": "8000000"}),
    ("one fen", {"city": yuan("0.01")}, "computed", {"district_minimum": "0.01"}),
    ("half yuan", {"city": yuan("0.50")}, "computed", {"district_minimum": "0.5"}),
    ("most", {"district": (yuan(5_000_000),)}, "computed", {"city_maximum": "5000000"}),
    ("split", {"total": yuan(20_000_000)}, "computed",
     {"district_minimum": "10000000", "city_maximum": "10000000"}),
    ("odd fen", {"total": yuan("0.03")}, "computed",
     {"district_minimum": "0.02", "city_maximum": "0.01"}),
    ("below", {"city": yuan(6_000_000), "district": (yuan(4_000_000),)}, "computed",
     {"meets_floor": False, "shortfall": "2000000", "excess": "0", "city_share": "0.6",
      "district_share": "0.4"}),
    ("one fen below", {"city": yuan("5000000.01"), "district": (yuan(5_000_000),)}, "computed",
     {"meets_floor": False, "shortfall": "0.01"}),
    ("equal", {"city": yuan(5), "district": (yuan(5),)}, "computed",
     {"meets_floor": True, "shortfall": "0", "excess": "0", "city_share": "0.5"}),
    ("one fen above", {"city": yuan(5), "district": (yuan("5.01"),)}, "computed",
     {"meets_floor": True, "shortfall": "0", "excess": "0.01"}),
    ("thirds", {"city": yuan(1), "district": (yuan(2),)}, "computed",
     {"city_share": "0.333333", "district_share": "0.666667"}),
    ("several districts", {"city": yuan(5), "district": (yuan(3), yuan(2))}, "computed",
     {"meets_floor": True, "shortfall": "0"}),
    ("rest of total", {"total": yuan(20), "city": yuan(12)}, "computed",
     {"meets_floor": False, "shortfall": "4", "district": "8"}),
    ("range", {"city": Amount(Decimal(5), Decimal(8))}, "computed",
     {"district_minimum": {"low": "5", "high": "8"}}),
    ("open range", {"city": Amount(Decimal(5), Decimal(8)), "district": (yuan(6),)}, "needs_input",
     {"shortfall": {"low": "0", "high": "2"}, "excess": {"low": "0", "high": "1"}}),
    ("range met", {"city": Amount(Decimal(5), Decimal(8)), "district": (yuan(8),)}, "computed",
     {"meets_floor": True, "shortfall": "0"}),
    ("shares", {"city_share": Fraction(7, 10), "district_share": Fraction(3, 10)}, "computed",
     {"meets_floor": False, "city_share": "0.7", "district_share": "0.3"}),
    ("even split", {"split": (Fraction(1, 2), Fraction(1, 2))}, "computed", {"meets_floor": True}),
    ("shares of total", {"total": yuan(10), "city_share": Fraction(7, 10)}, "computed",
     {"city": "7", "district": "3", "shortfall": "4", "meets_floor": False}),
    ("share of own", {"city": yuan(8), "city_share": Fraction(2, 5)}, "computed",
     {"city": "8", "district": "12", "meets_floor": True}),
    ("even fen", {"total": yuan("0.03"), "city_share": Fraction(1, 2)}, "computed",
     {"city": "0.01", "district": "0.02", "meets_floor": True}),
    ("unordered split", {"split": (Fraction(7, 10), Fraction(3, 10))}, "needs_input", {}),
    ("nothing", {}, "needs_input", {}),
    ("payer unknown", {"unassigned": (yuan(8),)}, "needs_input", {}),
    ("bounded only", {"city": yuan(8), "inexact": ("city",)}, "needs_input", {}),
    ("two currencies", {"city": Amount.of(8, "USD"), "district": (yuan(8),)}, "needs_input", {}),
    ("total disagrees", {"city": yuan(8), "district": (yuan(8),), "total": yuan(15)},
     "needs_input", {}),
    ("others pay the rest", {"city": yuan(8), "district": (yuan(8),), "total": yuan(20)},
     "computed", {"meets_floor": True}),
    ("zero", {"city": yuan(0)}, "out_of_range", {}),
    ("negative", {"city": yuan(-8)}, "out_of_range", {}),
    ("absurd", {"city": yuan("1e30")}, "out_of_range", {}),
    ("below a fen", {"city": yuan("0.001")}, "out_of_range", {}),
    ("more than total", {"city": yuan(30), "total": yuan(20)}, "out_of_range", {}),
    ("share above one", {"city_share": Fraction(3, 2)}, "out_of_range", {}),
    ("shares of 110 %", {"city_share": Fraction(1, 2), "district_share": Fraction(3, 5)},
     "out_of_range", {}),
    ("construction", {"construction": yuan(50)}, "not_specified", {}),
    ("the day before", {"city": yuan(8), "as_of": date(2018, 1, 31)}, "not_in_force",
     {"in_force_from": "2018-02-01"}),
    ("the first day", {"city": yuan(8), "as_of": date(2018, 2, 1)}, "computed",
     {"district_minimum": "8"}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "status", "outputs"), [c[1:] for c in CASES],
                         ids=[c[0] for c in CASES])  # fmt: skip
def test_cases(given: dict[str, Any], status: str, outputs: dict[str, Any]) -> None:
    result = run(**given)
    assert result.status == status
    assert {key: result.outputs.get(key) for key in outputs} == outputs
    if status == "needs_input" or status == "out_of_range":
        assert result.missing
        assert not result.outputs or result.outputs["completeness"] == "open"
    assert set(result.inputs) | set(result.outputs) == set(result.units) & (
        set(result.inputs) | set(result.outputs)
    )


def test_another_currency_is_named_and_not_converted() -> None:
    result = run(city=Amount.of(8, "USD"))
    assert result.outputs == {"district_minimum": "8"}
    assert result.units["district_minimum"] == "USD"
    assert "not_converted" in result.notes


def test_notes_say_what_was_assumed() -> None:
    assert "in_principle" in run(city=yuan(8)).notes
    assert "several_districts" in run(city=yuan(5), district=(yuan(3), yuan(2))).notes
    assert "operating_only" in run(city=yuan(5), construction=yuan(3)).notes
    assert "bare_is_yuan" in run(city=Amount(Decimal(8), Decimal(8), bare=True)).notes


fen = st.integers(1, 10**13).map(lambda n: Decimal(n) / 100)


@given(fen, fen)
def test_the_minimum_is_monotone(one: Decimal, two: Decimal) -> None:
    low, high = sorted((one, two))
    minima = [run(city=yuan(v)).outputs["district_minimum"] for v in (low, high)]
    assert Decimal(str(minima[0])) <= Decimal(str(minima[1]))


@given(fen, st.integers(1, 9))
def test_the_minimum_is_free_of_scale(value: Decimal, factor: int) -> None:
    once = Decimal(str(run(city=yuan(value)).outputs["district_minimum"]))
    assert Decimal(str(run(city=yuan(value * factor)).outputs["district_minimum"])) == once * factor


@given(fen, fen)
def test_a_shortfall_is_zero_exactly_when_the_floor_is_met(
    city: Decimal, district: Decimal
) -> None:
    outputs = run(city=yuan(city), district=(yuan(district),)).outputs
    assert outputs["meets_floor"] is (district >= city)
    assert (outputs["shortfall"] == "0") is (district >= city)
    assert Decimal(str(outputs["shortfall"])) == max(Decimal(0), city - district)


@given(fen)
def test_the_parts_of_a_split_add_up(total: Decimal) -> None:
    outputs = run(total=yuan(total)).outputs
    least, most = (Decimal(str(outputs[k])) for k in ("district_minimum", "city_maximum"))
    assert least + most == total
    assert 0 <= least - most <= Decimal("0.01")


@given(fen, st.fractions(0, 1, max_denominator=100))
def test_the_parts_by_shares_add_up(total: Decimal, share: Fraction) -> None:
    result = run(total=yuan(total), city_share=share)
    assert Decimal(str(result.outputs["city"])) + Decimal(str(result.outputs["district"])) == total
    if share <= Fraction(1, 2):
        assert result.outputs["meets_floor"] is True
