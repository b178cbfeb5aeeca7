"""What is rendered is read back, in every form; any text is read without error."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.amounts import (
    Money,
    Share,
    bind,
    numbers_in,
    read_amounts,
    render_money,
    render_share,
    unclear_in,
)

fen = st.integers(min_value=1, max_value=10**14).map(lambda n: Decimal(n) / 100)


@given(fen, st.sampled_from(["en", "zh-Hans"]), st.sampled_from(["CNY", "USD", "EUR", "HKD"]))
def test_what_is_rendered_is_read_back(value: Decimal, language: str, currency: str) -> None:
    text = render_money(value, language, currency)
    (money,) = read_amounts(text)
    assert isinstance(money, Money)
    assert (money.low, money.high, money.currency) == (value, value, currency)
    assert money.text == text


FORMS = [
    "{}元", "RMB {}", "¥{}", "{} yuan", "人民币{}元", "{:,}元", "{:,} RMB", "CNY {:,}", "{}块钱",
    "人民幣{}元", "{:,}圓", "￥{:,}",
]  # fmt: skip
"""In the three scripts: Latin, Simplified and Traditional."""


@given(fen, st.sampled_from(FORMS), st.sampled_from(["", "市里出", "市裡出", "the city gives "]))
def test_every_form_means_the_same(value: Decimal, form: str, before: str) -> None:
    found = [q for q in read_amounts(before + form.format(value)) if isinstance(q, Money)]
    assert [q.low for q in found] == [value]


UNITS = [("万", 4), ("万元", 4), ("亿元", 8), (" million", 6), ("m yuan", 6), ("k", 3), ("w", 4)]


@given(st.integers(1, 99999), st.integers(0, 2), st.sampled_from(UNITS))
def test_units_multiply_exactly(digits: int, places: int, unit: tuple[str, int]) -> None:
    coefficient = Decimal(digits).scaleb(-places)
    (money,) = [q for q in read_amounts(f"{coefficient}{unit[0]}") if isinstance(q, Money)]
    assert money.low == coefficient.scaleb(unit[1])


def chinese(number: int) -> str:
    """The written Chinese numeral of 1 to 99,999,999, built digit by digit."""

    def section(n: int) -> str:
        text, gap = "", False
        for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, n = divmod(n, unit)
            if digit:
                text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + word
                gap = False
            else:
                gap = True
        return text

    high, low = divmod(number, 10_000)
    if not high:
        return section(low)
    filler = "零" if low and low < 1000 else ""
    return section(high) + "万" + filler + (section(low) if low else "")


@given(st.integers(1, 99_999_999))
def test_written_chinese_numerals(number: int) -> None:
    (money,) = [q for q in read_amounts(chinese(number) + "元") if isinstance(q, Money)]
    assert money.low == number


@given(st.fractions(0, 1), st.sampled_from(["en", "zh-Hans"]))
def test_a_rendered_share_is_read_back(share: Fraction, language: str) -> None:
    (found,) = read_amounts(render_share(share, language))
    assert isinstance(found, Share)
    assert abs(found.parts[0] - share) <= Fraction(1, 10**6)


ALPHABET = st.sampled_from(
    "0123456789,. -/:%年月日万亿千百十零一二三两半元个市区成分之比到第条多¥$mkwa b"
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=200), st.text(ALPHABET, max_size=60)))
def test_any_text_is_read_without_error(text: str) -> None:
    for quantity in (*read_amounts(text), *unclear_in(text)):
        start, end = quantity.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quantity.text
    bind(text)
    numbers_in(text)


def test_rendering() -> None:
    assert render_money(Decimal(8_000_000), "en") == "8,000,000 yuan"
    assert render_money(Decimal(8_000_000), "zh-Hans") == "800万元"
    assert render_money(Decimal("0.50"), "en") == "0.5 yuan"
    assert render_money(Decimal("-0.5"), "en") == "-0.5 yuan"
    assert render_money(Decimal(8_000_001), "zh-Hans") == "8,000,001元"
    assert render_money(Decimal(5_000_000), "zh-Hans", "USD") == "500万美元"
    assert render_share(Fraction(1, 3), "en") == "33.3333 %"
    assert render_share("0.5", "zh-Hans") == "50%"
