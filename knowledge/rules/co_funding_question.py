"""From what a message says to the inputs of the co-funding rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.amounts.cues import PAYERS
from knowledge.amounts.quantities import EXACT, YUAN, Number, Share
from knowledge.rules.amount import Amount, add
from knowledge.rules.co_funding_amounts import (
    ROLES,
    Sorted,
    further_district,
    sort_amounts,
    unknown_sides,
)
from knowledge.rules.co_funding_changes import side_of, with_changes, with_parts
from knowledge.rules.co_funding_districts import (
    told_apart,
    with_districts,
    with_further,
    with_joining_and_leaving,
)
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_shares import (
    check_times,
    splits_whole,
    with_often,
    with_shares,
)
from knowledge.rules.co_funding_together import (
    add_up,
    builder_of,
    claims_as_much,
    two_cases_of,
)
from knowledge.rules.co_funding_years import with_years
from knowledge.rules.said import Said


def co_funding_said(said: Said, previous: CoFundingInputs) -> CoFundingInputs:
    """The inputs of the co-funding rule: what a message says over what ``previous`` holds."""
    ask = said.asked(previous.asked)
    previous = _as_amounts(previous)
    if previous.earlier and previous.asked == "compare" and ask == "compliance":
        ask = previous.asked if not said.holds_money else ask  # "by how much does each miss it?"
    new = replace(previous, asked=ask)
    two_cases = ask == "compare" and not said.holds_money  # "which of the two?" counts them
    side_by_side = _side_by_side(said, previous)
    if side_by_side:
        new = side_by_side
    elif (said.holds_figure or said.holds_unknown) and not two_cases:
        new = _with_figures(said, previous, ask)
    elif not said.holds_figure:
        new = _with_reply(said, new)
    shares = any(isinstance(one.quantity, Share) for one in said.bound)
    if ask == "minimum" and new.total and new.total == previous.total and not shares:
        new = replace(new, city_share=None, district_share=None, split=None)
    if any(isinstance(one.quantity, Number) and one.quantity.unit == "district"
           and one.quantity.value > 1 for one in said.bound):  # fmt: skip
        new = replace(new, shared_by_several=True)
    if said.swapped and not said.holds_figure:
        new = _swapped(new)
    if not said.holds_figure or two_cases:
        new = with_years(new, said.bound, Sorted(), figures=False)
    new = replace(new, asked=_fitting(new, said.jointly), as_of=said.as_of or previous.as_of)
    return replace(new, inexact=(*new.inexact, "unreadable")) if said.unclear else new


def _as_amounts(inputs: CoFundingInputs) -> CoFundingInputs:
    """Sides of which one was said to give the same as the other, each with its amount."""
    city = inputs.city or side_of(inputs, "district")
    even = inputs.relative and inputs.city_share == inputs.district_share
    if not even or city is None or (inputs.city and inputs.district):
        return inputs
    return replace(inputs, city=city, district=inputs.district or (city,), city_share=None,
                   district_share=None, relative=False)  # fmt: skip


def _with_reply(said: Said, inputs: CoFundingInputs) -> CoFundingInputs:
    """With what a message adds to amounts said before: their unit alone, or whose they are."""
    if said.unit and inputs.unitless:
        found = Sorted()
        for role, value in inputs.unitless:
            whole = EXACT.multiply(value, said.unit)
            amount = Amount(whole, whole, YUAN, scales=(said.unit,))
            found.named.setdefault(role, []).append(("", amount))
        left = tuple(key for key in inputs.inexact if key != "unit")
        return _over(replace(inputs, unitless=(), inexact=left), found, inputs.asked, said)
    if said.payer and len(inputs.unassigned) == 1:
        found = Sorted({said.payer: [("", inputs.unassigned[0])]})
        left = tuple(key for key in inputs.inexact if key != "payer")
        periods = tuple((role or said.payer, period) for role, period in inputs.periods)
        rest = replace(inputs, unassigned=(), inexact=left, periods=periods)
        return _over(rest, found, inputs.asked, said)
    return inputs


def _swapped(inputs: CoFundingInputs) -> CoFundingInputs:
    """The two sides' amounts and shares the other way round."""
    city = (inputs.city,) if inputs.city else ()
    other = {"city": "district", "district": "city"}
    by_year = tuple(sorted((other[side], year, a) for side, year, a in inputs.by_year))
    periods = tuple(sorted((other.get(role, role), period) for role, period in inputs.periods))
    return replace(inputs, city=side_of(inputs, "district"), district=city,
                   by_year=by_year, periods=periods,
                   city_share=inputs.district_share, district_share=inputs.city_share)  # fmt: skip


def _fitting(inputs: CoFundingInputs, jointly: bool) -> str | None:
    """What is asked, or what the amounts tell where they are not those that it needs."""
    dated = {side for side, _, _ in inputs.by_year}
    basis = {"minimum": inputs.city or "city" in dated,
             "maximum": inputs.district or "district" in dated, "split": None}  # fmt: skip
    one_side = bool(inputs.city) is not bool(inputs.district)
    if inputs.asked == "split" and one_side and jointly:
        return inputs.asked
    if inputs.asked not in basis or basis[inputs.asked] or inputs.total:
        return inputs.asked
    given = inputs.city or inputs.district or dated or inputs.city_share is not None or inputs.split
    return None if given or inputs.district_share is not None else inputs.asked


def _with_figures(said: Said, previous: CoFundingInputs, ask: str | None) -> CoFundingInputs:
    """The amounts and shares of a message over those of the thread."""
    bound = said.bound
    found = sort_amounts(bound, previous)
    single = not found.named and len(found.unassigned) == 1
    operating = any(one.purpose == "operating" for one in bound)
    if single and operating and previous.builder and not _holds_operating(previous):
        found.named = {previous.builder: [("", found.unassigned.pop())]}  # separately it pays 6.3m
        single = False
    if single and previous.varied in (*ROLES, "construction"):
        found.named = {previous.varied: [("", found.unassigned.pop())]}
    elif single and not _holds_amounts(previous) and splits_whole(bound):
        found.named = {"total": [("", found.unassigned.pop())]}
    elif found.unassigned and not found.named and _holds_amounts(previous):
        found.inexact.append("payer")
    if found.near_unassigned() if found.named else found.unassigned and splits_whole(bound, True):
        found.inexact.append("payer")
    add_up(bound, found)
    if claims_as_much(previous, found):
        found.named, ask = {}, "maximum"
    new = two_cases_of(previous, found, ask) or _over(previous, found, ask, said)
    built = "construction" in found.named or bool(found.parts)
    if said.correction and built and previous.construction:
        found.inexact.append("exact")  # of which amount it is now to be taken is not kept
    new = with_parts(with_changes(new, found), found, previous)
    if said.correction:
        new = _moved(new, previous, set(found.named))
    new = with_shares(new, bound, found.inexact, set(found.named))
    check_times(bound, found.inexact)
    new = with_often(new, bound, found)
    new = with_years(new, bound, found, figures=True)
    dated = {side for side, _, _ in found.dated}
    named = [role for role in found.named if role in (*ROLES, "construction")]
    doubted = unknown_sides(bound, found) - dated
    named = (
        named or [one.payer for one, _ in found.changes if one.payer] or sorted(doubted or dated)
    )
    new, doubted = with_joining_and_leaving(new, bound, doubted)
    new = _without(new, doubted)
    unknown = {*previous.unknown, *doubted} - set(found.named) - dated
    return replace(
        new,
        unknown=tuple(sorted(unknown)),
        further=new.further or further_district(bound, found),
        unassigned=tuple(found.unassigned),
        unitless=tuple(found.unitless),
        builder=builder_of(bound) or previous.builder,
        inexact=tuple(dict.fromkeys(found.inexact)),
        varied=named[0] if len(named) == 1 else None if named else previous.varied,
    )


def _without(inputs: CoFundingInputs, sides: set[str]) -> CoFundingInputs:
    """Without the amounts of the sides of which it is now said that they are not known."""
    if "city" in sides:
        inputs = replace(inputs, city=None, city_share=None)
    if "district" in sides:
        inputs = replace(inputs, district=(), district_share=None)
    return inputs


def _side_by_side(said: Said, previous: CoFundingInputs) -> CoFundingInputs | None:
    """Two cases that a message names, each with its own amounts: 方案A …, 方案B …."""
    if len(said.cases) != 2:
        return None
    of_cases = [co_funding_said(replace(said.of_case(case), ask=None), CoFundingInputs())
                for case in said.cases]  # fmt: skip
    first, second = (replace(one, name=case.name)
                     for one, case in zip(of_cases, said.cases, strict=True))  # fmt: skip
    if not (first.pair and second.pair):
        return None
    return replace(second, as_of=previous.as_of, asked="compare", earlier=first)


def _over(previous: CoFundingInputs, found: Sorted, ask: str | None, said: Said) -> CoFundingInputs:
    """The named amounts over the previous ones; a role given two amounts is in doubt."""
    new = replace(previous, asked=ask)
    if "total" in found.named and not found.payers:
        new = replace(new, city=None, district=())
    part = found.apart or _part_of_total(previous, found, ask)
    if found.payers and "total" not in found.named and not part:
        new = replace(new, total=None)
    if found.payers and previous.city and previous.district and not said.correction:
        new = replace(new, earlier=replace(previous, earlier=None))
    if len(found.payers) == len(PAYERS):
        new = replace(new, city_share=None, district_share=None, split=None, relative=False)
    for role, amounts in found.named.items():
        alike = len({(a.low, a.high, a.currency) for _, a in amounts}) == 1
        if role == "district" and told_apart(amounts):
            new = with_districts(new, amounts)
        elif role == "construction" and len({a.currency for _, a in amounts}) == 1:
            new = replace(new, construction=add(tuple(amount for _, amount in amounts)))
        elif not alike:
            found.inexact.append(role)
        elif role == "district" and _joins(found, said):
            new = with_further(new, *amounts[0], instead=said.supposed, joins=said.joining)
        elif role == "district":
            new = with_districts(new, amounts[:1])
        elif role == "city":
            new = replace(new, city=found.one(role))
        elif role == "total":
            new = replace(new, total=found.one(role))
    return new


def _joins(found: Sorted, said: Said) -> bool:
    """Whether one district's amount is said beside those of the thread, not in their place."""
    return not said.correction and (found.payers == {"district"} or said.joining)


def _part_of_total(previous: CoFundingInputs, found: Sorted, ask: str | None) -> bool:
    """Whether the one side now named is a part of the total that the thread spoke of."""
    if not previous.total or previous.city or previous.district or len(found.payers) != 1:
        return False
    (role,) = found.payers
    part = found.one(role)
    return ask not in ("minimum", "maximum") and part.high <= previous.total.low


def _moved(new: CoFundingInputs, previous: CoFundingInputs, named: set[str]) -> CoFundingInputs:
    """A correction that gives the same amount to the other payer takes it from the first."""
    city, district = previous.city, previous.district
    if named == {"district"} and city and not district and _same(new.district, (city,)):
        return replace(new, city=None)
    if named == {"city"} and new.city and not city and _same((new.city,), district):
        return replace(new, district=())
    return new


def _holds_operating(inputs: CoFundingInputs) -> bool:
    return bool(inputs.amounts_of_sides() or inputs.by_year)


def _same(one: Sequence[Amount], two: Sequence[Amount]) -> bool:
    return [(a.low, a.high, a.currency) for a in one] == [(a.low, a.high, a.currency) for a in two]


def _holds_amounts(inputs: CoFundingInputs) -> bool:
    return bool(
        inputs.city or inputs.district or inputs.total or inputs.construction or inputs.by_year
    )
