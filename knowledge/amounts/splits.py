"""Splits said with bare numerals beside the payers: 市七区三, city 7 district 3, 7-3 city/district.

The numerals must make up 10 or 100, so that they cannot be anything but parts of a whole: were
they amounts in a common unit, their shares would be the same.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from knowledge.amounts.chinese import DIGITS
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.english import VALUES
from knowledge.amounts.quantities import Money, Number, Reading, Share, Span, Unclear
from knowledge.amounts.source import Source

_WORD = "|".join(list(VALUES)[1:10])
_N = rf"([0-9]{{1,2}}|[一二三四五六七八九]|(?:{_WORD})(?![a-z]))"
_NO_AMOUNT = (
    r"(?![.,]?[0-9]|\s?(?:[万亿千百十元块年月天个%点]|[mkw](?![a-z])|mn|bn|mil|million|billion|"
    r"thousand|hundred|yuan|rmb|percent|per cent|years?|months?|platforms?|companies|districts))"
)
_VERB = (
    r"\s?(?:出资|出|占|拿|给|付|投|承担|负担|gives?|pays?|takes?|bears?|gets?|puts? in|covers?|"
    r"at|is|=|:)?\s?"
)
_SEPARATOR = r"\s?(?:,|，|、|;|；|/|\+|and|和|与|对|to|比)?\s?(?:the )?"
_AFTER_PAYER = re.compile(rf"{_VERB}{_N}(?:成(?!立)|份|分(?![之别]))?{_NO_AMOUNT}")
_BETWEEN = re.compile(rf"{_VERB}{_N}[成份分]?{_SEPARATOR}")
_BEFORE_PAYER = re.compile(
    rf"(?<![0-9.,:/-]){_N}成?(?: parts?)?\s?(?:由|for the |for |by )?(?:the )?$"
)
_BETWEEN_AFTER = re.compile(
    rf"(?:出|承担)?{_SEPARATOR}{_N}成?(?: parts?)?\s?(?:由|for the |for |by )?(?:the )?"
)
_NO_PART = re.compile(r"\s?(?:[0-9出给投拿]|pays?|gives?)")
_PAIR_BEFORE = re.compile(
    rf"(?<![0-9.,:/-]){_N}\s?[-–/对]\s?{_N}\s?,?\s?(?:split )?(?:between |for |by |as )?(?:the )?$"
)
_PAIR_AFTER = re.compile(
    rf"\s?(?:split|ratio|shares?|按|是|分成|at|is|:|,|，)*\s?{_N}\s?[-–/对]\s?{_N}(?:分[摊担成]?|开|来)?{_NO_AMOUNT}"
)
_JOINED = re.compile(r"\s?(?:and|/|、|和|与|及|跟|,|-|:|to|vs\.?)?\s?(?:the )?")
_HAN_SPLIT = re.compile(
    r"市[级里]?[一二三四五六七八九]区[级里]?[一二三四五六七八九]|区[级里]?[一二三四五六七八九]市[级里]?[一二三四五六七八九]"
)
_OF_WHOLE = re.compile(
    r"split|ratio|share|basis|total|together|[按照开成分]|比例|合计|[总共]|combined|budget|预算|盘子"
)


def join_splits(source: Source, readings: list[Reading], cues: list[Cue]) -> list[Reading]:
    """The readings with each split of bare numerals in place of its numerals."""
    outside = any(isinstance(r, Money) for r in readings)
    # The numerals may have the unit of an amount beside them, but nobody writes 市三区七 of those.
    in_doubt = outside and not _OF_WHOLE.search(source.folded)
    result: list[Reading] = []
    rest = deque(readings)
    for split in _splits(source, [cue for cue in cues if cue.role in PAYERS]):
        start, end = split.span
        while rest and rest[0].span[1] <= start:
            result.append(rest.popleft())
        inside: list[Reading] = []
        while rest and rest[0].span[0] < end:
            inside.append(rest.popleft())
        whole = all(start <= reading.span[0] and reading.span[1] <= end for reading in inside)
        plain = not in_doubt or _HAN_SPLIT.fullmatch(source.folded, start, end)
        fits = whole and plain and all(isinstance(r, Number | Share | Unclear) for r in inside)
        result += [split] if fits else inside
    return [*result, *rest]


def _splits(source: Source, payers: list[Cue]) -> Iterator[Share]:
    last = 0
    for one, two in pairwise(payers):
        if one.role == two.role or one.start < last:
            continue
        found = _split(source, one, two)
        if found:
            yield found
            last = found.span[1]


def _split(source: Source, one: Cue, two: Cue) -> Share | None:
    text = source.folded
    gap = text[one.end : two.start]
    if len(gap) > 20:
        return None
    first, second = _BETWEEN.fullmatch(gap), _AFTER_PAYER.match(text, two.end)
    if first and second:
        return _share(source, (one.start, second.end()), (first[1], second[1]), (one, two))
    before = source.before(one.start, 40)
    first, second = _BEFORE_PAYER.search(before), _BETWEEN_AFTER.fullmatch(gap)
    if first and second and not _NO_PART.match(text, two.end):
        start = one.start - len(before) + first.start()
        return _share(source, (start, two.end), (first[1], second[1]), (one, two))
    if not _JOINED.fullmatch(gap):
        return None
    pair = _PAIR_BEFORE.search(before)
    if pair:
        start = one.start - len(before) + pair.start()
        return _share(source, (start, two.end), (pair[1], pair[2]), (one, two))
    pair = _PAIR_AFTER.match(text, two.end)
    if pair:
        return _share(source, (one.start, pair.end()), (pair[1], pair[2]), (one, two))
    return None


def _share(
    source: Source, span: Span, written: tuple[str, str], order: tuple[Cue, Cue]
) -> Share | None:
    a, b = (_value(number) for number in written)
    if a + b not in (10, 100) or not a or not b:
        return None
    return Share((Fraction(a, a + b), Fraction(b, a + b)), span, source.text[slice(*span)],
                 (order[0].role, order[1].role))  # fmt: skip


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    return int(DIGITS[written] if written in DIGITS else VALUES[written])
