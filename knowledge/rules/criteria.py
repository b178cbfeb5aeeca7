"""Verdicts over criteria: each is met, unmet, unknown, or not specified by the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypeVar

from knowledge.rules.result import Completeness, Value
from knowledge.rules.said import Said
from knowledge.rules.settling import completeness

F_ = TypeVar("F_", bound="FlagInputs")
State = Literal["met", "unmet", "unknown", "not_specified"]


@dataclass(frozen=True)
class FlagInputs:
    """What is known of a rule's criteria: yes, no, or None where it is not known."""

    asked: str | None = None
    as_of: date | None = None

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, and the unit of each."""
        values: dict[str, Value] = {}
        units: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool):
                values[field.name], units[field.name] = value, "boolean"
            elif isinstance(value, date):
                values[field.name], units[field.name] = value.isoformat(), "date"
            elif value is not None:
                values[field.name], units[field.name] = str(value), "verdict"
        return values, units

    def with_said(self: F_, said: Said, flags: tuple[str, ...]) -> F_:
        """These inputs with what a message says of the flags, the date and what is asked."""
        changes: dict[str, Any] = {key: said.flags[key] for key in flags if key in said.flags}
        return replace(
            self, **changes, asked=said.asked(self.asked), as_of=said.as_of or self.as_of
        )

    def flag(self, key: str) -> State:
        """The state of the criterion that the flag ``key`` is."""
        value = getattr(self, key)
        return "unknown" if value is None else "met" if value else "unmet"


@dataclass(frozen=True)
class Judged:
    """A verdict over criteria: ``met``, ``unmet``, or ``open`` where what is unknown decides."""

    verdict: Literal["met", "unmet", "open"]
    completeness: Completeness
    settled_by: list[list[str]]
    by_state: Mapping[State, list[str]]

    def outputs(self) -> dict[str, Value]:
        """The verdict's completeness and the criteria by state, as the answer record has them."""
        found: dict[str, Value] = {"completeness": self.completeness}
        found |= {state: keys for state, keys in self.by_state.items() if keys}
        if self.settled_by:
            found["settled_by"] = self.settled_by
        return found


CRITERIA_UNITS = {
    "verdict": "verdict", "completeness": "verdict", "met": "input", "unmet": "input",
    "unknown": "input", "not_specified": "input", "settled_by": "input",
}  # fmt: skip
"""The units of what a verdict over criteria has for outputs."""


def judge_criteria(states: Mapping[str, State]) -> Judged:
    """Whether all criteria are met; one that the source does not specify opens no verdict."""
    by_state: dict[State, list[str]] = {"met": [], "unmet": [], "unknown": [], "not_specified": []}
    for key, state in states.items():
        by_state[state].append(key)
    fails = bool(by_state["unmet"])
    whole, settled_by = completeness(
        lambda given: not fails and all(given.values()),
        dict.fromkeys(by_state["unknown"], (True, False)),
    )
    verdict: Literal["met", "unmet", "open"] = "open" if whole == "open" else "met"
    return Judged("unmet" if fails else verdict, whole, settled_by, by_state)
