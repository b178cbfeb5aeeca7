"""Whether each of the two sides gives an amount, or each of somebody unnamed."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.amounts import connectives as words
from knowledge.amounts.context import Context
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.pairing import LONG
from knowledge.amounts.sides import SAME, both_pay, sum_said

Each = Literal["", "sides", "somebody"]
_BOTH = re.compile(r"(?:both|each of)(?: the)?\s?$")


def each_gives(context: Context, index: int, cues: list[Cue], left: int, right: int) -> Each:
    """Who gives an amount each: "sides" for city and district; ``cues`` are those of its clause."""
    start, end = context.found[index].span
    text = context.folded
    if both_pay(context.source, (start, end), left, right):
        return "sides"
    before = [cue for cue in context.cues_between(start - LONG, start) if cue.role in PAYERS][-2:]
    if len(before) == 2 and _named_both(context, before, start):
        return "sides"
    from_them = words.FROM.match(text, end) if SAME.search(text, left, start) else None
    each_from = from_them or words.EACH_FROM.match(text, end)
    if each_from and any(context.joint(cue) for cue in context.cues_between(end, end + LONG)[:1]):
        return "sides"
    if not words.each_in(text, left, min(right, end + 12)):
        return ""
    payers = [cue for cue in cues if cue.role in PAYERS]
    recent = context.recent_payers(start, payers)
    if len(recent) == 2 and any(
        recent[0].end <= context.found[i].span[0] < recent[1].start for i in context.near(index)
    ):
        return ""  # 市里300万，区里700万都出
    if recent and sum_said(context.source, recent[0].start, start):
        return ""  # 区里和市里的钱合在一起算，每年都是两千万
    levels = any(cue.name.startswith("两级") for cue in cues)
    if levels or {cue.role for cue in recent} == set(PAYERS):
        return "sides"
    return "" if sum_said(context.source, left, right) else "somebody"


def _named_both(context: Context, payers: list[Cue], start: int) -> bool:
    """As in "both the city and the district put in 6m"."""
    return (
        _BOTH.search(context.source.before(payers[0].start, 12)) is not None
        and words.SENTENCE.search(context.folded, payers[0].start, start) is None
        and context.joint(payers[0])
        and not sum_said(context.source, payers[0].start, start)
    )
