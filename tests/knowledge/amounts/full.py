"""Everything that a sentence is bound to, in one line: each field that is not at its default."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from fractions import Fraction

from bot.words.script import to_simplified
from knowledge.amounts import (
    Bound,
    CalendarDate,
    Duration,
    Money,
    Number,
    Series,
    Share,
    Unclear,
    Year,
    bind,
    numbers_in,
)
from knowledge.amounts.cues import cues_in
from knowledge.amounts.quantities import Period
from knowledge.amounts.reading import read
from knowledge.amounts.source import Source

DEFAULTS = {
    "order": "()",
    "name": "''",
    "rest": "''",
    "purpose": "''",
    "hedge": "''",
    "unit": "''",
    "kind": "''",
    "scale": "Decimal('1')",
    "currency": "'CNY'",
    "sign": "1",
    "payer": "None",
    "year": "None",
    "day": "None",
    "period": "None",
    "years": "None",
    "unknown": "()",
}
"""As they are written here, and not as the classes have them; of flags it is False."""
LONG = "quantity", "span", "text", "low", "high", "value", "parts", "amounts", "role"
"""Fields that are shown in a form of their own."""


def everything(text: str) -> dict[str, str]:
    """What is bound, what is unclear, the numbers, and what is read and not bound."""
    simple = to_simplified(text)
    source = Source(simple)
    readings = read(source, cues_in(source.folded))
    unclear = [one for one in readings if isinstance(one, Unclear)]
    bounds = bind(simple)
    taken = [one.quantity for one in bounds]
    unbound = [one for one in readings if one not in taken and one not in unclear]
    found = {
        "bound": " ; ".join(_bound(one, simple) for one in bounds),
        "read": " ; ".join(quantity(one, simple) for one in unbound),
        "unclear": " ; ".join(_place(one.span, one.text, simple) for one in unclear),
        "numbers": " ; ".join(
            f"{_number(one.value)}{one.unit and ' ' + one.unit}{_place(one.span, one.text, simple)}"
            for one in numbers_in(simple)
        ),
    }
    return {key: value for key, value in found.items() if value}


def quantity(one: object, text: str) -> str:
    """A quantity: its class, where it stands, its value and whatever else is said of it."""
    if isinstance(one, Money | Duration):
        values = sorted({one.low, one.high})
        much = _number(one.low) if len(values) == 1 else f"{_number(one.low)}..{_number(one.high)}"
    elif isinstance(one, Year):
        much = f"{one.low}" if one.low == one.high else f"{one.low}..{one.high}"
    elif isinstance(one, Number):
        much = _number(one.value)
    elif isinstance(one, Share):
        much = "+".join(map(str, one.parts))
    elif isinstance(one, Series):
        much = " ".join(
            f"{year}:{quantity(money, text)}"
            for year, money in zip(one.years, one.amounts, strict=True)
        )
    elif isinstance(one, CalendarDate):
        much = f"{one.year}-{one.month}-{one.day}"
        assert isinstance(one.month, int)
    else:
        much = ""
    place = _place(one.span, one.text, text)  # type: ignore[attr-defined]
    skip = {"years", "year", "month", "day"} if isinstance(one, Series | CalendarDate) else set()
    return " ".join(part for part in (type(one).__name__, much, place, _rest(one, skip)) if part)


def _bound(one: Bound, text: str) -> str:
    return f"{one.role}={quantity(one.quantity, text)}{_rest(one, set(), ' | ')}"


def _rest(one: object, skip: set[str], before: str = "") -> str:
    said = []
    for field in fields(one):  # type: ignore[arg-type]
        value = getattr(one, field.name)
        if field.name in skip or field.name in LONG or _is_default(field.name, value):
            continue
        if isinstance(value, Period):
            said.append(f"period({_rest(value, set())})")
        elif value is True:
            said.append(field.name)
        elif isinstance(value, str) and value:
            said.append(f"{field.name}={value}")
        elif isinstance(value, Decimal):
            said.append(f"{field.name}={_number(value)}")
        else:
            said.append(f"{field.name}={value!r}")
    return before + " ".join(said) if said else ""


def _is_default(name: str, value: object) -> bool:
    return value is False or repr(value) == DEFAULTS.get(name)


def _number(value: Decimal | Fraction) -> str:
    assert isinstance(value, Decimal | Fraction)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _place(span: tuple[int, int], said: str, text: str) -> str:
    """The span, and the text where it is not what stands there."""
    return f"@{span[0]}-{span[1]}" + ("" if text[slice(*span)] == said else f" reads {said!r}")
