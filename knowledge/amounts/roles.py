"""Binds amounts to roles by what the words around them say; where they do not, the role is None."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.amounts import cues as words
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
    binder = _Binder(folded, found, cues_in(folded))
    return tuple(bound for index in range(len(found)) for bound in binder.bind(index))


class _Binder:
    """The text's clauses, cues and amounts, looked up around one amount at a time."""

    def __init__(self, folded: str, found: Sequence[Quantity], cues: list[Cue]) -> None:
        self.folded, self.found = folded, found
        self.starts = [quantity.span[0] for quantity in found]
        self.cues = [cue for cue in cues if not self._counted(cue)]
        marks = [mark for mark in words.CLAUSE.finditer(folded) if not self._within(mark.start())]
        self.mark_starts = [mark.start() for mark in marks]
        self.mark_ends = [mark.end() for mark in marks]
        self.cue_starts = [cue.start for cue in self.cues]
        roles = {cue.role for cue in cues}
        self.only_building = "construction" in roles and "operating" not in roles
        self.ordered = self._in_order()

    def bind(self, index: int) -> Iterator[Bound]:
        """The quantity with its role, or with each of its roles."""
        quantity = self.found[index]
        if isinstance(quantity, CalendarDate | Year):
            yield Bound(self._time_role(quantity), quantity)
        elif isinstance(quantity, Share):
            yield self._share(index, quantity)
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
        if own or words.AS_OF.search(before) or words.AS_OF_AFTER.match(self.folded, time.span[1]):
            return "as_of"
        return None

    def _amount(self, index: int, quantity: Quantity) -> Iterator[Bound]:
        start, end = quantity.span
        before = self.folded[max(0, start - 24) : start]
        if words.DIFFERENCE_BEFORE.search(before) or words.DIFFERENCE_AFTER.match(self.folded, end):
            yield Bound("difference", quantity)  # nobody's amount, and no amount of a year
            return
        left, right = self._clause(start, end)
        cues = self._cues(left, right)
        payers = [c for c in cues if c.role in _PAYERS]
        building = [c for c in cues if c.role == "construction"]
        operating = [c for c in cues if c.role == "operating"]
        payer = self.ordered.get(index) or self._payer(start, end, cues, index)
        if (building and not operating) or (self.only_building and not building):
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
        elif payer is None and words.OF_WHICH.match(self.folded, end):
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

    def _within(self, position: int) -> bool:
        """Whether a quantity covers the position."""
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.found[index].span[1]

    def _counted(self, cue: Cue) -> bool:
        """Whether the cue is the thing of a count: "two districts"."""
        index = bisect_right(self.starts, cue.start) - 1
        if index < 0 or isinstance(self.found[index], Series):
            return False
        return cue.end <= self.found[index].span[1]

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        left = bisect_right(self.mark_ends, start) - 1
        right = bisect_left(self.mark_starts, end)
        return (
            max(self.mark_ends[left] if left >= 0 else 0, start - _LONG),
            min(self.mark_starts[right] if right < len(self.mark_starts) else end + _LONG,
                end + _LONG),
        )  # fmt: skip

    def _cues(self, left: int, right: int) -> list[Cue]:
        """The cues that lie between two positions."""
        first = bisect_left(self.cue_starts, left)
        last = bisect_left(self.cue_starts, right)
        return [cue for cue in self.cues[first:last] if cue.end <= right]

    def _near(self, index: int) -> list[int]:
        """Indices of the quantities around one, itself left out."""
        around = range(max(0, index - 8), min(len(self.found), index + 9))
        return [i for i in around if i != index]

    def _recent_payers(self, start: int, payers: list[Cue]) -> list[Cue]:
        """The payers of the clause, or those joined by "and" just before it."""
        if len({cue.role for cue in payers}) == 2:
            return payers
        return [c for c in self._cues(start - _LONG, start) if c.role in _PAYERS][-2:]

    def _payer(self, start: int, end: int, cues: list[Cue], index: int) -> Cue | None:
        """The cue that owns the amount: one joined to it by "from", else the nearest before it."""
        relevant = [c for c in cues if c.role not in ("construction", "operating")]
        joined = words.FROM.match(self.folded, end)
        for cue in relevant:
            if (joined and cue.start in (joined.end(), joined.end() - 4)) or (
                cue.start >= end and joined and joined.end() >= cue.start
            ):
                return cue
        others = [self.found[i].span for i in self._near(index) if self._is_amount(self.found[i])]
        before = [
            c for c in relevant if c.end <= start and not any(c.end <= s[0] < start for s in others)
        ]
        if before:
            return self._subject(before, start)
        after = [
            c
            for c in relevant
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

    @staticmethod
    def _is_single_share(quantity: Quantity) -> bool:
        return isinstance(quantity, Share) and len(quantity.parts) == 1

    def _subject(self, before: list[Cue], start: int) -> Cue | None:
        """The nearest cue, unless it is whom another one gives the amount to."""
        nearest = before[-1]
        totals = [c for c in before if c.role == "total"]
        payers = [c for c in before if c.role in _PAYERS]
        if totals and {c.role for c in payers} == set(_PAYERS):
            return totals[-1]
        if (
            nearest.role == "total"
            and payers
            and not re.match(
                r"\s?(?:is|of|为|是|出|:)?\s?(?:a |an )?$", self.folded[nearest.end : start]
            )
        ):
            return payers[-1]
        if nearest.role in _PAYERS and len(payers) > 1:
            other = payers[-2]
            between = self.folded[other.end : nearest.start]
            if other.role != nearest.role:
                if words.TO.fullmatch(between):
                    return None
                if words.JOINED.fullmatch(between):
                    return None
        return nearest

    def _share(self, index: int, share: Share) -> Bound:
        """A split's order from two payers named side by side; one share from its payer."""
        start, end = share.span
        payers = [c for c in self._cues(start - _LONG, end + _LONG) if c.role in _PAYERS]
        if len(share.parts) == 2:
            if share.parts[0] == share.parts[1]:
                return Bound(None, share, order=_PAYERS)
            after = [c for c in payers if end <= c.start <= end + 30][:2]
            before = [c for c in payers if start - 30 <= c.end <= start][-2:]
            for pair in (after, before):
                if len(pair) == 2 and pair[0].role != pair[1].role:
                    between = self.folded[pair[0].end : pair[1].start]
                    if words.JOINED.fullmatch(between):
                        return Bound(None, share, order=(pair[0].role, pair[1].role))
            return Bound(None, share)
        if words.OF_ANOTHER_BEFORE.search(self.folded[max(0, start - 8) : start]) or (
            words.OF_ANOTHER_AFTER.match(self.folded, end)
        ):
            return Bound(None, share)  # a share of the other's amount is no share of the whole
        left, right = self._clause(start, end)
        cues = self._cues(left, right)
        payer = self.ordered.get(index) or self._payer(start, end, cues, index)
        role = self._role(payer)
        return Bound(role if role in _PAYERS else None, share, name=payer.name if payer else "")

    def _in_order(self) -> dict[int, Cue]:
        """As in "City and district give 6m and 4m": two payers side by side, then two amounts."""
        ordered: dict[int, Cue] = {}
        payers = [c for c in self.cues if c.role in _PAYERS]
        for place, (one, two) in enumerate(pairwise(payers)):
            if one.role == two.role or not words.JOINED.fullmatch(self.folded[one.end : two.start]):
                continue
            next_cue = payers[place + 2].start if place + 2 < len(payers) else len(self.folded)
            stop = min(next_cue, two.end + 2 * _LONG)
            amounts = [
                i
                for i in range(*(bisect_left(self.starts, at) for at in (two.end, stop)))
                if self._is_amount(self.found[i]) or self._is_single_share(self.found[i])
            ]
            same = {type(self.found[i]) for i in amounts}
            if len(amounts) == 2 and (len(same) == 1 or Share not in same):
                ordered.update({amounts[0]: one, amounts[1]: two})
        return ordered


def is_yearly(bounds: Sequence[Bound]) -> bool:
    """Whether the quantities speak of years: a schedule, a year, a "per year"."""
    return any(isinstance(b.quantity, Series | Frequency | Year) for b in bounds)
