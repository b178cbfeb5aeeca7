"""Amounts of money in the rules, and how values and lists are said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from knowledge.amounts import bind
from knowledge.amounts.quantities import Money
from knowledge.rules import (
    LARGEST,
    Amount,
    RuleResult,
    Term,
    WorkingLine,
)
from knowledge.rules.amount import add, to_fen
from knowledge.rules.result import line
from knowledge.rules.wording import joined, say, term_text
from tests.knowledge.rules.thread import knowledge
from tests.knowledge.rules.values import yuan

FEN = Decimal("0.01")


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
        (Term("money_by_year", "2019:-5000000"), "-5,000,000 yuan in 2019", "2019年-500万元"),
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
