"""From what a message says to the inputs of the diminishing rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from knowledge.amounts.quantities import Duration, Frequency, Money, Series, Year
from knowledge.amounts.roles import Bound
from knowledge.rules.amount import Amount, to_fen
from knowledge.rules.diminishing import DiminishingInputs, YearAmount


def diminishing_inputs(bound: Sequence[Bound], previous: DiminishingInputs) -> DiminishingInputs:
    """The inputs of the diminishing rule: what ``bound`` says over what ``previous`` holds."""
    schedule: list[tuple[YearAmount, ...]] = []
    income: list[tuple[YearAmount, ...]] = []
    inexact: list[str] = []
    for one in bound:
        if one.role == "construction" or (
            one.role == "total" and not isinstance(one.quantity, Series)
        ):
            continue
        if one.role == "difference":
            inexact.append("schedule")
            continue
        steps = _steps(one)
        if not steps:
            continue
        if isinstance(one.quantity, Money) and one.quantity.bounded:
            inexact.append("exact")
        (income if one.role == "platform_income" else schedule).append(steps)
    if len(schedule) > 1 or _in_doubt(bound, schedule, income):
        inexact.append("schedule")
    if len(income) > 1:
        inexact.append("income")
    new = replace(previous, inexact=tuple(dict.fromkeys(inexact)))
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
        rounded = any(isinstance(one.quantity, Series) and one.quantity.computed and
                      any(m.low != round(m.low, 2) for m in one.quantity.amounts)
                      for one in bound)  # fmt: skip
        new = replace(new, schedule=schedule[0], varied="schedule", rounded=rounded)
    if len(income) == 1:
        steps = income[0]
        if len(steps) == 1 and len(new.schedule) == 1:
            steps = (replace(steps[0], year=new.schedule[0].year),)
        elif len(steps) == 1 and len(new.schedule) > 1:
            new = replace(new, inexact=(*new.inexact, "income_by_year"))
        new = replace(new, income=steps)
    return new


def _in_doubt(
    bound: Sequence[Bound],
    schedule: list[tuple[YearAmount, ...]],
    income: list[tuple[YearAmount, ...]],
) -> bool:
    """Whether an amount may be a sum of years, a start without followers, or a month's."""
    if any(isinstance(one.quantity, Frequency) and one.quantity.unit != "year" for one in bound):
        return True
    if len(schedule) != 1:
        return False
    years = len(schedule[0])
    lengths = {one.quantity.high for one in bound
               if isinstance(one.quantity, Duration) and one.quantity.unit == "year"}  # fmt: skip
    named = [one.quantity for one in bound if isinstance(one.quantity, Year)
             and one.role == "year"]  # fmt: skip
    if years > 1:
        paid = {step.year for step in schedule[0]}
        return not lengths <= {years} or any(year.high not in paid for year in named)
    several = len(named) > 1 or any(year.high > year.low for year in named)
    sums = any(one.role == "total" for one in bound)
    return sums or several or (not lengths <= {1} and not income)


def _steps(one: Bound) -> tuple[YearAmount, ...]:
    quantity = one.quantity
    if isinstance(quantity, Series):
        pairs = zip(quantity.years, quantity.amounts, strict=True)
        steps = [YearAmount(year, Amount.read(money)) for year, money in pairs]
        return tuple(_rounded(step) for step in steps) if quantity.computed else tuple(steps)
    if isinstance(quantity, Money):
        return (YearAmount(1, Amount.read(quantity)),)
    return ()


def _rounded(step: YearAmount) -> YearAmount:
    """A computed amount rounded to the fen."""
    low, high = (to_fen(Fraction(value)) for value in (step.amount.low, step.amount.high))
    return replace(step, amount=replace(step.amount, low=low, high=high))
