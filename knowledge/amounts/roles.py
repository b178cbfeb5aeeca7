"""Binds amounts to roles by what the words around them say; where they do not, the role is None."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.amounts.cues import Cue, Role, cues_in, each_in
from knowledge.amounts.quantities import (
    CalendarDate,
    Frequency,
    Money,
    Number,
    Quantity,
    Series,
    Share,
    Year,
)
from knowledge.amounts.reading import read_amounts
from knowledge.amounts.source import fold

_PAYERS = ("city", "district")
_CLAUSE = re.compile(
    r"[,;.!?](?=\s|$)|[，；。！？、\n;]|(?<![a-z])(?:and|while|but|whereas|plus|versus|vs)(?![a-z])|而(?![且已])|和|加上|跟|与|,(?![0-9])"
)
_TOWARDS = re.compile(
    r"\s?(?:(?:is|was|are|comes?|paid|given|provided|put up|put in|contributed|borne|funded) )?(?:from|by|of|out of)\s"
    r"(?:the |its )?$|\s?(?:[是由来自从归]{1,3}|的?由)$|\s?(?:,? ?and|,) ?$"
)
_FROM = re.compile(
    r"(?: a year| per year| annually)? (?:(?:is|was|are|comes?|paid|given|provided|put up|put in|contributed|borne|"
    r"funded|money|yuan|in funds|of funds|in funding|of funding|of operating (?:funds|money)|of operational funds) )*"
    r"(?:from|by|of|out of) (?:the |its )?|\s?的?(?:资金|经费|钱)?(?:是由|来自|由|是|归|来自于)"
)
_TO = re.compile(r"\s?(?:gives?|gave|pays?|paid|transfers?|hands?|sends?|给|拨给|出给|划给|to)\s?(?:to )?(?:the )?")
_JOINED = re.compile(
    r"\s?(?:and|or|/|、|和|与|及|跟|,|-|:|over|to|vs\.?)?\s?(?:the )?|级?和"
)
_OF_WHICH = re.compile(r"\s?,?\s?of (?:which|that|this)|[，,。]?\s?(?:其中|里面)")
_DIFFERENCE_BEFORE = re.compile(
    r"(?:(?<![至最])[多少差缺]|增加|减少|追加|另加|再加|高|低|提高|降低)(?:出|给|了|投|掏|拨)?\s?(?:rmb|¥)?$|"
    r"(?:by|additional|extra|another|further|shortfall of|difference of|short of|gap of)\s(?:rmb|¥)?$"
)
_DIFFERENCE_AFTER = re.compile(
    r"\s?(?:yuan )?(?:more|less|extra|short|higher|lower|fewer|additional)(?![a-z])(?! or)"
)
_OF_ANOTHER_BEFORE = re.compile(r"[市区][级里]?(?:财政|政府|资金|经费|投入|出资|金额)?的$")
_OF_ANOTHER_AFTER = re.compile(r" (?:of|as much as|what) (?:what )?(?:the |that of the )?(?:city|municip|district)")
_AS_OF = re.compile(r"(?:as of|as at|on|in|at|dated?|by|since|截至|截止|在|于|当时|假如|如果是|自)\s?(?:the )?$")
_AS_OF_AFTER = re.compile(r"\s?(?:的?时候|时|当天|那天|那时|的时点|前(?!.{0,3}年))")
_LONG = 80  # a cue further away than this says nothing about an amount


@dataclass(frozen=True)
class Bound:
    """A quantity and its role.

    ``payer`` names who pays construction money; ``name`` the cue's own words, to tell two
    districts apart; ``order`` the roles of a split's parts, as ("city", "district").
    """

    role: Role | None
    quantity: Quantity
    payer: str | None = None
    name: str = ""
    order: tuple[str, ...] = ()


def bind(text: str, quantities: Sequence[Quantity] | None = None) -> tuple[Bound, ...]:
    """Each quantity of ``text`` with its role; one that is given by each of two stands twice."""
    folded = fold(text)
    found = read_amounts(text) if quantities is None else tuple(quantities)
    cues = [cue for cue in cues_in(folded) if not _inside(cue, found)]
    binder = _Binder(folded, found, cues)
    return tuple(bound for index in range(len(found)) for bound in binder.bind(index))


def _inside(cue: Cue, found: Sequence[Quantity]) -> bool:
    return any(
        q.span[0] <= cue.start and cue.end <= q.span[1] for q in found if not isinstance(q, Series)
    )


class _Binder:
    """The text's clauses, cues and amounts, looked up around one amount at a time."""

    def __init__(self, folded: str, found: Sequence[Quantity], cues: list[Cue]) -> None:
        self.folded, self.found, self.cues = folded, found, cues
        self.marks = [
            mark
            for mark in _CLAUSE.finditer(folded)
            if not any(q.span[0] <= mark.start() < q.span[1] for q in found)
        ]
        self.has_operating = any(cue.role == "operating" for cue in cues)
        self.ordered = self._in_order()

    def bind(self, index: int) -> Iterator[Bound]:
        """The quantity with its role, or with each of its roles."""
        quantity = self.found[index]
        if isinstance(quantity, CalendarDate | Year):
            yield Bound(self._time_role(quantity), quantity)
        elif isinstance(quantity, Share):
            yield self._share(quantity)
        elif isinstance(quantity, Money | Series) or (
            isinstance(quantity, Number) and not quantity.unit
        ):
            yield from self._amount(index, quantity)
        else:
            yield Bound(None, quantity)

    def _time_role(self, time: CalendarDate | Year) -> Role | None:
        before = self.folded[max(0, time.span[0] - 12) : time.span[0]]
        own = isinstance(time, Year) and self.folded[time.span[0] :].startswith("in ")
        if isinstance(time, Year) and not time.calendar:
            return "year"
        if own or _AS_OF.search(before) or _AS_OF_AFTER.match(self.folded, time.span[1]):
            return "as_of"
        return None

    def _amount(self, index: int, quantity: Quantity) -> Iterator[Bound]:
        start, end = quantity.span
        before = self.folded[max(0, start - 24) : start]
        if _DIFFERENCE_BEFORE.search(before) or _DIFFERENCE_AFTER.match(self.folded, end):
            yield Bound(None, quantity)  # a difference is nobody's amount
            return
        left, right = self._clause(start, end)
        cues = [c for c in self.cues if left <= c.start and c.end <= right]
        payers = [c for c in cues if c.role in _PAYERS]
        building = [c for c in cues if c.role == "construction"]
        operating = [c for c in cues if c.role == "operating"]
        payer = self.ordered.get(index) or self._payer(start, end, cues, index)
        all_building = not self.has_operating and any(c.role == "construction" for c in self.cues)
        if (building and not operating) or (all_building and not building):
            yield Bound("construction", quantity, payer.role if payer else None)
        elif building:
            near = min(building + operating, key=lambda c: self._distance(c, start, end))
            if near.role == "construction":
                yield Bound("construction", quantity, payer.role if payer else None)
            else:
                yield Bound(self._role(payer), quantity, name=payer.name if payer else "")
        elif each_in(self.folded, left, min(right, end + 12)):
            roles = {c.role for c in self._recent_payers(start, payers)}
            if roles == set(_PAYERS):
                yield Bound("city", quantity, name="city")
                yield Bound("district", quantity, name="district")
            else:
                yield Bound(None, quantity)
        elif payer is None and _OF_WHICH.match(self.folded, end):
            yield Bound("total", quantity)
        else:
            yield Bound(self._role(payer), quantity, name=payer.name if payer else "")

    @staticmethod
    def _role(cue: Cue | None) -> Role | None:
        roles: dict[str, Role] = {
            "city": "city",
            "district": "district",
            "total": "total",
            "platform_income": "platform_income",
        }
        return roles.get(cue.role) if cue else None

    def _distance(self, cue: Cue, start: int, end: int) -> int:
        return start - cue.end if cue.end <= start else cue.start - end

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        left = max((m.end() for m in self.marks if m.end() <= start), default=0)
        right = min((m.start() for m in self.marks if m.start() >= end), default=len(self.folded))
        return max(left, start - _LONG), min(right, end + _LONG)

    def _recent_payers(self, start: int, payers: list[Cue]) -> list[Cue]:
        """The payers of the clause, or those joined by "and" just before it."""
        if len({cue.role for cue in payers}) == 2:
            return payers
        return [c for c in self.cues if c.role in _PAYERS and start - _LONG <= c.start < start][-2:]

    def _payer(self, start: int, end: int, cues: list[Cue], index: int) -> Cue | None:
        """The cue that owns the amount: one joined to it by "from", else the nearest before it."""
        relevant = [c for c in cues if c.role not in ("construction", "operating")]
        joined = _FROM.match(self.folded, end)
        for cue in relevant:
            if joined and cue.start in (joined.end(), joined.end() - 4) or (
                cue.start >= end and joined and joined.end() >= cue.start
            ):
                return cue
        others = [q.span for i, q in enumerate(self.found) if i != index and self._is_amount(q)]
        before = [
            c for c in relevant
            if c.end <= start and not any(c.end <= s[0] < start for s in others)
        ]
        if before:
            return self._subject(before, start)
        after = [
            c for c in relevant
            if c.start >= end
            and not any(end <= s[0] < c.start for s in others)
            and not any(c.end <= s[0] < self._clause(start, end)[1] for s in others)
        ]
        return after[0] if after else None

    @staticmethod
    def _is_amount(quantity: Quantity) -> bool:
        return isinstance(quantity, Money | Series) or (
            isinstance(quantity, Number) and not quantity.unit
        )

    def _subject(self, before: list[Cue], start: int) -> Cue | None:
        """The nearest cue, unless it is whom another one gives the amount to."""
        nearest = before[-1]
        totals = [c for c in before if c.role == "total"]
        payers = [c for c in before if c.role in _PAYERS]
        if totals and {c.role for c in payers} == set(_PAYERS):
            return totals[-1]
        if nearest.role == "total" and payers and not re.match(
            r"\s?(?:is|of|为|是|出|:)?\s?(?:a |an )?$", self.folded[nearest.end : start]
        ):
            return payers[-1]
        if nearest.role in _PAYERS and len(payers) > 1:
            other = payers[-2]
            between = self.folded[other.end : nearest.start]
            if other.role != nearest.role:
                if _TO.fullmatch(between):
                    return None
                if _JOINED.fullmatch(between):
                    return None
        return nearest

    def _share(self, share: Share) -> Bound:
        """A split's order from two payers named side by side; one share from its payer."""
        start, end = share.span
        payers = [c for c in self.cues if c.role in _PAYERS]
        if len(share.parts) == 2:
            if share.parts[0] == share.parts[1]:
                return Bound(None, share, order=_PAYERS)
            after = [c for c in payers if end <= c.start <= end + 30][:2]
            before = [c for c in payers if start - 30 <= c.end <= start][-2:]
            for pair in (after, before):
                if len(pair) == 2 and pair[0].role != pair[1].role:
                    between = self.folded[pair[0].end : pair[1].start]
                    if _JOINED.fullmatch(between):
                        return Bound(None, share, order=(pair[0].role, pair[1].role))
            return Bound(None, share)
        if _OF_ANOTHER_BEFORE.search(self.folded[max(0, start - 8) : start]) or (
            _OF_ANOTHER_AFTER.match(self.folded, end)
        ):
            return Bound(None, share)  # a share of the other's amount is no share of the whole
        left, right = self._clause(start, end)
        cues = [c for c in self.cues if left <= c.start and c.end <= right]
        index = self.found.index(share)
        payer = self.ordered.get(index) or self._payer(start, end, cues, index)
        role = self._role(payer)
        return Bound(role if role in _PAYERS else None, share, name=payer.name if payer else "")

    def _in_order(self) -> dict[int, Cue]:
        """"City and district give 6m and 4m": two payers side by side, then two amounts."""
        ordered: dict[int, Cue] = {}
        payers = [c for c in self.cues if c.role in _PAYERS]
        for place, (one, two) in enumerate(pairwise(payers)):
            if one.role == two.role or not _JOINED.fullmatch(self.folded[one.end : two.start]):
                continue
            next_cue = payers[place + 2].start if place + 2 < len(payers) else len(self.folded)
            stop = min(next_cue, two.end + 2 * _LONG)
            amounts = [
                i for i, q in enumerate(self.found)
                if two.end <= q.span[0] < stop
                and (self._is_amount(q) or (isinstance(q, Share) and len(q.parts) == 1))
            ]
            same = {type(self.found[i]) for i in amounts}
            if len(amounts) == 2 and (len(same) == 1 or Share not in same):
                ordered.update({amounts[0]: one, amounts[1]: two})
        return ordered


def is_yearly(bounds: Sequence[Bound]) -> bool:
    """Whether the quantities speak of years: a schedule, a year, a "per year"."""
    return any(isinstance(b.quantity, Series | Frequency | Year) for b in bounds)
