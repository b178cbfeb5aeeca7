"""One side's money in terms of the other's just before it: 市里600万，区里一样; "twice that"."""

from __future__ import annotations

import re
from bisect import bisect_left
from fractions import Fraction
from itertools import pairwise

from knowledge.amounts.connectives import sentence_start
from knowledge.amounts.cues import Cue
from knowledge.amounts.quantities import Money, Number, Reading, Span
from knowledge.amounts.ratios import REACH, Ratio, plain, times_of
from knowledge.amounts.source import Source

_HAN_VERB = r"(?:也|就|则|都|再|只|要|给|跟进|出|投|拿|是|配套?|打算|准备)*"
# Each word is written in one way only: a word that two ways match doubles the time at each repeat.
_VERB = (
    r"(?: (?:side|gives?|pays?|puts? (?:in|up)|contributes?|provides?|offers?|adds?|does|is|"
    r"will|would|should|to|also|too|just|only))*"
)
_SAME_AFTER = re.compile(
    rf"{_HAN_VERB}(?P<han>一样|同样|同额|同等|等额|对等|照样|照此|这个数|这么多|翻一?[倍番]|打对折)"
    r"(?:多|的?钱|的?数额?|的?金额)*(?=[\s,，。；;？?！吗行呢]|$)|"
    rf"{_VERB}:? (?:exactly )?(?P<same>(?:the )?same(?: amount| again| sum)?|as much|"
    rf"an equal amount|"
    r"likewise|ditto|idem|(?:twice|double|triple|half)(?: of)? (?:that|this|it|as much))"
    r"(?: amount| sum)?(?=\s*(?:$|[,.;:?!]|and |too|as well))"
)
_SAME_BEFORE = re.compile(
    r"(?<![a-z])(?P<same>the same|same|ditto|likewise|an equal (?:amount|sum)|an identical "
    r"(?:amount|sum))(?: amount| sum| again)?(?: (?:comes?|also))? (?:from|for|by)(?: the)?\s?$"
)
_BETWEEN = re.compile(rf"{_HAN_VERB}(?P<of>(?:它|其|那个数|这个数|这|此|前者)的)?\s?|{_VERB} ")
_OF_THAT = re.compile(r" ?(?:of )?(?:that|this|it|as much)(?: amount| sum)?(?![a-z])")
_CLAUSE_ENDS = re.compile(r"\s*(?:[,，。；;？?！吗行呢]|$)")
_VALUES = {"twice": Fraction(2), "double": Fraction(2), "triple": Fraction(3), "翻": Fraction(2),
           "half": Fraction(1, 2), "打": Fraction(1, 2)}  # fmt: skip


def implied(
    source: Source, readings: list[Reading], payers: list[Cue]
) -> dict[Span, tuple[Ratio, Cue]]:
    """The relations whose other side is not named again, by where they are written."""
    found = {}
    for other, cue in pairwise(payers):
        if other.role == cue.role:
            continue
        ratio = _same(source, cue) or _multiple(source, readings, cue)
        if ratio is None:
            continue
        begin = sentence_start(source.folded, other.start, REACH)
        given = any(isinstance(r, Money) and begin <= r.span[0] < ratio.start for r in readings)
        if given and plain(source, ratio, other, payers):
            found[ratio.span] = (ratio, other)
    return found


def _same(source: Source, cue: Cue) -> Ratio | None:
    """As in "and the same from the district", 区里翻一倍."""
    after = _SAME_AFTER.match(source.folded, cue.end)
    before = source.before(cue.start, REACH)
    said = after or _SAME_BEFORE.search(before)
    if said is None:
        return None
    at = 0 if after else cue.start - len(before)
    group = "han" if after and after["han"] else "same"
    span = (at + said.start(group), at + said.end(group))
    word = said[group]
    value = next((v for start, v in _VALUES.items() if word.startswith(start)), Fraction(1))
    return Ratio(value, span, span[0], max(span[1], cue.end))


def _multiple(source: Source, readings: list[Reading], cue: Cue) -> Ratio | None:
    """As in "the district one and a half times that", 区里两倍, 区里出它的八成."""
    at = bisect_left(readings, cue.end, key=lambda reading: reading.span[0])
    if at == len(readings) or readings[at].span[0] - cue.end > 24:
        return None
    start, end = readings[at].span
    value = times_of(source, readings[at])
    between = _BETWEEN.fullmatch(source.folded, cue.end, start)
    if value is None or between is None:
        return None
    that = _OF_THAT.match(source.folded, end)
    alone = isinstance(readings[at], Number) and source.folded[end - 1] in "倍半"
    ends = _CLAUSE_ENDS.match(source.folded, that.end() if that else end)
    if ends is None or not (that or between["of"] or (alone and value != 1)):
        return None
    return Ratio(value, (start, end), start, end)
