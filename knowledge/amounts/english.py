"""English number words and multipliers: two and a half million, 3.5 mn, half a million, 8kw."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.amounts.numeral import Numeral, unreadable
from knowledge.amounts.quantities import EXACT
from knowledge.amounts.source import Source

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: Decimal(i) for i, word in enumerate(_ONES)} | {
    word: Decimal(10 * i) for i, word in enumerate(_TENS, start=2)
}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth"
).split()
_WORDS = {
    "thousand": 10**3, "grand": 10**3, "milion": 10**6, "millon": 10**6, "millions": 10**6,
    "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_LETTERS = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "mil": 10**6, "bn": 10**9,
    "tn": 10**12, "w": 10**4, "kw": 10**7, "wan": 10**4,
}  # fmt: skip
SCALES = {word: Decimal(value) for word, value in (_WORDS | _LETTERS).items()}
_SCALE = re.compile(
    r"[ \u00a0-]?(" + "|".join(sorted(SCALES, key=len, reverse=True)) + r")(?![a-z0-9])(?![²³])"
)
_SCALE_WORD = re.compile(r"[ -]?(?:(hundred) )?(thousand|million|billion|trillion)(?![a-z0-9])")
_WORD = re.compile(r"[ -]?([a-z]+)(?![a-z0-9])")
_FIRST = re.compile(r"([a-z]+)(?![a-z0-9])")
_HALF = re.compile(r"half (?:a |of a )?(thousand|million|billion)(?![a-z0-9])")
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_AND_A_HALF = re.compile(r" and a (half|quarter) (thousand|million|billion)(?![a-z0-9])")
_VAGUE = re.compile(
    r"[ -](?:odd|dozen|score|or so|plus(?! (?:rmb|cny|¥|[0-9]|an? |another|the ))|lakhs?|"
    r"crores?)(?![a-z0-9])"
)
_LAST_WORD = re.compile(r"([a-z]+)$")
_ANOTHER_ONE = re.compile(r"(?<![a-z])(?:another|extra|additional|further) $")
_ANOTHER = re.compile(r"(?: and)? (?=[0-9]|(?:a|" + "|".join(VALUES) + r")(?![a-z0-9]))")


def read_scaled(source: Source, start: int) -> Numeral | None:
    """Digits at ``start`` with any English multiplier after them."""
    digits = source.digits.get(start)
    if digits is None:
        return None
    if digits.value is None:
        return unreadable(start, digits.end, "digits")
    text, end, scale = source.folded, digits.end, Decimal(1)
    half = _AND_A_HALF.match(text, end)
    if half:
        scale = SCALES[half[2]]
        value = EXACT.multiply(EXACT.add(digits.value, _PARTS[half[1]]), scale)
        return Numeral(value, value, start, half.end(), scale, "digits")
    hundred = _SCALE_WORD.match(text, end)
    found = _SCALE.match(text, end)
    if hundred and hundred[1]:
        scale, end = 100 * SCALES[hundred[2]], hundred.end()
    elif found and not _watts(source, found):
        scale, end = SCALES[found[1]], found.end()
    if (digits.loose and scale > 1) or _VAGUE.match(text, end):
        return unreadable(start, end, "digits")
    value = EXACT.multiply(digits.value, scale)
    numeral = Numeral(
        value, value, start, end, scale, "digits", grouped=digits.grouped, spaced=digits.spaced
    )
    return _compound(source, numeral) if scale > 1 else numeral


def read_words(source: Source, start: int) -> Numeral | None:
    """The number words that start at ``start``: None where none do."""
    numeral = _words(source, start)
    return _compound(source, numeral) if numeral and numeral.scale > 1 else numeral


def _words(source: Source, start: int) -> Numeral | None:
    text = source.folded
    half = _HALF.match(text, start)
    if half:
        scale = SCALES[half[1]]
        return Numeral(scale / 2, scale / 2, start, half.end(), scale, "words")
    total, group, end = Decimal(0), None, start
    last, scale, floor = Decimal(10**15), Decimal(1), Decimal(10**3)
    while True:
        word = (_WORD if end > start else _FIRST).match(text, end)
        if word is None:
            break
        name = word[1]
        if name in ("a", "an") and group is None and not total:
            follow = _WORD.match(text, word.end())
            if not follow or follow[1] not in ("hundred", *_WORDS):
                return None
            group = Decimal(1)
        elif name == "and" and floor == 100 and _value_after(text, word.end()):
            pass
        elif name in VALUES:
            value = VALUES[name]
            if group is not None and not 0 < value < floor:
                return unreadable(start, word.end(), "words")
            group = value if group is None else group + value
            floor = Decimal(10) if value >= 20 else Decimal(0)
        elif name == "hundred" and group is not None and 0 < group < 100 and floor != 100:
            group, floor = group * 100, Decimal(100)
        elif (
            name in _WORDS
            and group is None
            and not total
            and _ANOTHER_ONE.search(source.before(start, 12))
        ):
            last = scale = SCALES[name]
            total, floor = last, Decimal(10**3)
        elif name in _WORDS and group is not None and SCALES[name] < last:
            last = SCALES[name]
            scale = max(scale, last)
            total, group, floor = total + group * last, None, Decimal(10**3)
        elif name in _WORDS and group is not None and total:
            return unreadable(start, word.end(), "words")
        else:
            break
        end = word.end()
    if (group is None and not total) or end == start:
        return None
    half = _AND_A_HALF.match(text, end) if not total else None
    if half and group is not None:
        scale = SCALES[half[2]]
        total, group, end = (group + _PARTS[half[1]]) * scale, None, half.end()
    if _VAGUE.match(text, end):
        return unreadable(start, end, "words")
    value = total + (group or 0)
    return Numeral(value, value, start, end, scale, "words")


def _value_after(text: str, end: int) -> bool:
    word = _WORD.match(text, end)
    return word is not None and word[1] in VALUES


def _watts(source: Source, found: re.Match[str]) -> bool:
    """A capital W is a watt, unless the text is Chinese (500W is typed for 五百万)."""
    return found[1] in ("w", "kw") and not source.chinese and source.text[found.end() - 1] == "W"


def _compound(source: Source, numeral: Numeral) -> Numeral:
    """Joins "8 million 500 thousand"; with "and" or a letter they could be two amounts."""
    another = _ANOTHER.match(source.folded, numeral.end)
    if another is None:
        return numeral
    at = another.end()
    digits = source.digits.get(at)
    if digits:
        scale = _SCALE.match(source.folded, digits.end)
        value, end = digits.value, scale.end() if scale else digits.end
    else:
        words = _words(source, at)
        value, end = (words.low / words.scale, words.end) if words else (None, at)
        scale = _LAST_WORD.search(source.folded[at:end]) if words else None
    if value is None or scale is None or scale[1] not in SCALES:
        return numeral
    step = SCALES[scale[1]]
    if step >= numeral.scale:
        return numeral
    spelled = step == 1000 and scale[1] == "thousand" and another.group() == " "
    spelled = spelled and source.folded[: numeral.end].endswith(("million", "billion"))
    if not spelled or value >= 1000 or _ANOTHER.match(source.folded, end):
        return unreadable(numeral.start, end, numeral.written)
    whole = EXACT.add(numeral.low, EXACT.multiply(value, step))
    return Numeral(whole, whole, numeral.start, end, numeral.scale, numeral.written)
