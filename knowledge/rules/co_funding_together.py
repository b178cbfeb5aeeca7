"""What the amounts of one message say together: two pairs, sums, a claim, who builds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import PAYERS, is_generic
from knowledge.amounts.quantities import Together
from knowledge.rules.amount import add
from knowledge.rules.co_funding_amounts import Sorted
from knowledge.rules.co_funding_changes import side_of
from knowledge.rules.co_funding_districts import told_apart
from knowledge.rules.co_funding_inputs import CoFundingInputs


def add_up(bound: Sequence[Bound], found: Sorted) -> None:
    """Several amounts of each side that the words ask to take together, added up."""
    told = any(isinstance(one.quantity, Together) and not one.quantity.negated for one in bound)
    several = all(len(found.named.get(role, ())) > 1 for role in PAYERS)
    if told and several and not told_apart(found.named["district"]):
        for role in PAYERS:
            whole = add(tuple(amount for _, amount in found.named[role]))
            found.named[role] = [(found.named[role][0][0], whole)]


def two_cases_of(
    previous: CoFundingInputs, found: Sorted, ask: str | None
) -> CoFundingInputs | None:
    """Two pairs in one message: "A: city 6m, district 6m, B: city 7m, district 5m"."""
    cities, districts = (found.named.get(role, []) for role in PAYERS)
    if ask == "compare" and len(cities) == 1 and len(districts) == 2 and told_apart(districts):
        cities = cities * 2  # for the same 6m of the city Minhang would give 5.5m and Pudong 6.5m
    if not len(cities) == len(districts) == 2 or ask != "compare":
        return None
    first, second = (
        replace(
            CoFundingInputs(),
            city=city,
            district=(district,),
            name=_shown(name) if told_apart(districts) else "",
        )
        for (_, city), (name, district) in zip(cities, districts, strict=True)
    )
    return replace(second, as_of=previous.as_of, asked="compare", earlier=first)


def _shown(name: str) -> str:
    """A district's name as it is written; a number of districts has none."""
    return "" if is_generic(name) else name.title()


def claims_as_much(previous: CoFundingInputs, found: Sorted) -> bool:
    """As in "so the city must give at least 10m too?": the floor binds the district alone."""
    district = side_of(previous, "district")
    if set(found.named) != {"city"} or district is None or previous.city:
        return False
    city = found.one("city")
    return city.bound == "over" and district.exact and city.low == district.low


def builder_of(bound: Sequence[Bound]) -> str:
    """The one side that pays for construction."""
    payers = {one.payer for one in bound if one.role == "construction" and one.payer}
    return str(payers.pop()) if len(payers) == 1 else ""
