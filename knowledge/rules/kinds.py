"""How people write a value of each kind of input: for the command's help, its errors, the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from knowledge.amounts.rendering import render_money
from knowledge.rules.definition import InputField, Kind


@dataclass(frozen=True)
class KindWords:
    """A kind in words: ``placeholder`` stands for a value, ``written`` says how one is written."""

    placeholder: str
    name: str
    written: str


KINDS: Mapping[Kind, KindWords] = MappingProxyType({
    "money": KindWords("AMOUNT", "an amount of money", "8000000, 8m, 8 million or 800万"),
    "moneys": KindWords("AMOUNT", "amounts of money, one for each district",
                        "8000000, 8m, 8 million or 800万"),
    "share": KindWords("SHARE", "a share of the whole", "0.4, 40% or 四成"),
    "flag": KindWords("YES|NO", "yes, no or unknown", "yes, no or unknown"),
    "number": KindWords("NUMBER", "a number", "85"),
    "date": KindWords("DATE", "a date", "2018-06-01"),
    "schedule": KindWords("SCHEDULE", "an amount for each year, in order",
                          "10m; 10m; ?; 5m or 2019: 10m; 2020: 8m, with ? for what is not known"),
    "choice": KindWords("KEY", "one of its choices", "one of its choices"),
})  # fmt: skip
"""Every kind of input by its key."""


def expected(field: InputField) -> str:
    """What can be read as the field's value: "an amount of money, as 8000000, … or 800万"."""
    if field.kind == "choice":
        return f"one of {', '.join(field.choices)}"
    kind = KINDS[field.kind]
    return kind.name if kind.name == kind.written else f"{kind.name}, as {kind.written}"


def range_of(field: InputField) -> str:
    """What is computed, with its unit: "0.01 to 1,000,000,000,000 yuan", "0 to 1"; or nothing."""
    if field.minimum is None or field.maximum is None:
        return ""
    if field.kind == "share":
        return f"{field.minimum} to {field.maximum}"
    low, high = (
        render_money(Decimal(end), "en", field.unit) for end in (field.minimum, field.maximum)
    )
    return f"{low.rpartition(' ')[0]} to {high}"
