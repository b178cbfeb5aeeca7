"""Whether what is unknown can change a verdict, and the smallest sets of facts that settle it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations, product
from typing import TypeVar

from knowledge.rules.result import Completeness

T = TypeVar("T")


def completeness(
    verdict: Callable[[Mapping[str, T]], Hashable], unknown: Mapping[str, Sequence[T]]
) -> tuple[Completeness, list[list[str]]]:
    """How much of a verdict hangs on what is unknown, and what would settle it.

    Args:
        verdict: the verdict for a value of each unknown fact.
        unknown: for each unknown fact, values that stand for all it may have.

    Returns:
        "complete" where nothing is unknown; "provisional" where the verdict is the same whatever
        the facts turn out to be; "open" else, with every smallest set of facts such that knowing
        them, whatever they are, settles the verdict.
    """
    if not unknown:
        return "complete", []
    names = sorted(unknown)
    for size in range(len(names) + 1):
        sets = [list(s) for s in combinations(names, size) if _settles(verdict, unknown, s)]
        if sets:
            return ("open", sets) if size else ("provisional", [])
    raise AssertionError("knowing every fact settles a verdict")


def _settles(
    verdict: Callable[[Mapping[str, T]], Hashable],
    unknown: Mapping[str, Sequence[T]],
    known: Sequence[str],
) -> bool:
    """Whether the verdict is fixed by the facts ``known``, whatever their values are."""
    rest = [name for name in unknown if name not in known]
    for values in product(*(unknown[name] for name in known)):
        given = dict(zip(known, values, strict=True))
        found = {
            verdict(given | dict(zip(rest, others, strict=True)))
            for others in product(*(unknown[name] for name in rest))
        }
        if len(found) > 1:
            return False
    return True
