"""What a sentence is bound to, in a few characters an amount, for tables of sentences."""

from __future__ import annotations

from bot.words.script import to_simplified
from knowledge.amounts import Bound, Duration, Money, Number, Series, Share, bind, unclear_in

MILLION = 1_000_000


def bound(text: str) -> tuple[Bound, ...]:
    """Bind a sentence as it reaches the grammar: Chinese in Simplified."""
    return bind(to_simplified(text))


def amounts(text: str) -> str:
    """The amounts in millions: "city:6 construction(city):30[inside,rest=operating]"."""
    return " ".join(
        _who(one) + ":" + _much(one.quantity) + _more(one)
        for one in bound(text)
        if isinstance(one.quantity, Money | Series)
        or (isinstance(one.quantity, Number) and not one.quantity.unit)
    )


def shares(text: str) -> str:
    """The shares: "others:1/5", "city+district:7/10 3/10", "district~city:3/5 2/5"."""
    found = []
    for one in bound(text):
        if isinstance(one.quantity, Share):
            who = ("~" if one.quantity.relative else "+").join(one.order) or str(one.role)
            found.append(f"{who}:{' '.join(map(str, one.quantity.parts))}")
    return ", ".join(found)


def summed(text: str) -> list[int]:
    """The lengths of time that are to be summed over."""
    return [
        int(one.quantity.low)
        for one in bound(text)
        if isinstance(one.quantity, Duration) and one.role == "summed"
    ]


def unclear(text: str) -> list[str]:
    """What of a sentence has no one reading."""
    return [one.text for one in unclear_in(to_simplified(text))]


def _who(one: Bound) -> str:
    return f"{one.role}({one.payer})" if one.payer else str(one.role)


def _much(quantity: object) -> str:
    if isinstance(quantity, Series):
        return "/".join(
            f"{year}={float(money.low / MILLION):g}"
            for year, money in zip(quantity.years, quantity.amounts, strict=True)
        )
    if isinstance(quantity, Money):
        return f"{float(quantity.low / MILLION):g}"
    assert isinstance(quantity, Number)
    return f"#{quantity.value:g}"


def _more(one: Bound) -> str:
    said = ["inside"] if one.inside else []
    said += [f"rest={one.rest}"] if one.rest else []
    said += ["less"] if one.sign < 0 else []
    said += [str(one.year)] if one.year is not None else []
    return f"[{','.join(said)}]" if said else ""
