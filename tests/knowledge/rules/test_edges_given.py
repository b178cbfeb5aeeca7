"""What the doors give to a rule, and what the definitions share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from knowledge.rules import (
    RULES,
    Amount,
    RuleResult,
    Term,
)
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.definition import (
    AS_OF,
    FORCE,
    IN_FORCE_DATE,
    MONEY_KINDS,
    InputField,
    Reference,
    fact_date,
)
from knowledge.rules.given import MOST_DISTRICTS, MOST_YEARS, GivenError, read_given
from knowledge.rules.result import line
from tests.knowledge.rules.thread import apply, knowledge

# Definitions, and what is given


def test_what_the_definitions_share() -> None:
    assert InputField("as_of", "date", "date", None, None, ()) == AS_OF
    assert Reference(None, "will be put into force on February 1st 2018") == FORCE
    assert IN_FORCE_DATE == "in-force-date"
    assert {"money", "moneys", "schedule"} == MONEY_KINDS
    assert (MOST_YEARS, MOST_DISTRICTS) == (60, 16)
    for rule in RULES.values():
        assert rule.quote("in-force") == FORCE
        assert all(rule.quote(key) == one for key, one in rule.references.items())
        with pytest.raises(KeyError, match="nonesuch"):
            rule.quote("nonesuch")


def test_a_fact_that_is_no_date_is_told() -> None:
    facts = knowledge().facts
    assert fact_date(facts, IN_FORCE_DATE) == date(2018, 2, 1)
    with pytest.raises(TypeError, match=r"^fact imec-years is no date$"):
        fact_date(facts, "imec-years")


@pytest.mark.parametrize("key", [key for key, rule in RULES.items() if rule.dated])
def test_before_its_day_the_guideline_is_not_in_force(key: str) -> None:
    inputs = replace(RULES[key].inputs_type(), as_of=date(2018, 1, 31))
    result = apply(key, inputs)
    assert result == RuleResult(
        key, None, "not_in_force", {"as_of": "2018-01-31"}, {"in_force_from": "2018-02-01"},
        {"as_of": "date", "in_force_from": "date"},
        (line("in_force_from", start=Term("date", "2018-02-01")),),
        ("in-force", next(iter(RULES[key].references))),
    )  # fmt: skip
    assert apply(key, replace(inputs, as_of=date(2018, 2, 1))).status != "not_in_force"


@pytest.mark.parametrize(
    ("rule", "given", "field", "kind"),
    [
        ("co-funding", {"town": "8m"}, "town", "input"),
        ("co-funding", {"city": "plenty"}, "city", "money"),
        ("co-funding", {"city": True}, "city", "money"),
        ("co-funding", {"city": "at least 8m"}, "city", "money"),
        ("co-funding", {"city": "8m and 9m"}, "city", "money"),
        ("co-funding", {"district": []}, "district", "moneys"),
        ("co-funding", {"district": "3m; plenty"}, "district", "moneys"),
        ("co-funding", {"city_share": "8m"}, "city_share", "share"),
        ("co-funding", {"city_share": "70/30"}, "city_share", "share"),
        ("co-funding", {"as_of": "soon"}, "as_of", "date"),
        ("co-funding", {"as_of": "March 2018"}, "as_of", "date"),
        ("co-funding", {"as_of": "1 March"}, "as_of", "date"),
        ("co-funding", {"as_of": "1 March 2018 to 2 March 2018"}, "as_of", "date"),
        ("co-funding", {"as_of": 2018}, "as_of", "date"),
        ("co-funding", {"asked": "score"}, "asked", "choice"),
        ("diminishing", {"schedule": "20190: 5m"}, "schedule", "schedule"),
        ("diminishing", {"schedule": {"x": "5m"}}, "schedule", "schedule"),
        ("diminishing", {"schedule": ["5m", "plenty"]}, "schedule", "schedule"),
        ("diminishing", {"schedule": []}, "schedule", "schedule"),
        ("co-funding", {"city_share": "9" * 400}, "city_share", "share"),
        ("contract", {"targets": "maybe"}, "targets", "flag"),
        ("assessment", {"score": "high"}, "score", "number"),
        ("assessment", {"score": "NaN"}, "score", "number"),
        ("assessment", {"score": "Infinity"}, "score", "number"),
        ("assessment", {"score": [85]}, "score", "number"),
    ],
)
def test_what_is_refused(rule: str, given: dict[str, Any], field: str, kind: str) -> None:
    with pytest.raises(GivenError) as raised:
        read_given(RULES[rule], given)
    assert (raised.value.field, raised.value.kind) == (field, kind)
    assert str(raised.value) == f"{field}: no {kind}"


@pytest.mark.parametrize(
    ("given", "schedule"),
    [
        ("10m; ?; 5m", [(1, "10000000"), (2, None), (3, "5000000")]),
        ("2019: 5; 2020: 4", [(2019, "5"), (2020, "4")]),
        ("2019: 5; 4", [(2019, "5"), (2020, "4")]),
        ("第1年：5；第3年：4", [(1, "5"), (3, "4")]),
        ("year 2 = 5", [(2, "5")]),
        ("YEAR 2: 5", [(2, "5")]),
        ("1,000; 900", [(1, "1000"), (2, "900")]),
        ("1,000, 900", [(1, "1000"), (2, "900")]),
        ("5，4、3\n2", [(1, "5"), (2, "4"), (3, "3"), (4, "2")]),
        ({"2019": 5, "2020": None}, [(2019, "5"), (2020, None)]),
        ([5, "待定", "TBD", ""], [(1, "5"), (2, None), (3, None), (4, None)]),
        (5, [(1, "5")]),
        ([1] * 60, [(n, "1") for n in range(1, 61)]),
    ],
)
def test_a_schedule_as_it_is_given(given: object, schedule: list[tuple[int, str | None]]) -> None:
    inputs = read_given(RULES["diminishing"], {"schedule": given})
    found = [(step.year, step.amount and str(step.amount.value())) for step in inputs.schedule]
    assert found == schedule


@pytest.mark.parametrize("given", [[1] * 61, "; ".join(["1"] * 61)])
def test_more_years_are_refused(given: object) -> None:
    with pytest.raises(GivenError, match=r"^schedule: no schedule$"):
        read_given(RULES["diminishing"], {"schedule": given})


@pytest.mark.parametrize(
    ("word", "flag"),
    [(word, True) for word in ("yes", "TRUE", "y", "1", " 是 ", "有", "对")]
    + [(word, False) for word in ("no", "false", "N", "0", "否", "没有", "无")]
    + [(word, None) for word in ("", "?", "？", "unknown", "Not known", "TBD", "未知", "不知道",
                                 "不清楚", "待定", "未定")]
    + [(True, True), (False, False), (1, True), (0, False), (None, None)],
)  # fmt: skip
def test_a_flag_as_it_is_given(word: object, flag: bool | None) -> None:
    assert read_given(RULES["contract"], {"targets": word}).targets is flag


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("city", "8000000整", Amount.of(8_000_000)),
        ("city", 1.5, Amount.of("1.5")),
        ("city", 0.1, Amount.of("0.1")),
        ("city", "-5", Amount.of(-5)),
        ("city", " 8 ", Amount.of(8)),
        ("city", Decimal("8.50"), Amount.of("8.50")),
        ("district", [3, "2"], (Amount.of(3), Amount.of(2))),
        ("district", "3; ; 2", (Amount.of(3), Amount.of(2))),
        ("district", 3, (Amount.of(3),)),
        ("district", [1] * 16, (Amount.of(1),) * 16),
        ("city_share", "三成", Fraction(3, 10)),
        ("city_share", "0.333", Fraction(333, 1000)),
        ("city_share", 0.25, Fraction(1, 4)),
        ("as_of", date(2018, 3, 1), date(2018, 3, 1)),
        ("as_of", "2018-03-01", date(2018, 3, 1)),
        ("as_of", "1 March 2018", date(2018, 3, 1)),
        ("as_of", "2018年3月1日", date(2018, 3, 1)),
        ("asked", "cap", "cap"),
    ],
)
def test_a_value_as_it_is_given(key: str, given: object, value: object) -> None:
    assert getattr(read_given(RULES["co-funding"], {key: given}), key) == value


def test_a_score_as_it_is_given() -> None:
    for given in ("8.5", 8.5, " 8.5"):
        assert read_given(RULES["assessment"], {"score": given}).score == Decimal("8.5")


def test_co_funding_inputs_where_nothing_is_said() -> None:
    inputs = CoFundingInputs()
    assert inputs.stated() == ({}, {})
    assert not inputs.pair
    assert not inputs.states_a_side
    assert inputs.completed() == inputs
