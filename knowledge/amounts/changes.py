"""Amounts that say by how much something differs, or how much is added or taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.amounts import connectives as words
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.owners import Owners
from knowledge.amounts.progressions import step_sign
from knowledge.amounts.quantities import (
    Frequency,
    Money,
    Number,
    Quantity,
    Series,
    Share,
    is_amount,
)

_END = r"\s?(?:rmb |¥)?$"
_HAN_END = (
    r"(?:资金|经费|投入|出资|预算)?(?:了|出|给|投|拨|掏|进|足|上|去|掉|付|来)*(?:一笔|约|大约)?"
    + _END
)
_COMPARED = re.compile(
    r"比(?!例|如)|(?<![a-z])than(?![a-z])|compared|较(?![大小高低多少])|相比|差(?![不点])|缺口|短缺|高[于出]|低[于出]|"
    r"(?<![a-z])(?:short(?:fall|age)?|gap|difference|exceed\w*|above|below|beyond)(?![a-z])"
)
_MISSING = re.compile(r"[差缺](?:了|额|口)?" + _END)
_THAN = re.compile(
    r"(?:[比较]|(?:than|above|over|below|under|short of)(?: what|"
    r" that of)?(?: the)?)\s?$"
)
_TO_FROM = re.compile(
    r"(?<![a-z])to (?:rmb |¥)?[0-9][0-9.,]*\s?(?:m|k|mn|million|thousand|万|"
    r"亿)?(?: yuan)? from (?:rmb |¥)?$"
)
_TARGET = re.compile(r"(?:yuan |元)?\s?(?:a year |more )?(?:,? ?up )?(?:to|到|至)\s?(?:rmb |¥)?")
_UP = re.compile(
    r"(?:追加|增加|增投|增拨|增资|增|加码|加大|提高|上调|上浮|调增|上涨|涨|提升|上升)" + _HAN_END +
    r"|(?<![a-z])(?:rais(?:e|es|ed|ing)|increas\w*|up(?:s|ped)|boost\w*|rose|rises?|grew|grows?|"
    r"went up|"
    r"goes up|go up|gone up|moved? up|bump(?:s|ed)?|top(?:s|ped|ping)?)[^,.;]{0,30} by" + _END
)  # fmt: skip
_DOWN = re.compile(
    r"(?:减少|削减|扣减|核减|压减|压缩|缩减|下调|调减|下降|降低|收回|抽回|撤回|撤走|退回|要回|拿回|抽走|缩水|砍|扣|减|降)"
    + _HAN_END +
    r"|(?<![a-z])(?:cut(?:s|ting)?|reduc\w+|lower(?:s|ed|ing)?|trim\w*|slash\w*|shav\w+|drop\w*|fell|"
    r"(?:go(?:es|ne)?|went|comes?|came) down|falls?|fallen|decreas\w+|"
    r"shr[aiu]nk\w*)(?:[^,.;]{0,30} by)?" + _END +
    r"|(?<![a-z])(?:t(?:ook|akes?|aken) (?:back|away|off)|withdr[aeo]w\w*|claw(?:s|ed)? back|"
    r"pull(?:s|ed)? (?:back|out)|g[eo]ts? back)" + _END
)  # fmt: skip
_TAKEN = re.compile(
    r"(?<![a-z])(?:t(?:ook|akes?|aken|aking)|claw\w*|wants?|g[eo]ts?|pull\w*)[^,.;]{0,12}$"
)
_BACK = re.compile(r"\s?(?:yuan )?(?:back|away|off)(?![a-z])")
_MORE_BEFORE = re.compile(
    r"(?<![至最不许顶])(?P<sign>[多少])(?:出|给|了|投|掏|拿|拨|花|配|来|的|"
    r"是|部分)*" + _END
)
_MORE_AFTER = re.compile(
    r"\s?(?:yuan )?(?P<sign>more|higher|extra|additional|less|fewer|lower)(?![a-z])(?! or)"
)
_LESS = ("少", "less", "fewer", "lower")
_ADDED = re.compile(
    r"(?:补(?!贴|助|偿|差)|(?<![参附施叠增])加(?!上)|追|添|(?:又|再|"
    r"另外?)(?:[给出投拿掏拨配凑挤]|安排))" + _HAN_END +
    r"|(?<![a-z])(?:adds?|added|adding|throws? in|threw in|tops? (?:it |this |that )?up|"
    r"topp(?:ed|ing) (?:it )?up)(?: (?:by|with))?(?: (?:an?|another|further|extra|"
    r"additional))*" + _END +
    r"|(?<![a-z])(?:another|additional|extra|further)" + _END
)  # fmt: skip
_GIVEN_AGAIN = re.compile(r"(?:(?:又|再|另外?)(?:[给出投拿掏拨配]|安排)|补)" + _HAN_END)
_ABOVE = re.compile(
    r"\s?(?:yuan )?(?P<sign>above|over|below|under|short of) (?:the |what the |that of the )?"
    r"(?:city|district|municip)"
)
_ADDED_AFTER = re.compile(r"\s?(?:yuan )?(?:on top|as a top-?up)(?![a-z])")
_STRANGER = re.compile(
    r"(?<![a-z])(?:we|our|platforms?|compan(?:y|ies)|last year)(?![a-z])|我们|平台|企业|公司|"
    r"高校|去年|上年"
)
_LATER = re.compile(
    r"后来|随后|之后|现在|这次|又|如果|要是|假如|若|万一|(?<![a-z])(?:later|since|subsequently|"
    r"now|what if|if)(?![a-z])"
)


@dataclass(frozen=True)
class Change:
    """How an amount changes or compares; ``sides`` are who is compared, and with whom.

    ``payer`` is whose amount changes, None where nobody is named; ``name`` his name.
    ``loose`` says that it may be all that is given: 市里又给了600万.
    """

    role: Literal["difference", "addition"]
    sign: int = 1
    payer: str | None = None
    sides: tuple[str, ...] = ()
    name: str = ""
    loose: bool = False


def change_of(owners: Owners, index: int, quantity: Quantity) -> Change | None:
    """The change or comparison that the words say; None where the amount is somebody's."""
    sign, kind = _kind(owners, quantity)
    if not kind:
        return None
    start, end = quantity.span
    left, right = owners.clause(start, end)
    if kind == "weak" and isinstance(quantity, Share):
        return None  # 先给六成，验收后再给四成
    if kind == "difference" or not isinstance(quantity, Money | Number):
        change = _difference(owners, left, start, right, sign)
        owner = owners.payer_near(index) if kind == "strong" and not change.payer else None
        return replace(change, payer=owner.role) if owner and owner.role in PAYERS else change
    clause = owners.folded[left:start] + " " + owners.folded[end:right]
    if _COMPARED.search(clause) or _MISSING.search(clause[: start - left]):
        return _difference(owners, left, start, right, sign)
    if kind == "weak" and _yearly(owners, index):
        return None  # 每年再给150万
    if _yearly(owners, index) or _follows_target(owners, index) or _to_another(owners, index, end):
        return Change("difference", sign)
    payer = owners.payer_near(index) or owners.payer_before(index) or owners.added_to(index)
    role = payer.role if payer and payer.role in (*PAYERS, "total") else None
    if payer and role is None:
        return Change("difference", sign)  # the platform's income rose by it
    purposes = {cue.role for cue in owners.cues_between(left, right)} - {*PAYERS, "total"}
    if kind == "weak" and owners.purposes and purposes:
        return None  # 拨了2000万盖楼，又拨了500万运行
    if kind == "weak" and role is None and _among_others(owners, index):
        return None
    if role is None and isinstance(quantity, Number):
        return Change("difference", sign)
    if kind != "strong" and role in PAYERS and _only_of_other(owners, index, str(role)):
        later = _LATER.search(owners.folded[left:start]) is not None
        if kind == "weak" and not later:
            return None  # 市里出800万，区里再加500万: what the district gives
        if kind == "more":
            other = next(one for one in PAYERS if one != role)
            return Change("difference", sign, role, (str(role), other))
    return Change(
        "addition", sign, role, name=payer.name if payer else "", loose=_loose(owners, start, kind)
    )


def _loose(owners: Owners, start: int, kind: str) -> bool:
    return kind == "weak" and _GIVEN_AGAIN.search(owners.source.before(start, 24)) is not None


def _kind(owners: Owners, quantity: Quantity) -> tuple[int, str]:
    """The sign, and how plainly the words speak of a change: strong, weak, more, difference."""
    start, end = quantity.span
    source, text = owners.source, owners.folded
    before = source.before(start, 40)
    if words.FROM_BEFORE.search(before[-24:]) and words.TO_AFTER.match(text, end):
        return 1, "difference"
    if words.FROM_BEFORE.search(before[-24:]) and _TO_FROM.search(before):
        return 1, "difference"  # up to 6.5m from 5m
    if isinstance(quantity, Series):
        named = words.DIFFERENCE_BEFORE.search(before[-24:]) or words.DIFFERENCE_AFTER.match(
            text, end
        )
        return (1, "difference") if named and not quantity.computed else (1, "")
    step = step_sign(source, quantity)
    if _DOWN.search(before) or (_BACK.match(text, end) and _TAKEN.search(before)):
        return -1, "strong"
    if _UP.search(before):
        return 1, "strong"
    above = _ABOVE.match(text, end)
    if above:
        return 1 if above["sign"] in ("above", "over") else -1, "difference"
    more = _MORE_BEFORE.search(before) or _MORE_AFTER.match(text, end)
    if more:
        return -1 if more["sign"] in _LESS else 1, "more"
    if _ADDED.search(before) or _ADDED_AFTER.match(text, end):
        return 1, "weak"
    if step:
        return step, "strong"
    if words.DIFFERENCE_BEFORE.search(before[-24:]) or words.DIFFERENCE_AFTER.match(text, end):
        return 1, "difference"
    return 1, ""


def _difference(owners: Owners, left: int, start: int, right: int, sign: int) -> Change:
    """As in 区里比市里多200万: by how much the one side is above or below the other."""
    payers = [cue for cue in owners.cues_between(left, right) if cue.role in PAYERS]
    for place, cue in enumerate(payers):
        before = owners.source.before(cue.start, 16)
        if not _THAN.search(before):
            continue
        subject = _subject(owners, payers[:place], cue, left)
        if subject:
            return Change("difference", sign, subject, (subject, cue.role))
    return Change("difference", sign)


def _subject(owners: Owners, before: list[Cue], other: Cue, left: int) -> str | None:
    """The side that is compared with ``other``."""
    begin = words.sentence_start(owners.folded, other.start, 80)
    cues = before or [c for c in owners.cues_between(begin, left) if c.role in PAYERS]
    if not cues and not _STRANGER.search(owners.folded, begin, other.start):
        return next(role for role in PAYERS if role != other.role)
    return cues[-1].role if cues and cues[-1].role != other.role else None


def _yearly(owners: Owners, index: int) -> bool:
    """Whether the change comes back every year, so that it is a step of a schedule."""
    start, end = owners.found[index].span
    return any(
        isinstance(one, Frequency) and start - 30 <= one.span[1] and one.span[0] <= end + 20
        for one in (owners.found[i] for i in owners.near(index))
    )


def _to_another(owners: Owners, index: int, end: int) -> bool:
    """As in "by 2 million to 7 million": what it comes to is said as well."""
    later = [i for i in owners.near(index) if i > index and is_amount(owners.found[i])]
    if not later:
        return False
    gap = owners.folded[end : owners.found[later[0]].span[0]]
    return len(gap) <= 16 and _TARGET.fullmatch(gap) is not None


def _among_others(owners: Owners, index: int) -> bool:
    """Whether the message names other amounts: 2019年300万，2021年又给200万."""
    return any(isinstance(owners.found[i], Money | Series) for i in owners.near(index))


def _follows_target(owners: Owners, index: int) -> bool:
    """As in 从800万提高到900万，提高了100万: before and after are said, so this adds nothing."""
    before = [i for i in owners.near(index) if i < index and is_amount(owners.found[i])][-2:]
    if len(before) < 2:
        return False
    one, two = (owners.found[i].span for i in before)
    gap = words.TO_AFTER.fullmatch(owners.folded, one[1], two[0])
    return gap is not None and not words.SENTENCE.search(
        owners.folded, two[1], owners.starts[index]
    )


def _only_of_other(owners: Owners, index: int, role: str) -> bool:
    """Whether the other side has an amount in the message, and this one no other."""
    near = [i for i in owners.near(index) if isinstance(owners.found[i], Money | Series)]
    roles = {cue.role for cue in map(owners.payer_near, near) if cue}
    return role not in roles and bool(roles & set(PAYERS))
