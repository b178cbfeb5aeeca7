"""What a rule gives back: figures as the answer record holds them, and the working in keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["computed", "not_specified", "not_in_force", "needs_input", "out_of_range"]
Value = str | bool | list[str] | dict[str, str]
"""A plain decimal, a fraction 0..1, an ISO date, a verdict; {low, high}; a list of years."""


@dataclass(frozen=True)
class Term:
    """A value in a line of working, with what it needs to be said in either language.

    ``kind``: money (``value`` is a plain decimal of ``currency``), share (a fraction 0..1),
    number, year or date (ISO). ``high`` is set for a range.
    """

    kind: Literal["money", "share", "number", "year", "date"]
    value: str
    high: str | None = None
    currency: str = "CNY"


@dataclass(frozen=True)
class WorkingLine:
    """One step: the key of its words in rules.yaml and the values that stand in them."""

    key: str
    values: Mapping[str, Term] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleResult:
    """The result of one rule.

    ``verdict``, ``notes``, ``missing`` and the lines of ``working`` are keys of rules.yaml.
    ``quote_keys`` name the rule's quotes, the one that carries the result first; ``item`` is the
    item of the first. ``units`` names the unit of each input and output: a currency code, "share",
    "year", "date", "boolean" or "verdict".
    """

    rule: str
    item: int | None
    status: Status
    inputs: Mapping[str, Value] = field(default_factory=dict)
    outputs: Mapping[str, Value] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    working: tuple[WorkingLine, ...] = ()
    quote_keys: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: str | None = None
    missing: tuple[str, ...] = ()
