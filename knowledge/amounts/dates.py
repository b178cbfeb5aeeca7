"""Dates as people write them in both languages; only ones that exist."""

from __future__ import annotations

import re
from calendar import monthrange

from knowledge.amounts.chinese import by_position, tens_and_ones
from knowledge.amounts.quantities import CalendarDate, Unclear
from knowledge.amounts.source import Source

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z0-9])\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9a-z])(?![.,][0-9])"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_UNIT = r"(?!\s?(?:m|k|mn|bn|million|billion|thousand|yuan|rmb|percent|%|万|亿|元))"
_CN_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_CN_DAY = r"(?P<day>[12][0-9]|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_CN_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|[一二][零一二三四五六七八九]{3})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>[0-2]?[0-9]|3[01])(?![0-9])",
        rf"{_CN_YEAR}\s?年\s?{_CN_MONTH}\s?月(?:份|\s?{_CN_DAY}\s?[日号])?",
        rf"{_CN_MONTH}\s?月\s?{_CN_DAY}\s?[日号]",
        rf"{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}{_UNIT})?",
        rf"{_MONTH} {_DAY}{_UNIT}(?:,? {_YEAR}{_UNIT})?",
        rf"{_MONTH},? {_YEAR}{_UNIT}",
    )
)


def read_date(source: Source, start: int) -> CalendarDate | Unclear | None:
    """The date that starts at ``start``, Unclear where no such day exists; None where none does."""
    for pattern in _PATTERNS:
        found = pattern.match(source.folded, start)
        if not found:
            continue
        parts = found.groupdict()
        year = _number(parts["year"]) if parts.get("year") else None
        month, day = _number(parts["month"]), _number(parts["day"]) if parts.get("day") else None
        span = (start, found.end())
        if day is not None and not 1 <= day <= monthrange(year or 2000, month)[1]:
            return Unclear(span, source.text[start : found.end()])
        return CalendarDate(year, month, day, span, source.text[start : found.end()])
    return None


def _number(written: str) -> int:
    if written[0].isascii():
        return int(written) if written.isdigit() else _MONTHS.index(written[:3]) + 1
    return tens_and_ones(written) or int(by_position(written))
