"""Chinese numerals, mixed with digits as people type them: 五百万, 1千5百万, 0.8个亿, 两亿半.

The grammar is the written one (each unit smaller than the one before it) and three spoken forms:
the elided unit (两万五 is 25,000), the half (两亿半) and the pair (两三百万 is 2 to 3 million).
Anything else that is made of numerals has no one reading.
"""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.amounts.numeral import Numeral, unreadable
from knowledge.amounts.quantities import EXACT
from knowledge.amounts.source import Source

DIGITS = {char: Decimal(value) for value, char in enumerate("零一二三四五六七八九")}
DIGITS["两"] = Decimal(2)
SMALL = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
BIG = {"万": Decimal(10**4), "亿": Decimal(10**8)}
NUMERALS = "零一二两三四五六七八九十百千万亿"

_RUN = re.compile(rf"[{NUMERALS}]+")
_BARE_DIGITS = re.compile(r"[零一二两三四五六七八九]{2,}")
_UNITS = re.compile(r"十?百?千?(?:万|亿)?")
_VAGUE = re.compile(
    r"[多余几来]\s?[十百千万亿]|多(?![少久]|"
    r"\s?[0-9零一二两三四五六七八九十百千]+\s?[十百千万亿%成倍])|余(?!下|额|款)|几(?!个?[月年])|[来]元"
)
_AFTER_SPOKEN = re.compile(r"\s*(?:$|[元块圆呢吗吧呀啊]|人民币|[^\w])")
_GAP = re.compile(r"\s?(?:个(?=亿))?(?=[十百千万亿])")


def by_position(written: str) -> Decimal:
    """Digits without units between them, each in its place: 二零一八 is 2018."""
    return Decimal("".join(str(DIGITS[char]) for char in written))


def tens_and_ones(written: str) -> int | None:
    """三 is 3, 十二 is 12, 二十一 is 21; None for anything else."""
    if "十" in written:
        tens, _, ones = written.partition("十")
        return int(10 * DIGITS.get(tens, Decimal(1)) + DIGITS.get(ones, Decimal(0)))
    return int(DIGITS[written]) if written in DIGITS else None


class _NoReadingError(Exception):
    """The numerals at hand have no one reading."""


def read_chinese(source: Source, start: int) -> Numeral | None:
    """The numeral that starts at ``start`` with a Chinese digit, 十 or digits before a unit.

    None where no numeral starts there; ``clear`` is false where it has no one reading.
    """
    first = source.char(start)
    pair = _BARE_DIGITS.match(source.folded, start)
    try:
        if pair:
            numeral = _bare(source, pair)
        elif first in DIGITS or first == "十" or start in source.digits:
            numeral = _Sum(source, start).read()
        else:
            return None
        if _VAGUE.match(source.folded, numeral.end):
            raise _NoReadingError
    except _NoReadingError:
        if pair and source.char(pair.end()) not in tuple("十百千万亿元块"):
            return None  # numeral characters in a row that count nothing
        return unreadable(start, _run_end(source, start), "chinese")
    return numeral


def _run_end(source: Source, start: int) -> int:
    """Where the whole run of numerals, digits and vague words ends: never resume inside it."""
    end = start
    while True:
        run = _RUN.match(source.folded, end)
        if run:
            end = run.end()
        elif end in source.digits:
            end = source.digits[end].end
        elif end > start and re.match(
            r"[多余几来个][十百千万亿]|[多余]", source.folded[end : end + 2]
        ):
            end += 1
        else:
            return max(end, start + 1)


def _bare(source: Source, pair: re.Match[str]) -> Numeral:
    """Digits without units between them: 二零一八, 八零零万 by position; 两三百万 a pair."""
    run, end = pair.group(), pair.end()
    units = _UNITS.match(source.folded, end)
    written = units.group() if units else ""
    scale = Decimal(1)
    for unit in written:
        scale *= SMALL.get(unit) or BIG[unit]
    values = [DIGITS[char] for char in run]
    if len(run) >= 4 or (len(run) == 3 and "零" in run[1:]):
        if any(unit in SMALL for unit in written) or "两" in run or run.startswith("零"):
            raise _NoReadingError
        value = by_position(run) * scale
        return Numeral(value, value, pair.start(), end + len(written), scale, "chinese")
    if len(run) == 2 and written and values[0] > 0 and values[1] == values[0] + 1:
        end += len(written)
        if source.char(end) in tuple(NUMERALS) or end in source.digits:
            raise _NoReadingError
        return Numeral(values[0] * scale, values[1] * scale, pair.start(), end, scale, "chinese")
    raise _NoReadingError


class _Sum:
    """Reads coefficient and unit by turns, each unit smaller than the last."""

    def __init__(self, source: Source, start: int) -> None:
        self.source, self.start, self.at = source, start, start
        self.total = Decimal(0)
        self.section = Decimal(0)  # below the next big unit
        self.current: Decimal | None = None
        self.last_small = Decimal(10**4)
        self.last_big = Decimal(10**12)
        self.last_unit: Decimal | None = None
        self.last_coefficient = Decimal(0)
        self.zero = False  # a 零 stood before the current digit
        self.digits = False  # the current coefficient is written in digits
        self.scale = Decimal(1)
        self.coefficients, self.first = 0, Decimal(0)

    def read(self) -> Numeral:
        """The numeral; raises _NoReadingError."""
        while self._coefficient() or self._unit():
            pass
        end, value = self._close()
        if self.coefficients == 1 and self.first and self.last_unit:
            unit = EXACT.divide(value, self.first).normalize()
            if unit.as_tuple().digits == (1,):  # 八百万
                self.scale = Decimal(int(unit))
        if self.source.char(end) in BIG and value:
            raise _NoReadingError
        return Numeral(value, value, self.start, end, self.scale, "chinese")

    def _coefficient(self) -> bool:
        if self.current is not None:
            return False
        before = self.at
        read = self._read_coefficient()
        if self.current is not None and self.at > before:
            self.coefficients += 1
            self.first = self.first or self.current
        return read

    def _read_coefficient(self) -> bool:
        found = self.source.digits.get(self.at)
        if found:
            if found.value is None:
                raise _NoReadingError
            if self.last_unit and found.value != int(found.value):
                raise _NoReadingError
            if found.loose and _GAP.match(self.source.folded, found.end):
                raise _NoReadingError
            self.before, self.current, self.at, self.digits = self.at, found.value, found.end, True
            gap = _GAP.match(self.source.folded, self.at)
            self.at = gap.end() if gap else self.at
            return True
        char = self.source.char(self.at)
        if char == "零" and self.last_unit:
            self.zero, self.at = True, self.at + 1
            return self.source.char(self.at) in DIGITS or self.at in self.source.digits
        if char not in DIGITS:
            return False
        self.before, self.current, self.at, self.digits = self.at, DIGITS[char], self.at + 1, False
        if self.source.char(self.at) == "个" and self.source.char(self.at + 1) == "亿":
            self.at += 1
        return True

    def _unit(self) -> bool:
        char = self.source.char(self.at)
        if char in SMALL:
            unit = SMALL[char]
            if self.current is None and not (unit == 10 and not self.section):
                raise _NoReadingError
            coefficient = Decimal(1) if self.current is None else self.current
            if unit >= self.last_small or (coefficient != int(coefficient) and self.section):
                raise _NoReadingError
            self.section += coefficient * unit
            self.last_small = unit
        elif char in BIG:
            unit = BIG[char]
            coefficient = self._section(unit)
            self.section, self.last_small, self.last_big = Decimal(0), Decimal(10**4), unit
            self.scale = max(unit, self.scale)
        else:
            return False
        self.last_unit, self.last_coefficient = unit, coefficient
        self.current, self.zero, self.at = None, False, self.at + 1
        return True

    def _section(self, unit: Decimal) -> Decimal:
        """Adds what stands before a big unit; returns it."""
        if self.current is not None:
            if self.section and self.last_small > 10 and not self.zero:
                raise _NoReadingError  # 三千五万
            self.section += self.current
        elif not self.section:
            if unit == 10**8 and self.last_big == 10**4:  # 一万亿
                self.total *= unit
                return self.total
            raise _NoReadingError
        if unit >= self.last_big or self.total != int(self.total):
            raise _NoReadingError
        self.total += self.section * unit
        return self.section

    def _close(self) -> tuple[int, Decimal]:
        """What stands after the last unit: nothing, ones, an elided unit, or something else."""
        base = self.total + self.section
        if self.current is None:
            if self.zero:
                raise _NoReadingError
            if self.source.char(self.at) == "半" and self.last_unit and self.last_unit >= 10**4:
                if _AFTER_SPOKEN.match(self.source.folded, self.at + 1):
                    return self.at + 1, base + self.last_unit / 2
                if self.source.char(self.at + 1) not in tuple("年月天个"):
                    raise _NoReadingError
            return self.at, base
        if self.last_unit is None:
            return self.at, self.current
        one = self.current < 10 and self.current == int(self.current)
        if self.zero or self.last_unit == 10:
            if not one or (self.digits and self.last_unit == 10):
                raise _NoReadingError
            return self.at, base + self.current
        spoken = _AFTER_SPOKEN.match(self.source.folded, self.at)
        if self.digits and self.source.char(self.source.skip(self.at)) == "元":
            if self.current >= self.last_unit or self.current < 10:
                raise _NoReadingError
            return self.at, base + self.current
        if not spoken:
            if self.digits and re.match(r"\s?[a-z%:/.]", self.source.folded[self.at :][:2]):
                raise _NoReadingError
            return self.before, base
        if not one or (self.digits and self.last_coefficient >= 10):
            raise _NoReadingError
        return self.at, base + self.current * self.last_unit / 10
