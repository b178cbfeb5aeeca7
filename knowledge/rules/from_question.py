"""From what a message says to a rule's inputs, with what earlier messages of the thread said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from knowledge.amounts.quantities import CalendarDate, Money, Number, Series, Share, Year, lend
from knowledge.amounts.roles import Bound
from knowledge.amounts.source import fold
from knowledge.rules import co_funding, diminishing
from knowledge.rules.amount import Amount
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.diminishing import DiminishingInputs, YearAmount

SMALLEST_BARE = 1000  # a smaller number without a unit may be yuan, 万 or millions
BORROW_LIMIT = 20  # an amount that much greater or smaller was meant in another unit
Inputs = CoFundingInputs | DiminishingInputs
_CORRECTION = re.compile(
    r"^\s*(?:no|sorry|wait|oops|actually)(?![a-z])|i (?:mean|meant|said)(?![a-z])|correction|"
    r"rather(?![a-z])|"
    r"^\s*(?:不对|不是|错了|等等|更正)|说错|搞错|弄错|打错|我是说|我的意思|应该是"
)


def corrects(text: str) -> bool:
    """Whether a message takes back what the one before it said."""
    return _CORRECTION.search(fold(text)) is not None


def inputs_from(
    rule_key: str,
    bound: Sequence[Bound],
    previous: Inputs | None = None,
    correction: bool = False,
    unclear: bool = False,
) -> Inputs:
    """The inputs of a rule: those of ``bound`` over those of ``previous`` (same rule).

    A named role replaces what was said of it; an amount without one replaces the role that the
    last message varied, its unit borrowed where it is a bare number. With ``correction`` an amount
    that comes back under another role moves there; ``unclear`` says that the message holds an
    amount with more than one reading, so that the rule asks and computes nothing.
    Raises KeyError for an unknown rule.
    """
    if rule_key == co_funding.KEY:
        before = previous if isinstance(previous, CoFundingInputs) else CoFundingInputs()
        new = _co_funding(bound, before, correction)
        return replace(new, inexact=(*new.inexact, "unreadable")) if unclear else new
    if rule_key == diminishing.KEY:
        earlier = previous if isinstance(previous, DiminishingInputs) else DiminishingInputs()
        later = _diminishing(bound, earlier)
        return replace(later, inexact=(*later.inexact, "unreadable")) if unclear else later
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
        if one.role == "difference":
            inexact.append("exact")
            continue
        if _unit_in_doubt(one, borrowed):
            inexact.append("unit")
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
    if unassigned and not named and _holds_amounts(previous):
        inexact.append("payer")
    new = _moved(new, previous, set(named)) if correction else new
    new = _with_shares(new, bound, inexact)
    varied = next(iter(named)) if len(named) == 1 else None if named else previous.varied
    return replace(
        new, as_of=_as_of(bound) or previous.as_of,
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
        if several and all(name[:1] not in ("区", "") and name != "district" for name in distinct):
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
    city, district = previous.city, previous.district
    if named == {"district"} and city and not district and _same(new.district, (city,)):
        return replace(new, city=None)
    if named == {"city"} and new.city and not city and _same((new.city,), district):
        return replace(new, district=())
    return new


def _same(one: Sequence[Amount], two: Sequence[Amount]) -> bool:
    return [(a.low, a.high, a.currency) for a in one] == [(a.low, a.high, a.currency) for a in two]


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
        value = lend(quantity.value, borrowed.scales, borrowed.low, BORROW_LIMIT)
        if value is None:
            return None
        return Amount(value, value, borrowed.currency, borrowed.bare, borrowed.scales)
    if one.role is None:
        return None
    return Amount(quantity.value, quantity.value, bare=True)


def _unit_in_doubt(one: Bound, borrowed: Amount | None) -> bool:
    """A small bare number beside nothing to borrow from: 6 may be six yuan or six million."""
    if not isinstance(one.quantity, Number) or one.quantity.unit:
        return False
    value = one.quantity.value
    if borrowed is None:
        return one.role is not None and 0 < value < SMALLEST_BARE
    return lend(value, borrowed.scales, borrowed.low, BORROW_LIMIT) is None


def _holds_amounts(inputs: CoFundingInputs) -> bool:
    return bool(inputs.city or inputs.district or inputs.total or inputs.construction)


def _with_shares(
    inputs: CoFundingInputs, bound: Sequence[Bound], inexact: list[str]
) -> CoFundingInputs:
    """The shares of this message in place of those of the thread; none of it keeps those."""
    shares = [(one, one.quantity) for one in bound if isinstance(one.quantity, Share)]
    if not shares:
        return inputs
    sides: dict[str, Fraction] = {}
    split: tuple[Fraction, Fraction] | None = None
    for one, share in shares:
        if len(share.parts) == 2 and len(one.order) == 2:
            sides |= dict(zip(one.order, share.parts, strict=True))
        elif len(share.parts) == 2:
            split = (share.parts[0], share.parts[1])
        elif len(share.parts) == 1 and one.role in ("city", "district"):
            sides[one.role] = share.parts[0]
        else:
            inexact.append("payer_of_share")
    city, district = sides.get("city"), sides.get("district")
    if (inputs.city and city is None and district is not None and not inputs.total) or (
        inputs.district and district is None and city is not None and not inputs.total
    ):
        inexact.append("share_of_what")  # 60 % of the whole, or of the other's amount
    return replace(inputs, city_share=city, district_share=district, split=split)


def _as_of(bound: Sequence[Bound]) -> date | None:
    """The date the question is put at; a year before the Guideline stands for its last day."""
    for one in bound:
        quantity = one.quantity
        if one.role != "as_of":
            continue
        if isinstance(quantity, CalendarDate) and quantity.year and quantity.day:
            return date(quantity.year, quantity.month, quantity.day)
        if isinstance(quantity, CalendarDate) and quantity.year:
            return date(quantity.year, quantity.month, monthrange(quantity.year, quantity.month)[1])
        if isinstance(quantity, Year) and quantity.calendar:
            return date(quantity.high, 12, 31)
    return None


def _diminishing(bound: Sequence[Bound], previous: DiminishingInputs) -> DiminishingInputs:
    schedule: list[tuple[YearAmount, ...]] = []
    income: list[tuple[YearAmount, ...]] = []
    inexact: list[str] = []
    for one in bound:
        if one.role in ("construction", "total"):
            continue
        if one.role == "difference":
            inexact.append("schedule")
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
    years = [one.quantity.low for one in bound if isinstance(one.quantity, Year)]
    if len(schedule) == 1 and len(schedule[0]) == 1 and len(previous.schedule) > 1:
        changed = schedule[0][0]
        if len(years) == 1 and years[0] in {step.year for step in previous.schedule}:
            steps = (replace(changed, year=years[0]), *previous.schedule)
            unique = {step.year: step for step in reversed(steps)}
            new = replace(new, schedule=tuple(sorted(unique.values(), key=lambda s: s.year)))
        else:
            new = replace(new, inexact=(*new.inexact, "schedule"))
    elif len(schedule) == 1:
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
