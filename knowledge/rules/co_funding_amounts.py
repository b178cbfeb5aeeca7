"""The amounts of a message, sorted by whose they are, with the unit that a bare number borrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import PAYERS
from knowledge.amounts.quantities import Money, Number, Series, Share, Unknown, lend
from knowledge.rules.amount import Amount
from knowledge.rules.co_funding_inputs import CoFundingInputs

SMALLEST_BARE = 1000  # a smaller number without a unit may be yuan, 万 or millions
BORROW_LIMIT = 20  # an amount that much greater or smaller was meant in another unit
_OF_A_SIZE = 10
ROLES = (*PAYERS, "total")
_ELSEWHERE = ("claimed", "platform_income", "year", "as_of", "others")


@dataclass
class Sorted:
    """The amounts of a message.

    Attributes:
        named: the words and the amount of each, by role, in order.
        unassigned: those of which nobody said whose they are.
        inexact: keys of the questions about those that cannot be used as they stand.
        changes: what is added to or taken from, or compared with, an amount said before.
        parts: construction money that is a part of a side's amount.
        dated: amounts of one side that were said of a year.
        untold: a difference of which nothing tells what it is of: "are we 2m short?".
        outside: what others than the two sides give of an amount named before.
        unitless: numbers of a role whose unit nobody said.
        apart: the sides whose operating money was given apart from their construction money.
    """

    named: dict[str, list[tuple[str, Amount]]] = field(default_factory=dict)
    unassigned: list[Amount] = field(default_factory=list)
    inexact: list[str] = field(default_factory=list)
    changes: list[tuple[Bound, Amount]] = field(default_factory=list)
    parts: list[tuple[Bound, Amount]] = field(default_factory=list)
    dated: list[tuple[str, int, Amount]] = field(default_factory=list)
    outside: list[Amount] = field(default_factory=list)
    unitless: list[tuple[str, Decimal]] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    untold: bool = False

    @property
    def payers(self) -> set[str]:
        """The payers whose amounts were named."""
        return set(self.named) & set(PAYERS)

    def near_unassigned(self) -> list[Amount]:
        """Amounts of nobody that may well belong to the two sides, being of their size."""
        sizes = [
            a.low for role in self.named if role in ROLES for _, a in self.named[role] if a.low
        ]
        return [
            one for one in self.unassigned
            if any(size / _OF_A_SIZE <= one.low <= size * _OF_A_SIZE for size in sizes)
        ]  # fmt: skip

    def one(self, role: str) -> Amount:
        """The first amount of a role."""
        return self.named[role][0][1]


def sort_amounts(bound: Sequence[Bound], previous: CoFundingInputs) -> Sorted:
    """Sort the amounts of a message by role; ``previous`` lends units."""
    found = Sorted()
    borrowed = _scale(bound, previous)
    bound = _without_parts_of_splits(bound, previous.split)
    by_year = len({one.year for one in bound if one.year is not None}) > 1
    for one in map(_of_one_year, bound):
        unknown_part = isinstance(one.quantity, Unknown) and one.inside
        scaled = isinstance(one.quantity, Unknown) and one.quantity.kind == "scaled"
        if scaled or one.role == "mixed" or (unknown_part and one.role == "construction"):
            found.inexact.append("exact")
        elif isinstance(one.quantity, Series):
            _sort_series(one, one.quantity, found)
        elif one.role in ("difference", "addition") and isinstance(one.quantity, Share):
            if one.payer in PAYERS and len(one.quantity.parts) == 1 and not one.order:
                found.changes.append((one, Amount.of(0)))  # 10 % more: of what it was
            else:
                found.inexact.append("exact")
        elif one.role in ("difference", "addition"):
            _change(one, _amount(one, borrowed), found)
        elif isinstance(one.quantity, Number) and _unit_in_doubt(one, borrowed):
            found.unitless.append((one.role or "", one.quantity.value))
        else:
            _sort(one, _amount(one, borrowed), found, by_year)
    if any(role or not found.named for role, _ in found.unitless):
        found.inexact.append("unit")  # beside amounts a number of nobody counts something else
    _keep_parts(bound, found)
    if found.untold and not (found.named or found.dated):
        found.inexact.append("exact")  # beside amounts it is a claim about them
    if found.named:  # a bare number beside them counts something else: "the two governments"
        found.unassigned = [
            Amount.read(one.quantity) for one in bound
            if one.role is None and isinstance(one.quantity, Money) and not one.quantity.bounded
        ]  # fmt: skip
    known = {(amount.low, amount.high) for amount in previous.amounts()}
    if known and found.unassigned and {(a.low, a.high) for a in found.unassigned} <= known:
        again = len(found.unassigned) > 1 or found.named
        found.unassigned = [] if again else found.unassigned
    return found


def _without_parts_of_splits(
    bound: Sequence[Bound], split: Sequence[Fraction] | None
) -> tuple[Bound, ...]:
    """Without the numbers that say whose the parts of a split are: "60/40, the city having 60"."""
    shares = [one.quantity for one in bound if isinstance(one.quantity, Share)]
    parts = {part * of for share in shares if len(share.parts) == 2
             for part in share.parts for of in (10, 100)}  # fmt: skip
    parts |= {part * of for part in split or () for of in (10, 100)}
    return tuple(
        one for one in bound
        if not isinstance(one.quantity, Number) or one.quantity.value not in parts
    )  # fmt: skip


def _sort(one: Bound, amount: Amount | None, found: Sorted, by_year: bool) -> None:
    if amount is not None and one.role == "others" and one.inside:
        found.outside.append(amount)
    if amount is None or one.role in _ELSEWHERE:
        return
    money = one.quantity
    if isinstance(money, Money) and money.bounded and one.role in PAYERS:
        amount = Amount.bounded(money)
    elif isinstance(money, Money) and money.bounded:
        found.inexact.append(one.role or "exact")
        return
    if one.role is None:
        found.unassigned.append(amount)
    elif one.role == "construction" and one.inside:
        found.parts.append((one, amount))
    elif one.role in PAYERS and one.year is not None and (by_year or not _of_several_years(money)):
        found.dated.append((one.role, one.year, amount))
    else:
        found.named.setdefault(one.role, []).append((one.name, amount))


def _of_several_years(quantity: object) -> bool:
    """Whether an amount was said to be of several years together, or of each of several."""
    period = quantity.period if isinstance(quantity, Money) else None
    return period is not None and period.years is not None


def _sort_series(one: Bound, series: Series, found: Sorted) -> None:
    """A schedule of one side; what it leaves open or computes beyond the fen is asked for."""
    amounts = [Amount.read(money) for money in series.amounts]
    bounded = any(money.bounded for money in series.amounts)
    if one.role is None:
        found.inexact.append("payer")
    elif one.role not in PAYERS or series.unknown or bounded or not all(a.whole for a in amounts):
        found.inexact.append("one_year")
    else:
        found.dated += [(one.role, year, amount)
                        for year, amount in zip(series.years, amounts, strict=True)]  # fmt: skip


def _change(one: Bound, amount: Amount | None, found: Sorted) -> None:
    """An addition or a difference, with whose it is, where the words tell."""
    told = one.payer is not None or len(one.order) == 2 or one.role == "addition"
    if amount is not None and told:
        found.changes.append((one, amount))
    else:
        found.untold = True


def _keep_parts(bound: Sequence[Bound], found: Sorted) -> None:
    """Of a side's amount and its part for operation the part counts; years that differ apart."""
    for role in PAYERS:
        inside = [one for one in bound if one.role == role and one.inside]
        found.apart |= {role} if inside else set()
        if inside and len(found.named.get(role, [])) > len(inside):
            spans = [one.quantity.span for one in bound
                     if one.role == role and isinstance(one.quantity, Money)]  # fmt: skip
            kept = [spans.index(one.quantity.span) for one in inside if one.quantity.span in spans]
            found.named[role] = [found.named[role][at] for at in kept
                                 if at < len(found.named[role])]  # fmt: skip
    built = sum((amount.low for _, amount in found.parts), Decimal(0))
    for role in PAYERS:
        two = found.named.get(role, [])
        if built and len(two) == 2 and two[0][1].low - built == two[1][1].low:
            found.named[role] = two[1:]  # 2m of the city's 8m is for the building, 6m operational
            found.apart |= {role}
    dated = {(side, year) for side, year, _ in found.dated}
    years = {year for _, year in dated}
    if len(years) == 1:  # all of one year: that it is named changes nothing
        for role, _, amount in found.dated:
            found.named.setdefault(role, []).append(("", amount))
    values = {(side, year, a.low, a.high, a.currency) for side, year, a in found.dated}
    if len(years) > 1 and (len(values) > len(dated) or {side for side, _ in dated} & found.payers):
        found.inexact.append("one_year")  # a year given twice, or beside an amount without one


def unknown_sides(bound: Sequence[Bound], found: Sorted) -> set[str]:
    """The sides whose amount or share is said not to be known, and was not given beside that."""
    shares = {one.role for one in bound if isinstance(one.quantity, Share)}
    unknown = {one.role for one in bound if isinstance(one.quantity, Unknown)}
    return {role for role in PAYERS if role in unknown - shares - set(found.named)}


def further_district(bound: Sequence[Bound], found: Sorted) -> bool:
    """Whether the amount of one more district is said not to be known."""
    given = {name for name, _ in found.named.get("district", ())}
    unknown = {one.name for one in bound
               if isinstance(one.quantity, Unknown) and one.role == "district"}  # fmt: skip
    return bool(given) and bool(unknown - given)


def is_constant(series: Series) -> bool:
    """Whether a schedule is one amount for every year; calendar years listed are told apart."""
    listed = series.calendar and len({money.span for money in series.amounts}) > 1
    return not listed and len({(money.low, money.high) for money in series.amounts}) == 1


def _of_one_year(one: Bound) -> Bound:
    """A schedule that gives the same every year as the amount of a year."""
    series = one.quantity
    if isinstance(series, Series) and is_constant(series):
        return replace(one, quantity=series.amounts[0])
    return one


def _scale(bound: Sequence[Bound], previous: CoFundingInputs) -> Amount | None:
    """Whose unit a bare number borrows: an amount of the same message, else the last varied."""
    for one in bound:
        if isinstance(one.quantity, Money) and one.quantity.scale > 1:
            return Amount.read(one.quantity)
    candidates = {
        "city": previous.city,
        "district": previous.district[0] if len(previous.district) == 1 else None,
        "total": previous.total,
        "construction": previous.construction,
        "unassigned": previous.unassigned[0] if previous.unassigned else None,
    }
    return candidates.get(previous.varied or "") or next(filter(None, candidates.values()), None)


def _amount(one: Bound, borrowed: Amount | None) -> Amount | None:
    """The amount of a bound quantity; a bare number only with a unit to borrow or a payer."""
    quantity = one.quantity
    if isinstance(quantity, Money):
        return Amount.read(quantity)
    if not isinstance(quantity, Number) or quantity.unit:
        return None
    if borrowed:
        value = lend(quantity.value, borrowed.scales, borrowed.low, BORROW_LIMIT)
        if value is None:
            return None
        return Amount(value, value, borrowed.currency, borrowed.bare, borrowed.scales)
    if one.role is None:
        return None
    return Amount(quantity.value, quantity.value, bare=True)


def _unit_in_doubt(one: Bound, borrowed: Amount | None) -> bool:
    """A small bare number beside nothing to borrow from: 6 may be six yuan or six million."""
    if not isinstance(one.quantity, Number) or one.quantity.unit:
        return False
    value = one.quantity.value
    if borrowed is None:
        return one.role is not None and 0 < value < SMALLEST_BARE
    return lend(value, borrowed.scales, borrowed.low, BORROW_LIMIT) is None
