"""Amounts that a message gives in terms of others: added, compared, parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import PAYERS, is_generic
from knowledge.amounts.quantities import EXACT, Share
from knowledge.rules.amount import Amount, add, to_fen
from knowledge.rules.co_funding_amounts import Sorted
from knowledge.rules.co_funding_districts import with_further
from knowledge.rules.co_funding_inputs import CoFundingInputs


def with_changes(inputs: CoFundingInputs, found: Sorted) -> CoFundingInputs:
    """The inputs with what a message adds to them, takes from them, or compares with them.

    "The district added 500k" needs the district's amount, "1m less than the city" the city's;
    without it the amount is asked for.
    """
    for one, amount in found.changes:
        if (
            one.payer == "district"
            and one.role == "addition"
            and one.sign > 0
            and _joins(inputs, one)
        ):
            inputs = with_further(inputs, one.name, amount, instead=False)
            continue
        if one.payer == "district" and one.name in inputs.districts and not one.order:
            at = inputs.districts.index(one.name)
            sum_ = _plus(inputs.district[at], amount, one.sign)
            inputs = with_further(inputs, one.name, sum_, instead=False)
            continue
        payer = one.payer or inputs.varied
        changed, base = (one.order[0], one.order[1]) if one.order else (payer, payer)
        known = inputs.total if base == "total" else side_of(inputs, str(base))
        if known is None and one.loose and one.sign > 0 and payer in PAYERS and not one.order:
            inputs = with_side(inputs, str(payer), amount)
            continue
        if known is None and inputs.total and one.order and not (inputs.city or inputs.district):
            inputs = _of_sum_and_difference(inputs, inputs.total, one, amount)
            continue
        if changed == "total" and known is not None and known.currency == amount.currency:
            inputs = replace(inputs, total=_plus(known, amount, one.sign))
            continue
        if isinstance(one.quantity, Share) and known is not None:
            amount = _part_of(known, one.quantity.parts[0])
        if changed not in PAYERS or known is None or known.currency != amount.currency:
            found.inexact.append("exact")
            continue
        amount = _plus(known, amount, one.sign)
        inputs = with_side(inputs, str(changed), amount)
        if one.year is not None:
            found.dated.append((str(changed), one.year, amount))
    return inputs


def _of_sum_and_difference(
    inputs: CoFundingInputs, total: Amount, one: Bound, amount: Amount
) -> CoFundingInputs:
    """The two sides of a total of which one gives so much more or less than the other."""
    half = Fraction(total.low) / 2
    gap = Fraction(amount.low) / 2 * one.sign
    for side, value in ((one.order[0], half + gap), (one.order[1], half - gap)):
        inputs = with_side(inputs, side, Amount.of(to_fen(value), total.currency))
    return inputs


def _joins(inputs: CoFundingInputs, one: Bound) -> bool:
    """Whether the addition is that of a district that gave nothing before."""
    known = bool(inputs.districts) and not any(map(is_generic, inputs.districts))
    return known and not is_generic(one.name) and one.name not in inputs.districts


def with_parts(
    inputs: CoFundingInputs, found: Sorted, previous: CoFundingInputs
) -> CoFundingInputs:
    """The inputs without the construction money that a side's amount was said to hold.

    What remains is operating money only where the words say so, or where it is given itself.
    """
    for one, amount in found.parts:
        construction = (inputs.construction, amount) if inputs.construction else (amount,)
        inputs = replace(inputs, construction=add(construction))
        sides = [side for side in PAYERS if side_of(inputs, side)]
        if one.payer is None and inputs.total and not sides:
            if one.rest != "operating" or inputs.total.currency != amount.currency:
                found.inexact.append("total")
                continue
            inputs = replace(inputs, total=_plus(inputs.total, amount, -1), parted=True)
            continue
        payer = one.payer or (sides[0] if len(sides) == 1 else None)
        if payer in found.apart:
            continue  # the part for operation was given itself
        known = side_of(inputs, str(payer)) if payer else None
        # An amount that the thread took for operating money keeps only what is no construction.
        left = one.rest == "operating" or payer not in found.named
        left = left or known == side_of(previous, str(payer))
        if known is None or not left or known.currency != amount.currency:
            found.inexact.append(payer or "payer")
            continue
        inputs = replace(with_side(inputs, str(payer), _plus(known, amount, -1)), parted=True)
    for amount in found.outside:  # what others give of a total is none of the two sides'
        if inputs.total and not (inputs.city or inputs.district):
            inputs = replace(inputs, total=_plus(inputs.total, amount, -1))
    return inputs


def side_of(inputs: CoFundingInputs, side: str) -> Amount | None:
    """The amount of a side, that of several districts together; None where it is not known."""
    if side == "city":
        return inputs.city
    return add(inputs.district) if side == "district" and inputs.district else None


def with_side(inputs: CoFundingInputs, side: str, amount: Amount) -> CoFundingInputs:
    """The inputs with another amount of a side."""
    if side == "city":
        return replace(inputs, city=amount)
    return replace(inputs, district=(amount,))


def _part_of(amount: Amount, share: Fraction) -> Amount:
    low, high = (to_fen(Fraction(end) * share) for end in (amount.low, amount.high))
    return replace(amount, low=low, high=high)


def _plus(amount: Amount, other: Amount, sign: int) -> Amount:
    low, high = (EXACT.multiply(Decimal(sign), end) for end in (other.low, other.high))
    ends = sorted((EXACT.add(amount.low, low), EXACT.add(amount.high, high)))
    return replace(amount, low=ends[0], high=ends[1])
