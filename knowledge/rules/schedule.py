"""A yearly schedule: which years rise, what it looks like, and what unknown years could change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import prod

from knowledge.rules.amount import Amount
from knowledge.rules.result import Completeness
from knowledge.rules.settling import completeness

_MOST_TRIED = 5_000
"""Ways in which unknown years may turn out, up to which every set of them is tried."""


@dataclass(frozen=True)
class YearAmount:
    """An amount of one year: 1, 2, 3 or a calendar year; None where it is not known."""

    year: int
    amount: Amount | None


def verdict_of(values: Sequence[Decimal]) -> str:
    """Consistent (no rise, the last below the first), no_diminishing_yet (constant) or departs."""
    if any(later > earlier for earlier, later in pairwise(values)):
        return "departs"
    return "consistent" if values[-1] < values[0] else "no_diminishing_yet"


def pattern_of(values: Sequence[Decimal]) -> str:
    """one_year, rising, constant, or falling (perhaps constant before, perhaps to zero)."""
    if len(values) == 1:
        return "one_year"
    verdict = verdict_of(values)
    if verdict != "consistent":
        return "rising" if verdict == "departs" else "constant"
    constant = "constant_then_" if values[1] == values[0] else ""
    return f"{constant}falling{'_to_zero' if values[-1] == 0 else ''}"


def judge(steps: Sequence[YearAmount]) -> tuple[Completeness, list[list[str]]]:
    """Whether the years that are not known exactly can change the verdict, and which settle it."""
    unknown = _unknown(steps)
    if prod(map(len, unknown.values())) > _MOST_TRIED:  # all of them settle it in any case
        fixed = _certain(steps)
        return ("provisional", []) if fixed else ("open", [sorted(unknown, key=int)])

    def verdict(given: Mapping[str, Decimal]) -> str:
        return verdict_of([given.get(str(s.year), s.amount.low if s.amount else Decimal(0))
                           for s in steps])  # fmt: skip

    return completeness(verdict, unknown)


def _certain(steps: Sequence[YearAmount]) -> bool:
    """Whether the verdict is the same wherever the amounts lie in their ranges."""
    lows = [step.amount.low if step.amount else Decimal(0) for step in steps]
    highs = [step.amount.high if step.amount else Decimal("Infinity") for step in steps]
    pairs = [(at, later) for at in range(len(steps)) for later in range(at + 1, len(steps))]
    if any(lows[later] > highs[at] for at, later in pairs):
        return True  # it rises in any case
    may_rise = any(highs[later] > lows[at] for at, later in pairs)
    return not may_rise and highs[-1] < lows[0]


def allowed(steps: Sequence[YearAmount], at: int) -> tuple[Decimal, Decimal | None]:
    """Between which amounts a year not known exactly leaves no rise; None: without limit."""
    own = steps[at].amount
    before = [step.amount.high for step in steps[:at] if step.amount]
    after = [step.amount.low for step in steps[at + 1 :] if step.amount]
    before += [own.high] if own else []
    after += [own.low] if own else []
    return max(after, default=Decimal(0)), min(before, default=None)


def ceilings(steps: Sequence[YearAmount]) -> dict[int, Decimal]:
    """For each year that rises, the amount it would have to keep to: the lowest before it."""
    lowest: Decimal | None = None
    found: dict[int, Decimal] = {}
    for step in steps:
        if step.amount is None:
            continue
        if lowest is not None and step.amount.low > lowest:
            found[step.year] = lowest
        lowest = step.amount.low if lowest is None else min(lowest, step.amount.low)
    return found


def _unknown(steps: Sequence[YearAmount]) -> dict[str, list[Decimal]]:
    """For each year not known exactly, values that stand for all: the verdict only compares."""
    ends = sorted({Decimal(0)} | {end for s in steps if s.amount
                                  for end in (s.amount.low, s.amount.high)})  # fmt: skip
    between = [
        (low + (high - low) * part / 4) for low, high in pairwise(ends) for part in (1, 2, 3)
    ]
    beyond = [ends[-1] + step for step in (1, 2, 3)]
    grid = sorted({*ends, *between, *beyond})
    found = {}
    for step in steps:
        if step.amount is None:
            found[str(step.year)] = grid
        elif not step.amount.exact:
            low, high = step.amount.low, step.amount.high
            found[str(step.year)] = [value for value in grid if low <= value <= high]
    return found
