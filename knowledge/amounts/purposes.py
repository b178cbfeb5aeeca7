"""What an amount is for, construction or operating, by the words beside it."""

from __future__ import annotations

from knowledge.amounts.cues import Cue
from knowledge.amounts.owners import Owners
from knowledge.amounts.parts import Purpose
from knowledge.amounts.quantities import Number


def purpose_of(owners: Owners, index: int, cues: list[Cue]) -> Purpose | None:
    """What the words say that an amount is for; ``cues`` are those of its clause."""
    start, end = owners.found[index].span
    cues = [cue for cue in cues if not owners.of_part(index, cue)]
    plain = isinstance(owners.found[index], Number)  # "5G equipment"
    building = [cue for cue in cues if cue.role == "construction"
                and (cue.strong or owners.purposes or not plain)]  # fmt: skip
    operating = [cue for cue in cues if cue.role == "operating"]
    purposed = owners.purposed.get(index)
    if purposed:
        return "construction" if purposed == "construction" else "operating"
    if building and operating:
        near = min(building + operating, key=lambda cue: owners.distance(cue, start, end))
        return "construction" if near.role == "construction" else "operating"
    if building:
        return "construction"
    if operating:
        return "operating"
    if owners.only_building:
        return "construction"
    headed = owners.headed(start) if owners.purposes else None
    if headed == "construction":
        return "construction"
    return "operating" if headed else None
