"""Amounts of which only the size is said: 几百万, 小半个亿, several million, seven figures."""

from __future__ import annotations

import re

from knowledge.amounts.english import VALUES
from knowledge.amounts.quantities import Unclear
from knowledge.amounts.source import Source

_COUNTED = (
    r"(?!\s?(?:多|余)?(?:人(?!民币)|名|位|家|户|个|台|平|次|条|件|项|辆|亩|吨|公里|米|字|年|天|用户|"
    r"分之))"
)
_HOW_MANY = re.compile(rf"几(?:个亿|[十百千]?[万亿]|[百千]几?十[万亿])(?:元|块钱?)?{_COUNTED}")
_HAN = re.compile(
    rf"(?:[好大小]几(?:个亿|[十百千]?[万亿])|"
    rf"(?<![人总次户指基分系函参倍位无点号读岁张])数(?:[十百千]{{1,2}}[万亿]|[万亿](?=[元块]))|"
    rf"(?<![以加晚早网线身路史市区会书级之同])上(?:[百千]万|亿)(?![不别])|成百上千万|"
    rf"[百千]把个?万|(?<![一二两三四五六七八九十0-9])[百千]来个?[万亿]|(?<!附)近(?:[百千]万|亿)|"
    rf"(?<![大中微较最缩])小(?:半个?亿|[一两三](?:[百千]万|个?亿))|大半个?亿|半个多亿|"
    rf"个把[亿]|[一二两三四五六七八九]个多亿|若干[万亿]|(?<![0-9一二两三四五六七八九十百千])[十百千]?[万亿]级别?(?!产业|城市))(?:元|块钱?)?{_COUNTED}|"
    rf"[四五六七八九4-9]位数(?!字)"
)
_NUMBER = "[0-9]{1,3}|" + "|".join(list(VALUES)[1:])
_THINGS = (
    r"(?! (?:of )?(?:people|persons?|users?|compan|firms?|enterprises?|start-?ups?|jobs?|students?|"
    r"visitors?|patients?|units?|square|met(?:re|er)s?|tons?|lines?|hours?|times|years?|chips?|"
    r"wafers?|platforms?|projects?|patents?|researchers?|engineers?|words?|customers?|samples?|"
    r"downloads?|records?|data))(?![a-z])"
)
_ENGLISH = re.compile(
    rf"(?<!how )(?:(?:several|a few|some|many|a couple(?: of)?|dozens of|tens of|umpteen)"
    rf"(?: hundreds?(?: of)?| tens of)? (?:thousand|million|billion)s?|"
    rf"hundreds of (?:thousand|million)s|"
    rf"(?:{_NUMBER})(?: hundred)?(?: and| point)?[ -](?:something|odd|some)[ -]"
    rf"(?:thousand|million|billion))"
    rf"{_THINGS}(?: of)?(?: yuan| rmb| renminbi)?|"
    rf"(?<!in )(?:millions|billions) of (?:yuan|rmb|renminbi)|"
    rf"(?:(?:low|mid|high)[ -])?(?:[4-9]|four|five|six|seven|eight|nine|ten)[ -]figures?"
    rf"(?: (?:sum|amount|number))?(?![a-z])"
)
_QUESTION = re.compile(
    r"多少|多大|吗|怎|咋|啥|谁|是否|够不够|行不行|能不能|可不可以|什么|哪|对不对|要不要|合不合|算不算|符不符"
)
_FIGURE = re.compile(r"[0-9一二两三四五六七八九十][百千]?[万亿]")
_MODAL = re.compile(
    r"(?:[少低]于|最[少低]|[至不]少|起码|应该?|该|得|要|须|需|各|分别)(?:[出给拿投掏]|有|是)?$"
)
_EITHER = re.compile(r"还是")
_AROUND = 40


def read_vague(source: Source, start: int) -> Unclear | None:
    """The words at ``start`` that say no more of an amount than its size."""
    text = source.folded
    if start and source.char(start - 1).isascii() and source.char(start - 1).isalnum():
        return None
    found = _HAN.match(text, start) or _ENGLISH.match(text, start)
    if found is None:
        found = _HOW_MANY.match(text, start)
        if found is None or _asks(source, found):
            return None
    return Unclear((start, found.end()), source.text[start : found.end()])


def _asks(source: Source, found: re.Match[str]) -> bool:
    """Whether 几 asks how many: 区级不能少于几个亿, and not 市里给了几百万，区里最少多少."""
    before = source.before(found.start(), _AROUND)
    after = source.folded[found.end() : found.end() + _AROUND]
    if _EITHER.search(after[:4]) or before.endswith("还是") or _MODAL.search(before):
        return True
    if not (before + after).strip(" 。,，"):
        return False
    around = before + "，" + after
    return not (_QUESTION.search(around) or _FIGURE.search(around))
