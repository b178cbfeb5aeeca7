"""Amounts that come back for a number of years: 10m a year for three years, 连续三年每年1000万."""

from __future__ import annotations

import re

from knowledge.amounts.neighbours import gap_between
from knowledge.amounts.quantities import (
    LONGEST_SERIES,
    Duration,
    Frequency,
    Money,
    Number,
    Reading,
    Series,
    Unknown,
    Year,
)
from knowledge.amounts.source import Source

PAYER = re.compile(r"city|district|municip|市|区")
_NONE_WORDS = (
    r"(?:nothing|none|zero|no more|"
    r"(?:就|全|都|完全)?(?:没有?了?|为零|不给了?|不出了?|停止?了?|取消了?|结束了?|归零|为0|零|stop(?:s|ped)?|ends?)(?![\w]))"
)
NOTHING = re.compile(
    rf"[\s,，、;；]*(?:(?:and |then |之后|然后|再|最后|再之后|此后|以后|后|就){{1,3}}{_NONE_WORDS}|"
    rf"{_NONE_WORDS} (?:afterwards|after that|thereafter|from then on|beyond))"
)
NONE = re.compile(rf"(?:[\s,，:：]|起|开始|之后|it |is |gets )*{_NONE_WORDS}")
ENDED = re.compile(rf"[\s,，、;；]*(?:and |then |最后|再)*{_NONE_WORDS}\s*")
HALVED = re.compile(
    r"(?<![a-z])(?:halv(?:e[sd]?|ing)|doubl(?:es?|ed|ing)) (?:each|every|by|annual|year)|"
    r"[逐每]年减半|"
    r"[逐每]年翻|by half (?:each|every)"
)
BEGINS = re.compile(r"(?<![a-z])(?:from|starting|beginning|since)(?![a-z])|从|自")
LISTED = re.compile(r"[\s,，、;；/]+(?:and |和)?")
UNREAD_LENGTH = re.compile(r"[0-9一二三四五六七八九十两]年(?:内|里)?(?:每年)?$")
_JOIN = (
    r"(?:[\s,，;；(（]|and|then|after that|afterwards|thereafter|for|over|the|next|first|following|"
    r"another|further|each of|in|连续|持续|给|出|投|拨|保持|维持|为期|之后|然后|接着|"
    r"随后|再|后|接下来|"
    r"此后|以后|最后|的|at|of|with|each|各|是|为|前|头|还|就|起|开始|starting|from|:|：|flat|constant|straight|consecutive|unchanged|不变|一?共|[×*x])"
)
_BESIDE = re.compile(rf"{_JOIN}*")
_BACK = re.compile(
    r"[\s,，(（]*(?:(?:for|in each of|each of|in|over|连续|持续|给|保持|维持|为期|flat|"
    r"constant|straight|"
    r"unchanged|不变|一?共|[×*x])[\s,，]?)*(?:the |our |its |their )?(?:first |next )?"
)
_PARTED = re.compile(
    r"[,，;；、。:：]|then|(?<![a-z])and(?![a-z])|after|next|之后|然后|后|再|接着|随后"
)
_ASKED_AFTER = re.compile(r"(?: \w+)? (?:minimum|floor|match|least|figure|maximum)(?![a-z])")
_CHANGES = re.compile(
    r"halv|half|doubl|fall|drop|declin|decreas|reduc|increas|ris(?:e|ing)|grow|taper|shrink|cut|"
    r"减|降|增|涨|翻|(?<![算合叫于是])退坡(?!模式|思路|原则)"
)
_LEADING = re.compile(r"(?:^|[,，。;；:：?？\n]|连续|前|头|先|for|first|the|of|持续|给)\s*$")
_EACH_BEFORE = re.compile(
    r"每年|每一年|各年|年均|连续|一年$|各$|annual|yearly|each year|every year|per year|"
    r"constant|flat|steady|保持|维持|稳定|都是|均为|(?:keeps?|kept|held|holds?|stays?|"
    r"remains?) (?:it |them )?at (?:rmb |¥)?$"
)
_EACH_AFTER = re.compile(
    r"[^,，;；。、]{0,12}?(?:每年|/ ?年|a year|per year|/ ?year|each|annual|every year|"
    r"yearly|p\.a|in a row|"
    r"straight|consecutive|flat|constant|unchanged|不变|[×*]\s?[0-9]|(?<![a-z])x\s?[0-9])|"
    r"\s?[,，]?\s?(?:连续|持续|每年(?![^,，。]{0,4}不)|each year)|[^,，;；。、]{0,8}不变"
)
SAME = re.compile(
    r"\s?[,，:：]?\s?(?:还是|仍|也|is |stays |remains |at )?(?:保持|维持)?(?:不变|持平|"
    r"同上|一样|相同|照旧|the same|"
    r"same|unchanged|ditto|flat)(?![a-z])"
)
CHANGING = re.compile(
    r"逐年(?:递?减|下?降|减少|退坡|递?增|上升)|每年(?:都|再)?(?:减少|递减|下降|递增|增加)|"
    r"(?:之后|然后|后面|再|此后|以后)(?:逐步|逐渐|慢慢|开始)?(?:递减|减少|下降|降低|退坡|增加)(?!到|至|为|[0-9])|"
    r"(?:then|after that|afterwards|thereafter|and) (?:it )?(?:gradually )?(?:declin|"
    r"decreas|reduc|fall|"
    r"taper|diminish|shrink|drop|ris|increas|grow)[a-z]*(?! (?:to|by)(?![a-z]))"
)
_SUM_BEFORE = re.compile(
    r"(?:共计?|合计|总计|总共|total(?:ling|s)?(?: of)?|altogether)(?:是|为|出|投入?|给|"
    r"要)?\s?(?:rmb|¥)?\s?$"
)
_SUM_AFTER = re.compile(r"\s?(?:yuan )?(?:in total|altogether|in all|total|all told)(?![a-z])")


def each_year(source: Source, amount: Money | Number | Unknown) -> bool:
    """Whether the words beside say that an amount is one of every year and no sum of several."""
    start, end = amount.span
    return (
        _EACH_BEFORE.search(source.before(start, 14)) is not None
        or _EACH_AFTER.match(source.folded, end) is not None
    )


def is_sum(source: Source, amount: Money | Number | Unknown) -> bool:
    """Whether the words beside an amount call it a sum."""
    start, end = amount.span
    return (
        _SUM_BEFORE.search(source.before(start, 16)) is not None
        or _SUM_AFTER.match(source.folded, end) is not None
    )


def whole_years(length: Duration) -> int | None:
    """The number of years of a plain length of time."""
    plain = length.unit == "year" and length.low == length.high == int(length.low)
    return int(length.low) if plain and 1 <= length.low <= LONGEST_SERIES else None


def beside_length(gap: str) -> bool:
    """Whether an amount and a number of years with this between them belong together."""
    return len(gap) <= 40 and _BESIDE.fullmatch(gap) is not None


def follows(source: Source, last: Reading, length: Duration) -> bool:
    """Whether a number of years speaks of the amount before it: "10m a year for three years"."""
    gap = gap_between(source, last, length)
    if "over" in gap and not isinstance(last, Frequency):
        return False
    return _BACK.fullmatch(gap) is not None


def in_all(source: Source, length: Duration) -> bool:
    """Whether a number of years is that of the whole schedule: 共五年."""
    return source.before(length.span[0], 4).rstrip().endswith("共")


def leads(source: Source, last: Reading | None, length: Duration) -> bool:
    """Whether a number of years speaks of the amount after it: 连续三年每年1000万."""
    start = length.span[0]
    if last is not None:
        parted = _PARTED.search(source.folded, last.span[1], start)
        return isinstance(last, Year) or parted is not None
    return _LEADING.search(source.before(start, 8)) is not None


def repeated(source: Source, readings: list[Reading]) -> list[Reading]:
    """As in "10m per year for three years", and what is said to come after them."""
    moneys = [(i, r) for i, r in enumerate(readings) if isinstance(r, Money)]
    lengths = [
        (i, r) for i, r in enumerate(readings) if isinstance(r, Duration) and r.unit == "year"
    ]
    often = [i for i, r in enumerate(readings) if isinstance(r, Frequency) and r.unit == "year"]
    if not (len(moneys) == len(lengths) == len(often) == 1):
        return readings
    (money_at, money), (length_at, length) = moneys[0], lengths[0]
    indices = sorted((money_at, length_at, often[0]))
    years = whole_years(length)
    span = (readings[indices[0]].span[0], readings[indices[2]].span[1])
    if indices[2] - indices[0] != 2 or span[1] - span[0] > 80 or not years or years < 2:
        return readings
    one, two = sorted((money_at, often[0]))
    between = gap_between(source, readings[one], readings[two])
    asked = _ASKED_AFTER.match(source.folded, readings[often[0]].span[1])
    if asked or re.search(r"[,，;；、。]", between) or two - one != 1 or is_sum(source, money):
        return readings  # 10m over five years, the same every year
    if _CHANGES.search(source.folded, max(0, span[0] - 20), span[1] + 20):
        return readings
    amounts: tuple[Money, ...] = (money,) * years
    nothing = NOTHING.match(source.folded, span[1])
    if nothing:
        zero = money.ended(money.span, money.text)
        amounts, span = (*amounts, zero), (span[0], nothing.end())
    if PAYER.search(source.folded, span[0], money.span[0]):
        span = (money.span[0], max(span[1], money.span[1]))  # the payer stands before it
    series = Series(amounts, tuple(range(1, len(amounts) + 1)), False, span,
                    source.text[slice(*span)])  # fmt: skip
    return [*readings[: indices[0]], series, *readings[indices[2] + 1 :]]
