"""What a message says of years: amounts by year, what an amount is of, which years are asked for.

``by_year`` keeps what a thread said of each year; ``city`` and ``district`` are the pair that is
looked at, that of one year where one is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import PAYERS
from knowledge.amounts.quantities import Duration, Frequency, Money, Period, Series, Together, Year
from knowledge.rules.amount import Amount
from knowledge.rules.co_funding_amounts import ROLES, Sorted, is_constant
from knowledge.rules.co_funding_changes import side_of, with_side
from knowledge.rules.co_funding_inputs import CoFundingInputs

Over = Literal["", "sum", "each"]


def with_years(
    inputs: CoFundingInputs, bound: Sequence[Bound], found: Sorted, figures: bool
) -> CoFundingInputs:
    """The inputs with what a message says of years.

    Args:
        inputs: what the thread holds, this message's amounts among it.
        bound: the message.
        found: its amounts.
        figures: whether it holds any.
    """
    over = _asked_over(bound, inputs, figures)
    inputs = _by_year(inputs, found)
    inputs = replace(inputs, periods=_periods(inputs, bound, found))
    dated = {year for _, year, _ in found.dated}
    named = _named(bound, figures)
    goes_on = _goes_on(inputs, found) and not over
    if goes_on:
        inputs = replace(inputs, chosen=())
    elif len(dated) == 1:
        inputs = replace(inputs, chosen=() if over == "sum" else tuple(dated))
    elif dated:
        inputs = replace(inputs, chosen=())
    elif named and _by_years(inputs) and (
        not figures or _in_order(inputs, named) or len(named) == 1
    ):  # fmt: skip
        inputs = replace(inputs, chosen=_in_order(inputs, named) or named)
    elif over:
        inputs = replace(inputs, chosen=())
    if goes_on:
        pass  # what was asked of the sum is asked again
    elif not over and (len(dated) > 0 or found.payers == set(PAYERS) or len(inputs.chosen) == 1):
        inputs = replace(inputs, over="", span=0)
    elif over:
        inputs = replace(inputs, over=over, span=_length(bound, "summed") or 0)
    elif not figures:
        inputs = _lasting(inputs, _length(bound, None))
    return _of_chosen(inputs)


def _goes_on(inputs: CoFundingInputs, found: Sorted) -> bool:
    """As in "and if the district gave 6m in 2021?" after the years were added up."""
    known = {(side, year) for side, year, _ in inputs.by_year}
    changed = {(side, year) for side, year, _ in found.dated}
    return inputs.over == "sum" and len(changed) == 1 and changed < known


def _by_years(inputs: CoFundingInputs) -> bool:
    """Whether it matters which year is named: amounts of years, or of a number of them."""
    return bool(inputs.by_year) or any((period.years or 1) > 1 for _, period in inputs.periods)


def _by_year(inputs: CoFundingInputs, found: Sorted) -> CoFundingInputs:
    """What was said of each year before, and now; an amount without a year is of the chosen one."""
    kept = {(side, year): amount for side, year, amount in inputs.by_year}
    dated = {side for side, _, _ in found.dated}
    for side in found.payers - dated:
        amount = side_of(inputs, side)
        if len(inputs.chosen) == 1 and amount is not None:
            kept[side, inputs.chosen[0]] = amount
        else:
            kept = {key: value for key, value in kept.items() if key[0] != side}
    if found.dated and _kinds(year for _, year in kept) != _kinds(y for _, y, _ in found.dated):
        kept = _restated(kept, found)
    kept = _aligned(kept | {(side, year): amount for side, year, amount in found.dated})
    return replace(inputs, by_year=tuple((side, year, kept[side, year])
                                         for side, year in sorted(kept)))  # fmt: skip


def _restated(kept: dict[tuple[str, int], Amount], found: Sorted) -> dict[tuple[str, int], Amount]:
    """Without what a side that is now given anew had before, which counted its years otherwise."""
    dated = {side for side, _, _ in found.dated}
    return {key: value for key, value in kept.items() if key[0] not in dated}


def _aligned(kept: dict[tuple[str, int], Amount]) -> dict[tuple[str, int], Amount]:
    """A side that counts its years 1, 2, 3 beside as many calendar years is of those."""
    years = {side: sorted(year for s, year in kept if s == side) for side in PAYERS}
    counted = [side for side in PAYERS if years[side] and max(years[side]) < 1000]
    calendar = [side for side in PAYERS if years[side] and min(years[side]) > 1000]
    if len(counted) != 1 or len(calendar) != 1:
        return kept
    (side,), (other,) = counted, calendar
    if years[side] != list(range(1, len(years[other]) + 1)):
        return kept
    of = dict(zip(years[side], years[other], strict=True))
    return {(s, of[year] if s == side else year): amount for (s, year), amount in kept.items()}


def _kinds(years: Iterable[int]) -> set[bool]:
    return {year > 1000 for year in years}


def _periods(
    inputs: CoFundingInputs, bound: Sequence[Bound], found: Sorted
) -> tuple[tuple[str, Period], ...]:
    """Of which time each amount is: as said now, else as before."""
    periods = dict(inputs.periods)
    single = [role for role in found.named if role in ROLES]
    for one in bound:
        role = one.role or (single[0] if len(single) == 1 else None)
        said = period_of(one)
        if role in found.named and role in ROLES and said is not None:
            periods[role] = said
        elif role is None and len(found.unassigned) == 1 and said is not None:
            periods[""] = said  # until it is said whose amount it is
    for role in found.named:
        if role in PAYERS and any(side == role for side, _, _ in found.dated):
            periods.pop(role, None)
    return tuple(sorted(periods.items()))


def period_of(one: Bound) -> Period | None:
    """The time that an amount is of, where the words say one."""
    quantity = one.quantity
    if isinstance(quantity, Series) and is_constant(quantity):
        return Period(len(quantity.amounts), each=True)
    return quantity.period if isinstance(quantity, Money) else None


def _asked_over(bound: Sequence[Bound], inputs: CoFundingInputs, figures: bool) -> Over:
    """Whether the words ask to add years up, or to look at each."""
    told = [one.quantity for one in bound if isinstance(one.quantity, Together)]
    if any(one.negated for one in told):
        return "each"
    if any(isinstance(one.quantity, Duration) and one.role == "summed" for one in bound):
        return "sum"
    if any(not one.loose for one in told):
        return "sum"
    if any(isinstance(one.quantity, Frequency) and one.quantity.asked for one in bound):
        return "each"
    several = len({year for _, year, _ in inputs.by_year}) > 1
    lasting = any((period.years or 1) > 1 for _, period in inputs.periods)
    return "sum" if told and not figures and (several or lasting) else ""


def _length(bound: Sequence[Bound], role: str | None) -> int | None:
    """The one number of years that the words name, to be summed over or not."""
    lengths = {int(one.quantity.high) for one in bound
               if isinstance(one.quantity, Duration) and one.role == role
               and one.quantity.unit == "year" and one.quantity.low == one.quantity.high
               and one.quantity.high > 1}  # fmt: skip
    return lengths.pop() if len(lengths) == 1 else None


def _lasting(inputs: CoFundingInputs, years: int | None) -> CoFundingInputs:
    """As in "and if it were five years?": another number of years for what is a year's."""
    if years is None:
        return inputs
    given = [role for role in ROLES if side_of(inputs, role)]
    given += ["total"] if inputs.total else []
    held = dict(inputs.periods)
    for role in given:
        period = held.get(role, Period())
        held[role] = period if period.lump else replace(period, years=years)
    span = years if inputs.over == "sum" else 0
    return replace(inputs, periods=tuple(sorted(held.items())), span=span)


def _named(bound: Sequence[Bound], figures: bool) -> tuple[int, ...]:
    """The years that a message names; beside amounts, single ones after all of them."""
    spans = [one.quantity.span for one in bound if isinstance(one.quantity, Money | Series)]
    last = max((end for _, end in spans), default=0) if figures else 0
    years = {year for one in bound if isinstance(one.quantity, Year)
             and one.quantity.span[0] >= last
             and not (figures and one.quantity.high > one.quantity.low)
             for year in range(one.quantity.low, one.quantity.high + 1)}  # fmt: skip
    return tuple(sorted(years))


def _in_order(inputs: CoFundingInputs, named: Sequence[int]) -> tuple[int, ...]:
    """The years named, as the thread counts them; "year 2" of calendar years is the second."""
    known = sorted({year for _, year, _ in inputs.by_year})
    if known and known[0] > 1000 and all(1 <= year <= len(known) for year in named):
        return tuple(known[year - 1] for year in named)
    return tuple(named) if set(named) <= set(known) else ()


def _of_chosen(inputs: CoFundingInputs) -> CoFundingInputs:
    """The pair of the one year that is looked at."""
    if len(inputs.chosen) != 1:
        return inputs
    amounts: Mapping[tuple[str, int], Amount] = {
        (side, year): amount for side, year, amount in inputs.by_year
    }
    for side in {side for side, _ in amounts}:
        amount = amounts.get((side, inputs.chosen[0]))
        if amount is not None:
            inputs = with_side(inputs, side, amount)
        elif side == "city":
            inputs = replace(inputs, city=None)
        else:
            inputs = replace(inputs, district=())
    return inputs
