"""An amount said twice: in words and in figures, or in two units, the second in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.amounts.quantities import Money, Reading
from knowledge.amounts.source import Source

_UNIT = r"\s?(?:元|块|yuan|rmb|cny)?"
_MEANING = (
    r"(?:i\.?e\.?,?|that is,?|that's|in (?:figures|words|full),?|or|=|即|也就是|合|折合|共计?)?\s?"
)
_OPENING = re.compile(rf"{_UNIT}\s?[(（\[【]\s?{_MEANING}(?:rmb|cny|￥|¥)?\s?")
_CLOSING = re.compile(rf"{_UNIT}\s?[)）\]】]")


def without_restatements(source: Source, readings: Sequence[Reading]) -> list[Reading]:
    """Take "seven and a half million (7.5m)" for one amount, whose span holds both."""
    kept: list[Reading] = []
    for one in readings:
        before = kept[-1] if kept else None
        if isinstance(one, Money) and isinstance(before, Money) and _same(before, one):
            closed = _CLOSING.match(source.folded, one.span[1])
            if closed and _OPENING.fullmatch(source.folded, before.span[1], one.span[0]):
                span = before.span[0], closed.end()
                kept[-1] = replace(before, span=span, text=source.text[slice(*span)])
                continue
        kept.append(one)
    return kept


def _same(first: Money, second: Money) -> bool:
    amounts = first.low == second.low and first.high == second.high
    return amounts and first.currency == second.currency and not second.hedge
