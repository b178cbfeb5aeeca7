"""From what a message says to the inputs of the diminishing rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from knowledge.amounts.bound import Bound
from knowledge.amounts.quantities import (
    Duration,
    Frequency,
    Money,
    Series,
    Unknown,
    Year,
    to_places,
)
from knowledge.rules.amount import Amount, to_fen
from knowledge.rules.diminishing_inputs import DiminishingInputs
from knowledge.rules.said import Said
from knowledge.rules.schedule import YearAmount

_GRADUAL = re.compile(
    r"\bto\b|[到至]|down|fall|drop|declin|gradual|slid|taper|逐|降|减|递|退|滑", re.IGNORECASE
)


def diminishing_said(said: Said, previous: DiminishingInputs) -> DiminishingInputs:
    """The inputs of the diminishing rule: what a message says over what ``previous`` holds."""
    new = _with_figures(said.bound, previous) if said.holds_figure else previous
    if not said.holds_figure:
        new = replace(new, schedule=_with_unknown(said.bound, new.schedule))
    new = replace(new, asked=said.asked(previous.asked), as_of=said.as_of or previous.as_of)
    return replace(new, inexact=(*new.inexact, "unreadable")) if said.unclear else new


def _with_figures(bound: Sequence[Bound], previous: DiminishingInputs) -> DiminishingInputs:
    """The amounts of a message over those of the thread."""
    schedule: list[tuple[YearAmount, ...]] = []
    income: list[tuple[YearAmount, ...]] = []
    inexact: list[str] = []
    often = any(isinstance(one.quantity, Frequency) for one in bound)
    earned = [one for one in bound if one.role == "platform_income"]
    for one in bound:
        of_income = one.role == "total" and bool(
            (earned and one.year is not None) or (previous.income and not earned)
        )
        if one.role in ("construction", "addition", "others", "claimed") or (
            one.role == "total" and not of_income and not isinstance(one.quantity, Series)
        ):
            continue
        if one.role == "difference":
            inexact.append("schedule")
            continue
        steps = _steps(one, often)
        if not steps:
            continue
        if isinstance(one.quantity, Money) and one.quantity.bounded:
            inexact.append("exact")
        (income if one.role == "platform_income" or of_income else schedule).append(steps)
    schedule, income = _joined(schedule, bound), _joined(income, bound)
    if len(schedule) > 1 or _in_doubt(bound, schedule, income):
        inexact.append("schedule")
    if len(income) > 1:
        inexact.append("income")
    new = replace(previous, inexact=tuple(dict.fromkeys(inexact)))
    if len(schedule) == 1 and previous.schedule:
        named = [one.quantity for one in bound if isinstance(one.quantity, Year)]
        years = [year.low for year in named if year.low == year.high]
        merged = _merged(previous.schedule, schedule[0], years)
        new = replace(new, schedule=merged) if merged else (
            replace(new, inexact=(*new.inexact, "schedule"))
        )  # fmt: skip
    elif len(schedule) == 1:
        new = replace(new, schedule=schedule[0])
    if len(schedule) == 1:
        rounded = any(isinstance(one.quantity, Series) and one.quantity.computed and
                      any(m.low != to_places(m.low, 2) for m in one.quantity.amounts)
                      for one in bound)  # fmt: skip
        new = replace(new, rounded=rounded)
    if len(income) == 1:
        steps = income[0]
        if len(steps) == 1 and len(new.schedule) == 1:
            steps = (replace(steps[0], year=new.schedule[0].year),)
        elif len(steps) == 1 and len(new.schedule) > 1 and not any(one.year for one in earned):
            new = replace(new, inexact=(*new.inexact, "income_by_year"))
        steps = _aligned(steps, new.schedule)
        held = {step.year: step for step in (*previous.income, *steps)}
        new = replace(new, income=tuple(held[year] for year in sorted(held)))
    return new


def _joined(
    rows: list[tuple[YearAmount, ...]], bound: Sequence[Bound]
) -> list[tuple[YearAmount, ...]]:
    """Single amounts, each with a year of its own, as one row."""
    said = sum(one.year is not None for one in bound)
    steps = [row[0] for row in rows if len(row) == 1]
    years = {step.year for step in steps}
    if len(steps) < 2 or len(steps) != len(rows) or len(years) < len(steps) or said < len(steps):
        return rows
    return [tuple(sorted(steps, key=lambda step: step.year))]


def _with_unknown(
    bound: Sequence[Bound], schedule: tuple[YearAmount, ...]
) -> tuple[YearAmount, ...]:
    """The schedule with the year of which a message says that its amount is not known."""
    years = [one.quantity.low for one in bound if isinstance(one.quantity, Year)]
    unknown = any(isinstance(one.quantity, Unknown) for one in bound)
    if not schedule or not unknown or len(years) != 1:
        return schedule
    held = {step.year: step for step in schedule} | {years[0]: YearAmount(years[0], None)}
    return tuple(held[year] for year in sorted(held))


def _aligned(
    income: tuple[YearAmount, ...], schedule: tuple[YearAmount, ...]
) -> tuple[YearAmount, ...]:
    """Income in order beside a schedule of as many calendar years is of the same years."""
    in_order = [step.year for step in income] == list(range(1, len(income) + 1))
    if not in_order or len(income) != len(schedule) or schedule[0].year < 1000:
        return income
    return tuple(replace(step, year=year.year) for step, year in zip(income, schedule, strict=True))


def _merged(
    before: tuple[YearAmount, ...], said: tuple[YearAmount, ...], years: Sequence[int]
) -> tuple[YearAmount, ...] | None:
    """What a message says of a schedule that the thread has; None where it may mean two things.

    Years that follow go on with it, a year that it has (or its one unknown year) is replaced, and
    a whole schedule takes its place.
    """
    held = {step.year: step for step in before}
    if len(said) > 1:
        follows = min(step.year for step in said) > max(held)
        return (*before, *said) if follows else said
    unknown = [step.year for step in before if step.amount is None]
    if len(years) == 1 and (years[0] in held or years[0] > max(held)):
        year = years[0]
    elif not years and len(unknown) == 1:
        year = unknown[0]
    else:
        return said if len(before) == 1 and not years else None
    held[year] = replace(said[0], year=year)
    return tuple(held[year] for year in sorted(held))


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


def _steps(one: Bound, often: bool) -> tuple[YearAmount, ...]:
    quantity = one.quantity
    if isinstance(quantity, Series):
        pairs = zip(quantity.years, quantity.amounts, strict=True)
        steps = [YearAmount(year, Amount.read(money)) for year, money in pairs]
        steps += [YearAmount(year, None) for year in quantity.unknown]
        if not _GRADUAL.search(quantity.text):  # "from 10m to 4m in year 3" says how it goes
            given = {step.year for step in steps}
            first, last = min(given), max(given)
            steps += [YearAmount(year, None) for year in range(first, last) if year not in given]
        steps.sort(key=lambda step: step.year)
        return tuple(_rounded(step) for step in steps) if quantity.computed else tuple(steps)
    period = quantity.period if isinstance(quantity, Money) else None
    lasting = period is not None and period.each and not often
    if isinstance(quantity, Money) and period and lasting and (period.years or 1) > 1:
        amount = Amount.read(quantity)  # 5m flat, four years in a row
        return tuple(YearAmount(year, amount) for year in range(1, (period.years or 1) + 1))
    if isinstance(quantity, Money):
        return (YearAmount(one.year or 1, Amount.read(quantity)),)
    return ()


def _rounded(step: YearAmount) -> YearAmount:
    """A computed amount rounded to the fen."""
    if step.amount is None:
        return step
    low, high = (to_fen(Fraction(value)) for value in (step.amount.low, step.amount.high))
    return replace(step, amount=replace(step.amount, low=low, high=high))
