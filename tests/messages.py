"""Judges what the co-funding rule makes of messages whose figures were written beside them.

A row has `id`, `turns`, `ask` and `expect`: a figure (`minimum`, `maximum`, `shortfall`, `excess`,
in yuan), `shares` of city and district, `compare` with the shortfalls of two cases, or `asks`.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bot.words.script import to_simplified
from knowledge.rules import RuleResult
from tests.knowledge.rules.thread import run

MESSAGES = Path(__file__).parent / "questions" / "messages"
Verdict = Literal["right", "asks back", "wrong"]
_OUTPUTS = {
    "minimum": ("district_minimum",),
    "maximum": ("city_maximum",),
    "shortfall": ("shortfall",),
    "excess": ("excess",),
    "shares": ("city_share", "district_share"),
    "least shares": ("city_share_maximum", "district_share_minimum"),
    "compare": ("first_shortfall", "second_shortfall"),
}


@cache
def read_messages() -> tuple[dict[str, Any], ...]:
    """Return the rows of the corpora, Chinese in Simplified, as the desk reads it."""
    rows = [json.loads(line) for path in sorted(MESSAGES.glob("*.jsonl"))
            for line in path.read_text("utf-8").splitlines()]  # fmt: skip
    return tuple(row | {"turns": [to_simplified(turn) for turn in row["turns"]]} for row in rows)


@cache
def left_over() -> frozenset[str]:
    """Return the ids of the rows that are not right yet."""
    return frozenset((MESSAGES / "left.txt").read_text("utf-8").split())


def verdict_on(row: Mapping[str, Any]) -> Verdict:
    """Return how the result fares; "wrong" is a figure that is not the one expected."""
    result = run("co-funding", " >> ".join(row["turns"]), row["ask"])
    ((kind, expected),) = row["expect"].items()
    asked = result.status in ("needs_input", "out_of_range")
    if kind == "asks":
        return "right" if asked else "wrong"
    wanted = [Decimal(str(one)) for one in _listed(expected)]
    kinds = (kind, "least shares") if kind == "shares" else (kind,)
    if any(_figures(result, one) == wanted for one in kinds):
        return "right"
    return "asks back" if asked else "wrong"


def _figures(result: RuleResult, kind: str) -> list[Decimal | None]:
    found = [result.outputs.get(key) for key in _OUTPUTS[kind]]
    return [Decimal(one) if isinstance(one, str) else None for one in found]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
