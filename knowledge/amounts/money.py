"""Amounts of money and other numbers, with their currency, range, sign and hedge."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.amounts.chinese import DIGITS, read_chinese
from knowledge.amounts.currency import currency_after, currency_before
from knowledge.amounts.english import read_scaled, read_words
from knowledge.amounts.numeral import Numeral
from knowledge.amounts.quantities import EXACT, YUAN, Hedge, Money, Number, Unclear
from knowledge.amounts.source import Source
from knowledge.amounts.spoken import read_part_of, read_spoken

BARE_AMOUNT = Decimal(10_000)  # a smaller number without a unit is no amount of money
LONGEST_LIST = 30
RANGE_LIMIT = 100  # two amounts further apart than this share no unit
_END = "(?![a-z0-9])"
_SIGN = re.compile(rf"-(?=[0-9.¥$€£a-z])|(?:minus|negative){_END} ?|负")
_JOIN = re.compile(r" ?(?:-|–|—|~|〜|to|到|至) ?")
_AND = re.compile(r" and |和|与|至|到")
_BETWEEN = re.compile(r"(?:between |介于|在)$")
_SMALL_CHANGE = re.compile(
    r"(?P<jiao>[0-9零一二三四五六七八九])[角毛](?:(?P<fen>[0-9一二三四五六七八九])分)?|(?P<only>[0-9]{1,2})分(?!之)"
)
_VAGUE = re.compile(
    r"(?:余|多(?![少久]|"
    r"\s?[0-9零一二两三四五六七八九十百千]+\s?[十百千万亿%成倍])|来(?![自源]))(?:元|块|万|亿)?|"
    r"[ ]?(?:-odd|or so)"
)
_OVER = re.compile(
    r"(?:(?<![a-z])(?:at least|(?<!no )(?<!not )more than|over|above|no less than|not less than|"
    r"exceed(?:s|ing)?|minimum of)|"
    r"至少|不(?:会|得|能)?(?:少于|低于)|不低于|超过|高于|大于|多于|最少|"
    r"起码)(?: about)?[ :]?(?:rmb|¥)?$"
)
_NOT_OVER = re.compile(
    r"(?:can(?:no|'|n')?t|can't|cannot|won't|will not|must not|never|not)(?: possibly| ever| even)?"
    r"(?: go| be| give| pay| spend| put (?:in|up))? ?(?:over|above|beyond|more than|exceed|past)"
    r"[ :]?(?:rmb|¥)?$|"
    r"(?:不(?:会|能|可能|得|可|应|宜)?|没法|无法)(?:超过|高于|多于)[ :]?(?:rmb|¥)?$"
)
_UNDER = re.compile(
    r"(?:at most|up to|less than|under|below|no more than|not more than|maximum of|nearly|almost|"
    r"最多|至多|不超过|不到|低于|小于|少于|不足|顶多|近|将近|接近)[ :]?(?:rmb|¥)?$"
)
_REACHED = re.compile(
    r"(?<![a-z])(?:go(?:es|ne)?|went|ris\w*|rose|rais\w*|increas\w*|gr[eo]w\w*|mov\w*|push\w*|top\w*)"
    r"(?: [a-z]{1,10}){0,2} up to[ :]?(?:rmb|¥)?$"
)
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|some|约|大约|大概|差不多)[ :]?(?:rmb|¥)?$"
)
_OVER_AFTER = re.compile(
    rf" ?(?:以上|or more{_END}|and above|\+(?! ?(?:an? |another|extra|[0-9¥]|rmb)))"
)
_UNDER_AFTER = re.compile(rf" ?(?:以下|以内|or less{_END})")
_COUNTED_NOUN = re.compile(
    r" (?!times|years?|yrs?|months?|districts?|percents?)[a-z]{3,}s(?![a-z])"
)
_THE_TWO = re.compile(r"(?:of the|the|those|these) $")
_MULTIPLIER = re.compile(r"\s?(?:[万亿千]|million|mn|billion|(?:[mkw]|kw|bn)(?![a-z0-9]))")
_COUNTED = {
    "people": r"people|persons?|users?|residents?|employees?|人(?!民币)|名|位(?!于)",
    "platform": r"(?:functional )?platforms?|个?(?:功能型?)?平台",
    "item": r"items?|条(?!件)|项(?!目)",
    "part": r"parts?|个?部分",
    "section": r"sections?|节|章",
    "district": r"districts|个区",
    "field": r"(?:focus )?fields?|个?领域",
    "round": r"rounds?|轮",
    "company": r"companies|enterprises?|firms?|start-?ups?|家|户",
    "time": r"times|次|倍",
    "department": r"departments?|个部门",
    "pillar": r"(?:major )?pillars?",
    "measure": r"(?:major )?(?:supportive )?measures?|个?措施",
    "body": r"bodies|commissions?|bureaus?|members?|个?成员单位|个?委办局",
    "patent": r"patents?|件",
    "project": r"projects?|个?项目",
    "sentence": r"sentences?|questions?|answers?|个?问题|句",
    "kind": r"kinds?|types?|categor(?:y|ies)|类|种",
    "metre": r"(?:square )?(?:metres?|meters?)|m[²³]|平方米|平米|平方|公里|km|米",
    "weight": r"tons?|tonnes?|吨|公斤|kg",
    "device": r"台(?!币)|辆|套(?!现)",
    "hour": r"hours?|小时|个小时",
    "point": r"points?|分(?![之开成给摊三两二四五年期批])|marks?",
    "watt": r"watts?|kwh|千瓦",
    "area": r"hectares?|mu|亩",
    "copy": r"份",
    "code": r"号",
}
_COUNT = re.compile(
    r"[ \u00a0-]?(?:"
    + "|".join(f"(?P<{unit}>(?:{p}))" for unit, p in _COUNTED.items())
    + r")(?![a-z])"
)
_THING = re.compile(r"个(?!亿)")
_CHANGES = re.compile(
    r"(?:(?<![a-z])by|增加|减少|提高|降低|上调|下调|追加)了?\s?(?:rmb |¥)?$|"
    r"(?<![a-z])(?:ris(?:e|es|ing)|rose|rais\w*|increas\w*|gr[eo]w\w*|go(?:es)?|went|f[ae]ll\w*|drop\w*|cut\w*|"
    r"reduc\w*|lower\w*|decreas\w*|chang\w*|mov\w*)(?: [a-z']{1,12}){0,4} from (?:rmb |¥)?$"
)
_PERCENT = re.compile(r" ?(?:%|percent|per cent)")
_AFTER_BARE = re.compile(r"\s*(?:$|[呢吧吗,，。.;；?？!！、)）])")


def read_numeral(source: Source, start: int) -> Numeral | None:
    """The numeral at ``start``, in digits, Chinese numerals or English words."""
    spoken = read_spoken(source, start) or read_part_of(source, start)
    if spoken:
        return spoken
    if start in source.digits:
        digits = source.digits[start]
        after = source.skip(digits.end)
        if (
            source.char(after) in ("十", "百", "千", "万", "亿")
            or (source.char(after) == "个" and source.char(after + 1) == "亿")
            or re.match(r"[多余几来][十百千万亿]", source.folded[after : after + 2])
        ):
            return read_chinese(source, start)
        return read_scaled(source, start)
    return read_chinese(source, start) or read_words(source, start)


def read_amount(source: Source, start: int) -> Money | Number | Unclear | None:
    """The amount, count or plain number at ``start``, its sign and currency mark included."""
    at, negative = _sign(source, start)
    before = currency_before(source, at)
    at = before[1] if before else at
    if before and not negative:
        at, negative = _sign(source, at)
    numeral = read_numeral(source, at)
    if numeral is None or (negative and _PERCENT.match(source.folded, numeral.end)):
        return None  # minus 10 %: a step, no amount
    if not numeral.clear or _VAGUE.match(source.folded, numeral.end):
        return Unclear((start, numeral.end), source.text[start : numeral.end])
    written = before[0] if before else None
    first = _single(source, numeral, start, written)
    if negative:
        return _negated(first)
    return _ranged(source, first, numeral, written) or first


def _sign(source: Source, at: int) -> tuple[int, bool]:
    sign = _SIGN.match(source.folded, at)
    before = source.char(at - 1)
    joins = before.isdigit() or (before != "" and before in "万亿千百元mknw")  # 500万-400万
    if not sign or (sign.group() == "-" and joins):
        return at, False
    return source.skip(sign.end()), True


def _negated(found: Money | Number | Unclear) -> Money | Number | Unclear:
    if isinstance(found, Money):
        return replace(found, low=-found.high, high=-found.low)
    return replace(found, value=-found.value) if isinstance(found, Number) else found


def _single(
    source: Source, numeral: Numeral, start: int, written: str | None
) -> Money | Number | Unclear:
    """One amount: money by its currency, its multiplier or its size; else a number."""
    after = currency_after(source, numeral.end)
    count = None if written or after else _COUNT.match(source.folded, numeral.end)
    if count:
        span = (start, count.end())
        return Number(numeral.low, span, source.text[start : count.end()], str(count.lastgroup))
    end = after[1] if after else numeral.end
    currency = (after[0] if after else None) or written
    if after and written and after[0] != written and after[0] != YUAN:
        return Unclear((start, end), source.text[start:end])  # ¥5m USD
    scaled = numeral.scale >= (10_000 if numeral.written == "chinese" else 1000)
    low, high = numeral.low, numeral.high
    if after and after[0] == YUAN and (change := _SMALL_CHANGE.match(source.folded, end)):
        jiao, fen = change["jiao"], change["fen"] or change["only"]
        extra = (_digit(jiao) / 10 if jiao else Decimal(0)) + (_digit(fen) / 100 if fen else 0)
        low, high, end = EXACT.add(low, extra), EXACT.add(high, extra), change.end()
    text = source.text[start:end]
    if numeral.spaced and not scaled and not _listed(source, numeral):
        return Unclear((start, end), text)
    thing = None if currency else _THING.match(source.folded, numeral.end)
    if thing:
        return Number(low, (start, thing.end()), source.text[start : thing.end()], "thing")
    if currency is None and not scaled and (low < BARE_AMOUNT or _identifier(source, numeral)):
        return Number(low, (start, end), text)
    hedge = _hedge(source, start, end)
    bare = currency is None and not scaled
    return Money(low, high, currency or YUAN, (start, end), text, bare, numeral.scale, hedge)


def _digit(written: str) -> Decimal:
    return DIGITS[written] if written in DIGITS else Decimal(written)


def _listed(source: Source, numeral: Numeral) -> bool:
    """Whether a run that may be one number or a list is a list: its last one has a multiplier."""
    end = numeral.end
    for _ in range(LONGEST_LIST):
        if source.char(end) not in (" ", "，") or end + 1 not in source.digits:
            break
        end = source.digits[end + 1].end
    return _MULTIPLIER.match(source.folded, end) is not None


def _identifier(source: Source, numeral: Numeral) -> bool:
    """A phone or identity number: many digits, ungrouped, not round."""
    digits = source.text[numeral.start : numeral.end]
    if source.char(numeral.start - 1) == "-" and source.char(numeral.start - 2).isdigit():
        return True
    return not numeral.grouped and len(digits) >= 11 and not digits.endswith("000")


def _hedge(source: Source, start: int, end: int) -> Hedge:
    before = source.before(start, 24)
    if _NOT_OVER.search(source.before(start, 48)):
        return "under"
    if _OVER.search(before) or _OVER_AFTER.match(source.folded, end):
        return "over"
    if (
        _UNDER.search(before) and not _REACHED.search(source.before(start, 40))
    ) or _UNDER_AFTER.match(source.folded, end):
        return "under"
    return "about" if _ABOUT.search(before) else ""


def _ranged(
    source: Source, first: Money | Number | Unclear, numeral: Numeral, written: str | None
) -> Money | Unclear | None:
    """``first`` to a second amount; None where no range stands there."""
    if isinstance(first, Unclear):
        return None
    start, end = first.span
    between = _BETWEEN.search(source.before(start, 9))
    if _CHANGES.search(source.before(start, 40)):
        return None  # raised by 2m to 7m, rises from 3m to 5m
    join = _JOIN.match(source.folded, end) or (_AND.match(source.folded, end) if between else None)
    if join is None or (isinstance(first, Number) and first.unit):
        return None
    mark = currency_before(source, join.end())
    second = read_numeral(source, mark[1] if mark else join.end())
    if second is None or not second.clear:
        return None
    other = _single(source, second, join.end(), (mark[0] if mark else None) or written)
    if not isinstance(other, Money):
        return None
    whole = (start, other.span[1])
    text = source.text[slice(*whole)]
    low = numeral.low
    shared = (numeral.scale < 10_000 and numeral.written != "words") or numeral.scale == 1
    shared = shared and not currency_after(source, numeral.end)
    if shared and other.scale > 1:
        lent = other.lend(low, RANGE_LIMIT)
        if lent is None:
            return Unclear(whole, text)
        low = lent
    elif (
        isinstance(first, Money)
        and first.currency != other.currency
        and (written or currency_after(source, numeral.end))
    ):
        return None
    if low >= other.low:
        dash = join.group().strip() in ("-", "–", "—", "~", "〜") and shared
        return Unclear(whole, text) if dash else None
    return replace(other, low=low, span=whole, text=text, hedge=_hedge(source, *whole))


def bare_number_stands(source: Source, number: Number) -> bool:
    """Whether a Chinese or English number word without a unit is meant as a number at all."""
    if number.span[0] not in source.digits and (
        _COUNTED_NOUN.match(source.folded, number.span[1])
        or _THE_TWO.search(source.before(number.span[0], 10))
    ):
        return False  # "the only two payers", "which of the two"
    if number.unit or number.span[0] in source.digits or number.value < 0:
        return True
    if number.text.isascii():
        return number.value > 1
    return number.value > 1 and _AFTER_BARE.match(source.folded, number.span[1]) is not None
