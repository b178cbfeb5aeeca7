"""Numbers that are no figures: item and part numbers, list marks, ordinals, document numbers."""

from __future__ import annotations

import re

from knowledge.amounts.english import ORDINALS, VALUES
from knowledge.amounts.source import Source

_NUMBER = (
    r"(?:[0-9]{1,4}(?:st|nd|rd|th)?|"
    + "|".join(VALUES)
    + r"|[ivx]{1,5})(?![a-z0-9])(?:\([0-9a-z]\))?"
)
_ORDINALS = "|".join([*ORDINALS, "twentieth"])
_THINGS = (
    r"items?|articles?|parts?|sections?|clauses?|chapters?|paragraphs?|points?|annex|appendix|"
    r"questions?|options?|phases?|rounds?|steps?|tables?|figures?|pages?|levels?|tiers?|versions?|"
    r"scenario|scenarios|plan|case|example|faq|number|no\.|nos\."
)
_PLURALS = "items|articles|parts|sections|clauses|chapters|paragraphs|points"
_HAN = r"[0-9零一二两三四五六七八九十百]{1,4}+"
_AMOUNT = (
    r"(?! ?(?:[mkw](?![a-z])|mn|million|billion|thousand|hundred|yuan|rmb|%|percent|万|亿|元))"
)
_MENTION = re.compile(
    rf"(?<![a-z])(?:{_THINGS})[ .]?\s?(?:nos?\. ?|#)?{_NUMBER}(?![.,]?[0-9%]){_AMOUNT}"
)
_LIST = re.compile(
    rf"(?<![a-z])(?:{_PLURALS}) {_NUMBER}(?![.,]?[0-9%]){_AMOUNT}"
    rf"(?:(?:, and |, | and | or | to |/| ?[-–] ?){_NUMBER}{_AMOUNT}(?![.,]?[0-9]))+"
)
_ORDINAL = re.compile(
    rf"(?<!remaining )(?<!the other )(?:[0-9]{{1,3}}(?:st|nd|rd|th)|(?:{_ORDINALS}))(?![a-z0-9])"
    rf"(?! (?:[a-z]{{2,9}} |[0-9]{{1,2}} )?years?(?![a-z]))"
    rf"(?:[ -]five-year plan)?"
)
_FIVE_YEAR_PLAN = re.compile(r"(?:five|5)[ -]year plans?|五年[规規][划劃]|十[二三四五]五")
_CHINESE = re.compile(
    rf"第\s?{_HAN}(?!\s?年)(?!\s?[-~—到至]\s?[0-9一二三四五六七八九十]{{1,3}}年)(?:\s?[、和与到至或及-]\s?第?{_HAN}(?=[条项款章节]))*[条项款章节部分步批期轮届个]?"
)
_BRACKET = re.compile(
    r"(?![(（]\s?(?:19|20)[0-9]{2}\s?[)）](?![0-9]))[(（\[【〔]\s?[0-9零一二三四五六七八九十]{1,4}\s?[)）\]】〕](?:[0-9]{1,4}号)?"
)
_LIST_MARK = re.compile(
    r"(?:(?<=\n)|^)[ >*-]{0,4}(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[.)](?=\s)|、)"
    r"(?!\s?[0-9零一二两三四五六七八九十])"
)
_WORDS = re.compile(
    r"万一|千万别|千万不|千万要|三方|十分|百分点|一[分毛](?:钱|一毫)?[也都]?[不没]|一分(?:钱|一毫)|一毛(?:钱|不)|不差一[分毛]|一五一十|一[般统些定样直旦切起致同并律]|四梁八柱|"
    r"[a-z]{1,3}-?[0-9][0-9a-z_]*"
)
_SOME_YEAR = re.compile(
    r"(?:[哪那同这某下上另任后]|(?<![只还仅])有|任何|其中|其余|再下|接下来|最[后末])一年(?!度)|[末尾哪同某]年(?!度|龄|级|纪)|最末年"
)
_MARKS = (
    _LIST_MARK, _BRACKET, _CHINESE, _LIST, _MENTION, _FIVE_YEAR_PLAN, _ORDINAL, _SOME_YEAR,
)  # fmt: skip
_MONEY_CODE = re.compile(r"(?:rmb|cny|usd|us|hkd|eur|gbp|y|yr|fy)-?[0-9]")


def structure_end(source: Source, start: int) -> int | None:
    """Where the reference or mark that starts at ``start`` ends; None where none starts."""
    if start in source.opaque:
        return source.opaque[start]
    text = source.folded
    for pattern in _MARKS:
        found = pattern.match(text, start)
        if found:
            return found.end()
    found = _WORDS.match(text, start)
    if found and not _MONEY_CODE.match(text, start):
        return found.end()
    return None
