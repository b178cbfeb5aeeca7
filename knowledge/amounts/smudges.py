"""Numerals with a blot or a gap in them or touching them: 八百□十万, 8?0万, 8__万, 8x0k.

What is left of such a numeral to read is not the numeral, so none of it is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.amounts.source import Source

_HARD = "□■█▇▆▅▄▃▂▁▓▒░▢▣◻◼⬛⬜▪▫▬\ufffd"
_N = "0-9零一二两三四五六七八九十百千"
_REMARK = (
    r"[(（\[【](?:[?？_.… xX×*-]{0,6}|(?:污|模糊|看不清|不清|涂|墨|缺|损|破|糊)[^)）\]】]{0,8}|"
    r"illegible|unreadable|blot|smudged?|stained|torn)[)）\]】]"
)
_BLOT = re.compile(
    rf"(?P<hard>[{_HARD}]+)|(?P<ring>[○◯]+)|(?P<cross>[x×*#]+)|(?P<soft>[?？]+|_+|…+|\.{{2,}}|{_REMARK})"
)
_LEFT = re.compile(rf"[{_N}][,.]?$")
_UNIT = r"[十百千万亿]|(?:[mkw]|mn|bn|thousand|million|billion)(?![a-z0-9])"
_RIGHT = re.compile(rf"[,.]?(?:[{_N}]|{_UNIT})")
_AFTER_SPACE = re.compile(rf" ?(?:{_UNIT})")
_CROSSED = re.compile(
    rf"0|[0-9](?=\s?(?:{_UNIT}))|[一二两三四五六七八九]?[十百千万亿]|"
    rf"(?:[mkw]|mn|bn|million)(?![a-z0-9])"
)
_TOUCHES_LEFT = re.compile(rf"[{_N}万亿][,.]?$")
_HEADLESS = re.compile(r"\.[0-9](?![0-9]*\.)|00")
_HEAD = re.compile(rf"(?:rmb ?|[¥$€£])?[{_N}万亿,.{_HARD}]*$")
_TAIL = re.compile(
    rf"(?:[{_N}万亿{_HARD}○◯?？_…x×*#]|[,.](?=[0-9{_HARD}]))*(?: ?(?:{_UNIT}))?(?:元|块钱)?"
)
_FALLEN = re.compile(r"(?<![0-9.,])(?<![0-9] )[1-9][0-9]{0,2} 0{1,2}(?=[千万亿])")
_REACH = 24


def smudges_in(source: Source) -> Mapping[int, int]:
    """Where the numerals with a blot in them begin and end."""
    text = source.folded
    found: dict[int, int] = {m.start(): m.end() + 1 for m in _FALLEN.finditer(text)}
    last = 0
    for blot in _BLOT.finditer(text):
        if blot.start() < last or not _smudged(source, blot):
            continue
        before = source.before(blot.start(), min(_REACH, blot.start() - last))
        head = _HEAD.search(before)
        start = blot.start() - (len(before) - head.start() if head else 0)
        tail = _TAIL.match(text, blot.end(), blot.end() + _REACH)
        last = tail.end() if tail else blot.end()
        found[start + len(text[start:last]) - len(text[start:last].lstrip(",. "))] = last
    return found


def _smudged(source: Source, blot: re.Match[str]) -> bool:
    text, start, end = source.folded, blot.start(), blot.end()
    before = source.before(start, 2)
    left = _LEFT.search(before) is not None
    right = _RIGHT.match(text, end) is not None
    if blot["hard"]:
        return _TOUCHES_LEFT.search(before) is not None or right
    if blot["ring"]:  # for 零 in 二○一八, for a hole in 8○○万
        return before[-1:].isdigit() and before[-1:].isascii() and right
    if blot["cross"]:
        crossed = len(blot.group()) > 1 and (right or _AFTER_SPACE.match(text, end) is not None)
        return left and (crossed or _CROSSED.match(text, end) is not None)
    if not left:
        return not blot.group().startswith((".", "…")) and _HEADLESS.match(text, end) is not None
    return right or (blot.group().startswith("_") and _AFTER_SPACE.match(text, end) is not None)
