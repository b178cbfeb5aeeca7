"""Shares and splits: 40%, 六成, two thirds, 三分之一, 70/30, 七比三, 三七开, fifty-fifty."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from knowledge.amounts.chinese import DIGITS, by_position, read_chinese
from knowledge.amounts.english import VALUES
from knowledge.amounts.numeral import Numeral
from knowledge.amounts.quantities import Share, Unclear
from knowledge.amounts.source import Source

_HALF = Fraction(1, 2)
_EVEN = re.compile(
    r"(?:fifty|50) ?[-/–:] ?(?:fifty|50)(?![a-z0-9])(?!%)|half (?:and half|each|"
    r"apiece)(?![a-z0-9])|"
    r"equal shares(?![a-z0-9])|五五(?:开|分|比例?)?|"
    r"对半[开分]?|各(?:出|占|付|承担)?一?半(?!个?亿)|平分|均摊|平摊|一人一半|五五分[成账]|一半一半|evenly(?![a-z0-9])|equally(?![a-z0-9])"
)
_ONE_HALF = re.compile(
    r"(?:one |a )?half(?![a-z0-9])(?! (?:an?(?![a-z])|year|the year|of the year|"
    r"(?:of a )?(?:million|billion|thousand)|"
    r"of (?:19|20)|way|"
    r"day|hour|month))"
    r"(?!-|year)|一半"
)
_TEN = re.compile(
    r"([一二三四六七八九])([一二三四六七八九])(?:开|分成|分账|分摊|分担|比例|来|走|分|出)"
)
_PERCENT = re.compile(
    r"[ \u00a0]?(?:%|percent(?![a-z0-9])|per cent(?![a-z0-9])|pct(?![a-z0-9])|"
    r"percentage points?(?![a-z0-9]))"
)
_TENTHS = re.compile(
    r"成(?![立本为果功都长员就效熟交])([一二三四五六七八九](?![十百千万亿成])|半)?"
)
_POINT = re.compile(r"点([零一二三四五六七八九]{1,6})")
_SECOND_PERCENT = re.compile(r" ?[/:] ?([0-9.]{1,8}) ?%")
_RATIO = re.compile(r" ?(?::| to |比) ?")
_SLASH = re.compile(r" ?[/] ?| ?[-–] ?(?=[0-9]{1,2}(?: (?:split|ratio|basis)|开))")
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_FRACTION = re.compile(
    r"([a-z]+|[0-9]{1,2})[ -](half|third|quarter|fourth|fifth|sixth|tenth)(s?)(?![a-z0-9])"
)
_A_PART = re.compile(
    r"(?:a |(?<=remaining )|(?<=the other ))(third|quarter|fifth|tenth)(?![a-z0-9])(?= of| from|"
    r" share| every| each| per| a year| annually| is| comes| falls| goes|[.,;?!]|$)"
)
_SPLIT_WORDS = re.compile(r"split|ratio|shares?(?![a-z0-9])|basis|比例|分成|分摊|比")
_SCALE_AFTER = re.compile(
    r"\s?(?:million|billion|thousand|m(?![a-z0-9])|k(?![a-z0-9])|mn(?![a-z0-9])|bn(?![a-z0-9])|[万亿千百])"
)
_SMALL = Decimal(1000)
SCALED = 1000  # 千 and up make an amount, no percentage or ratio


def read_share_words(source: Source, start: int) -> Share | None:
    """The share that starts at ``start`` with words instead of a numeral."""
    text = source.folded
    even = _EVEN.match(text, start)
    if even:
        return _share(source, start, even.end(), (_HALF, _HALF))
    half = _ONE_HALF.match(text, start)
    if half and not re.search(
        r"(?:first|second|1st|2nd|more than|over|above|under) $|[过逾]$|超过$",
        source.before(start, 10),
    ):
        return _share(source, start, half.end(), (_HALF,))
    ten = _TEN.match(text, start)
    if ten:
        a, b = int(DIGITS[ten[1]]), int(DIGITS[ten[2]])
        if a + b == 10:
            return _share(source, start, ten.end(), (Fraction(a, 10), Fraction(b, 10)))
    if text.startswith("百分之", start):
        numeral = _small_number(source, start + 3)
        if numeral and numeral.clear:
            end = numeral.end
            value = Fraction(numeral.low)
            point = _POINT.match(text, end)
            if point:
                decimals = Fraction(by_position(point[1])) / 10 ** len(point[1])
                value, end = value + decimals, point.end()
            return _share(source, start, end, (value / 100,))
    fraction = _FRACTION.match(text, start)
    if fraction:
        count = Decimal(fraction[1]) if fraction[1].isdigit() else VALUES.get(fraction[1])
        whole = _PARTS[fraction[2]]
        plural = fraction[3] == "s"
        if count and 0 < count < whole and plural == (count > 1):
            return _share(source, start, fraction.end(), (Fraction(int(count), whole),))
    part = _A_PART.match(text, start)
    if part:
        return _share(source, start, part.end(), (Fraction(1, _PARTS[part[1]]),))
    return None


def read_share(source: Source, numeral: Numeral) -> Share | Unclear | None:
    """The share or split that ``numeral`` begins."""
    text, end = source.folded, numeral.end
    if not numeral.clear or numeral.low != numeral.high:
        return None
    value = Fraction(numeral.low)
    percent = _PERCENT.match(text, end) if numeral.scale < SCALED else None
    if percent:
        return _percent(source, numeral.start, percent.end(), value)
    tenths = _TENTHS.match(text, end)
    if tenths and value <= 10 and numeral.scale < SCALED:
        rest = _tenth_of(tenths[1])
        return _share(source, numeral.start, tenths.end(), (value / 10 + rest,))
    if text.startswith("分之", end) and value and value == int(value):
        part = _small_number(source, end + 2)
        if part and part.clear and part.low <= numeral.low:
            return _share(source, numeral.start, part.end, (Fraction(part.low) / value,))
    if numeral.scale >= SCALED:
        return None
    return _ratio(source, numeral) or _slash(source, numeral)


def _tenth_of(written: str | None) -> Fraction:
    """What stands after 成: 三成五 is 35 %, 七成半 75 %."""
    if not written:
        return Fraction(0)
    return Fraction(5 if written == "半" else int(DIGITS[written]), 100)


def _percent(source: Source, start: int, end: int, value: Fraction) -> Share | Unclear:
    """One percentage, or two of them that make up the whole ("70%/30%")."""
    second = _SECOND_PERCENT.match(source.folded, end)
    if second and second[1].count(".") < 2 and value + Fraction(second[1]) == 100:
        parts = (value / 100, Fraction(second[1]) / 100)
        return _share(source, start, second.end(), parts)
    return _share(source, start, end, (value / 100,))


def _ratio(source: Source, numeral: Numeral) -> Share | None:
    """a:b or a:b:c, unless it is a time of day or an amount."""
    parts, end = [Fraction(numeral.low)], numeral.end
    words = False
    while len(parts) < 4:
        mark = _RATIO.match(source.folded, end)
        following = _small_number(source, mark.end()) if mark else None
        if mark is None or following is None or not following.clear or following.scale >= SCALED:
            break
        words = words or ":" not in mark.group()
        parts, end = [*parts, Fraction(following.low)], following.end
        if mark.group().strip() == "to" and (len(parts) > 2 or sum(parts) not in (10, 100)):
            return None
    whole = sum(parts)
    if len(parts) < 2 or whole <= 0 or _SCALE_AFTER.match(source.folded, end):
        return None
    if source.char(end) in ("年", "元", "%", "月", "日", "个") or min(parts) < 0:
        return None
    if re.match(r"\s?(?:years?|yuan|rmb|percent)", source.folded[end : end + 9]):
        return None
    clear = words or whole in (10, 100) or max(parts) <= 10
    return _share(source, numeral.start, end, tuple(p / whole for p in parts)) if clear else None


def _slash(source: Source, numeral: Numeral) -> Share | Unclear | None:
    """70/30 is a split, 1/3 a fraction; 3/7 is either, unless a word says which."""
    mark = _SLASH.match(source.folded, numeral.end)
    second = source.digits.get(mark.end()) if mark else None
    if second is None or second.value is None or second.value == 0:
        return None
    a, b, end = Fraction(numeral.low), Fraction(second.value), second.end
    if _SCALE_AFTER.match(source.folded, end):
        return Unclear((numeral.start, end), source.text[numeral.start : end])
    around = source.before(numeral.start, 12) + source.folded[end : end + 12]
    split = a + b == 100 or (a + b == 10 and (a >= b or _SPLIT_WORDS.search(around)))
    if split:
        return _share(source, numeral.start, end, (a / (a + b), b / (a + b)))
    if a + b == 10:
        return Unclear((numeral.start, end), source.text[numeral.start : end])
    if 0 < a < b <= 10 and a == int(a) and b == int(b):
        return _share(source, numeral.start, end, (a / b,))
    return None


def _small_number(source: Source, start: int) -> Numeral | None:
    """A number below a thousand, in digits or Chinese numerals."""
    digits = source.digits.get(start)
    if digits is None:
        return read_chinese(source, start)
    if digits.value is None or digits.value >= _SMALL or digits.grouped:
        return None
    return Numeral(digits.value, digits.value, start, digits.end, Decimal(1), "digits")


def _share(source: Source, start: int, end: int, parts: tuple[Fraction, ...]) -> Share:
    return Share(parts, (start, end), source.text[start:end])
