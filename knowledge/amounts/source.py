"""The text as the readers see it: folded character by character, its digit runs resolved.

Folding keeps the length, so a position in the folded text is a position in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from knowledge.han import HAN

LONGEST = 24  # digits; beyond that nobody means an amount

_PAIRS = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
    **dict(
        zip(
            "萬億兩個條項區級點圓幣後負對節資給撥畝萬",
            "万亿两个条项区级点圆币后负对节资给拨亩万",
            strict=True,
        )
    ),
    **dict(
        zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟弐", "一二二三三四五六六七八九十百千二", strict=True)
    ),
    **dict(zip("−﹣‐‑’‘“”￥〇", "----''\"\"¥零", strict=True)),
    **dict(
        zip(
            "總計開縣間過財運營設與從約佔億歐鎊單費給還這應減遞變為無沒續連別",
            "总计开县间过财运营设与从约占亿欧镑单费给还这应减递变为无没续连别",
            strict=True,
        )
    ),
    **dict(zip("\t\r\u3000", "   ", strict=True)),
}
_PAIRS["，"] = "，"  # the full-width comma mostly separates, and may group
_FOLD = str.maketrans(_PAIRS)

_RUN = re.compile(r"[0-9]+(?:[,，.' \u00a0\u2009\u202f][0-9]+)*|(?<![0-9])\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,'])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+")
_SPACED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_HARD_SPACE = re.compile(r"[\u00a0\u2009\u202f]")
_OPAQUE = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}")


@dataclass(frozen=True)
class Digits:
    """A number in digits. ``value`` is None where the run has no one reading.

    ``loose`` marks a grouping that a list could also be ("800,600"): to be believed only without
    a multiplier after it; ``spaced`` a list that a grouping could also be ("500 400 300"): to be
    believed only with one.
    """

    start: int
    end: int
    value: Decimal | None
    grouped: bool = False
    loose: bool = False
    spaced: bool = False


def fold(text: str) -> str:
    """Lower case, half width, one script for numeral characters; same length as ``text``."""
    folded = text.translate(_FOLD)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


class Source:
    """A text with its folded form and its digit runs, each found once (linear in the text)."""

    def __init__(self, text: str) -> None:
        """Fold ``text`` and resolve its digits."""
        self.text = text
        self.folded = fold(text)
        self.opaque: Mapping[int, int] = {m.start(): m.end() for m in _OPAQUE.finditer(self.folded)}
        self.digits: Mapping[int, Digits] = {
            digits.start: digits
            for run in _RUN.finditer(self.folded)
            for digits in _resolve(run.group(), run.start())
        }
        self.chinese = HAN.search(text) is not None

    def char(self, position: int) -> str:
        """The folded character there, or "" outside the text."""
        return self.folded[position] if 0 <= position < len(self.folded) else ""

    def before(self, position: int, reach: int) -> str:
        """The folded text that ends at ``position``, at most ``reach`` characters of it."""
        return self.folded[max(0, position - reach) : position]

    def skip(self, position: int) -> int:
        """The position after any spaces."""
        while self.char(position) in (" ", "\u00a0", "\u2009", "\u202f"):
            position += 1
        return position


def _resolve(run: str, at: int) -> Iterator[Digits]:
    """The numbers of one run of digits with single separators between them."""
    end = at + len(run)
    if _SPACED.fullmatch(run):
        certain = _HARD_SPACE.search(run) or re.search(r" 0", run)
        if certain:
            yield _number(run, at, end, grouped=True)
        else:
            yield from _split(run, " ", at, spaced=True)
    elif "，" in run:
        grouped = run.replace("，", ",")
        if _GROUPED.fullmatch(grouped) and ",0" in grouped:
            yield _number(grouped, at, end, grouped=True)
        else:
            yield from _split(run, "，", at, spaced=_GROUPED.fullmatch(grouped) is not None)
    elif " " in run:
        year, _, rest = run.partition(" ")
        if re.fullmatch(r"(?:19|20)\d\d", year) and _SPACED.fullmatch(rest) and " 0" in rest:
            yield _number(year, at, at + 4)
            yield _number(rest, at + 5, end, grouped=True)
        else:
            yield from _split(run, " ", at)
    elif _GROUPED.fullmatch(run):
        separator = "'" if "'" in run else ","
        first, *others = run.split(separator)
        loose = len(first) == 3 and not any(other.startswith("0") for other in others)
        yield _number(run, at, end, grouped=True, loose=loose)
    elif _PLAIN.fullmatch(run):
        yield _number(run, at, end)
    elif "," in run and not re.fullmatch(r"[0-9.]+,[0-9]{1,2}", run):
        yield from _split(run, ",", at)
    else:
        yield Digits(at, end, None)


def _split(run: str, separator: str, at: int, spaced: bool = False) -> Iterator[Digits]:
    """A list of numbers; unreadable as a whole where one of them is no number ("000")."""
    found: list[Digits] = []
    start = at
    for piece in run.split(separator):
        if separator == " " and _GROUPED.fullmatch(piece):
            found += [_number(piece, start, start + len(piece), grouped=True)]
        elif _PLAIN.fullmatch(piece):
            found += [_number(piece, start, start + len(piece), spaced=spaced)]
        else:
            found = [Digits(at, at + len(run), None)]
            break
        start += len(piece) + 1
    yield from found


def _number(
    run: str, start: int, end: int, grouped: bool = False, loose: bool = False, spaced: bool = False
) -> Digits:
    digits = re.sub(r"[^0-9.]", "", run)
    leading = len(digits) > 1 and digits[0] == "0" and digits[1] != "."
    value = None if leading or len(digits) > LONGEST else Decimal(digits)
    return Digits(start, end, value, grouped, loose, spaced)
