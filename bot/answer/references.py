"""References with a grammar: item and part numbers, and steps from the last item."""

import re
from dataclasses import dataclass

from knowledge.han import HAN

_EN = {
    word: number
    for number, word in enumerate(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        ).split(),
        start=1,
    )
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth"
        ).split(),
        start=1,
    )
}
_ZH = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
       "九": 9}  # fmt: skip
_ZH_FORM = re.compile(
    r"(?=.)(?:([一二两三四五六七八九])百零?)?([一二三四五六七八九]?十)?([零一二两三四五六七八九])?"
)
_EN_NUMBER = "|".join(sorted(_EN, key=len, reverse=True))
_EN_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ZH_NUMBER = r"[零一二两三四五六七八九十百]+|\d+"

_ITEM_EN = re.compile(
    rf"\b(?:items?|articles?|clauses?|points?)\s*(?:no\.?\s*|number\s*|#\s*)?"
    # Possessive: a run of digits cut into numbers in every way would take years.
    rf"((?:(?:\d++|{_EN_NUMBER})(?:st|nd|rd|th)?(?:\s*(?:,|and|&|or|to)\s*)?)+)(?![\w%])",
    re.I,
)
_ITEM_EN_ORDINAL = re.compile(
    rf"\b(\d+(?:st|nd|rd|th)|{_EN_ORDINAL})\s+(?:item|article|clause)\b", re.I
)
# No two runs of \s meet: a list with a space before each comma could be read in 2^n ways.
_ZH_LIST = rf"(?:{_ZH_NUMBER})(?:(?:\s*[条條])?\s*[、,，和与及至到-]\s*第?\s*(?:{_ZH_NUMBER}))*"
_ITEM_ZH = re.compile(
    # Without 第 a number before 条 is as often a count: 一条, 共14条.
    rf"(?:第\s*({_ZH_LIST})|(?<![共有哪下上前后每这那几分总个一二两三四五六七八九百\d])((?:\d+|十[一二三四五六七八九]?)))"
    rf"\s*[条條](?![件例款])|[条條]款?\s*(\d+)"
)
_PART_EN = re.compile(rf"\bparts?\s+(\d+|{_EN_NUMBER})\b|\b({_EN_ORDINAL})\s+part\b", re.I)
_PART_ZH = re.compile(rf"第\s*({_ZH_NUMBER})\s*(?:个|個)?\s*(?:部分|部份|章)")
_WHICH_ITEM = re.compile(
    r"\b(?:which|what)\s+(?:item|article|clause|paragraph|provision|part|section)s?\b"
    r"|\bwhere\s+(?:in|does)\b.*\b(?:say|said|stand|state|written|guideline|release)"
    r"|\bitem\s+(?:number|no)\b"
    r"|(?:哪|第几|第幾)\s*(?:一|个|個)?\s*(?:条|條|款|部分|章|项|項)|在哪(?:里|裡|儿)(?:写|規|规|說|说|提)",
    re.I,
)  # fmt: skip
_PLACE = re.compile(
    r"\b(?:which|what)\s+(?:item|article|clause|provision)(?:\s+n(?:o\.?|umber))?\b"
    r"|\bitem\s+(?:number|no)\b|\bunder\s+(?:which|what)\s+number\b"
    r"|(?:哪|第[几幾])\s*(?:一|个|個)?\s*(?:条|條)|[条條]文?[号號]",
    re.I,
)
_AFTER_NEXT = re.compile(
    r"\b(?:one|item|article) after (?:the )?next\b|\bnext but one\b"
    r"|[下再][下隔]一?[条條]|隔一[条條]",
    re.I,
)
_NEXT = re.compile(
    r"^\W*(?:and\W+|the\W+|ok\W+|now\W+)*next(?:\W+(?:one|please|pls))*\W*$"
    r"|\b(?:next|following)\s+(?:item|one|article)\b|\bone (?:right |just )?after\b"
    r"|(?:[下后後]|\bnext\s*)一?[条條]|^\W*(?:那|再|接着|看)*(?:下一个|下一個|往下)(?:呢|吧)?\W*$",
    re.I,
)
_PREVIOUS = re.compile(
    r"\b(?:previous|preceding|prior|last)\s+(?:item|article)\b"
    r"|\b(?:previous one|one (?:right |just )?before)\b"
    r"|(?:上|\bprevious\s*)一?[条條]|前(?:[头面边]?那?)一[条條]|前[头面边]那?[条條]",
    re.I,
)
_STEPS = re.compile(
    # Several items away from the last one: "two items back", 往后数两条.
    rf"\b(\d|{_EN_NUMBER})\s+(?:items?|articles?)\s*"
    r"(back|earlier|before|up|further|later|after|on|down)\b"
    r"|[往向]([前后上下])(?:数|翻|推)?(\d|[一两二三四五])[条條]|[前上]([两二三四五])[条條]",
    re.I,
)
_BARE = re.compile(
    # No two runs of \W meet: on a message of brackets alone that would take seconds.
    rf"^\W*(?:(?:and|what about|how about|then|那|还有)\W*)?(?:no\.?\s*|number\s+)?"
    rf"(?:(\d{{1,2}}|{_EN_NUMBER})(?:st|nd|rd|th)?|第?([一二两三四五六七八九十]{{1,3}}))\W*(?:(?:呢|then)\W*)?$",
    re.I,
)


@dataclass(frozen=True)
class References:
    """What a message refers to by number.

    Attributes:
        items: item numbers named, in order, without repeats; they may not exist.
        parts: part numbers named.
        step: how many items after the last one, or before it where negative, is meant; else 0.
        bare: the number that is all the message holds ("11?", 那十二呢), or None.
        which_item: the message asks which item (or part) something stands in.
        place: it asks that of an item, and names none: the number is what it wants to know.
    """

    items: tuple[int, ...]
    parts: tuple[int, ...]
    step: int
    bare: int | None
    which_item: bool
    place: bool


def read_references(text: str) -> References:
    """Find the items and parts that a message names."""
    items: list[int] = []
    for match in _ITEM_EN.finditer(text):
        items += _english(match.group(1))
    items += [_ordinal(m.group(1)) for m in _ITEM_EN_ORDINAL.finditer(text)]
    for match in _ITEM_ZH.finditer(text):
        items += _chinese_list(next(filter(None, match.groups())))
    parts = [
        _english(m.group(1))[0] if m.group(1) else _ordinal(m.group(2))
        for m in _PART_EN.finditer(text)
    ]
    numbers = (_chinese(m.group(1)) for m in _PART_ZH.finditer(text))
    parts += [number for number in numbers if number is not None]
    which = bool(_WHICH_ITEM.search(text))
    step = _step(text)
    bare = _BARE.match(text)
    number = None
    if bare is not None:
        number = _chinese(bare.group(2)) if bare.group(2) else _english(bare.group(1))[0]
    place = bool(_PLACE.search(text)) and not (items or parts or step)
    return References(
        tuple(dict.fromkeys(items)), tuple(dict.fromkeys(parts)), step, number, which, place
    )


def asks_where(sentence: str) -> bool:
    """Tell a sentence that asks in which item something stands, and does not say what."""
    if not read_references(sentence).place:
        return False
    return len(HAN.findall(sentence)) <= 8 and len(sentence.split()) <= 7


def _step(text: str) -> int:
    several = _STEPS.search(text)
    if several is None and _AFTER_NEXT.search(text):
        return 2
    if several is None:
        return 1 if _NEXT.search(text) else -1 if _PREVIOUS.search(text) else 0
    count, way, direction, number, before = several.groups()
    if count:
        back = way.lower() in ("back", "earlier", "before", "up")
        return -_english(count)[0] if back else _english(count)[0]
    steps = _chinese(before or number) or 0
    return steps if direction and direction in "后下" else -steps


def _english(text: str) -> list[int]:
    """Read a list of English numbers; "10 to 12" is a run."""
    found: list[int] = []
    tokens = re.findall(rf"\d+|{_EN_NUMBER}|to", text.lower())
    for at, token in enumerate(tokens):
        if token == "to":
            continue
        number = int(token) if token.isdigit() else _EN[token]
        if at and tokens[at - 1] == "to" and found and found[-1] < number <= found[-1] + 20:
            found += range(found[-1] + 1, number + 1)
        else:
            found.append(number)
    return found


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))


def _chinese_list(text: str) -> list[int]:
    """Read a list of Chinese or Arabic numbers; "十至十二" is a run."""
    found: list[int] = []
    run = False
    for token in re.findall(rf"{_ZH_NUMBER}|[至到-]", text):
        if token in "至到-":
            run = True
            continue
        number = _chinese(token)
        if number is None:
            continue
        if run and found and found[-1] < number <= found[-1] + 20:
            found += range(found[-1] + 1, number + 1)
        else:
            found.append(number)
        run = False
    return found


def _chinese(text: str) -> int | None:
    """Read a Chinese or Arabic number below 1,000; None where it is no well-formed numeral."""
    if text.isdigit():
        return int(text)
    parts = _ZH_FORM.fullmatch(text)
    if parts is None:
        return None
    hundreds, tens, ones = parts.groups()
    # "十" stands for 一十.
    ten = 10 * _ZH.get(tens[:-1], 1) if tens else 0
    return 100 * _ZH.get(hundreds or "", 0) + ten + _ZH.get(ones or "", 0)
