"""Numerals with a blot in them and amounts of which only the size is said are read by no one."""

from __future__ import annotations

import pytest

from knowledge.amounts import Money, read_amounts
from tests.knowledge.amounts.bindings import unclear

UNREADABLE = [
    "八百□十万", "8?0万", "8█0万", "8__万", "8x0k", "8■0万", "8○○万", "8??万", "120x万", "八X十万",
    "8…0万", "¥8,?00,000", "RMB 8?5 million", "RMB ?00,000", "八百（看不清）十万", "8[?]0万",
    "800□万", "□800万", "八百几十万", "好几百万", "数百万", "上千万", "千把万", "小半个亿",
    "大半个亿", "七位数", "several million", "a couple of million", "tens of millions",
    "seven figures", "low seven-figure amount", "3-something million", "some millions",
]  # fmt: skip


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("around", ["{}", "市里给{}，区里给900万", "the city gives {} for it"])
def test_a_numeral_that_cannot_be_read_is_unclear_as_a_whole(text: str, around: str) -> None:
    written = around.format(text)
    assert unclear(written) == [text]
    assert all(q.low == 9_000_000 for q in read_amounts(written) if isinstance(q, Money))


@pytest.mark.parametrize(
    "text", ["几百万", "市里给了几百万，区里最少多少", "市里给几百万，区里给900万"]
)
def test_a_few_hundred_wan_is_an_amount_where_something_else_is_asked(text: str) -> None:
    assert unclear(text) == ["几百万"]


@pytest.mark.parametrize(
    "text",
    ["市里给800万？", "够不够？800万呢", "是不是800万？900万？", "市里800万__区里500万", "3×500万",
     "500万*3年", "二○一八年", "市级出0.6亿，区级不能少于几个亿", "区里要出几百万才够",
     "900万，市区一比二，各是几百万", "几百万还是几千万", "how many billions",
     "several million users", "区级不低于____万元", "上百万用户", "https://a.cn/?x=8?0万"],
)  # fmt: skip
def test_a_question_mark_or_a_multiplication_is_no_blot(text: str) -> None:
    assert unclear(text) == []
