"""Numerals as they are said: 半个亿, 一点五亿, 一倍半, "a quarter of a million"."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.amounts.chinese import BIG, DIGITS, NUMERALS, SMALL, by_position, read_chinese
from knowledge.amounts.english import SCALES, VALUES
from knowledge.amounts.numeral import Numeral
from knowledge.amounts.quantities import EXACT, Number
from knowledge.amounts.source import Source

_HALF = Decimal("0.5")
_ONE = "[一二两三四五六七八九]"
_HALVES = re.compile(rf"(?:({_ONE}|[0-9]{{1,3}})个)?半个?(?P<unit>亿)(?![多余])")
_POINT = re.compile(
    r"(?P<whole>[零一二两三四五六七八九十百千]{1,7}|[0-9]{1,4})点"
    r"(?P<tenths>[零一二三四五六七八九]{1,4}|[0-9]{1,4})"
    r"(?:个?(?P<unit>[百千]?[万亿])|(?=倍|成|%|个百分))"
)
_PART_OF = re.compile(
    r"(?:(?:a|one) )?(?:(?P<three>three )quarters|quarter) (?:of an? |an? )?"
    r"(?P<unit>thousand|million|billion)(?![a-z0-9])"
)
_NUMBER = "|".join(list(VALUES)[1:])
_TIMES_HALF = re.compile(
    rf"(?:(?P<han>{_ONE}|[0-9]{{1,2}})倍半|"
    rf"(?P<word>[0-9]{{1,2}}|{_NUMBER})[ -]and[ -]a[ -](?P<part>half|quarter)[ -]times(?![a-z]))"
)
_CROSS = re.compile(
    r"(?P<count>[0-9]{1,3}(?:\.[0-9]{1,4})?) ?[x×](?= ?(?:of )?(?:what )?(?:the )?"
    r"(?:city|municip|district|市|区))"
)
_PARTS = {"half": _HALF, "quarter": Decimal("0.25")}


def read_spoken(source: Source, start: int) -> Numeral | None:
    """The numeral with a half or with 点 that starts at ``start``: 一个半亿, 一点五亿."""
    if start and source.char(start - 1) in f"0123456789.{NUMERALS}":
        return None
    halves = _HALVES.match(source.folded, start)
    if halves:
        unit = BIG[halves["unit"]]
        value = ((_digit(halves[1]) if halves[1] else Decimal(0)) + _HALF) * unit
        return Numeral(value, value, start, halves.end(), unit, "chinese")
    point = _POINT.match(source.folded, start)
    if point is None:
        return None
    whole = Decimal(point["whole"]) if point["whole"].isascii() else _han(source, point)
    if whole is None:
        return None
    tenths = point["tenths"]
    part = Decimal(tenths) if tenths.isascii() else by_position(tenths)
    scale = Decimal(1)
    for char in point["unit"] or "":
        scale *= SMALL.get(char) or BIG[char]
    value = EXACT.multiply(EXACT.add(whole, part.scaleb(-len(tenths))), scale)
    return Numeral(value, value, start, point.end(), scale, "chinese")


def read_part_of(source: Source, start: int) -> Numeral | None:
    """As in "a quarter of a million"."""
    found = _PART_OF.match(source.folded, start)
    if found is None or (start and source.char(start - 1).isalpha()):
        return None
    scale = SCALES[found["unit"]]
    value = _PARTS["quarter"] * (3 if found["three"] else 1) * scale
    return Numeral(value, value, start, found.end(), scale, "words")


def read_multiple(source: Source, start: int) -> Number | None:
    """A number of times with a half, or with a cross: 一倍半, "1.5 x the city's"."""
    found = _TIMES_HALF.match(source.folded, start)
    if found:
        part = _PARTS[found["part"] or "half"]
        value = (_digit(found["han"]) if found["han"] else _digit(found["word"])) + part
    else:
        found = _CROSS.match(source.folded, start) if start in source.digits else None
        if found is None:
            return None
        value = Decimal(found["count"])
    if start and source.char(start - 1).isascii() and source.char(start - 1).isalnum():
        return None
    return Number(value, (start, found.end()), source.text[start : found.end()], "time")


def _digit(written: str) -> Decimal:
    if written in DIGITS:
        return DIGITS[written]
    return VALUES[written] if written in VALUES else Decimal(written)


def _han(source: Source, point: re.Match[str]) -> Decimal | None:
    """The numeral before 点, where all of it is one."""
    if point["whole"] == "零":
        return Decimal(0)
    numeral = read_chinese(source, point.start())
    return numeral.low if numeral and numeral.clear and numeral.end == point.end("whole") else None
