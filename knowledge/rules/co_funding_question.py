"""From what a message says to the inputs of the co-funding rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from knowledge.amounts.cues import PAYERS
from knowledge.amounts.quantities import Duration, Frequency, Money, Number, Series, Share, lend
from knowledge.amounts.roles import Bound
from knowledge.rules.amount import Amount, add
from knowledge.rules.co_funding_inputs import CoFundingInputs

SMALLEST_BARE = 1000  # a smaller number without a unit may be yuan, 万 or millions
BORROW_LIMIT = 20  # an amount that much greater or smaller was meant in another unit
ROLES = (*PAYERS, "total")


def co_funding_inputs(
    bound: Sequence[Bound], previous: CoFundingInputs, correction: bool
) -> CoFundingInputs:
    """The inputs of the co-funding rule: what ``bound`` says over what ``previous`` holds."""
    named: dict[str, list[tuple[str, Amount]]] = {}
    inexact: list[str] = []
    unassigned: list[Amount] = []
    borrowed = _scale(bound, previous)
    for one in bound:
        one = _of_one_year(one)
        if isinstance(one.quantity, Series):
            inexact.append("one_year")
            continue
        if one.role == "difference":
            inexact.append("exact")
            continue
        if _unit_in_doubt(one, borrowed):
            inexact.append("unit")
            continue
        amount = _amount(one, borrowed)
        if amount is None or one.role in ("platform_income", "year", "as_of"):
            continue
        if isinstance(one.quantity, Money) and one.quantity.bounded:
            inexact.append(one.role or "exact")
        elif one.role is None:
            unassigned.append(amount)
        else:
            named.setdefault(one.role, []).append((one.name, amount))
    if named:  # a bare number beside them counts something else: "the two governments"
        unassigned = [Amount.read(one.quantity) for one in bound
                      if one.role is None and isinstance(one.quantity, Money)
                      and not one.quantity.bounded]  # fmt: skip
    new = _once(previous, named, inexact)
    single = not named and len(unassigned) == 1
    if single and previous.varied in (*ROLES, "construction"):
        named = {previous.varied: [("", unassigned[0])]}
        new = _once(previous, named, inexact)
        unassigned = []
    if single and unassigned and not _holds_amounts(previous) and _splits_whole(bound):
        new, unassigned = replace(new, total=unassigned[0]), []
    if unassigned and not named and _holds_amounts(previous):
        inexact.append("payer")
    new = _moved(new, previous, set(named)) if correction else new
    new = _with_shares(new, bound, inexact, set(named))
    yearly, period = _time(bound, inexact)
    varied = next(iter(named)) if len(named) == 1 else None if named else previous.varied
    return replace(
        new, unassigned=tuple(unassigned), inexact=tuple(dict.fromkeys(inexact)), varied=varied,
        yearly=yearly or previous.yearly, period=period or previous.period,
    )  # fmt: skip


def _splits_whole(bound: Sequence[Bound]) -> bool:
    """Whether shares of the two sides stand beside the amount: "20m, 70/30 city/district"."""
    return any(
        isinstance(one.quantity, Share) and not one.quantity.relative
        and (len(one.order) == 2 or one.role in PAYERS)
        for one in bound
    )  # fmt: skip


def _of_one_year(one: Bound) -> Bound:
    """A schedule that gives the same every year as the amount of a year."""
    series = one.quantity
    if isinstance(series, Series) and len({(m.low, m.high) for m in series.amounts}) == 1:
        return replace(one, quantity=series.amounts[0])
    return one


def _time(bound: Sequence[Bound], inexact: list[str]) -> tuple[bool, bool]:
    """Whether the amounts are a year's, or of a number of years; in doubt where they differ."""
    amounts = sorted({one.quantity.span for one in bound
                      if isinstance(one.quantity, Money) and one.role in ROLES})  # fmt: skip
    often = [one.quantity for one in bound if isinstance(one.quantity, Frequency)]
    lengths = [one.quantity for one in bound
               if isinstance(one.quantity, Duration) and one.quantity.unit == "year"]  # fmt: skip
    constant = any(isinstance(one.quantity, Series) for one in bound)
    if not amounts or not (often or lengths):
        return constant, False
    first, last = amounts[0][0], amounts[-1][1]
    each = len(often) >= len(amounts)
    led = any(one.span[0] < first for one in often)
    outside = all(length.span[0] < first or length.span[1] > last for length in lengths)
    units = {one.unit for one in often}
    if (
        len(units) > 1
        or (units and units != {"year"} and not each and not led)
        or (often and lengths and not each and not (led and outside))
    ):
        inexact.append("one_year")
    elif lengths and not often and len(amounts) > 1:
        same = len({(length.low, length.high) for length in lengths}) == 1
        if not same or not (len(lengths) >= len(amounts) or (outside and len(lengths) == 1)):
            inexact.append("one_year")
    return units == {"year"} or constant, bool(lengths) and not often


def _once(
    previous: CoFundingInputs, named: dict[str, list[tuple[str, Amount]]], inexact: list[str]
) -> CoFundingInputs:
    """The named amounts over the previous ones; a role given two amounts is in doubt."""
    new = previous
    payers = named.keys() & PAYERS
    if "total" in named and not payers:
        new = replace(new, city=None, district=())
    if payers and "total" not in named:
        new = replace(new, total=None)
    if len(payers) == len(PAYERS):
        new = replace(new, city_share=None, district_share=None, split=None, relative=False)
    for role, amounts in named.items():
        distinct = {name for name, _ in amounts}
        several = role == "district" and len(amounts) > 1 and len(distinct) == len(amounts)
        if several and all(name[:1] not in ("区", "") and name != "district" for name in distinct):
            new = replace(new, district=tuple(amount for _, amount in amounts))
        elif role == "construction" and (
            len(amounts) == 1
            or (named.keys() - {role} and len({a.currency for _, a in amounts}) == 1)
        ):
            new = replace(new, construction=add(tuple(amount for _, amount in amounts)))
        elif len({(a.low, a.high, a.currency) for _, a in amounts}) > 1:
            inexact.append(role)
        elif role == "district":
            new = replace(new, district=(amounts[0][1],))
        elif role == "city":
            new = replace(new, city=amounts[0][1])
        elif role == "total":
            new = replace(new, total=amounts[0][1])
    return new


def _moved(new: CoFundingInputs, previous: CoFundingInputs, named: set[str]) -> CoFundingInputs:
    """A correction that gives the same amount to the other payer takes it from the first."""
    city, district = previous.city, previous.district
    if named == {"district"} and city and not district and _same(new.district, (city,)):
        return replace(new, city=None)
    if named == {"city"} and new.city and not city and _same((new.city,), district):
        return replace(new, district=())
    return new


def _same(one: Sequence[Amount], two: Sequence[Amount]) -> bool:
    return [(a.low, a.high, a.currency) for a in one] == [(a.low, a.high, a.currency) for a in two]


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


def _holds_amounts(inputs: CoFundingInputs) -> bool:
    return bool(inputs.city or inputs.district or inputs.total or inputs.construction)


def _with_shares(
    inputs: CoFundingInputs, bound: Sequence[Bound], inexact: list[str], named: set[str]
) -> CoFundingInputs:
    """The shares of this message in place of those of the thread; none of it keeps those."""
    others = ("difference", "construction")
    shares = [
        (one, one.quantity)
        for one in bound
        if isinstance(one.quantity, Share) and one.role not in others
    ]
    if not shares:
        return inputs
    sides: dict[str, Fraction] = {}
    split: tuple[Fraction, Fraction] | None = None
    for one, share in shares:
        if len(share.parts) == 2 and len(one.order) == 2:
            given = dict(zip(one.order, share.parts, strict=True))
        elif len(share.parts) == 2:
            split = (share.parts[0], share.parts[1])
            continue
        elif len(share.parts) == 1 and one.role in PAYERS:
            given = {one.role: share.parts[0]}
        else:
            inexact.append("payer_of_share")
            continue
        if any(sides.get(role, part) != part for role, part in given.items()):
            inexact.append("payer_of_share")
        sides |= given
    if split and sorted(split) == sorted(sides.values()):
        split = None  # 三七开，市里七，区里三: said twice
    relative = [one.order[0] for one, share in shares if share.relative]
    for role in set(relative) - named:
        inputs = replace(inputs, city=None) if role == "city" else replace(inputs, district=())
    city, district = sides.get("city"), sides.get("district")
    if (inputs.city and city is None and district is not None and not inputs.total) or (
        inputs.district and district is None and city is not None and not inputs.total
    ):
        inexact.append("share_of_what")  # 60 % of the whole, or of the other's amount
    return replace(inputs, city_share=city, district_share=district, split=split,
                   relative=bool(relative))  # fmt: skip
