"""A unit declared once for all numbers: 单位：万元, "in millions", "all figures in 万"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.amounts.chinese import BIG, SMALL
from knowledge.amounts.english import SCALES
from knowledge.amounts.quantities import EXACT, YUAN, Money, Number, Reading, Span, Unclear, Year
from knowledge.amounts.source import Source

_SCALES = {
    **SMALL, **BIG, **SCALES,
    "百万": Decimal(10**6), "千万": Decimal(10**7), "10,000": Decimal(10**4),
    "ten thousand": Decimal(10**4), "000": Decimal(1000), "": Decimal(1),
}  # fmt: skip
_DECLARED = re.compile(
    r"(?:金额|数字|资金|货币)?单位(?:都|均|统一|全)?(?:是|为|用|按|:|：)?\s?(?:人民币|rmb)?\s?"
    r"(?P<han>[百千]?万|千|亿)?(?P<yuan>元|圆)?(?:人民币|rmb)?(?!美|港|欧)|"
    r"(?:都|均|全部?|统一)?(?:以|按)(?P<by>[百千]?万|亿)元?(?:为单位|计(?!划)|算)|"
    r"(?:都|均|全)是?(?P<all>[百千]?万|亿)(?:元)?(?=\s*(?:$|[)）,，。?？]))|"
    r"(?<![a-z0-9])(?:(?:all|both)? ?(?:the )?(?:figures|numbers|amounts|sums)(?: are)?(?: all)? )?"
    r"in (?:units? of )?(?:(?:rmb|yuan) (?=millions|thousands|10,000))?"
    r"(?:(?P<word>million|billion|thousand)s(?: of)?(?: rmb| yuan)?|"
    r"(?P<one>million|thousand) (?:rmb|yuan)|"
    r"(?:rmb|yuan|cny) (?P<after>million|thousand|万)|(?P<wan>万|10,000|ten thousand)(?: ?元| yuan|"
    r" rmb)?)(?![a-z0-9])|"
    r"(?:rmb|yuan|cny|¥|in) ?['’]?(?P<zeros>000)s?(?![0-9])|"
    r"[(（](?:rmb |人民币)?(?P<bracket>million|万)(?:元| yuan| rmb)?[)）]|"
    r"(?<![a-z0-9])units?(?: is|:|：| are|=)? ?(?:rmb |yuan )?(?P<unit>million|thousand|"
    r"万|10,000)s?"
    r"(?: rmb| yuan| ?元)?"
)
_CURRENCIES = {
    "USD": r"(?:us |u\.s\. )?dollars?|usd|us\$|美元|美金",
    "EUR": r"euros?|eur|欧元",
    "GBP": r"pounds(?: sterling)?|gbp|英镑",
    "HKD": r"hong kong dollars?|hk ?dollars?|hkd|港元|港币",
    "JPY": r"yen|jpy|日元",
    YUAN: r"yuan|rmb|cny|renminbi|人民币",
}
_NAME = "|".join(f"(?P<{code}{{n}}>{words})" for code, words in _CURRENCIES.items())


def _named(number: int) -> str:
    return "(?:" + _NAME.replace("{n}", str(number)) + ")(?![a-z0-9])"


_DECLARED_CURRENCY = re.compile(
    rf"(?<![a-z])(?:quoted|stated|given|expressed|denominated|priced|payable|counted|reckoned|paid|"
    rf"amounts?|figures?|sums?|numbers?|everything|all|both|is|are|was|it's|they're|budget|grant|"
    rf"money)(?: are| is)?(?: all| both)? in {_named(1)}|"
    rf"[(（](?:all )?(?:in )?{_named(2)}[)）]|"
    rf"(?:^|[,;:，；：.]\s?)(?:all |both )?in {_named(3)}(?=\s*(?:[,;:.)，；：]|$))|"
    rf"(?:以|按|用|报价(?:是|为|用)?|单位(?:是|为)?|币种(?:是|为)?|是|为){_named(4)}"
    rf"(?:计价?|算|结算|报价?|为单位|标价|(?=[，,。；;：:\s)）呢吗的?？]|$))|"
    rf"(?:^|[，,；;。]){_named(5)}(?=[:：])|"
    rf"(?:these|those|that|they|it|them|million|thousand|billion|[0-9](?:m|k|bn)?) (?:is|are|"
    rf"was|were|be|would be|meant|mean) (?:all |really |actually |in )?{_named(6)}"
)
_CONVERTS = re.compile(
    r"convert|equivalent|exchange rate|(?:how much|what)(?! (?:must|does|should|"
    r"is the least))[^.?]{0,30}? in "
    r"|换算|折合|折成|折算|汇率|兑"
)
_WRITTEN = re.compile(r"[元圆块¥]|yuan|rmb|cny|人民币|renminbi|kuai")
_UNITS = re.compile(r"\s?units?(?![a-z])")  # in 10m units
_COUNTED = re.compile(r"\s?(?:%|percent|years?|months?|成)")
_AFTER_PAYER = re.compile(
    r"(?:(?<![a-z])(?:city|district|municipality|government)(?: gives?| pays?| puts? in|:)? |"
    r"[市区][级里]?(?:财政|政府)?(?:出资|投入|出|给|投|拿|配套?)?[:：]?\s?)$"
)


_JUST_UNIT = re.compile(
    r"\s*(?:in |i mean |i meant |it's |it is |they're |they are |all |of course |sorry,? |"
    r"yes,? |是|都是|哦|对|嗯|我是说|就是|当然是?|按|漏写了|忘了?写?|少写了?|[,，])*"
    r"(?:(?P<word>millions?|thousands?|billions?|wan)(?: of)?(?: rmb| yuan)?|"
    r"(?P<han>[百千]?万|亿)元?|(?P<yuan>yuan|rmb|元))(?:的|啊|呀|吧|"
    r"哦)?\s*(?:,? ?sorry)?[.。!！]?\s*"
)


def unit_alone(text: str) -> Decimal | None:
    """The unit that a message gives without any amount: "millions", 单位是万; None for none."""
    source = Source(text)
    declared = declared_scale(source)
    if declared:
        return declared[0]
    found = _JUST_UNIT.fullmatch(source.folded)
    if not found:
        return None
    word = (found["word"] or "").removesuffix("s")
    return Decimal(1) if found["yuan"] else _SCALES[found["han"] or word]


def declared_scale(source: Source) -> tuple[Decimal, Span] | None:
    """The unit that the text declares, and where; None for none, or for more than one."""
    found = list(_DECLARED.finditer(source.folded))
    scales = {_scale(match) for match in found}
    if len(scales) != 1 or None in scales:
        return None
    (scale,) = scales
    return (scale, found[0].span()) if scale is not None else None


def _scale(found: re.Match[str]) -> Decimal | None:
    written = next((g for k, g in found.groupdict().items() if g and k != "yuan"), "")
    return _SCALES[written] if written or found["yuan"] else None


def in_declared_unit(
    source: Source, readings: list[Reading], declared: tuple[Decimal, Span] | None
) -> list[Reading]:
    """The bare numbers as amounts in the declared unit; amounts with a unit keep theirs.

    ``declared`` is what ``declared_scale`` found in ``source``.
    """
    readings = [_no_year(source, reading) for reading in readings]
    if any(isinstance(r, Money) and _UNITS.match(source.folded, r.span[1]) for r in readings):
        return [
            Unclear(r.span, r.text) if isinstance(r, Number) and not r.unit else r for r in readings
        ]
    if declared is None:
        return readings
    scale, (start, end) = declared
    kept = [r for r in readings if not (start < r.span[1] and r.span[0] < end)]
    return [_scaled(source, reading, scale) for reading in kept]


def _no_year(source: Source, reading: Reading) -> Reading:
    """As in 市里2000，区里1800万: four digits right after a payer are his amount, no year."""
    if not isinstance(reading, Year) or not reading.calendar or not reading.text.isdigit():
        return reading
    start, end = reading.span
    if not _AFTER_PAYER.search(source.before(start, 16)):
        return reading
    if source.char(end) in ("年", "-", "到", "至"):
        return reading
    return Number(Decimal(reading.low), reading.span, reading.text)


def _scaled(source: Source, reading: Reading, scale: Decimal) -> Reading:
    if isinstance(reading, Number) and not reading.unit:
        if _COUNTED.match(source.folded, reading.span[1]):
            return reading
        value = EXACT.multiply(reading.value, scale)
        return Money(value, value, YUAN, reading.span, reading.text, False, scale)
    if isinstance(reading, Money) and reading.bare:
        if reading.scale != 1:
            return Unclear(reading.span, reading.text)
        return replace(
            reading, low=EXACT.multiply(reading.low, scale),
            high=EXACT.multiply(reading.high, scale), bare=False, scale=scale,
        )  # fmt: skip
    return reading


def in_declared_currency(source: Source, readings: list[Reading]) -> list[Reading]:
    """The amounts without a currency in the one that is named apart: "in dollars: 1.2 million".

    A question for another currency ("what is that in dollars?") names none.
    """
    named = {found.lastgroup for found in _DECLARED_CURRENCY.finditer(source.folded)}
    codes = {str(name).rstrip("123456") for name in named}
    if len(codes) != 1 or _CONVERTS.search(source.folded):
        return readings
    (code,) = codes
    return [
        replace(reading, currency=code, bare=False)
        if isinstance(reading, Money)
        and reading.currency == YUAN
        and not _WRITTEN.search(reading.text.lower())
        else reading
        for reading in readings
    ]
