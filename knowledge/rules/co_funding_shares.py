"""Shares and lengths of time in a message about the two sides' money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import PAYERS
from knowledge.amounts.quantities import Duration, Frequency, Money, Number, Share
from knowledge.rules.co_funding_amounts import ROLES, Sorted
from knowledge.rules.co_funding_inputs import CoFundingInputs

_NO_SHARE_OF_THE_TWO = ("difference", "construction", "others", "claimed")


def splits_whole(bound: Sequence[Bound], relative: bool = False) -> bool:
    """Whether shares of the two sides stand beside an amount: "20m, 70/30 city/district".

    ``relative`` says to look for one side's money in terms of the other's.
    """
    return any(
        isinstance(one.quantity, Share) and one.quantity.relative is relative
        and (len(one.order) == 2 or one.role in PAYERS)
        for one in bound
    )  # fmt: skip


def with_shares(
    inputs: CoFundingInputs, bound: Sequence[Bound], inexact: list[str], named: set[str]
) -> CoFundingInputs:
    """The shares of this message in place of those of the thread; none of it keeps those."""
    shares = [
        (one, one.quantity)
        for one in bound
        if isinstance(one.quantity, Share) and one.role not in _NO_SHARE_OF_THE_TWO
    ]
    if not shares and inputs.split:
        told = _by_numbers(bound, inputs.split)
        return replace(inputs, city_share=told.get("city"), district_share=told.get("district"),
                       split=None if told else inputs.split)  # fmt: skip
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
        elif len(share.parts) == 1 and len(shares) == 1 and inputs.shared in PAYERS:
            given = {inputs.shared: share.parts[0]}  # and at 95 %?
        else:
            inexact.append("payer_of_share")
            continue
        if any(sides.get(role, part) != part for role, part in given.items()):
            inexact.append("payer_of_share")
        sides |= given
    if split and not sides:
        sides = _by_numbers(bound, split)
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
                   shared=next(iter(sides)) if len(sides) == 1 else "",
                   relative=bool(relative))  # fmt: skip


def _by_numbers(bound: Sequence[Bound], split: tuple[Fraction, Fraction]) -> dict[str, Fraction]:
    """As in "70/30, the city being the 70 and the district the 30"."""
    sides: dict[str, Fraction] = {}
    for one in bound:
        if one.role in PAYERS and isinstance(one.quantity, Number):
            value = Fraction(one.quantity.value)
            for part in split:
                if value in (100 * part, 10 * part):
                    sides[one.role] = part
    return sides


def with_often(inputs: CoFundingInputs, bound: Sequence[Bound], found: Sorted) -> CoFundingInputs:
    """With whose amount is a month's or a quarter's; in doubt beside one of another time."""
    units = [one.quantity.unit for one in bound if isinstance(one.quantity, Frequency)]
    held = {role: unit for role, unit in inputs.often if role not in found.named}
    own = next((unit for unit in units if unit != "year"), None)
    if own and len(units) == 1:
        held |= dict.fromkeys(found.payers, own)
        if any(isinstance(one.quantity, Duration) for one in bound):
            found.inexact.append("one_year")  # 300k a month for twelve months
    if inputs.city and inputs.district and held.get("city") != held.get("district"):
        found.inexact.append("one_year")
    return replace(inputs, often=tuple(sorted(held.items())))


def check_times(bound: Sequence[Bound], inexact: list[str]) -> None:
    """In doubt where amounts are of times that differ, and not each is said to be of one."""
    amounts = sorted({one.quantity.span for one in bound
                      if isinstance(one.quantity, Money) and one.role in ROLES})  # fmt: skip
    often = [one.quantity for one in bound if isinstance(one.quantity, Frequency)]
    lengths = [one.quantity for one in bound
               if isinstance(one.quantity, Duration) and one.quantity.unit == "year"
              and one.quantity.high > 1 and one.role != "summed"]  # fmt: skip
    if not amounts or not (often or lengths):
        return
    units = {one.unit for one in often}
    moneys = [one.quantity for one in bound
              if isinstance(one.quantity, Money) and one.role in ROLES]  # fmt: skip
    if units <= {"year"} and all(m.period and (m.period.each or m.period.lump) for m in moneys):
        return
    first, last = amounts[0][0], amounts[-1][1]
    each = len(often) >= len(amounts)
    led = any(one.span[0] < first for one in often)
    outside = all(length.span[0] < first or length.span[1] > last for length in lengths)
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
