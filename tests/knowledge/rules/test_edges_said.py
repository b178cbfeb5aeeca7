"""What a message says to a rule, and of which date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from knowledge.amounts.bound import Bound
from knowledge.amounts.quantities import CalendarDate, Year
from knowledge.rules import (
    RULES,
    Said,
    corrects,
    swaps,
)
from knowledge.rules.as_of import as_of_date
from knowledge.rules.criteria import FlagInputs
from tests.knowledge.rules.thread import apply, said

TODAY = {"as_of": ("today",)}


def test_a_date_stays_until_another_is_named() -> None:
    inputs = FlagInputs(as_of=date(2019, 1, 1), asked="complete")
    assert inputs.with_said(Said(), ()) == FlagInputs(as_of=date(2019, 1, 1))
    assert inputs.with_said(Said(ask="varied"), ()) == inputs
    day = (Bound("as_of", CalendarDate(2020, 2, None, (0, 1), "")),)
    assert inputs.with_said(Said(bound=day), ()).as_of == date(2020, 2, 29)


# Dates, and what a message says


@pytest.mark.parametrize(
    ("quantity", "role", "day"),
    [
        (CalendarDate(2018, 2, 1, (0, 1), ""), "as_of", date(2018, 2, 1)),
        (CalendarDate(2018, 2, None, (0, 1), ""), "as_of", date(2018, 2, 28)),
        (CalendarDate(2020, 2, None, (0, 1), ""), "as_of", date(2020, 2, 29)),
        (CalendarDate(None, 2, 1, (0, 1), ""), "as_of", None),
        (CalendarDate(2018, 2, 1, (0, 1), ""), None, None),
        (Year(2019, 2020, True, (0, 1), ""), "as_of", date(2020, 12, 31)),
        (Year(2, 2, False, (0, 1), ""), "as_of", None),
        (Year(2019, 2019, True, (0, 1), ""), "city", None),
    ],
)  # fmt: skip
def test_the_date_of_a_question(quantity: Any, role: str | None, day: date | None) -> None:
    assert as_of_date([Bound(role, quantity)]) == day
    other = Bound(None, CalendarDate(2030, 1, 1, (0, 1), ""))
    assert as_of_date([other, Bound(role, quantity)]) == day


@pytest.mark.parametrize(
    ("text", "properties"),
    [
        ("", set()),
        ("8m", {"holds_figure", "holds_money"}),
        ("the city gives 8", {"holds_figure"}),
        ("60 %", {"holds_figure"}),
        ("the city", {"replies"}),
        ("million", {"replies"}),
        ("city 8m; the district's amount is unknown",
         {"holds_figure", "holds_money", "holds_unknown"}),
        ("in 2019", set()),
    ],
)  # fmt: skip
def test_what_a_message_holds(text: str, properties: set[str]) -> None:
    message = said("co-funding", text)
    names = ("holds_figure", "holds_money", "holds_unknown", "replies")
    assert {name for name in names if getattr(message, name)} == properties


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("no, the district gives 3m", {"correction"}),
        ("不对，市里是600万", {"correction"}),
        ("the other way round?", {"swapped"}),
        ("反过来呢", {"swapped"}),
        ("10m together", {"jointly"}),
        ("市区合计1000万", {"jointly"}),
        ("Xuhui joins with 1m", {"joining"}),
        ("徐汇加入", {"joining"}),
        ("what if the city gave 9m", {"supposed"}),
        ("如果市里出900万", {"supposed"}),
        ("8,5 million", {"unclear"}),
        ("the city gives 8m", set()),
    ],
)
def test_what_a_message_does(text: str, attributes: set[str]) -> None:
    message = said("co-funding", text)
    names = ("correction", "swapped", "jointly", "joining", "supposed", "unclear")
    assert {name for name in names if getattr(message, name)} == attributes
    assert (corrects(text), swaps(text)) == (message.correction, message.swapped)


@pytest.mark.parametrize(
    ("text", "payer", "unit"),
    [
        ("the city", "city", None), ("区里", "district", None), ("it is the city's money", "city",
         None), ("the city and the district", None, None), ("the city pays late", None, None),
        ("million", None, Decimal(1_000_000)), ("万元", None, Decimal(10_000)),
    ],
)  # fmt: skip
def test_a_reply(text: str, payer: str | None, unit: Decimal | None) -> None:
    message = said("co-funding", text)
    assert (message.payer, message.unit) == (payer, unit)


def test_what_is_asked_again() -> None:
    assert Said(ask="varied").asked("split") == "split"
    assert Said(ask="minimum").asked("split") == "minimum"
    assert Said().asked("split") is None


def test_the_one_date_beside_amounts_is_the_question_s() -> None:
    assert said("co-funding", "on 1 March 2019 the city gave 8m").as_of == date(2019, 3, 1)
    two = "between 1 March 2019 and 1 May 2019 the city gave 8m"
    assert said("co-funding", two).as_of is None
    assert said("co-funding", "1 March 2019").as_of is None


def test_what_a_message_says_where_it_says_nothing() -> None:
    message = Said()
    assert message == Said((), None, False, False, False, False, False, False, {}, {}, None, ())
    assert message.unit is None
    assert message.payer is None
    assert Said.of("", (), False).today is None
    assert Said.of("", (), True, date(2020, 1, 1)) == replace(
        Said(), unclear=True, today=date(2020, 1, 1)
    )


@pytest.mark.parametrize(
    ("message", "outputs"),
    [
        (Said(ask="in-force", choices=TODAY, today=date(2018, 1, 31)), {"days_until": "1"}),
        (Said(ask="in-force", choices=TODAY, today=date(2018, 2, 1)), {"days_since": "0"}),
        (Said(ask="days", choices=TODAY | {"start": ("release",)}, today=date(2018, 1, 20)),
         {"days": "1"}),
        (Said(ask="in-force", choices=TODAY), {}),
    ],
)  # fmt: skip
def test_today(message: Said, outputs: dict[str, str]) -> None:
    rule = RULES["time"]
    result = apply("time", rule.from_question(message, rule.inputs_type()))
    assert {key: result.outputs.get(key) for key in outputs} == outputs
    assert result.status == ("computed" if outputs else "needs_input")


def test_two_dates_said_on_a_day_are_ordered() -> None:
    rule = RULES["time"]
    message = replace(said("time", "1 March 2018", "days"), choices=TODAY, today=date(2018, 2, 1))
    inputs = rule.from_question(message, rule.inputs_type())
    assert (inputs.start_date, inputs.end_date) == (date(2018, 2, 1), date(2018, 3, 1))
    assert apply("time", inputs).outputs == {"days": "28"}


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("we scored 85 points", "85"), ("评估得了85分", "85"), ("we scored 85 and then 90", None),
        ("85 %", None), ("in 2019", None),
    ],
)  # fmt: skip
def test_the_score_of_an_assessment(text: str, score: str | None) -> None:
    rule = RULES["assessment"]
    inputs = rule.from_question(said("assessment", text), rule.inputs_type())
    assert inputs.score == (Decimal(score) if score else None)
    kept = rule.from_question(said("assessment", "thanks"), inputs)
    assert kept.score == inputs.score
