"""Binds amounts to roles by what the words around them say; where they do not, the role is None."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.amounts import cues as words
from knowledge.amounts.context import Context
from knowledge.amounts.cues import PAYERS, Cue, Role, cues_in, each_in
from knowledge.amounts.pairing import LONG
from knowledge.amounts.progressions import step_sign
from knowledge.amounts.quantities import CalendarDate, Money, Quantity, Share, Year, is_amount
from knowledge.amounts.reading import clear, read
from knowledge.amounts.source import Source

_OWNERS: dict[str, Role] = {
    "city": "city",
    "district": "district",
    "total": "total",
    "platform_income": "platform_income",
}
"""The roles that say whose an amount is; the other cues say what it is for."""


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


def bind(text: str) -> tuple[Bound, ...]:
    """Each quantity of ``text`` with its role; one that is given by each of two stands twice."""
    source = Source(text)
    cues = cues_in(source.folded)
    found = clear(read(source, cues))
    binder = _Binder(source, found, cues)
    return tuple(bound for index in range(len(found)) for bound in binder.bind(index))


class _Binder(Context):
    """Finds the role of one quantity at a time."""

    def bind(self, index: int) -> Iterator[Bound]:
        """The quantity with its role, or with each of its roles."""
        quantity = self.found[index]
        if isinstance(quantity, CalendarDate | Year):
            yield Bound(self._time_role(quantity), quantity)
        elif isinstance(quantity, Share):
            yield self._share(index, quantity)
        elif is_amount(quantity):
            yield from self._amount(index, quantity)
        else:
            yield Bound(None, quantity)

    def _is_difference(self, quantity: Quantity) -> bool:
        """Whether it says by how much something differs or changes, or what it was before that."""
        start, end = quantity.span
        before = self.source.before(start, 24)
        return (
            (isinstance(quantity, Money | Share) and step_sign(self.source, quantity) != 0)
            or words.DIFFERENCE_BEFORE.search(before) is not None
            or words.DIFFERENCE_AFTER.match(self.folded, end) is not None
            or (words.FROM_BEFORE.search(before) is not None
                and words.TO_AFTER.match(self.folded, end) is not None)
        )  # fmt: skip

    def _time_role(self, time: CalendarDate | Year) -> Role | None:
        if isinstance(time, Year) and not time.calendar:
            return "year"
        before = self.source.before(time.span[0], 12)
        own = isinstance(time, Year) and self.folded.startswith("in ", time.span[0])
        if own or words.AS_OF.search(before) or words.AS_OF_AFTER.match(self.folded, time.span[1]):
            return "as_of"
        return None

    def _amount(self, index: int, quantity: Quantity) -> Iterator[Bound]:
        start, end = quantity.span
        if self._is_difference(quantity):
            yield Bound("difference", quantity)  # nobody's amount, and no amount of a year
            return
        left, right = self.clause(start, end)
        cues = self.cues_between(left, right)
        payers = [c for c in cues if c.role in PAYERS]
        building = [c for c in cues if c.role == "construction"]
        operating = [c for c in cues if c.role == "operating"]
        payer = self.ordered.get(index) or self._payer(start, end, cues, index)
        headed = self.purposes and not building and not operating and self.headed(start)
        if (
            (building and not operating)
            or (self.only_building and not building)
            or (headed == "construction")
        ):
            yield Bound("construction", quantity, payer.role if payer else None)
        elif building:
            near = min(building + operating, key=lambda c: self.distance(c, start, end))
            if near.role == "construction":
                yield Bound("construction", quantity, payer.role if payer else None)
            else:
                payer = payer or self.inherited(start)
                yield Bound(self._role(payer), quantity, name=payer.name if payer else "")
        elif each_in(self.folded, left, min(right, end + 12)):
            roles = {c.role for c in self.recent_payers(start, payers)}
            if roles == set(PAYERS) or any(c.name.startswith("两级") for c in cues):
                yield Bound("city", quantity, name="city")
                yield Bound("district", quantity, name="district")
            else:
                yield Bound(None, quantity)
        elif (payer is None and self.whole(start, end)) or (
            (payer is None or payer.start >= end) and words.OF_WHICH.match(self.folded, end)
        ):
            yield Bound("total", quantity)
        else:
            payer = payer or (self.inherited(start) if operating else None)
            yield Bound(self._role(payer), quantity, name=payer.name if payer else "")

    @staticmethod
    def _role(cue: Cue | None) -> Role | None:
        return _OWNERS.get(cue.role) if cue else None

    def _payer(self, start: int, end: int, cues: list[Cue], index: int) -> Cue | None:
        """The cue that owns the amount: one joined to it by "from", else the nearest before it."""
        of_share = isinstance(self.found[index], Share)  # a total is what it is a share of
        relevant = [c for c in cues if c.role not in ("construction", "operating")
                    and not (of_share and c.role == "total")]  # fmt: skip
        joined = words.FROM.match(self.folded, end)
        for cue in relevant:
            if (joined and cue.start in (joined.end(), joined.end() - 4)) or (
                cue.start >= end and joined and joined.end() >= cue.start
            ):
                return self.of_both(cue) if self.joint(cue) else cue
        others = [self.found[i].span for i in self.near(index) if is_amount(self.found[i])]
        if of_share:
            totals = [c.end for c in cues if c.role == "total"]
            others = [s for s in others if not any(0 <= s[0] - at <= 6 for at in totals)]
        before = [
            c for c in relevant if c.end <= start and not any(c.end <= s[0] < start for s in others)
        ]
        if before:
            return self._subject(before, start, [c for c in relevant if c.start >= end])
        after = [
            c
            for c in relevant
            if c.start >= end
            and not any(end <= s[0] < c.start for s in others)
            and not any(c.end <= s[0] < self.clause(start, end)[1] for s in others)
        ]
        return after[0] if after else None

    def _subject(self, before: list[Cue], start: int, after: list[Cue]) -> Cue | None:
        """The nearest cue, unless it is whom another one gives the amount to."""
        nearest = before[-1]
        totals = [c for c in before if c.role == "total"]
        payers = [c for c in before if c.role in PAYERS]
        joint = nearest.role in (*PAYERS, "total") and bool(payers) and self.joint(payers[-1])
        if totals and ({c.role for c in payers} == set(PAYERS) or joint):
            return totals[-1]
        if joint:
            summed = len(self.cues) > 1 and self.summed(payers[-1])
            totals = [c for c in after[:1] if c.role == "total"] + ([nearest] if summed else [])
            return Cue("total", nearest.start, nearest.end, nearest.name) if totals else None
        if nearest.role == "total" and payers:
            between = self.folded[payers[-1].end : nearest.start]
            if words.PAYS.fullmatch(between) or not words.IS.fullmatch(
                self.folded[nearest.end : start]
            ):
                return payers[-1]  # 市里一共出800万
            return nearest if words.PART_OF.search(between) else None
        if nearest.role in PAYERS and len(payers) > 1 and payers[-2].role != nearest.role:
            between = self.folded[payers[-2].end : nearest.start]
            if words.TO.fullmatch(between) or words.JOINED.fullmatch(between):
                return None
        return nearest

    def _share(self, index: int, share: Share) -> Bound:
        """A split's order from two payers named side by side; one share from its payer."""
        start, end = share.span
        if share.order:
            return Bound(None, share, order=share.order)
        if self._is_difference(share):
            return Bound("difference", share)  # 20 % more: no share of anything
        payers = [c for c in self.cues_between(start - LONG, end + LONG) if c.role in PAYERS]
        if len(share.parts) == 2:
            if share.parts[0] == share.parts[1]:
                return Bound(None, share, order=PAYERS)
            after = [c for c in payers if end <= c.start <= end + 30][:2]
            before = [c for c in payers if start - 30 <= c.end <= start][-2:]
            for pair in (after, before):
                if len(pair) == 2 and pair[0].role != pair[1].role:
                    between = self.folded[pair[0].end : pair[1].start]
                    if words.JOINED.fullmatch(between):
                        return Bound(None, share, order=(pair[0].role, pair[1].role))
            return Bound(None, share)
        if words.OF_ANOTHER_BEFORE.search(self.source.before(start, 8)) or (
            words.OF_ANOTHER_AFTER.match(self.folded, end)
        ):
            return Bound(None, share)  # a share of the other's amount is no share of the whole
        left, right = self.clause(start, end)
        cues = self.cues_between(left, right)
        roles = {cue.role for cue in cues}
        if "operating" not in roles and ("construction" in roles or self.only_building):
            return Bound("construction", share)
        payer = self.ordered.get(index) or self._payer(start, end, cues, index)
        role = self._role(payer)
        return Bound(role if role in PAYERS else None, share, name=payer.name if payer else "")
