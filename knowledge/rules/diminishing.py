"""The diminishing model, Item Ten: is a yearly schedule constant at first and falling later?

"constant sponsorship at beginning, diminishing later on" (before any item mark) and "Explore the
“diminishing” model for fiscal investment (Item Ten)". Explore: a schedule that departs breaks
nothing. No rate and no length is fixed. IMEC's "around 20 percent" after 30 years is an
illustration and no requirement.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from knowledge.amounts.quantities import YUAN
from knowledge.amounts.rendering import plain, share_text
from knowledge.rules.amount import LARGEST
from knowledge.rules.definition import AS_OF, Facts, InputField, Reference, RuleDefinition
from knowledge.rules.diminishing_inputs import DiminishingInputs
from knowledge.rules.diminishing_question import diminishing_said
from knowledge.rules.result import RuleResult, Status, Term, Value, WorkingLine, line
from knowledge.rules.schedule import allowed, ceilings, judge, pattern_of, verdict_of

KEY = "diminishing"
UNFIXED = ("rate", "length")
QUOTES = ("diminishing-model", "constant-then-diminishing")
_IMEC_SHARE = "imec-government-share"
_IMEC_YEARS = "imec-years"
_UNITS = {
    "verdict": "verdict", "completeness": "verdict", "pattern": "verdict", "years": "year",
    "rise_years": "year", "settled_by": "year", "government_share": "share",
}  # fmt: skip


def diminishing(inputs: DiminishingInputs, facts: Facts) -> RuleResult:
    """The verdict on a schedule: consistent, no_diminishing_yet or departs (with its years).

    Where the total income is given, the government's share of it by year (0 to 1). Years that are
    not known leave the verdict open where they could change it.
    """
    if inputs.asked in UNFIXED:
        return _result(inputs, "not_specified", {}, (line(f"no_{inputs.asked}_fixed"),),
                       notes=("explore", f"{inputs.asked}_not_specified"))  # fmt: skip
    if inputs.inexact:
        return _result(inputs, "needs_input", missing=inputs.inexact, notes=("exact_amount",))
    if not any(step.amount for step in inputs.schedule):
        return _result(inputs, "needs_input", missing=("schedule",))
    problem = inputs.problem()
    if problem:
        return _result(inputs, problem[0], missing=(problem[1],))
    if inputs.asked == "share" and not _government_shares(inputs):
        return _result(inputs, "needs_input", missing=("income",))
    whole, settled_by = judge(inputs.schedule)
    if whole == "open":
        return _open(inputs, settled_by)
    return _verdict(inputs, whole == "provisional", facts)


def _verdict(inputs: DiminishingInputs, provisional: bool, facts: Facts) -> RuleResult:
    """A verdict that nothing unknown can change."""
    known = inputs.known()
    values = [amount.low for _, amount in known]
    limits = ceilings(inputs.schedule)
    verdict = "departs" if limits else verdict_of(values)
    rises = [(a, b) for a, b in pairwise(known) if b[1].low > a[1].low]
    outputs: dict[str, Value] = {
        "verdict": verdict, "completeness": "provisional" if provisional else "complete",
        "pattern": "rising" if limits else pattern_of(values),
        "years": [str(year) for year, _ in known],
    }  # fmt: skip
    if rises:
        outputs["rise_years"] = [str(year) for _, (year, _) in rises]
        outputs["at_most"] = {str(year): plain(limit) for year, limit in limits.items()}
    lines = _year_lines(inputs)
    lines += [line("rise", year=_year(year), before=before.term(), amount=amount.term())
              for (_, before), (year, amount) in rises]  # fmt: skip
    lines += [line("at_most", year=_year(year), limit=_money(limit, inputs))
              for year, limit in limits.items()]  # fmt: skip
    if provisional:
        years = [str(s.year) for s in inputs.schedule if s.amount is None or not s.amount.exact]
        lines.append(line("unknown_cannot_change", years=Term("years", ",".join(years))))
    shares = _government_shares(inputs)
    notes = ["explore", "rate_and_length_not_specified"]
    quotes: tuple[str, ...] = QUOTES
    if shares:
        outputs["government_share"] = {str(y): share_text(s) for y, s in shares.items()}
        told = Term("share_by_year", ",".join(f"{y}:{share_text(s)}" for y, s in shares.items()))
        imec = Term("share", share_text(Fraction(str(facts[_IMEC_SHARE].value))))
        after = Term("number", str(facts[_IMEC_YEARS].value))
        lines += [
            line("imec_share", share=imec, years=after),
            line("government_share", shares=told),
        ]
        notes.append("imec_illustration")
        quotes = (*QUOTES, "imec-share")
    lines.insert(0 if inputs.asked == "share" else len(lines), line(f"schedule_{verdict}"))
    if inputs.rounded:
        notes.append("rounded_to_fen")
    if any(b.year - a.year > 1 for a, b in pairwise(inputs.schedule)):
        notes.append("years_between_not_given")
    if inputs.income and len(shares) < len(inputs.schedule):
        notes.append("income_by_year")
    # Who asks for the shares is told them first, and the verdict in the working.
    said = None if inputs.asked == "share" and shares else verdict
    return _result(inputs, "computed", outputs, tuple(lines), tuple(notes), quotes, said)


def _open(inputs: DiminishingInputs, settled_by: list[list[str]]) -> RuleResult:
    """What the unknown years would have to be for no year to rise, and that they decide."""
    outputs: dict[str, Value] = {"verdict": "schedule_open", "completeness": "open",
                                 "settled_by": settled_by}  # fmt: skip
    lines = _year_lines(inputs)
    between: dict[str, Value] = {}
    for at, step in enumerate(inputs.schedule):
        if step.amount is not None and step.amount.exact:
            continue
        low, high = allowed(inputs.schedule, at)
        year = _year(step.year)
        if high is None:
            between[str(step.year)] = {"low": plain(low)}
            lines.append(line("open_year_from", year=year, low=_money(low, inputs)))
        elif low <= high:
            between[str(step.year)] = {"low": plain(low), "high": plain(high)}
            lines.append(line("open_year", year=year,
                              between=replace(_money(low, inputs), high=plain(high))))  # fmt: skip
    outputs["no_rise_between"] = between
    lines.append(line("schedule_open", years=Term("years", ",".join(settled_by[0]))))
    return _result(inputs, "needs_input", outputs, tuple(lines), verdict="schedule_open",
                   missing=("open_years",))  # fmt: skip


def _year_lines(inputs: DiminishingInputs) -> list[WorkingLine]:
    return [
        line("year_amount", year=_year(s.year), amount=s.amount.term()) if s.amount
        else line("year_unknown", year=_year(s.year))
        for s in inputs.schedule
    ]  # fmt: skip


def _year(year: int) -> Term:
    return Term("year", str(year))


def _money(value: Decimal, inputs: DiminishingInputs) -> Term:
    return Term("money", plain(value), None, inputs.known()[0][1].currency)


def _government_shares(inputs: DiminishingInputs) -> dict[int, Fraction]:
    """Government money over the platform's total income, for the years that have both."""
    income = {step.year: Fraction(step.amount.low) for step in inputs.income if step.amount}
    return {
        year: Fraction(amount.low) / income[year]
        for year, amount in inputs.known()
        if year in income and amount.exact
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
    """The result with its inputs by year, and the notes on units."""
    stated, units = inputs.stated()
    amounts = [step.amount for step in (*inputs.schedule, *inputs.income) if step.amount]
    named = _UNITS | dict.fromkeys(("at_most", "no_rise_between"),
                                   amounts[0].currency if amounts else YUAN)  # fmt: skip
    units |= {key: named[key] for key in outputs or {}}
    bare = ("bare_is_yuan",) if any(amount.bare for amount in amounts) else ()
    foreign = ("not_converted",) if any(amount.currency != YUAN for amount in amounts) else ()
    return RuleResult(KEY, 10, status, stated, outputs or {}, units, working, quotes,
                      (*notes, *bare, *foreign), verdict, missing)  # fmt: skip


_MOST = format(LARGEST, "f")
DIMINISHING = RuleDefinition(
    key=KEY,
    inputs_type=DiminishingInputs,
    compute=diminishing,
    fields=(
        InputField("schedule", "schedule", "CNY", "0", _MOST),
        InputField("income", "schedule", "CNY", "0.01", _MOST),
        InputField("asked", "choice", choices=("pattern", "share", *UNFIXED)),
        AS_OF,
    ),
    asks=("pattern", "share", *UNFIXED),
    references={
        "diminishing-model": Reference(10, "Explore the “diminishing” model for fiscal investment"),
        "constant-then-diminishing": Reference(
            None, "constant sponsorship at beginning, diminishing later on"
        ),
        "imec-share": Reference(
            None,
            "30 years later, it turned out that government investment only accounted for around "
            "20 percent of the total",
        ),
    },
    statuses=frozenset({"computed", "not_specified", "not_in_force", "needs_input",
                        "out_of_range"}),
    from_question=diminishing_said,
    facts=(_IMEC_SHARE, _IMEC_YEARS),
    questions={"open_years": ("schedule",), "income_by_year": ("income",)},
)  # fmt: skip
