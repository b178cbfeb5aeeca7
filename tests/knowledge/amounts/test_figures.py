"""The numbers that a text holds: what counts, and equality over languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.amounts import Duration, Money, Number, Share, Year, numbers_in, read_amounts
from knowledge.amounts.quantities import to_places


@pytest.mark.parametrize(
    "text",
    ["Item 10", "Items 10, 11 and 12", "item ten", "第十条", "第10条和第12条", "part 2", "(3)",
     "Section 4", "13th Five-Year Plan", "十三五规划", "沪科规〔2024〕9号", "五年规划", "五年規劃",
     "https://a.cn/2018/5000000",
     "a@b.cn", "一般来说", "统一一些", "第一", "万一", "三方", "COVID-19", "1. Introduction"],
)  # fmt: skip
def test_structure_and_idiom_are_no_figures(text: str) -> None:
    assert not [q for q in read_amounts(text) if isinstance(q, Money | Share | Year | Duration)]
    assert numbers_in(text) == [] or text == "COVID-19"


def test_counts_are_numbers_with_their_unit() -> None:
    found = list(read_amounts("18 platforms, 五个部分 and 8 million people"))
    assert [(q.value, q.unit) for q in found if isinstance(q, Number)] == [
        (18, "platform"), (5, "part"), (8_000_000, "people"),
    ]  # fmt: skip


SAME = [
    ("20 percent", "20%"), ("20%", "百分之二十"), ("8,000,000 yuan", "800万元"),
    ("five parts", "5 个部分"), ("14 items", "十四条"), ("November 27th 2017", "2017年11月27日"),
    ("30 years", "三十年"), ("18 platforms", "18个平台"), ("three rounds", "三轮"),
    ("2013", "2013年"),
    ("February 1", "2月1日"), ("33.3333 %", "33.3333%"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), SAME)
def test_figures_are_equal_over_languages(one: str, two: str) -> None:
    left, right = numbers_in(one), numbers_in(two)
    assert left
    assert len(left) == len(right)
    assert all(a.matches(b) for a, b in zip(left, right, strict=True))


@pytest.mark.parametrize("digits", [20, 26, 28, 29, 200])
def test_a_number_of_any_length_is_read_and_written(digits: int) -> None:
    share = numbers_in("1" * digits + "%")
    assert [number.unit for number in share] in (["share"], ["unreadable"])
    assert to_places(Decimal("1" * digits + ".005"), 2) == Decimal("1" * digits + ".00")
