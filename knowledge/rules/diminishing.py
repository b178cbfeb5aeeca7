"""The diminishing model, Item Ten: is a yearly schedule constant at first and falling later?

"constant sponsorship at beginning, diminishing later on" (before any item mark) and "Explore the
“diminishing” model for fiscal investment (Item Ten)". Explore: a schedule that departs breaks
nothing. No rate and no length is fixed. IMEC's "around 20 percent" after 30 years is an
illustration and no requirement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from knowledge.amounts.quantities import YUAN
from knowledge.amounts.rendering import share_text
from knowledge.rules.amount import Amount
from knowledge.rules.definition import IN_FORCE
from knowledge.rules.result import RuleResult, Status, Term, Value, WorkingLine

KEY = "diminishing-model"
QUOTES = ("diminishing-model", "constant-then-diminishing")
Asked = Literal["rate", "length"]


@dataclass(frozen=True)
class YearAmount:
    """An amount of one year: 1, 2, 3 or a calendar year."""

    year: int
    amount: Amount


@dataclass(frozen=True)
class DiminishingInputs:
    """The government's money by year, the platform's total income by year, and what is asked.

    ``asked`` is set where somebody asks for the rate or the length itself. ``inexact`` names an
    input that was only bounded or given twice; ``rounded`` says that amounts which follow from a
    start and a step were rounded to the fen.
    """

    schedule: tuple[YearAmount, ...] = ()
    income: tuple[YearAmount, ...] = ()
    asked: Asked | None = None
    as_of: date | None = None
    inexact: tuple[str, ...] = ()
    varied: str | None = None
    rounded: bool = False


def diminishing(inputs: DiminishingInputs) -> RuleResult:
    """The verdict on a schedule: consistent, no_diminishing_yet or departs (with its years)."""
    if inputs.as_of and inputs.as_of < IN_FORCE:
        start = Term("date", IN_FORCE.isoformat())
        return _result(inputs, "not_in_force", {"in_force_from": start.value},
                       (WorkingLine("in_force_from", {"start": start}),),
                       quotes=("in-force", *QUOTES))  # fmt: skip
    if inputs.asked:
        return _result(inputs, "not_specified", {}, (WorkingLine(f"no_{inputs.asked}_fixed"),),
                       notes=("explore", f"{inputs.asked}_not_specified"))  # fmt: skip
    if inputs.inexact:
        return _result(inputs, "needs_input", missing=inputs.inexact, notes=("exact_amount",))
    if not inputs.schedule:
        return _result(inputs, "needs_input", missing=("schedule",))
    problem = _problem(inputs)
    if problem:
        return _result(inputs, problem[0], missing=(problem[1],))
    return _verdict(inputs)


def _problem(inputs: DiminishingInputs) -> tuple[Status, str] | None:
    steps = (*inputs.schedule, *inputs.income)
    amounts = [step.amount for step in steps]
    if any(not amount.exact for amount in amounts):
        return "needs_input", "exact"
    if any(amount.low != 0 and not amount.in_range for amount in amounts):
        return "out_of_range", "amount_in_range"
    if all(step.amount.low == 0 for step in inputs.schedule):
        return "out_of_range", "amount_in_range"
    if len({amount.currency for amount in amounts}) > 1:
        return "needs_input", "same_currency"
    for years in ([s.year for s in inputs.schedule], [s.year for s in inputs.income]):
        if any(a >= b for a, b in pairwise(years)):
            return "needs_input", "years_in_order"
    income = {step.year: step.amount.low for step in inputs.income}
    paid = {step.year: step.amount.low for step in inputs.schedule}
    if any(income[year] <= 0 or paid[year] > income[year] for year in paid.keys() & income.keys()):
        return "out_of_range", "income_covers_schedule"
    return None


def _verdict(inputs: DiminishingInputs) -> RuleResult:
    values = [step.amount.low for step in inputs.schedule]
    rises = [(a, b) for a, b in pairwise(inputs.schedule) if b.amount.low > a.amount.low]
    falls = values[-1] < values[0]
    verdict = "departs" if rises else "consistent" if falls else "no_diminishing_yet"
    outputs: dict[str, Value] = {"verdict": verdict, "pattern": _pattern(values, bool(rises))}
    outputs["years"] = [str(step.year) for step in inputs.schedule]
    if rises:
        outputs["rise_years"] = [str(b.year) for _, b in rises]
    lines = [
        WorkingLine("year_amount", {"year": Term("year", str(s.year)), "amount": s.amount.term()})
        for s in inputs.schedule
    ]
    lines += [
        WorkingLine("rise", {"year": Term("year", str(b.year)), "before": a.amount.term(),
                             "amount": b.amount.term()})
        for a, b in rises
    ]  # fmt: skip
    lines.append(WorkingLine(f"schedule_{verdict}"))
    shares = _government_shares(inputs)
    notes = ["explore", "rate_and_length_not_specified"]
    quotes: tuple[str, ...] = QUOTES
    if shares:
        outputs["government_share"] = {str(y): share_text(s) for y, s in shares.items()}
        lines += [WorkingLine("government_share", {"year": Term("year", str(year)),
                                                   "share": Term("share", share_text(share))})
                  for year, share in shares.items()]  # fmt: skip
        notes.append("imec_illustration")
        quotes = (*QUOTES, "imec-share")
    if inputs.rounded:
        notes.append("rounded_to_fen")
    if any(b.year - a.year > 1 for a, b in pairwise(inputs.schedule)):
        notes.append("years_between_not_given")
    if inputs.income and len(shares) < len(inputs.schedule):
        notes.append("income_by_year")
    return _result(inputs, "computed", outputs, tuple(lines), tuple(notes), quotes, verdict)


def _pattern(values: list[Decimal], rising: bool) -> str:
    if len(values) == 1:
        return "one_year"
    if rising:
        return "rising"
    if values[-1] == values[0]:
        return "constant"
    constant = "constant_then_" if values[1] == values[0] else ""
    return f"{constant}falling{'_to_zero' if values[-1] == 0 else ''}"


def _government_shares(inputs: DiminishingInputs) -> dict[int, Fraction]:
    """Government money over the platform's total income, for the years that have both."""
    income = {step.year: Fraction(step.amount.low) for step in inputs.income}
    return {
        step.year: Fraction(step.amount.low) / income[step.year]
        for step in inputs.schedule
        if step.year in income
    }


def _result(
    inputs: DiminishingInputs,
    status: Status,
    outputs: dict[str, Value] | None = None,
    working: tuple[WorkingLine, ...] = (),
    notes: tuple[str, ...] = ("explore",),
    quotes: tuple[str, ...] = QUOTES,
    verdict: str | None = None,
    missing: tuple[str, ...] = (),
) -> RuleResult:
    """The result with its inputs by year; figures.units name the unit of each."""
    stated: dict[str, Value] = {}
    units: dict[str, str] = {}
    for key, steps in (("schedule", inputs.schedule), ("income", inputs.income)):
        for step in steps:
            stated[f"{key}_{step.year}"] = step.amount.value()
            units[f"{key}_{step.year}"] = step.amount.currency
    if inputs.as_of:
        stated["as_of"], units["as_of"] = inputs.as_of.isoformat(), "date"
    named = {"verdict": "verdict", "pattern": "verdict", "years": "year", "rise_years": "year",
             "government_share": "share", "in_force_from": "date"}  # fmt: skip
    units |= {key: named[key] for key in outputs or {}}
    amounts = [step.amount for step in (*inputs.schedule, *inputs.income)]
    bare = ("bare_is_yuan",) if any(amount.bare for amount in amounts) else ()
    foreign = ("not_converted",) if any(amount.currency != YUAN for amount in amounts) else ()
    item = None if quotes[0] == "in-force" else 10
    return RuleResult(KEY, item, status, stated, outputs or {}, units, working, quotes,
                      (*notes, *bare, *foreign), verdict, missing)  # fmt: skip
