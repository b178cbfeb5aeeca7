"""Shares and splits, as a table."""

from __future__ import annotations

from fractions import Fraction

import pytest

from knowledge.amounts import Share, read_amounts

SHARES = [
    ("70/30", "7/10 3/10"), ("7:3", "7/10 3/10"), ("七比三", "7/10 3/10"),
    ("三七开", "3/10 7/10"), ("四六开", "2/5 3/5"), ("对半", "1/2 1/2"), ("五五开", "1/2 1/2"),
    ("一比一", "1/2 1/2"), ("1:1", "1/2 1/2"), ("fifty-fifty", "1/2 1/2"), ("half", "1/2"),
    ("一半", "1/2"), ("六成", "3/5"), ("三成五", "7/20"), ("40%", "2/5"), ("40 per cent", "2/5"),
    ("33.3%", "333/1000"), ("百分之四十", "2/5"), ("百分之三十三点三", "333/1000"),
    ("two thirds", "2/3"), ("one third", "1/3"), ("a quarter", "1/4"), ("三分之一", "1/3"),
    ("1/3", "1/3"), ("70%/30%", "7/10 3/10"), ("60:40", "3/5 2/5"), ("7:2:1", "7/10 1/5 1/10"),
    ("10:30", ""), ("3/7", ""), ("24/7", ""), ("the first half of the year", ""),
    ("成立", ""), ("三成立", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SHARES)
def test_shares(text: str, parts: str) -> None:
    found = [q.parts for q in read_amounts(text) if isinstance(q, Share)]
    assert found == ([tuple(map(Fraction, parts.split()))] if parts else [])
