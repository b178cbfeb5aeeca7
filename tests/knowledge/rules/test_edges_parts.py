"""The parts that the rules share: amounts, schedules, verdicts, dates, what a message says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from knowledge.amounts import bind
from knowledge.amounts.quantities import CalendarDate, Money, Year
from knowledge.amounts.roles import Bound
from knowledge.errors import KnowledgeError
from knowledge.rules import (
    LARGEST,
    RULES,
    Amount,
    DiminishingInputs,
    RuleResult,
    Said,
    Term,
    WorkingLine,
    YearAmount,
    corrects,
    swaps,
)
from knowledge.rules.amount import add, to_fen
from knowledge.rules.as_of import as_of_date
from knowledge.rules.checking import check_examples, run_example, silent_asks
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_pair import is_share, judge_pair
from knowledge.rules.criteria import FlagInputs, judge_criteria
from knowledge.rules.definition import (
    AS_OF,
    FORCE,
    IN_FORCE_DATE,
    MONEY_KINDS,
    InputField,
    Reference,
    fact_date,
)
from knowledge.rules.examples import Example, examples_by_rule, load_examples
from knowledge.rules.given import MOST_DISTRICTS, MOST_YEARS, GivenError, read_given
from knowledge.rules.result import line
from knowledge.rules.schedule import allowed, ceilings, judge, pattern_of, verdict_of
from knowledge.rules.settling import completeness
from knowledge.rules.wording import joined, say, term_text
from tests.knowledge.rules.thread import apply, knowledge, said

EXAMPLES = Path(__file__).parents[2] / "examples"
FEN = Decimal("0.01")


def yuan(low: str, high: str | None = None, **others: Any) -> Amount:
    return Amount(Decimal(low), Decimal(high or low), **others)


def steps(text: str) -> tuple[YearAmount, ...]:
    """Amounts from year 1 on: "10 ? 5-8"."""
    made = []
    for year, part in enumerate(text.split(), start=1):
        low, _, high = part.partition("-")
        made.append(YearAmount(year, None if part == "?" else yuan(low, high or None)))
    return tuple(made)


# Amounts


@pytest.mark.parametrize(
    ("amount", "in_range", "whole"),
    [
        (yuan("0"), False, True), (yuan("0.01"), True, True), (yuan("-0.01"), False, False),
        (yuan("0.001"), False, False), (yuan("0.011"), False, False), (yuan("5", "8"), True, True),
        (yuan("8", "5"), False, False), (yuan("0", "8"), False, True),
        (yuan("5", "8.001"), False, False), (yuan("5.001", "8"), False, False),
        (Amount.of(LARGEST), True, True), (Amount.of(LARGEST + FEN), False, False),
        (Amount.of(LARGEST - FEN), True, True), (yuan("-5", "8"), False, False),
        (yuan("0", "8", bound="under"), True, True), (yuan("0", "0", bound="under"), False, True),
        (yuan("0", "8", bound="over"), False, True), (yuan("5", "8", bound="over"), True, True),
    ],
)  # fmt: skip
def test_which_amounts_are_computed(amount: Amount, in_range: bool, whole: bool) -> None:
    assert (amount.in_range, amount.whole) == (in_range, whole)


def test_the_largest_amount_is_a_trillion() -> None:
    assert Decimal(1_000_000_000_000) == LARGEST


def test_an_amount_is_of_yuan_and_of_a_unit() -> None:
    amount = Amount.of("8.5")
    assert amount == Amount(Decimal("8.5"), Decimal("8.5"), "CNY", False, (Decimal(1),), "")
    assert Amount.of(8, "USD").currency == "USD"
    assert amount.exact
    assert not yuan("5", "8").exact


@pytest.mark.parametrize(
    ("amount", "value", "term"),
    [
        (yuan("8"), "8", Term("money", "8", None, "CNY", "")),
        (yuan("8.50"), "8.5", Term("money", "8.5", None, "CNY", "")),
        (yuan("5", "8"), {"low": "5", "high": "8"}, Term("money", "5", "8", "CNY", "")),
        (yuan("5", "9", bound="over"), {"low": "5"}, Term("money", "5", None, "CNY", "over")),
        (yuan("0", "8", bound="under"), {"high": "8"}, Term("money", "8", None, "CNY", "under")),
        (yuan("3", currency="USD"), "3", Term("money", "3", None, "USD", "")),
    ],
)  # fmt: skip
def test_an_amount_in_the_record_and_in_a_line(amount: Amount, value: object, term: Term) -> None:
    assert (amount.value(), amount.term()) == (value, term)


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ((yuan("1"), yuan("2")), yuan("3")),
        ((yuan("1", "2"), yuan("2", "4")), yuan("3", "6")),
        ((yuan("1", bare=True), yuan("2", bare=True)), yuan("3", bare=True)),
        ((yuan("1", bare=True), yuan("2")), yuan("3")),
        ((yuan("1"), yuan("2", bare=True)), yuan("3")),
        ((yuan("1", currency="USD"), yuan("2", currency="USD")), yuan("3", currency="USD")),
        ((yuan("0", "2", bound="under"),), yuan("0", "2", bound="under")),
        ((yuan("0", "2", bound="under"), yuan("3")), yuan("3", "5")),
        ((yuan("3"), yuan("0", "2", bound="under")), yuan("3", "5")),
        ((yuan("1"), yuan("2", "9", bound="over")),
         Amount(Decimal(3), LARGEST, bound="over")),
        ((yuan("1", scales=(Decimal(10),)), yuan("2")), yuan("3", scales=(Decimal(10),))),
    ],
)  # fmt: skip
def test_amounts_added(amounts: tuple[Amount, ...], total: Amount) -> None:
    assert add(amounts) == total


@pytest.mark.parametrize(
    ("value", "fen"),
    [(Fraction(1, 3), "0.33"), (Fraction(2, 3), "0.67"), (Fraction(1, 200), "0.00"),
     (Fraction(3, 200), "0.02"), (Fraction(5), "5.00"), (Fraction(-1, 3), "-0.33")],
)  # fmt: skip
def test_to_the_fen(value: Fraction, fen: str) -> None:
    assert str(to_fen(value)) == fen


def test_a_bound_as_it_was_read() -> None:
    over, under = (bind(text)[0].quantity for text in ("at least 5m", "at most 5m"))
    assert isinstance(over, Money)
    assert isinstance(under, Money)
    million = (Decimal(1_000_000),)
    assert Amount.bounded(over) == Amount(
        Decimal(5_000_000), LARGEST, "CNY", False, million, "over"
    )
    assert Amount.bounded(under) == Amount(
        Decimal(0), Decimal(5_000_000), "CNY", False, million, "under"
    )
    assert Amount.read(under).bound == ""


# Terms in words


@pytest.mark.parametrize(
    ("term", "en", "zh"),
    [
        (Term("money", "8000000"), "8,000,000 yuan", "800万元"),
        (Term("money", "8000000.01"), "8,000,000.01 yuan", "8,000,000.01元"),
        (Term("money", "5000000", "8000000"), "5,000,000 yuan to 8,000,000 yuan",
         "500万元至800万元"),
        (Term("money", "5000000", None, "CNY", "over"), "at least 5,000,000 yuan", "至少500万元"),
        (Term("money", "5000000", None, "CNY", "under"), "at most 5,000,000 yuan", "至多500万元"),
        (Term("share", "0.6"), "60 %", "60%"),
        (Term("number", "3"), "3", "3"),
        (Term("name", "Pudong"), "Pudong", "Pudong"),
        (Term("year", "1"), "year 1", "第1年"),
        (Term("year", "1000"), "year 1000", "第1000年"),
        (Term("year", "1001"), "1001", "1001年"),
        (Term("year", "2019"), "2019", "2019年"),
        (Term("years", "1"), "year 1", "第1年"),
        (Term("years", "1,2"), "year 1 and year 2", "第1年和第2年"),
        (Term("years", "2019,2020,2021"), "2019, 2020 and 2021", "2019年、2020年和2021年"),
        (Term("date", "2018-02-01"), "1 February 2018", "2018年2月1日"),
        (Term("date", "2017-11-27"), "27 November 2017", "2017年11月27日"),
        (Term("money_by_year", "2019:5000000"), "5,000,000 yuan in 2019", "2019年500万元"),
        (Term("money_by_year", "1:5000000,2:6000000"),
         "5,000,000 yuan in year 1 and 6,000,000 yuan in year 2", "第1年500万元和第2年600万元"),
        (Term("money_by_year", "2019:5000000-6000000"),
         "5,000,000 yuan to 6,000,000 yuan in 2019", "2019年500万元至600万元"),
        (Term("keys", "city"), "city", "city"),
    ],
)  # fmt: skip
def test_a_value_in_words(term: Term, en: str, zh: str) -> None:
    assert (term_text(term, "en"), term_text(term, "zh-Hans")) == (en, zh)


def test_keys_are_said_with_the_rule_s_labels() -> None:
    words = knowledge().rules["contract"]
    term = Term("keys", "targets,content,nonesuch")
    labels = [words.inputs[key].label for key in ("targets", "content")]
    en = [label.en[0].lower() + label.en[1:] for label in labels]
    assert term_text(term, "en", words) == f"{en[0]}, {en[1]} and nonesuch"
    assert term_text(term, "zh-Hans", words) == f"{labels[0].zh}、{labels[1].zh}和nonesuch"


def test_lists_are_joined_as_people_write_them() -> None:
    assert [joined(list("abc")[:n], "en") for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [joined(list("abc")[:n], "zh") for n in range(4)] == ["", "a", "a和b", "a、b和c"]


def test_a_line_without_words_is_told() -> None:
    with pytest.raises(KeyError, match="nonesuch"):
        say(line("nonesuch"), knowledge().rules["time"], "en")


def test_what_a_result_has_when_nothing_is_said() -> None:
    result = RuleResult("time", None, "computed")
    assert (result.inputs, result.outputs, result.units) == ({}, {}, {})
    assert (result.working, result.quote_keys, result.notes, result.missing) == ((),) * 4
    assert result.verdict is None
    assert (WorkingLine("a"), line("a")) == (WorkingLine("a", {}), WorkingLine("a", {}))
    assert Term("money", "8") == Term("money", "8", None, "CNY", "")


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


def test_a_date_stays_until_another_is_named() -> None:
    inputs = FlagInputs(as_of=date(2019, 1, 1), asked="complete")
    assert inputs.with_said(Said(), ()) == FlagInputs(as_of=date(2019, 1, 1))
    assert inputs.with_said(Said(ask="varied"), ()) == inputs
    day = (Bound("as_of", CalendarDate(2020, 2, None, (0, 1), "")),)
    assert inputs.with_said(Said(bound=day), ()).as_of == date(2020, 2, 29)


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


TODAY = {"as_of": ("today",)}


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


# Examples


def example(**changes: Any) -> Example:
    given: dict[str, Any] = {
        "name": "least", "input": {"city": "8m"}, "status": "computed",
        "output": {"district_minimum": "8000000"}, "item": 10,
        "quote": "should not be lower than the fiscal investment from the city government",
    }  # fmt: skip
    return Example.model_validate(given | changes)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"asks": ()}, []),
        ({"asks": ("city",)}, ['asks: expected ["city"], found []']),
        ({"item": None, "status": "needs_input"},
         ['status: expected "needs_input", found "computed"', "item: expected null, found 10"]),
        ({"output": {"district_minimum": "9"}},
         ['district_minimum: expected "9", found "8000000"']),
        ({"output": {"city_maximum": "9"}}, ['city_maximum: expected "9", found null']),
        ({"input": {"town": "8m"}},
         ["input: expected some of city, district, total, construction, city_by_year, "
          "district_by_year, city_share, district_share, asked, as_of, found town"]),
        ({"input": {"asked": "9"}},
         ["input asked: expected one of minimum, maximum, split, compliance, share, cap, "
          'deadline, consequence, found "9"']),
        ({"input": {"city_share": "市"}},
         ['input city_share: expected a share of the whole, as 0.4, 40% or 四成, found "市"']),
        ({"as_of": date(2018, 1, 31)},
         ['status: expected "computed", found "not_in_force"',
          'district_minimum: expected "8000000", found null',
          "item: expected 10, found null"]),
    ],
)  # fmt: skip
def test_what_an_example_gets_wrong(changes: dict[str, Any], problems: list[str]) -> None:
    assert run_example(RULES["co-funding"], example(**changes), knowledge()) == problems


def test_a_quote_that_stands_in_no_passage_is_told() -> None:
    (problem,) = run_example(RULES["co-funding"], example(quote="nowhere"), knowledge())
    assert problem.startswith('quote: expected "nowhere", found ["')
    assert "should not be lower than" in problem


def test_the_counts_of_the_examples() -> None:
    report = check_examples(EXAMPLES, knowledge())
    files = examples_by_rule(load_examples(EXAMPLES))
    assert list(files) == list(RULES)
    assert [count.partition(":")[0] for count in report.counts] == list(RULES)
    for count, examples in zip(report.counts, files.values(), strict=True):
        assert count.startswith(f"{count.partition(':')[0]}: {len(examples)} examples: ")


@pytest.mark.parametrize(
    ("key", "silent"),
    [
        ("co-funding", ["cap", "deadline", "consequence"]),
        ("money-sources", ["district-part", "amount"]),
        ("diminishing", ["rate", "length"]),
        ("assessment", ["score", "formula", "consequence"]),
        ("contract", []),
        ("eligibility", []),
        ("time", ["expiry"]),
    ],
)
def test_what_the_release_leaves_open(key: str, silent: list[str]) -> None:
    assert list(silent_asks(RULES[key], knowledge().facts)) == silent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule: nosuch\nexamples:\n- {name: a, input: {}, status: computed, item: 1, quote: b}",
         ("", "there is no rule `nosuch`; the rules are co-funding, money-sources, diminishing, "
          "assessment, contract, eligibility, time")),
        ("- a", ("", "Input should be a valid dictionary or instance of RuleExamples")),
        ("rule: time\nexamples:\n- {name: a}\n- {name: 5}",
         ("a", "`input`: Field required")),
        ("rule: [", ("line 2", "is not well-formed YAML in UTF-8")),
        ("rule: time\nexamples:\n- {name: a, input: {}, status: computed, item: 1, quote: b, "
         "output: {x: [{y: 5}]}}", ("a", '`output`: write 5 in quotation marks, "5"')),
        ("rule: time\nexamples:\n- {name: a, input: {as_of: 2018-02-01}, status: computed, "
         "item: 1, quote: b, as_of: 2018-02-01}",
         ("a", "the date stands twice; keep `as_of` beside the input")),
    ],
)  # fmt: skip
def test_a_faulty_file(tmp_path: Path, text: str, told: tuple[str, str]) -> None:
    (tmp_path / "time.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_examples(tmp_path)
    assert raised.value.file == "time.yaml"
    assert (raised.value.where, raised.value.problem) == told


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as raised:
        load_examples(tmp_path)
    assert (raised.value.file, raised.value.where) == (str(tmp_path), "")
    assert raised.value.problem == "holds no .yaml file; name the examples' folder"


def test_an_example_of_nothing_else() -> None:
    made = example(output={})
    assert (made.output, made.asks, made.as_of) == ({}, None, None)
    assert made.given() == {"city": "8m"}
    assert example(as_of=date(2019, 1, 1)).given() == {"city": "8m", "as_of": date(2019, 1, 1)}
