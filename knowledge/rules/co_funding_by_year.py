"""Amounts by year: each year judged as it is stated, or the bound that one side sets in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amounts.rendering import plain
from knowledge.rules.amount import Amount
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_pair import PairVerdict, judge_pair
from knowledge.rules.co_funding_result import result_of
from knowledge.rules.co_funding_settle import Yearly
from knowledge.rules.result import RuleResult, Term, Value, WorkingLine, line

_UNITS = {"meets_floor": "boolean", "completeness": "verdict", "years_below": "year"}


def judge_years(inputs: CoFundingInputs, yearly: Yearly) -> RuleResult:
    """Every year by itself; nothing is said of the years together.

    ``shortfall``, ``excess`` and ``district_minimum`` by year, ``meets_floor`` where all years
    do, ``years_below`` the years that fall short.
    """
    inputs = replace(inputs, periods=())  # each is a year's
    if not (yearly.city and yearly.district):
        return _bounds(inputs, yearly)
    judged = {year: judge_pair(yearly.city[year], yearly.district[year]) for year in yearly.years}
    if any(verdict.completeness == "open" for verdict in judged.values()):
        return result_of(inputs, "needs_input", missing=("exact",), notes=("exact_amount",))
    below = [year for year, verdict in judged.items() if verdict.verdict == "below_floor"]
    sure = all(verdict.completeness == "complete" for verdict in judged.values())
    outputs: dict[str, Value] = {"meets_floor": not below,
                                 "completeness": "complete" if sure else "provisional"}  # fmt: skip
    keys = ["shortfall", "excess", "district_minimum"]
    keys += ["city_share", "district_share"] if inputs.asked == "share" else []
    for key in keys:
        outputs[key] = {str(year): verdict.outputs[key] for year, verdict in judged.items()
                        if key in verdict.outputs}  # fmt: skip
    if below:
        outputs["years_below"] = [str(year) for year in below]
    units = {key: _UNITS.get(key, "share" if key.endswith("share") else _currency(yearly))
             for key in outputs}  # fmt: skip
    lines = [_pair_line(year, yearly, verdict) for year, verdict in judged.items()]
    lines.append(_verdict_line(judged, below, yearly))
    verdict = "each_year_judged" if below else "meets_floor"
    return result_of(inputs, "computed", outputs, units, (*inputs.taken, *lines),
                   notes=("each_year",), verdict=verdict)  # fmt: skip


def _pair_line(year: int, yearly: Yearly, verdict: PairVerdict) -> WorkingLine:
    terms = {"year": Term("year", str(year)), "city": yearly.city[year].term(),
             "district": yearly.district[year].term()}  # fmt: skip
    return line(f"year_{verdict.verdict}", **terms)


def _verdict_line(
    judged: Mapping[int, PairVerdict], below: list[int], yearly: Yearly
) -> WorkingLine:
    if not below:
        return line("years_meet", excess=_term(judged, list(judged), "excess", yearly))
    shortfall = _term(judged, below, "shortfall", yearly)
    return line("years_some_below" if len(below) < len(judged) else "years_all_below",
                shortfall=shortfall)  # fmt: skip


def _term(judged: Mapping[int, PairVerdict], years: list[int], key: str, yearly: Yearly) -> Term:
    """The gaps of some years as one value in a line of working."""
    gaps = {}
    for year in years:
        one, two = yearly.city[year], yearly.district[year]
        high, low = (one, two) if key == "shortfall" else (two, one)
        gaps[year] = Amount(high.low - low.high, high.high - low.low, one.currency)
    return by_year_term(gaps)


def by_year_term(amounts: Mapping[int, Amount]) -> Term:
    """Amounts by year as one value in a line of working."""
    values = ",".join(f"{year}:{plain(a.low)}" + ("" if a.exact else f"-{plain(a.high)}")
                      for year, a in amounts.items())  # fmt: skip
    return Term("money_by_year", values, None, next(iter(amounts.values())).currency)


def _currency(yearly: Yearly) -> str:
    return next(iter((yearly.city or yearly.district).values())).currency


def _bounds(inputs: CoFundingInputs, yearly: Yearly) -> RuleResult:
    """What one side's amounts set for the other one, year by year."""
    side = "city" if yearly.city else "district"
    known = yearly.city or yearly.district
    other, output = (
        ("district", "district_minimum") if side == "city" else ("city", "city_maximum")
    )  # fmt: skip
    if any(amount.bound for amount in known.values()):
        return result_of(inputs, "needs_input", missing=(side,), notes=("exact_amount",))
    needed = {"minimum": "city", "maximum": "district"}.get(inputs.asked or "", side)
    if needed != side:
        return result_of(inputs, "needs_input", missing=(needed,))
    bound: dict[str, Value] = {str(year): amount.value() for year, amount in known.items()}
    outputs: dict[str, Value] = {output: bound}
    units = {output: _currency(yearly)}
    said = (*inputs.taken, line(f"years_{output}", amounts=by_year_term(known)))
    if inputs.asked == "compliance":
        outputs |= {"completeness": "open", "settled_by": [[other]]}
        units |= {"completeness": "verdict", "settled_by": "input"}
        return result_of(inputs, "needs_input", outputs, units, said, missing=(other,))
    return result_of(inputs, "computed", outputs, units, said, notes=("each_year",),
                   verdict=output)  # fmt: skip
