"""What a rule gives back: figures as the answer record holds them, and the working in keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["computed", "not_specified", "not_in_force", "needs_input", "out_of_range"]
Completeness = Literal["complete", "provisional", "open"]
Value = str | bool | list[str] | list[list[str]] | dict[str, str] | dict[str, "Value"]
"""A plain decimal, a fraction 0..1, an ISO date, a key; {low, high}; values by year; lists."""


@dataclass(frozen=True)
class Term:
    """A value in a line of working, with what it needs to be said in either language.

    ``kind``: money (``value`` is a plain decimal of ``currency``), share (a fraction 0..1),
    number, year, years (joined by commas), money_by_year ("2019:5000000,2020:6000000", of a range
    "2019:5-6"), share_by_year ("1:0.8,2:0.5"), date (ISO), keys of the rule's inputs (joined by
    commas), or a name as the reader wrote it. ``high`` is set
    for a range, ``bound`` where the value is only the least or the most.
    """

    kind: Literal[
        "money",
        "share",
        "number",
        "year",
        "years",
        "money_by_year",
        "share_by_year",
        "date",
        "keys",
        "name",
    ]
    value: str
    high: str | None = None
    currency: str = "CNY"
    bound: Literal["", "over", "under"] = ""


@dataclass(frozen=True)
class WorkingLine:
    """One step: the key of its words in rules.yaml and the values that stand in them."""

    key: str
    values: Mapping[str, Term] = field(default_factory=dict)


def line(key: str, **values: Term) -> WorkingLine:
    """A line of working."""
    return WorkingLine(key, values)


@dataclass(frozen=True)
class RuleResult:
    """The result of one rule.

    ``verdict``, ``notes``, ``missing`` and the lines of ``working`` are keys of rules.yaml;
    ``missing`` are the questions that ask for what is needed. ``quote_keys`` name the rule's
    quotes, the one that carries the result first; ``item`` is the item of the first. ``units``
    names the unit of each input and output: a currency code, "share", "year", "date", "days",
    "boolean", "verdict", or "input" (keys of the rule's inputs).

    Where a verdict is asked for, ``outputs["completeness"]`` says whether more facts could change
    it: complete (nothing is unknown), provisional (what is unknown cannot change it) or open; an
    open one has ``outputs["settled_by"]``, the smallest sets of inputs that would settle it.
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
