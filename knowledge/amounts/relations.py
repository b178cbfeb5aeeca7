"""One side's money in terms of the other's: half of what the city pays, 市里的八成, 与市级持平.

Read only where the relation is plain: a bound ("at least half of the city's"), a denial, another
party as the subject, or more than one district leaves the share as it is, to be asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from fractions import Fraction

from knowledge.amounts.connectives import CLAIMED
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.implied import implied
from knowledge.amounts.quantities import Money, Number, Reading, Share, Span
from knowledge.amounts.ratios import REACH, Ratio, plain, times_of
from knowledge.amounts.source import Source

_TIMES = {"twice": 2, "double": 2, "doubles": 2, "triple": 3, "triples": 3, "thrice": 3}
_TWICE = re.compile(
    r"(?<![a-z])(?P<times>twice|doubles?|triples?|thrice)(?: as much as| the amount of| of)?"
    r"(?: what| that of| those of)?(?: the)?\s?$"
)
_AGAIN = re.compile(r"(?<![a-z])(?P<again>half as much again as)(?: what| that of)?(?: the)?\s?$")
_EQUAL = re.compile(
    r"(?<![a-z])(?P<equal>(?:exactly |just )?(?:the )?same(?: amount| sum| money| share)? as|"
    r"(?:exactly |just )as much as|(?:is |are )?equal to|equals|"
    r"(?<!to )(?<!must )(?<!should )match(?:es|ing)?|"
    r"on (?:a )?par with|(?:is |are )?level with|"
    r"(?<=pays )as much as|(?<=pay )as much as|(?<=gives )as much as|(?<=give )as much as|"
    r"(?<=puts in )as much as|(?<=put in )as much as|(?<=contributes )as much as|"
    r"(?<=contribute )as much as)(?: what| that of)?(?: the)?\s?$"
)
_SHARE_OF = re.compile(
    r"\s(?:of|as much as|the size of)(?: what| that of| the amount of)?(?: the)?\s?$"
)
_TIMES_OF = re.compile(
    r"于|\s?(?:of )?(?:as much as|what|that of|"
    r"more than)?(?: what)?(?: the)?\s?$"
)
_THAN = re.compile(r"\s(?P<sign>more|less|higher|lower|fewer|greater)(?: money)? than(?: the)?\s?$")
_AMOUNT = r"(?:\s?[0-9][0-9.,]{0,11}\s?(?:m(?:illion)?|k|万|亿)?元?(?: yuan)?)?"
_MONEY = (
    r"(?: (?:own |operating |annual |yearly )*(?:shares?|amounts?|contributions?|money|funds|"
    r"funding|parts?|portions?|figures?|sums?|investments?|input|payments?|level))"
)
_TAIL = re.compile(
    rf"{_AMOUNT}{_MONEY}?(?: (?:pays?|paid|gives?|gave|contributes?|provides?|puts? (?:in|up)|"
    r"invests?|does|did|bears?|spends?|is (?:giving|paying)))?"
    r"(?=\s*(?:$|[,.;:?!)，。；？！、]|(?:and|but|is|does|would|will|can|could|for|per|"
    r"a year|each year|"
    r"yuan for yuan|one[ -](?:to|for)[ -]one|ok|okay|enough|allowed|so|in operating|towards?|now|"
    r"then|instead)(?![a-z])|行|可|够|吗))"
)
_HAN_MONEY = (
    r"(?:的)?(?:财政|政府)?(?:运[行营])?(?:出资额?|资金|经费|金额|投入|出的?钱?|给的?|份额|拿的?|"
    r"投的?|支持|配套|拨款|那份|标准|数额?)*"
)
_HAN_IS = re.compile(r"[是为出给投达到于按拿有要]$")
_HAN_OF = re.compile(rf"{_AMOUNT}{_HAN_MONEY}的?\s?$")
_HAN_EQUAL = re.compile(
    rf"{_AMOUNT}{_HAN_MONEY}的?(?:投入|出)?(?:是|为|要|得|保持|完全|做到)?(?P<equal>一样多?|持平|相同|相等|同等|"
    r"等额|对等|看齐|一致|相当|同样多|1[:：比]1|一比一)(?:的?(?:钱|资金|金额|配套|出资))?"
)
_HAN_WITH = re.compile(r"(?:同|与|和|跟|向|按)$")
_HAN_THAN = re.compile(r"比$")
_HAN_MORE = re.compile(rf"{_HAN_MONEY}(?:只|要|还|再)?(?P<sign>[多少高低])(?:出|了|给|投|拿)*\s?$")
_THAT_MUCH = re.compile(
    r"\s?(?:of |as much as )?(?:that|it|this)(?: amount| sum| much)?(?=\s*(?:[,.;?!]|$| for))"
)
_GENERIC = ("区", "district", "the district")


def join_relations(source: Source, readings: list[Reading], cues: list[Cue]) -> list[Reading]:
    """The readings with each relation of the two sides as a split in place of its share."""
    payers = [cue for cue in cues if cue.role in PAYERS]
    named = {c.name for c in payers if c.role == "district" and not c.name.startswith(_GENERIC)}
    if len(named) > 1:
        return readings
    found = {}
    starts = [reading.span[0] for reading in readings]
    for other in payers:
        near = range(*(bisect_left(starts, other.start + side * REACH) for side in (-1, 1)))
        ratio = _ratio(source, [readings[i] for i in near], other)
        if ratio and CLAIMED.search(source.before(ratio.start, 40)):
            continue  # 文件说区里出到市里的一半就行
        if ratio and ratio.value > 0 and plain(source, ratio, other, payers):
            found[ratio.span] = (ratio, other)
    found = found or _of_that(source, readings, payers) or implied(source, readings, payers)
    if len(found) != 1:
        return readings  # 市里的七成、区里的三成 are shares of the whole
    ((span, (ratio, other)),) = found.items()
    first = next(role for role in PAYERS if role != other.role)
    whole = 1 + ratio.value
    share = Share((ratio.value / whole, 1 / whole), span, source.text[slice(*span)],
                  (first, other.role), True)  # fmt: skip
    kept = [r for r in readings if r.span[1] <= span[0] or span[1] <= r.span[0]]
    return sorted([*kept, share], key=lambda r: r.span)


def _of_that(
    source: Source, readings: list[Reading], payers: list[Cue]
) -> dict[Span, tuple[Ratio, Cue]]:
    """As in "the city contributes 5m and the district 80 % of that"."""
    found: dict[Span, tuple[Ratio, Cue]] = {}
    for at, reading in enumerate(readings):
        value = times_of(source, reading)
        start, end = reading.span
        own = [cue for cue in payers if cue.end <= start][-1:]
        before = readings[at - 1] if at else None
        if value is None or not own or not isinstance(before, Money):
            continue
        others = [cue for cue in payers if cue.end <= before.span[0] and cue.role != own[0].role]
        between = before.span[1] <= own[0].start and start - own[0].end <= REACH // 3
        if others and between and _THAT_MUCH.match(source.folded, end):
            found[reading.span] = (Ratio(value, reading.span, start, end), others[-1])
    return found


def _ratio(source: Source, readings: list[Reading], other: Cue) -> Ratio | None:
    """The ratio that is written around the name of the other payer."""
    text = source.folded
    before = source.before(other.start, REACH)
    before_at = other.start - len(before)
    tail = _TAIL.match(text, other.end)
    again = _AGAIN.search(before)
    if again and tail:
        span = (before_at + again.start(), before_at + again.end("again"))
        return Ratio(Fraction(3, 2), span, span[0], tail.end())
    counted = _counted(source, readings, other, tail)
    if counted or not tail:
        return counted or _equal_in_chinese(source, other)
    for pattern in (_TWICE, _EQUAL):
        word = pattern.search(before)
        if word:
            group = "times" if pattern is _TWICE else "equal"
            value = Fraction(_TIMES.get(word[group], 1))
            span = (before_at + word.start(group), before_at + word.end(group))
            if not _overlaps(readings, span):
                return Ratio(value, span, before_at + word.start(), tail.end())
    return _equal_in_chinese(source, other)


def _counted(
    source: Source, readings: list[Reading], other: Cue, tail: re.Match[str] | None
) -> Ratio | None:
    """A share or a number of times beside the other payer's name."""
    text = source.folded
    for reading in readings:
        value = times_of(source, reading)
        start, end = reading.span
        if value is None or min(abs(other.start - end), abs(start - other.end)) > REACH:
            continue
        if end <= other.start and tail:
            between = text[end : other.start]
            than = _THAN.match(between)
            if isinstance(reading, Share) and than and value < 1:
                more = than["sign"] in ("more", "higher", "greater")
                return Ratio(1 + value if more else 1 - value, reading.span, start, tail.end())
            pattern = _SHARE_OF if isinstance(reading, Share) else _TIMES_OF
            if pattern.fullmatch(between) and "more" not in between:
                return Ratio(value, reading.span, start, tail.end())
        elif other.end <= start:
            if text.startswith("于", end):
                continue  # 区里的两倍于市里
            between = text[other.end : start]
            than = _HAN_MORE.fullmatch(between)
            if than and _HAN_THAN.search(text[: other.start][-1:]):
                double = isinstance(reading, Number)
                if double and (value != 1 or than["sign"] not in "多高"):
                    continue
                more = than["sign"] in "多高"
                value = 1 + value if more else 1 - value
                return Ratio(value, reading.span, other.start - 1, end)
            one_time = isinstance(reading, Number) and value == 1
            stands = _HAN_IS.search(source.before(other.start, 4)) is not None
            of = "的" in between or (isinstance(reading, Number) and stands)
            if _HAN_OF.fullmatch(between) and of and not one_time:
                return Ratio(value, reading.span, other.start, end)
    return None


def _equal_in_chinese(source: Source, other: Cue) -> Ratio | None:
    equal = _HAN_EQUAL.match(source.folded, other.end)
    if equal and _HAN_WITH.search(source.before(other.start, 4)):
        return Ratio(Fraction(1), equal.span("equal"), other.start - 1, equal.end())
    return None


def _overlaps(readings: list[Reading], span: Span) -> bool:
    return any(r.span[0] < span[1] and span[0] < r.span[1] for r in readings)
