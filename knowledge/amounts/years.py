"""Years and lengths of time: in year 3, 第三年, 2021年, over five years, 连续三年, 每年."""

from __future__ import annotations

import re

from knowledge.amounts.chinese import by_position, tens_and_ones
from knowledge.amounts.english import ORDINALS, VALUES
from knowledge.amounts.numeral import Numeral
from knowledge.amounts.quantities import Duration, Frequency, Year
from knowledge.amounts.source import Source

_FREQUENCY = re.compile(
    r"(?:per|each|every|a) (?:year|annum)(?![a-z0-9])|per annum(?![a-z0-9])|p\.a\.|/ ?(?:year|"
    r"yr)(?![a-z0-9])(?! ?[0-9])|annual(?:ly)?(?![a-z0-9])|"
    r"yearly(?![a-z0-9])|逐年|每一?年度?|年均|各年度?|/年|全年(?!度?的?预算)|一整年|"
    r"(?:the )?(?:full|whole|entire) year(?![a-z])|(?:for|over|in|"
    r"during) the year(?![a-z ]{0,3}[0-9])"
)
_OTHER_FREQUENCY = re.compile(
    r"(?:(?:per|each|every|/) ?|a (?!quarter))(?P<unit>month|quarter|week)(?![a-z0-9])|"
    r"(?P<adverb>month|quarter|"
    r"week)ly(?![a-z0-9])|[每/]个?(?P<han>月|季度?|周)"
)
_PREFIX = re.compile(r"\s?(?:rmb|cny|usd|us\$|¥|\$|€)\s?[0-9]")
_HAN_UNITS = {"月": "month", "季": "quarter", "周": "week"}
_N = r"([0-9]{1,2}|" + "|".join([*list(VALUES)[1:21], *ORDINALS[:10]]) + r")"
_YEAR_N = re.compile(
    rf"(?:in )?(?:the )?(?<!last )(?<!this )(?<!next )(?<!per )(?<!each )(?<!every )"
    rf"(?:years?|yrs?|y)[ -]?{_N}(?![a-z0-9]|[.,][0-9])(?:(?: to | and |-|–|"
    rf" ?- ?){_N}(?![a-z0-9]))?"
)
_YEARS_LIST = re.compile(
    rf"(?:in )?(?:each of )?(?:the )?years {_N}, ?{_N},? (?:and|&) {_N}(?![a-z0-9])"
)
_NTH = re.compile(r"(?:in )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th) year(?![a-z0-9])")
_ORDINALS = ORDINALS[:10]
_WORD_NTH = re.compile(rf"(?:in )?(?:the )?({'|'.join(_ORDINALS)}) year(?![a-z0-9])")
_ELLIPTIC = re.compile(rf"in the ({'|'.join(_ORDINALS)})(?=\s*(?:and |[,;.?!]|$))")
_FIRST_N = re.compile(rf"(?:in )?(?:the )?first {_N} years(?![a-z0-9])")
_ORDINAL_YEAR = re.compile(r"(?:first|second|third|[0-9](?:st|nd|rd|th)) year")
_HAN = r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_CHINESE_N = re.compile(rf"第?{_HAN}?(?:年)?(?:到|至|-|~)?第{_HAN}年")
_CHINESE_RUN = re.compile(rf"第{_HAN}年?\s?(?:到|至|-|~|—)\s?{_HAN}年")
_CHINESE_FIRST = re.compile(rf"[前头](?:{_HAN}|两)年")
_CHINESE_ONE = re.compile(r"首年|头一年|(?<![里源开起年带])头年(?!份)|第1年")
_CHINESE_TWO = re.compile(r"次年")
_NUMBERED = (
    _YEARS_LIST, _YEAR_N, _NTH, _WORD_NTH, _CHINESE_ONE, _CHINESE_TWO,
    _CHINESE_RUN, _CHINESE_N, _FIRST_N,
    _CHINESE_FIRST, _ELLIPTIC,
)  # fmt: skip
_COUNT = "|".join(list(VALUES)[2:21])
_LAST = re.compile(
    rf"最[后末]一?年|[末尾]年(?!度|龄|级|纪)|(?:in )?the (?:last|final) year(?![a-z0-9])"
    rf"(?: of (?:the |these )?(?:[0-9]{{1,2}}|{_COUNT})(?: years)?(?![a-z0-9]))?"
)
_LENGTH = re.compile(
    rf"(?<![第前后头每哪那这同某0-9.一二三四五六七八九十])"
    rf"([0-9]{{1,2}}|[二两三四五六七八九十]{{1,3}})个?年(?!级|代|报|龄|轻|底|初|末|终|内|前|后|来|之)|"
    rf"(?<!first )(?<!last )(?<!next )(?<!past )(?<![a-z0-9.])([0-9]{{1,2}}|"
    rf"{_COUNT})[ -]years?(?![a-z])|"
    rf"(?:last|final) year of (?:the |these )?([0-9]{{1,2}}|{_COUNT})(?![a-z0-9])"
)
_CALENDAR = re.compile(r"(?:in |fy ?)?((?:19|20)[0-9]{2})(?:年度?)?(?![0-9.,]*[0-9])")
_CALENDAR_SPELLED = re.compile(r"((?:一九|二零)[零一二三四五六七八九]{2})年度?")
_CALENDAR_RUN = re.compile(
    r"(?:in )?((?:19|20)[0-9]{2})年?\s?(?:-|–|—|~|to|到|至)\s?((?:19|20)[0-9]{2})年?(?![0-9])"
    r"(?!\s?(?:万|亿|元|m(?![a-z0-9])|k(?![a-z0-9])|million|yuan))"
)
_UNIT_OF_AMOUNT = re.compile(
    r"\s?(?:[万亿千百元块%个家名人项]|rmb|cny|yuan|usd|percent|million|thousand|"
    r"(?:[mkw]|mn|bn)(?![a-z0-9]))"
)
_UNITS = {
    "year": r"[ -]?(?:years?|yrs?)(?![a-z0-9])|年(?!级|代|报|龄|轻|底|初|末|终|内)|个?年度",
    "month": r"[ -]?months?(?![a-z0-9])|个月",
    "week": r"[ -]?weeks?(?![a-z0-9])|周(?!年)|个星期",
    "day": r"[ -]?days?(?![a-z0-9])|天|个?工作日|日(?!元|本)",
}
_UNIT = re.compile(r"\s?(?:个)?(?:" + "|".join(f"(?P<{u}>{p})" for u, p in _UNITS.items()) + ")")


def read_year(source: Source, start: int) -> Year | Frequency | None:
    """The year, "per year" or "per month" that starts at ``start``."""
    text = source.folded
    found = _FREQUENCY.match(text, start)
    if found:
        return Frequency((start, found.end()), source.text[start : found.end()])
    other = _OTHER_FREQUENCY.match(text, start)
    if other:
        unit = other["unit"] or other["adverb"] or _HAN_UNITS[other["han"][0]]
        return Frequency((start, other.end()), source.text[start : other.end()], unit)
    run = _CALENDAR_RUN.match(text, start)
    if run and int(run[1]) < int(run[2]):
        return _year(source, start, run.end(), int(run[1]), int(run[2]), calendar=True)
    for pattern in _NUMBERED:
        found = pattern.match(text, start)
        if found:
            if pattern is _ELLIPTIC and not _ORDINAL_YEAR.search(source.before(start, 60)):
                continue
            year = _ordinal(source, found, whole=pattern in (_FIRST_N, _CHINESE_FIRST))
            if year:
                return year
    spelled = _CALENDAR_SPELLED.match(text, start)
    if spelled:
        value = int(by_position(spelled[1]))
        return _year(source, start, spelled.end(), value, value, calendar=True)
    calendar = _CALENDAR.match(text, start)
    if calendar and (start in source.digits or text[start] in "if"):
        at = calendar.start(1)
        digits = source.digits.get(at)
        if digits and digits.end == at + 4 and not _amount_follows(source, calendar.end()):
            value = int(calendar[1])
            return _year(source, start, calendar.end(), value, value, calendar=True)
    return None


def length_beside_last_year(source: Source) -> int | None:
    """The one length of time of a text that speaks of its last year: 共三年 … 末年."""
    if _LAST.search(source.folded) is None:
        return None
    lengths = {_value(next(g for g in found.groups() if g).replace("两", "二"))
               for found in _LENGTH.finditer(source.folded)} - {1}  # fmt: skip
    return lengths.pop() if len(lengths) == 1 else None


def read_last_year(source: Source, start: int, length: int | None) -> Year | None:
    """末年, 最后一年, "the last year" as a number, where the length is known."""
    found = _LAST.match(source.folded, start) if length else None
    if found is None or length is None:
        return None
    return _year(source, start, found.end(), length, length, calendar=False)


def _amount_follows(source: Source, end: int) -> bool:
    """A unit right after four digits makes them an amount or a count: 2000万, 2000 yuan."""
    if source.char(end - 1) in "年度":
        return False
    if _PREFIX.match(source.folded, end):
        return False  # 2019 RMB 10 million
    return _UNIT_OF_AMOUNT.match(source.folded, end) is not None


def _ordinal(source: Source, found: re.Match[str], whole: bool) -> Year | None:
    values = [_value(group) for group in found.groups() if group]
    if any(value is None or not 0 < value <= 99 for value in values):
        return None
    numbers = [value for value in values if value is not None] or [1]
    if "两年" in found.group() or found.re is _CHINESE_TWO:
        numbers = [2]
    low, high = (1, numbers[-1]) if whole else (numbers[0], numbers[-1])
    if low > high or (found.re is _CHINESE_N and "第" not in found.group()):
        return None
    return _year(source, found.start(), found.end(), low, high, calendar=False)


def _value(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    if written in VALUES:
        return int(VALUES[written])
    if written in _ORDINALS:
        return _ORDINALS.index(written) + 1
    return tens_and_ones(written)


def _year(source: Source, start: int, end: int, low: int, high: int, calendar: bool) -> Year:
    return Year(low, high, calendar, (start, end), source.text[start:end])


def read_duration(source: Source, numeral: Numeral) -> Duration | None:
    """The length of time that ``numeral`` begins: "five years", 三年."""
    found = _UNIT.match(source.folded, numeral.end)
    if not found or not numeral.clear or numeral.scale >= 1000:
        return None
    unit = str(found.lastgroup)
    span = (numeral.start, found.end())
    return Duration(numeral.low, numeral.high, unit, span, source.text[span[0] : span[1]])
