"""Of which time an amount was said to be: a year's, or of several years together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from knowledge.amounts import connectives as words
from knowledge.amounts.quantities import (
    Duration,
    Frequency,
    Money,
    Number,
    Period,
    Reading,
    Series,
    Share,
    Year,
)
from knowledge.amounts.repeats import each_year, is_sum, whole_years
from knowledge.amounts.source import Source
from knowledge.amounts.timing import summed

_SENTENCE = 160
_FAR = 30  # characters between an amount and the time that it is of
_BREAK = re.compile(
    words.CLAUSE.pattern
    + r"|(?<![a-z])(?:if|when|where|given|once|against|with|beside|versus)(?![a-z])"
    + r"|如果|若|要是|假如|(?<![应适正恰])当"
)
_PAST = re.compile(r"\s?(?:ago|old|later|earlier|before|以?前|之?后|以来|来(?![源自])|多前)")
_SUM_LED = re.compile(
    r"(?:over|across|throughout) (?:the |a |these |those |a period of )?(?:same )?$"
)
_EVEN = re.compile(
    r"(?<![不非])(?:均等|平均|等额|等分|平摊|均分|均摊|匀|均衡)|(?<![不没])(?:一样多|相等|同样多|一般多)|"
    r"(?<![a-z])(?:equal(?:ly)?|even(?:ly)?|(?:the )?same (?:amount|sum|part))(?![a-z])"
)
_NOT_EVEN = re.compile(
    r"不(?:是|会|一定|完全)?(?:均|平均|等额|一样|相等|同)|(?<![a-z])(?:not|never|isn't|aren't|n't)"
    r"(?: \w+)? (?:equal|even|the same)|uneven|unequal"
)
_SPLIT = re.compile(r"(?<![a-z])(?:split|shar(?:e|ed)|divided)(?![a-z])|平分|均分|均摊|平摊|等分")
_YEARLY = re.compile(r"每一?年|年度|分年|[各逐]年|[0-9一二两三四五六七八九十]年|year|annual")
_TWO_SIDES = re.compile(r"市区|两级|双方|两家|city and|between|both (?:sides|levels)")
_ASKS = re.compile(
    r"多少|几[多何钱个]?|最低|最少|最多|至少|起码|下限|底线|够|差|看|来算|怎么|如何|"
    r"(?<![a-z])(?:min|max)(?:imum)?(?![a-z])|least|most|"
    r"how (?:much|low|high)|what|which|floor|by itself|separately|alone|short|enough"
)
_ASKED_AFTER = re.compile(r"(?: \w+)? (?:min(?:imum)?|floor|match|least|figure|maximum)(?![a-z])")


def with_periods(source: Source, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, each amount with the time it is said to be of, where the words say one."""
    over = summed(source, readings)
    times = [i for i, one in enumerate(readings) if i not in over and _is_time(source, one)]
    amounts = [i for i, one in enumerate(readings) if isinstance(one, Money)]
    said: dict[int, Period] = {}
    free: list[int] = []
    for at in times:
        owner = _owner(source, readings, at)
        if owner is None:
            free.append(at)
        elif isinstance(readings[owner], Money):
            said[owner] = _joined(source, said.get(owner), readings[at])
    result = list(readings)
    for at in free:
        one = readings[at]
        if isinstance(one, Frequency) and (not amounts or _is_asked(source, one)):
            result[at] = replace(one, asked=True)
        elif isinstance(one, Duration) and whole_years(one) == 1 and _is_asked(source, one):
            result[at] = Frequency(one.span, one.text, asked=True)
    own = set(said)
    free = [at for at in free if isinstance(readings[at], Frequency)
            or not _asks(source, readings[at])]  # fmt: skip
    for at in sorted(free, key=lambda i: not isinstance(readings[i], Frequency)):
        if getattr(result[at], "asked", False):
            continue
        for index in amounts:
            if index not in own or (not isinstance(readings[at], Frequency)
                                    and said[index].years is None):  # fmt: skip
                said[index] = _joined(source, said.get(index), readings[at])
    for index in amounts:
        money = readings[index]
        assert isinstance(money, Money)
        period = said.get(index, Period())
        total = period.total or is_sum(source, money)
        each = period.each or (period.lump and not total and each_year(source, money))
        period = replace(period, each=each, total=total)
        period = replace(period, even=period.lump and _is_even(source, money))
        if period != Period():
            result[index] = replace(money, period=period)
    return [one for one in result if not (isinstance(one, Share) and _of_years(source, one))]


def _is_time(source: Source, one: Reading) -> bool:
    if isinstance(one, Frequency):
        return one.unit == "year"
    if isinstance(one, Year):
        return one.high > one.low
    return (
        isinstance(one, Duration)
        and whole_years(one) is not None
        and not _PAST.match(source.folded, one.span[1])
    )


def _owner(source: Source, readings: Sequence[Reading], at: int) -> int | None:
    """The amount in whose clause a time stands; None where it stands in one of its own."""
    start, end = readings[at].span
    # Only as far as an amount may stand from its time: a text may hold hundreds of times.
    back_to = takewhile(lambda i: readings[i].span[1] >= start - _FAR, range(at - 1, -1, -1))
    on_to = takewhile(lambda i: readings[i].span[0] <= end + _FAR, range(at + 1, len(readings)))
    before = next((i for i in back_to if _is_amount(readings[i])), None)
    after = next((i for i in on_to if _is_amount(readings[i])), None)
    gap_before = source.folded[readings[before].span[1] : start] if before is not None else ""
    gap_after = source.folded[end : readings[after].span[0]] if after is not None else ""
    back = before is not None and len(gap_before) <= _FAR and not _BREAK.search(gap_before)
    on = after is not None and len(gap_after) <= _FAR and not _BREAK.search(gap_after)
    if isinstance(readings[at], Frequency) and _ASKED_AFTER.match(source.folded, end):
        return None
    if back and on:
        latin = readings[at].text[:1].isascii()
        return before if latin or not gap_before.strip() else after
    return before if back else after if on else None


def _is_amount(one: Reading) -> bool:
    return isinstance(one, Money | Series) or (isinstance(one, Number) and not one.unit)


def _joined(source: Source, period: Period | None, time: Reading) -> Period:
    """The period with one more thing that was said of it."""
    period = period or Period()
    if isinstance(time, Frequency):
        return replace(period, each=True)
    if isinstance(time, Year):
        return replace(period, years=time.high - time.low + 1)
    assert isinstance(time, Duration)
    years = whole_years(time)
    if years == 1:
        return replace(period, each=True)
    led = _SUM_LED.search(source.before(time.span[0], 30)) is not None
    return replace(period, years=years, total=period.total or led)


def _is_even(source: Source, money: Money) -> bool:
    """Whether the words say that a sum is paid in equal parts every year."""
    if _NOT_EVEN.search(source.folded):
        return False
    return any(
        told.end() > money.span[0] and _parts_of_years(source, *told.span())
        for told in _EVEN.finditer(source.folded)
    )


def _parts_of_years(source: Source, start: int, end: int) -> bool:
    """Whether words of equal parts stand beside years, and not beside the two sides.

    What is split or shared may be so between the two unless its own clause speaks of years.
    """
    text = source.folded
    left, right = next(c for c in _clauses(source) if c[1] >= end)
    if not _SPLIT.search(text, left, end):
        left = words.sentence_start(text, start, _SENTENCE)
        right = words.sentence_end(text, end, _SENTENCE)
    yearly, sides = (p.search(text, left, right) for p in (_YEARLY, _TWO_SIDES))
    return yearly is not None and sides is None


def _of_years(source: Source, share: Share) -> bool:
    """Whether equal parts are those of years and not of the two sides: "spread evenly over 3"."""
    if share.parts != (Fraction(1, 2), Fraction(1, 2)) or not _EVEN.search(share.text.lower()):
        return False
    return _parts_of_years(source, *share.span)


def _clauses(source: Source) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in words.CLAUSE.finditer(source.folded):
        yield start, mark.start()
        start = mark.end()
    yield start, len(source.folded)


def _is_asked(source: Source, one: Frequency | Duration) -> bool:
    """Whether a clause without an amount asks for what it is in each year."""
    return _ASKED_AFTER.match(source.folded, one.span[1]) is not None or _asks(source, one)


def _asks(source: Source, one: Reading) -> bool:
    """Whether the clause of a reading asks something."""
    start, end = next(
        (c for c in _clauses(source) if c[0] <= one.span[0] < c[1]), (0, len(source.folded))
    )
    return _ASKS.search(source.folded, start, end) is not None
