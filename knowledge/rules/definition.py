"""What is known of a rule beside its formula: inputs, legal reference, time in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from knowledge.rules.result import RuleResult

IN_FORCE = date(2018, 2, 1)
"""Release: "will be put into force on February 1st 2018"."""


@dataclass(frozen=True)
class InputField:
    """One input: its key (also its key in rules.yaml), type, unit and range."""

    key: str
    kind: Literal["money", "moneys", "share", "split", "date", "schedule", "choice"]
    unit: str
    required: bool = False
    minimum: str | None = None
    maximum: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A passage of the release: its item (None before any item mark) and its verbatim anchor."""

    item: int | None
    anchor: str


@dataclass(frozen=True)
class RuleDefinition:
    """A rule: ``compute`` takes one frozen ``inputs_type`` and never raises for what people say."""

    key: str
    inputs_type: type[Any]
    compute: Callable[[Any], RuleResult]
    fields: tuple[InputField, ...]
    references: Mapping[str, Reference]
    in_force_from: date = IN_FORCE


OPERATING_FLOOR = Reference(
    10,
    "the funds from the district government should not be lower than the fiscal investment "
    "from the city government",
)
CONSTRUCTION_MONEY = Reference(
    10,
    "development of the platforms will be mainly sponsored by the city government, which will "
    "allocate funds from the special fund for the development of strategic emerging industries",
)
DIMINISHING_MODEL = Reference(10, "Explore the “diminishing” model for fiscal investment")
CONSTANT_THEN_DIMINISHING = Reference(
    None, "constant sponsorship at beginning, diminishing later on"
)
IMEC_SHARE = Reference(
    None,
    "30 years later, it turned out that government investment only accounted for around "
    "20 percent of the total",
)
FORCE_DATE = Reference(None, "will be put into force on February 1st 2018")
