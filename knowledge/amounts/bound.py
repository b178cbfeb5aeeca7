"""An amount, a share, a year or a date with what the words say it is."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.amounts.cues import Role
from knowledge.amounts.quantities import Quantity


@dataclass(frozen=True)
class Bound:
    """A quantity and its role.

    Attributes:
        role: whose it is or what it is for. "others" is the part of neither side (enterprises,
            institutes, society, the platform's own money); "addition" what is added to, or with
            ``sign`` -1 taken from, an amount said before; "difference" how much something is
            above, below or changes by; "claimed" is a share that
            the guideline is said to fix; "mixed" is money for construction and operation of which
            nobody says how much is for either; "summed" a length of time that is to be summed over.
        payer: who pays construction money; whose amount an addition or difference changes.
        name: the cue's own words, to tell two districts apart.
        order: the roles of a split's parts, as ("city", "district"); of a difference, who is
            compared, and with whom.
        inside: it is a part of an amount named before it, perhaps in an earlier message.
        rest: "operating" or "construction" where the words say that this is for the rest of the
            amount that it is a part of.
        sign: -1 where an addition or difference takes away.
        purpose: "operating" where the words say so of an amount of nobody.
        loose: an addition that may be all that is given.
        year: the calendar or ordinal year said with an amount of money.
    """

    role: Role | None
    quantity: Quantity
    payer: str | None = None
    name: str = ""
    order: tuple[str, ...] = ()
    inside: bool = False
    rest: str = ""
    sign: int = 1
    year: int | None = None
    loose: bool = False
    purpose: str = ""
