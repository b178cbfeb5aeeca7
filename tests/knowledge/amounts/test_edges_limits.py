"""Numerals by themselves, defaults, and how far the words reach, to the character."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from knowledge.amounts import Bound, Money, Number, Share, Unknown, bind, read_amounts
from knowledge.amounts.chinese import read_chinese, tens_and_ones
from knowledge.amounts.context import Context
from knowledge.amounts.cues import cues_in
from knowledge.amounts.english import read_scaled, read_words
from knowledge.amounts.numeral import Numeral
from knowledge.amounts.quantities import (
    CalendarDate,
    Duration,
    Frequency,
    Period,
    Series,
    Together,
    Year,
    lend,
)
from knowledge.amounts.source import Source

NUMERALS = [
    # reader, text, low, high, end, scale, written, clear
    (read_chinese, "八百万", 8_000_000, 8_000_000, 3, 1_000_000, "chinese", True),
    (read_chinese, "一千五百万", 15_000_000, 15_000_000, 5, 10_000, "chinese", True),
    (read_chinese, "两三百万", 2_000_000, 3_000_000, 4, 1_000_000, "chinese", True),
    (read_chinese, "三千五万", 0, 0, 4, 1, "chinese", False),
    (read_chinese, "八百多万", 0, 0, 4, 1, "chinese", False),
    (read_chinese, "二零一八", 2018, 2018, 4, 1, "chinese", True),
    (read_words, "five million", 5_000_000, 5_000_000, 12, 1_000_000, "words", True),
    (read_words, "twenty-five", 25, 25, 11, 1, "words", True),
    (read_words, "five dozen", 0, 0, 4, 1, "words", False),
    (read_words, "five five", 0, 0, 9, 1, "words", False),
    (read_words, "two million three million", 0, 0, 25, 1, "words", False),
    (read_scaled, "5 million", 5_000_000, 5_000_000, 9, 1_000_000, "digits", True),
    (read_scaled, "1,200k", 1_200_000, 1_200_000, 6, 1000, "digits", True),
    (read_scaled, "5 dozen", 0, 0, 1, 1, "digits", False),
    (read_scaled, "8 million 500k", 0, 0, 14, 1, "digits", False),
]


@pytest.mark.parametrize("row", NUMERALS, ids=[row[1] for row in NUMERALS])
def test_a_numeral_by_itself(row: tuple[object, ...]) -> None:
    reader, text, low, high, end, scale, written, clear = row
    found = reader(Source(text), 0)  # type: ignore[operator]
    assert isinstance(found, Numeral)
    assert (found.start, found.end, found.written, found.clear) == (0, end, written, clear)
    if clear:
        assert (found.low, found.high, found.scale) == (low, high, scale)


@pytest.mark.parametrize(
    ("written", "value"),
    [("十", 10), ("三", 3), ("十二", 12), ("二十", 20), ("二十一", 21), ("九十九", 99), 
     ("百", None), ("零", 0), ("", None)],
)  # fmt: skip
def test_tens_and_ones(written: str, value: int | None) -> None:
    assert tens_and_ones(written) == value


def test_what_is_not_said_is_left_at_its_default() -> None:
    money = Money(Decimal(1), Decimal(1), "CNY", (0, 1), "1")
    assert (money.bare, money.scale, money.hedge, money.period) == (False, Decimal(1), "", None)
    assert (money.bounded, money.scales) == (False, (Decimal(1),))
    assert Number(Decimal(1), (0, 1), "1").unit == ""
    share = Share((Fraction(1),), (0, 1), "1")
    assert (share.order, share.relative) == ((), False)
    bound = Bound(None, money)
    assert (bound.payer, bound.name, bound.order) == (None, "", ())
    assert (bound.inside, bound.rest, bound.sign, bound.year) == (False, "", 1, None)
    assert Unknown((0, 1), "?").kind == ""
    often, together = Frequency((0, 1), "a"), Together((0, 1), "a")
    assert (often.unit, often.asked) == ("year", False)
    assert (together.negated, together.loose) == (False, False)
    series = Series((money,), (1,), False, (0, 1), "1")
    assert (series.computed, series.unknown) == (False, ())
    period = Period()
    assert (period.years, period.each, period.total, period.even) == (None, False, False, False)
    assert (period.lump, Period(3).lump, Period(3, each=True).lump) == (False, True, False)


@pytest.mark.parametrize(
    ("number", "near", "limit", "value"),
    [(0, 8_000_000, 100, 0), (8, 8_000_000, 100, 8_000_000), (800, 8_000_000, 100, 8_000_000),
     (80, 8_000_000, 100, None), (100, 10_000_000, 10, None),
     (99, 10_000_000, 10, 99_000_000), (9_000_000, 8_000_000, 100, None)],
)  # fmt: skip
def test_a_number_takes_the_unit_that_brings_it_near(
    number: int, near: int, limit: int, value: int | None
) -> None:
    scales = (Decimal(1_000_000), Decimal(10_000))
    assert lend(Decimal(number), scales, Decimal(near), limit) == value


@pytest.mark.parametrize(
    ("text", "covered"),
    [("1m", "11"), (" 1m", "011"), ("1m, 2m", "110011"),
     ("between 4 and 5m.", "00000000111111110")],
)  # fmt: skip
def test_which_places_a_quantity_covers(text: str, covered: str) -> None:
    source = Source(text)
    context = Context(source, read_amounts(text), cues_in(source.folded))
    assert "".join(str(int(context.within(at))) for at in range(len(text))) == covered


def filled(length: int) -> str:
    """So many characters that say no more than 经费."""
    return "经费" * (length // 2) + "投" * (length % 2)


@pytest.mark.parametrize(("length", "related"), [(40, True), (57, True), (58, False), (60, False)])
def test_how_far_a_relation_reaches(length: int, related: bool) -> None:
    text = "区里出市里" + filled(length - 1) + "的八成"
    (share,) = (one.quantity for one in bind(text) if isinstance(one.quantity, Share))
    assert share.relative is related


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2018年", Year), ("三年", Duration), ("每年", Frequency), ("2月1日", CalendarDate),
     ("不分年", Together), ("待定", Unknown)],
)  # fmt: skip
def test_the_span_is_that_of_the_words(text: str, kind: type) -> None:
    for before in ("", " ", "a，", "市 "):
        (found,) = read_amounts(before + text)
        assert isinstance(found, kind)
        assert (found.span, found.text) == ((len(before), len(before) + len(text)), text)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    "text",
    [
        "The city gives 8m, the district" + " give" * 60 + " x 9m",
        "the city 8m, the district" + " give" * 60 + " yy twice that",
        "the city 8 years" + "a years" * 60 + "! 8m in total",
        "第一年800万" + "再后" * 18 + "x500万",
        "市里800万" + "企业赞助" * 60 + "总收入",
        "市里800万，剩下的500万" + "自筹" * 60 + "收入",
        "尚" * 4_000,
    ],
)
def test_words_said_again_and_again_are_read_at_once(text: str) -> None:
    assert len(bind(text)) < 4
