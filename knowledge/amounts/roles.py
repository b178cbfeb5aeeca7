"""Binds amounts to roles by what the words around them say; where they do not, the role is None."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.amounts import connectives as words
from knowledge.amounts.alike import each_gives
from knowledge.amounts.bound import Bound
from knowledge.amounts.changes import Change, change_of
from knowledge.amounts.cues import PAYERS, Cue, Role, cues_in, is_generic
from knowledge.amounts.owners import Owners
from knowledge.amounts.pairing import LONG, order_of
from knowledge.amounts.purposes import purpose_of
from knowledge.amounts.quantities import (
    CalendarDate,
    Duration,
    Money,
    Number,
    Quantity,
    Share,
    Unknown,
    Year,
    is_amount,
)
from knowledge.amounts.reading import clear, read
from knowledge.amounts.sides import both_pay, others_pay
from knowledge.amounts.source import Source
from knowledge.amounts.timing import summed, years_said

_OWNERS: dict[str, Role] = {
    "city": "city",
    "district": "district",
    "total": "total",
    "platform_income": "platform_income",
}
"""The roles that say whose an amount is; the other cues say what it is for."""
_PART_FOR = 30  # characters after a part of unknown size in which it is said what it is for
_DISTRICTS = 16  # as many as Shanghai has


def bind(text: str) -> tuple[Bound, ...]:
    """Each quantity of ``text`` with its role; one that is given by each of two stands twice."""
    source = Source(text)
    cues = cues_in(source.folded)
    readings = read(source, cues)
    binder = _Binder(source, clear(readings), cues)
    return tuple(bound for index in range(len(binder.found)) for bound in binder.bind(index))


class _Binder(Owners):
    """Finds the role of one quantity at a time."""

    def __init__(self, source: Source, found: Sequence[Quantity], cues: list[Cue]) -> None:
        super().__init__(source, found, cues)
        self.years = years_said(source, found)
        self.summed_over = summed(source, found)
        self.paid = any(cue.role in PAYERS for cue in self.cues)

    def bind(self, index: int) -> Iterator[Bound]:
        """The quantity with its role, or with each of its roles."""
        quantity = self.found[index]
        if isinstance(quantity, CalendarDate | Year):
            yield Bound(self._time_role(quantity), quantity)
        elif isinstance(quantity, Duration):
            yield Bound("summed" if index in self.summed_over else None, quantity)
        elif isinstance(quantity, Share):
            bound = self._share(index, quantity)
            left, right = self.clause(*quantity.span)
            plain = bound.role in (None, *PAYERS) and len(quantity.parts) == 1
            cues = self.cues_between(left, right)
            if plain and each_gives(self, index, cues, left, right) == "sides":
                yield Bound("city", quantity, name="city")  # 市区各40%
                yield Bound("district", quantity, name="district")
            else:
                yield bound
        elif isinstance(quantity, Unknown):
            yield self._unknown(quantity)
        elif is_amount(quantity):
            inside, rest = index in self.parts.wholes, self.parts.rests.get(index, "")
            for bound in self._amount(index, quantity):
                yield replace(bound, inside=inside, rest=rest, year=self.years.get(index))
        else:
            yield Bound(None, quantity)

    def _unknown(self, quantity: Unknown) -> Bound:
        """Whose amount is not known: the payer named last before the words, or first after."""
        start, end = quantity.span
        if quantity.kind == "part":
            stop = words.sentence_end(self.folded, end, _PART_FOR)
            built = any(cue.role == "construction" for cue in self.cues_between(end, stop))
            return Bound("construction" if built else None, quantity, inside=True)
        if quantity.kind == "scaled":
            return Bound("difference", quantity)
        if quantity.kind == "joins":
            return Bound("district", quantity)
        cues = self.cues_between(*self.clause(start, end))
        payer_before = any(cue.role in PAYERS and cue.end <= start for cue in cues)
        if quantity.kind == "leaves" and not payer_before:
            after = [cue for cue in self.cues_between(end, end + LONG) if cue.start <= end + 1]
            named = after[0] if after and after[0].role == "district" else None
            return _owned(quantity, named)  # without Minhang
        if quantity.kind and not payer_before:
            return Bound(None, quantity)
        if not any(cue.role in _OWNERS for cue in cues):
            cues = self.cues_between(words.sentence_start(self.folded, start, LONG), start)
        if any(cue.role == "construction" for cue in cues) and not any(
            cue.role == "operating" for cue in cues
        ):
            return Bound("construction", quantity)
        owners = [cue for cue in cues if cue.role in _OWNERS]
        before = [cue for cue in owners if cue.end <= start]
        return _owned(quantity, before[-1] if before else owners[0] if owners else None)

    def _time_role(self, time: CalendarDate | Year) -> Role | None:
        if isinstance(time, Year) and not time.calendar:
            return "year"
        before = self.source.before(time.span[0], 12)
        one = isinstance(time, Year) and time.low == time.high
        own = one and self.folded.startswith("in ", time.span[0])
        if own or words.AS_OF.search(before) or words.AS_OF_AFTER.match(self.folded, time.span[1]):
            return "as_of"
        return None

    def _amount(self, index: int, quantity: Quantity) -> Iterator[Bound]:
        start, end = quantity.span
        if words.NEGATED.search(self.source.before(start, 14)):
            return  # "not 500", 不是500
        claimed = words.SAID_TO_BE_LEAST.search(self.source.before(start, 32)) is not None
        if claimed:
            yield Bound("claimed", quantity)
        if claimed or self.mentioned_again(index):
            return
        left, right = self.clause(start, end)
        cues = self.cues_between(left, right)
        inside = index in self.parts.wholes
        if isinstance(quantity, Money) and others_pay(
            self.source, quantity, _paid(cues, start), self.paid
        ):
            yield Bound("others", quantity)
            return
        if index == self.mixed and not inside:
            yield Bound("mixed", quantity)
            return
        change = None if inside else change_of(self, index, quantity)
        if change and change.role == "addition" and purpose_of(self, index, cues) == "construction":
            change = None  # money on top for a building is no operating money
        if change:
            alike = change.payer is None and both_pay(self.source, (start, end), left, right)
            for payer_role in PAYERS if alike else (change.payer,):
                yield _changed(quantity, replace(change, payer=payer_role))
            return
        if index in self.incomes:
            yield Bound("platform_income", quantity)
            return
        payer = self.ordered.get(index) or self.payer(start, end, cues, index)
        purpose = purpose_of(self, index, cues)
        if purpose == "construction":
            paying = payer if payer and payer.role in PAYERS else None
            payer = paying or self.inherited(start) or self.payer_after(index)
            role = payer.role if payer else self._role_of_whole(index) if inside else None
            yield Bound("construction", quantity, role)
        elif (each := each_gives(self, index, cues, left, right)) == "sides":
            yield Bound("city", quantity, name="city")
            yield Bound("district", quantity, name="district")
        elif each:
            named = self._districts(start) or self._counted_districts(index)
            yield from (Bound("district", quantity, name=name) for name in named)
            if not named:
                yield Bound(None, quantity)
        else:
            whole = self._role_of_whole(index) if payer is None and inside else None
            if whole and purpose == "operating":
                yield Bound(_OWNERS.get(whole), quantity, name=whole)
            elif (
                (
                    words.WHOLE_OF.search(self.source.before(start, 30))
                    and not words.FROM.match(self.folded, end)
                )
                or (
                    payer is None
                    and not (inside and self.parts.rests.get(index))
                    and self.whole(start, end)
                )
                or (
                    (payer is None or payer.start >= end)
                    and (
                        words.OF_WHICH.match(self.folded, end)
                        or (
                            words.OUT_OF.search(self.source.before(start, 40))
                            and not words.FROM.match(self.folded, end)
                        )
                    )
                )
            ):
                yield Bound("total", quantity)
            else:
                payer = payer or (self.inherited(start) if purpose == "operating" else None)
                found = _owned(quantity, payer or self._elsewhere(index) or self.speaking(index)
                             or self.joint_total(index))  # fmt: skip
                yield replace(found, purpose="" if found.role else purpose or "")

    def _elsewhere(self, index: int) -> Cue | None:
        """The owner where none is named in the clause of the amount."""
        return self.within_series(index) or self.distant(index) or self.payer_after(index)

    def _districts(self, start: int) -> list[str]:
        """The names of two districts that give an amount each: 闵行和浦东各出300万."""
        before = [cue for cue in self.cues_between(start - LONG, start) if cue.role in PAYERS][-2:]
        names = [cue.name for cue in before if cue.role == "district" and not is_generic(cue.name)]
        joined = len(before) == 2 and words.TOGETHER.fullmatch(
            self.folded[before[0].end : before[1].start]
        )
        return names if joined and len(set(names)) == 2 else []

    def _counted_districts(self, index: int) -> list[str]:
        """As in "three districts with 1m each": a name for each of as many districts."""
        begin = words.sentence_start(self.folded, self.starts[index], LONG)
        counts = [int(one.value) for one in self.found[:index]
                  if isinstance(one, Number) and one.unit == "district" and one.span[0] >= begin
                  and one.value == int(one.value)]  # fmt: skip
        if len(counts) != 1 or not 2 <= counts[0] <= _DISTRICTS:
            return []
        return [f"{number}." for number in range(1, counts[0] + 1)]

    def _role_of_whole(self, index: int) -> str | None:
        """Whose the amount is that this one is a part of: as said, or the only payer of all."""
        whole = self.parts.wholes.get(index)
        payer = self.payer_near(whole) if whole is not None else None
        return payer.role if payer and payer.role in PAYERS else self.only_payer

    def _share(self, index: int, share: Share) -> Bound:
        """A split's order from two payers named side by side; one share from its payer."""
        start, end = share.span
        if share.order:
            return Bound(None, share, order=share.order)
        before = self.source.before(start, 40)
        claims = (words.CLAIMED.search(before), words.ONLY_NEEDS.search(before))
        if any(claims) or words.CLAIMED_AFTER.match(self.folded, end):
            return Bound("claimed", share)
        change = change_of(self, index, share)
        if change:
            return _changed(share, change)  # 20 % more: no share of anything
        payers = [c for c in self.cues_between(start - LONG, end + LONG) if c.role in PAYERS]
        if len(share.parts) == 2:
            return Bound(None, share, order=order_of(self.folded, share, payers))
        left, right = self.clause(start, end)
        cues = self.cues_between(left, right)
        if len(share.parts) == 1 and others_pay(self.source, share, _paid(cues, start), self.paid):
            return Bound("others", share)
        if words.OF_ANOTHER_BEFORE.search(self.source.before(start, 8)) or (
            words.OF_ANOTHER_AFTER.match(self.folded, end)
        ):
            return Bound(None, share)  # a share of the other's amount is no share of the whole
        roles = {cue.role for cue in cues}
        built = any(cue.role == "construction" and cue.strong for cue in cues) or (
            "construction" in roles and bool(roles & set(PAYERS))
        )
        if "operating" not in roles and (built or self.only_building):
            return Bound("construction", share)
        payer = self.ordered.get(index) or self.payer(start, end, cues, index)
        owned = _owned(share, payer)
        return owned if owned.role in PAYERS else replace(owned, role=None)


def _paid(cues: Sequence[Cue], start: int) -> bool:
    """Whether a payer is named before an amount in its clause."""
    return any(cue.role in PAYERS and cue.end <= start for cue in cues)


def _owned(quantity: Quantity, owner: Cue | None) -> Bound:
    role = _OWNERS.get(owner.role) if owner else None
    return Bound(role, quantity, name=owner.name if owner else "")


def _changed(quantity: Quantity, change: Change) -> Bound:
    return Bound(
        change.role, quantity, change.payer, change.name, order=change.sides, sign=change.sign,
        loose=change.loose,
    )  # fmt: skip
