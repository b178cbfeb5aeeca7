"""From what a message says to a rule's inputs, with what earlier messages of the thread said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from knowledge.amounts.quantities import CalendarDate, Money, Number, Series, Share, Year
from knowledge.amounts.roles import Bound
from knowledge.amounts.source import EXACT, fold
from knowledge.rules import co_funding, diminishing
from knowledge.rules.amount import Amount
from knowledge.rules.co_funding import CoFundingInputs
from knowledge.rules.diminishing import DiminishingInputs, YearAmount

Inputs = CoFundingInputs | DiminishingInputs
_CORRECTION = re.compile(
    r"^\s*(?:no|sorry|wait|oops|actually)(?![a-z])|i (?:mean|meant|said)(?![a-z])|correction|rather(?![a-z])|"
    r"^\s*(?:不对|不是|错了|等等|更正)|说错|搞错|弄错|打错|我是说|我的意思|应该是|应该說"
)


def corrects(text: str) -> bool:
    """Whether a message takes back what the one before it said."""
    return _CORRECTION.search(fold(text)) is not None


def inputs_from(
    rule_key: str,
    bound: Sequence[Bound],
    previous: Inputs | None = None,
    correction: bool = False,
) -> Inputs:
    """The inputs of a rule: those of ``bound`` over those of ``previous`` (same rule).

    A named role replaces what was said of it; an amount without one replaces the role that the
    last message varied, its unit borrowed where it is a bare number. With ``correction`` an amount
    that comes back under another role moves there. Raises KeyError for an unknown rule.
    """
    if rule_key == co_funding.KEY:
        before = previous if isinstance(previous, CoFundingInputs) else CoFundingInputs()
        return _co_funding(bound, before, correction)
    if rule_key == diminishing.KEY:
        earlier = previous if isinstance(previous, DiminishingInputs) else DiminishingInputs()
        return _diminishing(bound, earlier)
    raise KeyError(rule_key)


def _co_funding(
    bound: Sequence[Bound], previous: CoFundingInputs, correction: bool
) -> CoFundingInputs:
    named: dict[str, list[tuple[str, Amount]]] = {}
    inexact: list[str] = []
    unassigned: list[Amount] = []
    borrowed = _scale(bound, previous)
    for one in bound:
        if isinstance(one.quantity, Series):
            inexact.append("one_year")
            continue
        amount = _amount(one, borrowed)
        if amount is None or one.role in ("platform_income", "year", "as_of"):
            continue
        if isinstance(one.quantity, Money) and one.quantity.hedge in ("over", "under"):
            inexact.append(one.role or "exact")
        elif one.role is None:
            unassigned.append(amount)
        else:
            named.setdefault(one.role, []).append((one.name, amount))
    new = _once(previous, named, inexact)
    single = not named and len(unassigned) == 1
    if single and previous.varied in ("city", "district", "total", "construction"):
        named = {previous.varied: [("", unassigned[0])]}
        new = _once(previous, named, inexact)
        unassigned = []
    new = _moved(new, previous, set(named)) if correction else new
    shares = _shares(bound)
    varied = next(iter(named)) if len(named) == 1 else None if named else previous.varied
    return replace(
        new, **shares, as_of=_as_of(bound) or previous.as_of,
        unassigned=tuple(unassigned), inexact=tuple(dict.fromkeys(inexact)), varied=varied,
    )  # fmt: skip


def _once(
    previous: CoFundingInputs, named: dict[str, list[tuple[str, Amount]]], inexact: list[str]
) -> CoFundingInputs:
    """The named amounts over the previous ones; a role given two amounts is in doubt."""
    new = previous
    if "total" in named and not {"city", "district"} & named.keys():
        new = replace(new, city=None, district=())
    if {"city", "district"} & named.keys() and "total" not in named:
        new = replace(new, total=None)
    for role, amounts in named.items():
        distinct = {name for name, _ in amounts}
        several = role == "district" and len(amounts) > 1 and len(distinct) == len(amounts)
        if several and all(name[:1] not in ("区", "") and "district" != name for name in distinct):
            new = replace(new, district=tuple(amount for _, amount in amounts))
        elif len({(a.low, a.high, a.currency) for _, a in amounts}) > 1:
            inexact.append(role)
        elif role == "district":
            new = replace(new, district=(amounts[0][1],))
        elif role == "city":
            new = replace(new, city=amounts[0][1])
        elif role == "total":
            new = replace(new, total=amounts[0][1])
        elif role == "construction":
            new = replace(new, construction=amounts[0][1])
    return new


def _moved(new: CoFundingInputs, previous: CoFundingInputs, named: set[str]) -> CoFundingInputs:
    """A correction that gives the same amount to the other payer takes it from the first."""
    if named == {"district"} and new.district and previous.city and not previous.district:
        if _same(new.district[0], previous.city):
            return replace(new, city=None)
    if named == {"city"} and new.city and len(previous.district) == 1 and not previous.city:
        if _same(new.city, previous.district[0]):
            return replace(new, district=())
    return new


def _same(one: Amount, two: Amount) -> bool:
    return (one.low, one.high, one.currency) == (two.low, two.high, two.currency)


def _scale(bound: Sequence[Bound], previous: CoFundingInputs) -> Amount | None:
    """Whose unit a bare number borrows: an amount of the same message, else the last varied."""
    for one in bound:
        if isinstance(one.quantity, Money) and one.quantity.scale > 1:
            return Amount.read(one.quantity)
    candidates = {
        "city": previous.city,
        "district": previous.district[0] if len(previous.district) == 1 else None,
        "total": previous.total,
        "construction": previous.construction,
    }
    return candidates.get(previous.varied or "") or next(filter(None, candidates.values()), None)


def _amount(one: Bound, borrowed: Amount | None) -> Amount | None:
    """The amount of a bound quantity; a bare number only with a unit to borrow or a payer."""
    quantity = one.quantity
    if isinstance(quantity, Money):
        return Amount.read(quantity)
    if not isinstance(quantity, Number) or quantity.unit:
        return None
    if borrowed:
        value = EXACT.multiply(quantity.value, borrowed.scale)
        return Amount(value, value, borrowed.currency, borrowed.bare, borrowed.scale)
    if one.role is None:
        return None
    return Amount(quantity.value, quantity.value, bare=True)


def _shares(bound: Sequence[Bound]) -> dict[str, object]:
    """Shares of this message; none of it keeps those of the thread."""
    shares = [one for one in bound if isinstance(one.quantity, Share)]
    if not shares:
        return {}
    found: dict[str, object] = {"city_share": None, "district_share": None, "split": None}
    for one in shares:
        parts: tuple[Fraction, ...] = one.quantity.parts  # type: ignore[union-attr]
        if len(parts) == 2:
            if len(one.order) == 2:
                found |= {f"{role}_share": p for role, p in zip(one.order, parts, strict=True)}
            else:
                found["split"] = parts
        elif len(parts) == 1 and one.role in ("city", "district"):
            found[f"{one.role}_share"] = parts[0]
        else:
            found["split"] = (parts[0], 1 - parts[0])
    return found


def _as_of(bound: Sequence[Bound]) -> date | None:
    """The date the question is put at; a year before the Guideline stands for its last day."""
    for one in bound:
        quantity = one.quantity
        if one.role != "as_of":
            continue
        if isinstance(quantity, CalendarDate) and quantity.year and quantity.day:
            return date(quantity.year, quantity.month, quantity.day)
        if isinstance(quantity, CalendarDate) and quantity.year:
            return date(quantity.year, quantity.month, 28)
        if isinstance(quantity, Year) and quantity.calendar:
            return date(quantity.high, 12, 31)
    return None


def _diminishing(bound: Sequence[Bound], previous: DiminishingInputs) -> DiminishingInputs:
    schedule: list[tuple[YearAmount, ...]] = []
    income: list[tuple[YearAmount, ...]] = []
    inexact: list[str] = []
    for one in bound:
        if one.role == "construction":
            continue
        steps = _steps(one)
        if not steps:
            continue
        if isinstance(one.quantity, Money) and one.quantity.hedge in ("over", "under"):
            inexact.append("exact")
        (income if one.role == "platform_income" else schedule).append(steps)
    if len(schedule) > 1:
        inexact.append("schedule")
    if len(income) > 1:
        inexact.append("income")
    new = replace(previous, inexact=tuple(dict.fromkeys(inexact)), asked=None)
    if len(schedule) == 1:
        new = replace(new, schedule=schedule[0], varied="schedule")
    if len(income) == 1:
        steps = income[0]
        if len(steps) == 1 and len(new.schedule) == 1:
            steps = (replace(steps[0], year=new.schedule[0].year),)
        elif len(steps) == 1 and len(new.schedule) > 1:
            new = replace(new, inexact=(*new.inexact, "income_by_year"))
        new = replace(new, income=steps)
    return replace(new, as_of=_as_of(bound) or previous.as_of)


def _steps(one: Bound) -> tuple[YearAmount, ...]:
    quantity = one.quantity
    if isinstance(quantity, Series):
        pairs = zip(quantity.years, quantity.amounts, strict=True)
        return tuple(YearAmount(year, Amount.read(money)) for year, money in pairs)
    if isinstance(quantity, Money):
        return (YearAmount(1, Amount.read(quantity)),)
    return ()
