"""Judges what the co-funding rule makes of messages whose figures were written beside them.

A row has `id`, `turns`, `ask` and `expect`: a figure (`minimum`, `maximum`, `shortfall`, `excess`,
in yuan), `shares` of city and district, `compare` with the shortfalls of two cases, or `asks`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from knowledge.rules import RuleResult
from tests.knowledge.rules.thread import run

Verdict = Literal["right", "asks back", "wrong"]
_OUTPUTS = {
    "minimum": ("district_minimum",),
    "maximum": ("city_maximum",),
    "shortfall": ("shortfall",),
    "excess": ("excess",),
    "shares": ("city_share", "district_share"),
    "compare": ("first_shortfall", "second_shortfall"),
}


def verdict_on(row: Mapping[str, Any]) -> Verdict:
    """Return how the result fares; "wrong" is a figure that is not the one expected."""
    result = run("co-funding", " >> ".join(row["turns"]), row["ask"])
    ((kind, expected),) = row["expect"].items()
    asked = result.status in ("needs_input", "out_of_range")
    if kind == "asks":
        return "right" if asked else "wrong"
    if _figures(result, kind) == [Decimal(str(one)) for one in _listed(expected)]:
        return "right"
    return "asks back" if asked else "wrong"


def _figures(result: RuleResult, kind: str) -> list[Decimal | None]:
    found = [result.outputs.get(key) for key in _OUTPUTS[kind]]
    return [Decimal(one) if isinstance(one, str) else None for one in found]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
