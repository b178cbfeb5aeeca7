"""Readings at edges that whole sentences seldom reach."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from knowledge.amounts import Money, Number, Series, Share, bind
from knowledge.amounts.rendering import plain


def test_no_money_is_written_without_a_sign() -> None:
    assert plain(Decimal("-0")) == "0"
    assert plain(Decimal("0.00")) == "0"


def test_digits_with_a_half_keep_their_place() -> None:
    (one,) = bind("RMB 2 and a half million")
    assert isinstance(one.quantity, Money)
    assert (one.quantity.low, one.quantity.span) == (Decimal(2_500_000), (0, 24))
    (bare,) = bind("2 and a half million")
    assert bare.quantity.span == (0, 20)


def test_a_row_of_bare_numbers_is_bare() -> None:
    found = [one.quantity for one in bind("schedule by year: 5000, 4000, 3000")]
    (series,) = [one for one in found if isinstance(one, Series)]
    assert all(money.bare for money in series.amounts)


@pytest.mark.parametrize(("text", "share"), [("区里出百分之60", "3/5"), ("区里出百分之5", "1/20")])
def test_per_cent_in_digits(text: str, share: str) -> None:
    (one,) = bind(text)
    assert isinstance(one.quantity, Share)
    assert (one.role, one.quantity.parts) == ("district", (Fraction(share),))


@pytest.mark.parametrize(
    ("text", "unit"), [("3 projects", "project"), ("3个项目", "project"), ("4 lathes", "")]
)
def test_what_is_counted(text: str, unit: str) -> None:
    (one,) = bind(text)
    assert isinstance(one.quantity, Number)
    assert one.quantity.unit == unit


def test_a_side_that_gives_more_is_compared_with_the_other() -> None:
    changed = bind("The district gives 5m and the city gives 2m more")[-1]
    assert (changed.role, changed.payer, changed.order) == (
        "difference", "city", ("city", "district"),
    )  # fmt: skip


def test_what_does_not_count_is_taken_out() -> None:
    built = bind("The district's 5m has 2m of it for construction, that doesn't count")[-1]
    assert (built.role, built.inside, built.rest) == ("construction", True, "operating")


def test_own_funds_are_neither_side_s() -> None:
    shares = [one.role for one in bind("city 50%, district 40%, 10% own funds")]
    assert shares == ["city", "district", "others"]


def test_public_money_in_the_next_clause_says_nothing_of_this_one() -> None:
    assert [one.role for one in bind("企业配套400万，区财政给500万")] == ["others", "district"]
    assert [one.role for one in bind("公司出300万，政府不管")] == ["others"]
