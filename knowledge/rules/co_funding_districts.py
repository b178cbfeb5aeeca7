"""Several districts beside the city: who joins, and whose amount changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import is_generic
from knowledge.amounts.quantities import Unknown
from knowledge.rules.amount import Amount
from knowledge.rules.co_funding_inputs import CoFundingInputs

Named = Sequence[tuple[str, Amount]]


def told_apart(amounts: Named) -> bool:
    """Whether the amounts are of districts that are told apart by name."""
    names = {name for name, _ in amounts}
    own = all(name[:1] not in ("区", "") and name != "district" for name in names)
    return len(amounts) > 1 and len(names) == len(amounts) and own


def with_districts(inputs: CoFundingInputs, amounts: Named) -> CoFundingInputs:
    """The districts of a message in place of those of the thread."""
    return replace(
        inputs,
        district=tuple(amount for _, amount in amounts),
        districts=tuple(name for name, _ in amounts),
    )


def with_further(
    inputs: CoFundingInputs, name: str, amount: Amount, instead: bool, joins: bool = False
) -> CoFundingInputs:
    """With one district's amount: the same district's anew, or that of one that joins.

    ``instead`` says that the message supposes something else ("what if it were Xuhui with 9m?"):
    then it takes the place of what was said. ``joins`` says that it comes beside what was said.
    """
    names = inputs.districts
    if not name and len(names) == 1:
        name = names[0]
    told = bool(names) and len(names) == len(inputs.district)
    beside = joins and told and name not in names
    named = told and not any(map(is_generic, (name, *names)))
    if named and name in names:
        at = names.index(name)
        changed = (*inputs.district[:at], amount, *inputs.district[at + 1 :])
        return replace(inputs, district=changed)
    if not beside and (instead or not named):
        return with_districts(inputs, [(name, amount)])
    joined = [*zip(names, inputs.district, strict=True), (name, amount)]
    return replace(with_districts(inputs, joined), further=False)


def with_joining_and_leaving(
    inputs: CoFundingInputs, bound: Sequence[Bound], doubted: set[str]
) -> tuple[CoFundingInputs, set[str]]:
    """With a district that joins without an amount, and without one that leaves.

    Returns ``doubted``, the sides that are not known, without the one that this explains.
    """
    for one in bound:
        kind = one.quantity.kind if isinstance(one.quantity, Unknown) else ""
        if kind == "joins" and inputs.district:
            inputs, doubted = replace(inputs, further=True), doubted - {"district"}
        if kind == "leaves" and one.name in inputs.districts and len(inputs.district) > 1:
            named = zip(inputs.districts, inputs.district, strict=True)
            left = [(name, amount) for name, amount in named if name != one.name]
            inputs, doubted = with_districts(inputs, left), doubted - {"district"}
    return inputs, doubted
