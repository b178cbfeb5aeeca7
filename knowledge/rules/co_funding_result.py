"""The result of the co-funding rule, with the notes that every result carries."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.amounts.quantities import YUAN
from knowledge.rules.amount import add
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_pair import share_term
from knowledge.rules.result import RuleResult, Status, Term, Value, WorkingLine, line

KEY = "co-funding"


def summed(inputs: CoFundingInputs) -> tuple[WorkingLine, ...]:
    """That amounts were added up: those of several districts, or of several years."""
    lines = list(inputs.taken)
    if len(inputs.district) > 1:
        number = Term("number", str(len(inputs.district)))
        lines.append(line("districts_summed", count=number, sum=add(inputs.district).term()))
    return tuple(lines)


def related(inputs: CoFundingInputs) -> tuple[WorkingLine, ...]:
    """The district's money in terms of the city's, where it was said so."""
    if not inputs.relative or not inputs.city_share or inputs.district_share is None:
        return ()
    return (line("district_to_city", ratio=share_term(inputs.district_share / inputs.city_share)),)


def result_of(
    inputs: CoFundingInputs,
    status: Status,
    outputs: Mapping[str, Value] | None = None,
    units: Mapping[str, str] | None = None,
    working: tuple[WorkingLine, ...] = (),
    quotes: tuple[str, ...] = ("operating-floor",),
    notes: tuple[str, ...] | None = None,
    verdict: str | None = None,
    missing: tuple[str, ...] = (),
) -> RuleResult:
    """The result with its inputs as stated, and the notes that every result carries."""
    stated, named = inputs.stated()
    outputs, units = dict(outputs or {}), dict(units or {})
    for step in related(inputs) if status == "computed" else ():
        ratio = step.values["ratio"].value
        outputs["district_to_city"], units["district_to_city"] = ratio, "share"
    extra = ["in_principle"] if notes is None or status == "computed" else []
    extra += list(notes or ())
    amounts = inputs.amounts()
    extra += ["bare_is_yuan"] if any(amount.bare for amount in amounts) else []
    extra += ["not_converted"] if any(amount.currency != YUAN for amount in amounts) else []
    several = len(inputs.district) > 1 or inputs.shared_by_several
    extra += ["several_districts"] if several else []
    if status == "computed":
        extra += ["operating_only"] if inputs.construction else []
        extra += ["amount_left_out"] if inputs.unassigned else []
        extra += ["years_summed"] if inputs.years > 1 else []
        extra += ["per_year"] if inputs.yearly and inputs.years == 1 else []
        extra += ["same_period"] if inputs.period and inputs.years == 1 else []
    return RuleResult(KEY, 10, status, stated, outputs, named | units, working, quotes,
                      tuple(extra), verdict, missing)  # fmt: skip
