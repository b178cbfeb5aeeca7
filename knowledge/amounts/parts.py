"""Amounts that are a part of one named before: 其中3800万盖楼, "38m of it", "including 38m"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.amounts import connectives as words
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.quantities import Money, Quantity, is_amount
from knowledge.amounts.source import Source

Purpose = Literal["construction", "operating"]
_REACH = 60
_ROLES = {
    "purpose": ("construction", "operating"),
    "construction": ("construction",),
    "payer": PAYERS,
}
_AMONG = r"(?:里头|里面|当中|之中|这里面|其内|内含|包括|包含|(?<![不])含有?)"
_OPENS = re.compile(
    r"其中(?!一年|有一年|某年|第|的?[一-九]年)|"
    r"(?<![市区这那])(?:里头|里面)的$|[这那][笔部些个](?:分|钱|经费|资金)?(?:里|中|当中|里面|里头)?有$|"
    rf"(?:^|(?<=[，,。；;、\s（(：:元款钱金费万亿额]))(?:这|那)?{_AMONG}|"
    r"^元?(?:的?(?:钱|款|资金|经费))?(?:里头?|里面|当中|之中|中|内)|"
    r"(?P<net>扣掉|扣除|去掉|除去|刨去|刨掉|除掉|减掉|减去|(?<=[,，])有$)|"
    r"(?<![a-z])(?:of (?:which|it|that)|including|includ(?:es?|ed)|contains?|comprising|"
    r"out of (?:it|that|which)|within (?:it|that)|(?P<less>net of))(?![a-z])"
)
_COVERS = re.compile(r"\s?(?:yuan )?(?:covers?|is made up of|consists of|comprises)(?![a-z])")
_FOR = 24  # characters after an amount in which its purpose stands
_POINTS = re.compile(r"of that\s?$")
_TAKES_UP = re.compile(r"占(?:了|到|去)?\s?$")
_OF_IT = re.compile(
    r"\s?(?:yuan )?(?:out )?of (?:it|that|this|the (?:total|sum|whole|lot|money|pot))(?![a-z])"
)
_OF_SIDE = re.compile(
    r"\s?(?:yuan )?(?:out )?of (?:the )?(?:city|district|municipality)'s"
    r"(?: (?:money|funds|share|part|amount))?(?! ?[0-9¥])(?= (?:is|was|are|goes|went|will))"
)
_OF_WHICH = re.compile(r",? of which(?![a-z])")
_OF_AMOUNT = re.compile(
    r"\s?(?:yuan )?(?:out )?of (?:a |the |its |their )?(?:total of )?(?:(?:city|district|"
    r"municipality|total|whole|"
    r"government|shanghai)(?:'?s)? )?$"
)
_WHOLE_FIRST = re.compile(
    r"(?:^|[,;.:]\s?|(?<![a-z])(?:if|and) )(?:"
    r"(?:out )?of (?:the |its |our )?(?:[a-z]{1,12}(?:'s)? ){0,2}|from (?:the |"
    r"its )?[a-z]{1,12}'s )$"
)
_BESIDE = re.compile(
    r"另外|此外|除此之外|另有|另给|(?<![a-z])(?:plus|besides|in addition|apart)(?![a-z])"
)
_COMMA_OR_WITH = re.compile(
    r"(?:\s?from (?:the )?[a-z]{1,12})?(?:\s?[,，]\s?(?:and |with )?| with )"
)
_JUST_COMMA = re.compile(r"\s?[,，]?\s?(?:and )?")
_REST = (
    r"(?:剩下|其余|余下|剩余|余款|剩的|别的|其他|其它)[\s,，:：]?的?(?:钱|资金|经费|款|部分|那些|那块|那部分)?"
    r"(?:则|才|就|都|全|均|便|再|也|是|用于|用来|归|为|给|拿来|拿去|做|作|属于|算|留给|留作)*"
    r"[^0-9一二三四五六七八九十两百千万亿，,。；;市区]{{0,6}}(?:{han})|"
    r"(?<![a-z])(?:rest|remainder|balance|remaining (?:money|part|amount|funds?))"
    r"(?: of it| of the money)?(?: is| are| goes| go| went| was| will| being| all| to be| used|"
    r" meant|"
    r" earmarked| reserved| intended)*(?: for| to| into| on| towards?)?(?: the| its| our)?"
    r"(?: [a-z]{{1,12}})? (?:{english})"
)
_TAKEN_OUT = re.compile(
    r"[^。；;!！?？]{0,24}?(?:[剔扣去除刨减][掉除去出]|不算|不计(?!划)|不能算|不该算|拿掉|拿出来)|"
    r"[^.;!?]{0,40}?(?<![a-z])(?:tak(?:e|en|ing) (?:that |it |this )?(?:out|off)|"
    r"does(?:n't| not) count|"
    r"not count(?:ed)?|leave (?:that|it) out|exclud(?:e|ed|ing)|to be deducted|deduct)(?![a-z])"
)
_RESTS: dict[Purpose, re.Pattern[str]] = {
    "operating": re.compile(_REST.format(
        han="运行|运营|营运|日常|运维|维持|经常|开支",
        english="running|operat(?:ion|ions|ing|ional)|opex|run|upkeep|day[- ]to[- ]day|keep",
    )),
    "construction": re.compile(_REST.format(
        han="建设|基建|盖|造|设备|装修", english="construction|building|build|equipment|capital",
    )),
}  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """The amounts of a text that are parts, each with its whole.

    ``wholes`` gives for the index of each part that of its whole, None where the whole stands in
    an earlier message. ``marks`` are the places where the words turn from a whole to its parts.
    ``rests`` says for an amount what the rest of its whole is for, where the words say it.
    """

    wholes: dict[int, int | None]
    marks: tuple[int, ...]
    rests: dict[int, Purpose]


def parts_in(source: Source, found: Sequence[Quantity], cues: Sequence[Cue]) -> Parts:
    """The parts that the words of ``source`` speak of."""
    amounts = [i for i, quantity in enumerate(found) if is_amount(quantity)]
    wholes: dict[int, int | None] = {}
    heads: set[int | None] = set()
    marks: list[int] = []
    rests: dict[int, Purpose] = {}
    scope = _Scope(source, cues)
    places = {role: [cue.start for cue in cues if cue.role in roles]
              for role, roles in _ROLES.items()}  # fmt: skip
    for place, index in enumerate(amounts):
        row = _Row(source, found, places, index, amounts[place - 1] if place else None,
                   amounts[place + 1] if place + 1 < len(amounts) else None)  # fmt: skip
        mark, before = row.opening(), row.before
        if mark is not None and before is not None:
            marks.append(mark)
        if row.of_next():
            wholes[index] = row.after
            heads.add(row.after)
        elif mark is not None or row.is_part():
            wholes[index] = None if before is None else wholes.get(before, before)
            whole = wholes[index]
            scope.open(row.begin if mark is None else mark, None if whole is None else found[whole])
        elif before in wholes and index not in heads and scope.goes_on(row.begin, row.start):
            wholes[index] = wholes[before]
        rest = row.rest()
        if rest:
            rests[index] = rest
            wholes.setdefault(index, before)
    for whole, parts in _sums(source, found, amounts, cues):
        wholes |= {part: whole for part in parts if part not in wholes}
    return Parts(wholes, tuple(marks), rests)


class _Row:
    """An amount between the one before it and the one after it."""

    def __init__(
        self, source: Source, found: Sequence[Quantity],
        places: Mapping[str, Sequence[int]], index: int, before: int | None,
        after: int | None,
    ) -> None:  # fmt: skip
        self.index, self.places = index, places
        self.source, self.found, self.before, self.after = source, found, before, after
        self.start, self.end = found[index].span
        self.begin = max(found[before].span[1] if before is not None else 0, self.start - _REACH)
        self.next = found[after].span[0] if after is not None else len(source.folded)
        self.gap = source.folded[self.begin : self.start]

    def opening(self) -> int | None:
        """Where the words turn to a part, as in 其中; None where they do not."""
        marks = list(_OPENS.finditer(self.gap))
        mark = marks[-1] if marks else None
        if mark is None or (self.before is None and _POINTS.search(self.gap)):
            return None  # "of that 16m, the city pays 9"
        if words.SENTENCE.search(self.gap, mark.end()):
            return None
        net = mark["net"] or mark["less"]
        if net and (
            self.before is None
            or not self._named("purpose", self.begin + mark.end(), self.end + 12)
        ):
            return None  # 市里减掉30万
        return self.begin + mark.start()

    def _named(self, role: str, left: int, right: int) -> bool:
        """Whether a word of the role stands between two positions."""
        return bisect_left(self.places[role], left) != bisect_left(self.places[role], right)

    def of_next(self) -> bool:
        """As in "38m of the 50m"."""
        if self.after is None or self.next - self.end > 40:
            return False
        of_amount = _OF_AMOUNT.fullmatch(self.source.folded[self.end : self.next]) is not None
        return of_amount and isinstance(self.found[self.after], Money)

    def is_part(self) -> bool:
        """As in "38m of it", "50m, 38m of which", "of the 50m, 38m"."""
        text = self.source.folded
        if _OF_IT.match(text, self.end):
            return True
        if _OF_SIDE.match(text, self.end) and self._named("construction", self.end, self.end + 40):
            return True
        if self.before is None or words.SENTENCE.search(self.gap):
            return False
        if _OF_WHICH.match(text, self.end) and _JUST_COMMA.fullmatch(self.gap):
            return True
        if _TAKES_UP.search(self.gap) or _COVERS.match(self.gap) or self._built_of():
            return True
        whole = self.found[self.before].span[0]
        if self._named("payer", whole - 20, whole) and self._named("payer", self.begin, self.start):
            return False
        return _WHOLE_FIRST.search(self.source.before(whole, 40)) is not None

    def _built_of(self) -> bool:
        """As in "the city gives 50m, 38m for the building": the whole has no purpose of its own."""
        whole, part = self.found[self.before or 0], self.found[self.index]
        if not (isinstance(whole, Money) and isinstance(part, Money) and part.high < whole.low):
            return False
        if not _COMMA_OR_WITH.fullmatch(self.gap):
            return False
        start = whole.span[0]
        purposed = self._named("purpose", start - 20, self.begin)
        built = self._named("construction", self.end, min(self.end + _FOR, self.next))
        return self._named("payer", start - 20, self.start) and not purposed and built

    def rest(self) -> Purpose | None:
        """What the words after it say that the rest is for."""
        stop = min(self.next, self.end + _REACH)
        built = self._named("construction", self.begin, min(self.end + _FOR, self.next))
        if built and self.before is not None and _TAKEN_OUT.match(self.source.folded, self.end):
            return "operating"
        for purpose, pattern in _RESTS.items():
            if pattern.search(self.source.folded, self.end, stop):
                return purpose
        return None


class _Scope:
    """How far "of which" reaches: to the end of the sentence, of the bracket, or of the payer."""

    def __init__(self, source: Source, cues: Sequence[Cue]) -> None:
        self.source, self.payers = source, [cue.start for cue in cues if cue.role in PAYERS]
        self.bracket = self.owned = False

    def open(self, at: int, whole: Quantity | None) -> None:
        before = self.source.before(at, 2)
        self.bracket = any(mark in before for mark in "(（")
        self.owned = whole is not None and self._owned(whole)

    def goes_on(self, begin: int, start: int) -> bool:
        gap = self.source.folded[begin:start]
        if (
            words.SENTENCE.search(gap)
            or _BESIDE.search(gap)
            or (self.bracket and any(mark in gap for mark in ")）"))
        ):
            return False
        return not (self.owned and self._paid(begin, start))

    def _owned(self, whole: Quantity) -> bool:
        """Whether a payer is named beside the whole."""
        start, end = whole.span
        return self._paid(start - 20, start) or self._paid(end, end + 13)

    def _paid(self, left: int, right: int) -> bool:
        return bisect_left(self.payers, left) != bisect_left(self.payers, right)


def _sums(
    source: Source, found: Sequence[Quantity], amounts: Sequence[int], cues: Sequence[Cue]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """As in 市里给5000万，3800万盖楼，1200万运行: two parts for two purposes that add up."""
    others = [cue.start for cue in cues if cue.role in (*PAYERS, "total")]
    built = [cue.start for cue in cues if cue.role == "construction"]
    for whole, one, two in zip(amounts, amounts[1:], amounts[2:], strict=False):
        money = [found[i] for i in (whole, one, two)]
        if not all(isinstance(m, Money) and m.low == m.high for m in money):
            continue
        low = [m.low for m in money if isinstance(m, Money)]
        begin, end = money[0].span[1], money[2].span[1]
        if low[0] != low[1] + low[2] or end - begin > 2 * _REACH:
            continue
        owned = bisect_left(others, begin) != bisect_left(others, end)
        if not owned and bisect_left(built, begin) != bisect_left(built, end + 12):
            yield whole, (one, two)
