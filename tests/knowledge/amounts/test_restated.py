"""An amount that is said twice is one amount; two amounts stay two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.amounts import read_amounts
from knowledge.amounts.quantities import Money


def money(text: str) -> list[Decimal]:
    return [one.low for one in read_amounts(text) if isinstance(one, Money)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("seven and a half million (7.5m)", [7_500_000]),
        ("city 7.5 million yuan (i.e. 7,500,000 yuan), district 5m", [7_500_000, 5_000_000]),
        ("八百万元（8,000,000元）", [8_000_000]),
        ("800万（即8000000元），区里600万", [8_000_000, 6_000_000]),
        ("8m (6m last year)", [8_000_000, 6_000_000]),
        ("8m (the district gives 8m)", [8_000_000, 8_000_000]),
        ("8m, 8m", [8_000_000, 8_000_000]),
    ],
)
def test_only_the_same_amount_in_brackets_is_dropped(text: str, amounts: list[int]) -> None:
    assert money(text) == amounts


@given(st.integers(1, 99_999))
def test_what_is_written_twice_is_read_once_whatever_the_amount(wan: int) -> None:
    text = f"市里{wan}万元（{wan * 10_000:,}元），区里3亿"
    assert money(text) == [wan * 10_000, 300_000_000]


def test_the_span_holds_both_ways_of_writing() -> None:
    text = "the city gives eight million (8,000,000 yuan) a year"
    (one,) = (one for one in read_amounts(text) if isinstance(one, Money))
    assert text[slice(*one.span)] == "eight million (8,000,000 yuan)"
