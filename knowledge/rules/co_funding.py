"""Operating co-funding, Item Ten: the district's operating money is not lower than the city's.

"the funds from the district government should not be lower than the fiscal investment from the
city government (Item Ten)". The published Chinese says "in principle" (原则上不低于), so a pair
that falls short is below the stated floor and nothing worse. How several districts share a
platform and whether years are summed is not specified.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_FLOOR
from fractions import Fraction

from knowledge.amounts.quantities import EXACT
from knowledge.amounts.rendering import share_text
from knowledge.rules.amount import Amount, add, to_fen
from knowledge.rules.co_funding_by_year import judge_years
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_pair import is_share, judge_pair, outputs_of_case, share_term
from knowledge.rules.co_funding_result import related, result_of, summed
from knowledge.rules.co_funding_settle import Yearly, settle
from knowledge.rules.definition import Facts
from knowledge.rules.result import RuleResult, Status, Term, Value, WorkingLine, line

UNFIXED = ("cap", "deadline", "consequence")
_HOLDS = {("district_minimum", "over"), ("district_minimum", "under"), ("city_maximum", "under")}
"""Which bound of the known side, over or under, gives which bound of the other one."""
_BASIS = {"minimum": ("city", "total"), "maximum": ("district", "total"), "split": ("total",)}
_NEEDED = {"minimum": "city", "maximum": "district", "split": "total", "compliance": "pair"}


def co_funding(inputs: CoFundingInputs, facts: Facts) -> RuleResult:
    """Whatever Item Ten says of the amounts and shares given, exact to the fen.

    City only: ``district_minimum``. District only: ``city_maximum``. Total only: both. A pair
    (stated, or from a total or shares): ``meets_floor``, ``shortfall`` or ``excess``, shares.
    Compliance asked of one side alone is open. No cap, no deadline of payment and no consequence
    of a shortfall is stated.
    """
    stated, inputs = inputs, inputs.completed()
    if inputs.asked in UNFIXED:
        return result_of(inputs, "not_specified", working=(line(f"no_{inputs.asked}_stated"),))
    if inputs.asked == "minimum" and inputs.relative and inputs.city and not inputs.district:
        # What the district is said to give in terms of the city's is no floor.
        inputs = replace(inputs, city_share=None, district_share=None, relative=False)
    if inputs.asked == "compare" and inputs.earlier:
        return _compared(inputs, inputs.earlier)
    if inputs.asked == "share" and not inputs.states_a_side:
        return _least_share(inputs)
    problem = inputs.problem()
    if problem:
        notes = ("exact_amount",) if problem[1] == "exact" or inputs.inexact else ()
        missing = inputs.inexact if problem[1] == "inexact" else (problem[1],)
        return result_of(inputs, problem[0], missing=missing, notes=notes)
    settled = settle(inputs)
    if isinstance(settled, str):
        return result_of(inputs, "needs_input", missing=(settled,))
    if isinstance(settled, Yearly):
        return judge_years(inputs, settled)
    inputs = settled
    if inputs.city and inputs.district:
        return _stated_pair(inputs, stated, inputs.city, add(inputs.district))
    if inputs.total and (inputs.city or inputs.district):
        return _rest_of_total(inputs, stated, inputs.total)
    if inputs.city_share is not None and inputs.district_share is not None:
        if inputs.asked in _BASIS and not inputs.amounts_of_sides():
            return result_of(inputs, "needs_input", missing=("total",))
        return _by_shares(inputs)
    if inputs.asked == "compliance" and inputs.states_a_side:
        return _open(inputs)
    built = inputs.construction and not (inputs.amounts_of_sides() or inputs.unassigned)
    together = inputs.asked == "split" and bool(inputs.city) is not bool(inputs.district)
    if (
        inputs.asked in _BASIS
        and not built
        and not together
        and not any(getattr(inputs, key) for key in _BASIS[inputs.asked])
    ):
        return result_of(inputs, "needs_input", missing=(_NEEDED[inputs.asked],))
    if inputs.city:
        return _one_side(inputs, inputs.city, "city", "district_minimum", "minimum")
    if inputs.district:
        return _one_side(inputs, add(inputs.district), "district", "city_maximum", "maximum")
    if inputs.total:
        return _split_total(inputs, inputs.total)
    if inputs.construction and not inputs.unassigned:
        if inputs.asked == "compliance":
            return result_of(inputs, "computed", {"applies": False}, {"applies": "boolean"},
                           (line("construction_not_covered"),), notes=("operating_only",),
                           verdict="floor_not_for_construction",
                           quotes=("construction-money", "operating-floor"))  # fmt: skip
        return result_of(inputs, "not_specified", quotes=("construction-money", "operating-floor"),
                       working=(line("construction_not_covered"),),
                       notes=("operating_only",))  # fmt: skip
    needed = "payer" if inputs.unassigned else _NEEDED.get(inputs.asked or "", "any_amount")
    return result_of(inputs, "needs_input", missing=(needed,))


def _least_share(inputs: CoFundingInputs) -> RuleResult:
    """Of what both give, the district's share is at least half: not lower than the city's."""
    half = share_text(Fraction(1, 2))
    outputs: dict[str, Value] = {"district_share_minimum": half, "city_share_maximum": half}
    said = line("least_share", share=share_term(Fraction(1, 2)))
    return result_of(inputs, "computed", outputs, dict.fromkeys(outputs, "share"), (said,),
                   verdict="district_minimum")  # fmt: skip


def _open(inputs: CoFundingInputs) -> RuleResult:
    """Compliance asked where one side is known: what the other must be, and that it is open."""
    outputs: dict[str, Value] = {"completeness": "open"}
    units = {"completeness": "verdict", "settled_by": "input"}
    inputs = inputs.with_side_of_total()
    known = inputs.city or (add(inputs.district) if inputs.district else None)
    if known is None and not inputs.total:
        shares = [f"{side}_share" for side in ("city", "district")]
        missing = [key for key in shares if getattr(inputs, key) is None]
        outputs["settled_by"] = [[key] for key in missing]
        return result_of(inputs, "needs_input", outputs, units, (line("open_share"),),
                       missing=("share",))  # fmt: skip
    if known is None:
        outputs["settled_by"] = [["city"], ["district"]]
        return result_of(inputs, "needs_input", outputs, units, missing=("city_or_district",))
    if not known.exact:
        outputs["settled_by"] = [["city", "district"]]
        return result_of(inputs, "needs_input", outputs, units, missing=("city_and_district",))
    other, bound = (
        ("district", "district_minimum") if inputs.city else ("city", "city_maximum")
    )  # fmt: skip
    outputs |= {"settled_by": [[other]], bound: known.value()}
    return result_of(inputs, "needs_input", outputs, units | {bound: known.currency},
                   (*summed(inputs), line(f"open_{other}", known=known.term())),
                   missing=(other,))  # fmt: skip


def _stated_pair(
    inputs: CoFundingInputs, stated: CoFundingInputs, city: Amount, district: Amount
) -> RuleResult:
    """A pair as it is stated; a total beside it must hold it, and shares agree with it.

    What a total holds beyond the pair comes from others, who are no business of the floor.
    """
    whole = add((city, district))
    if inputs.total and inputs.total.high < whole.low:
        return result_of(inputs, "needs_input", missing=("total_agrees",))
    of = inputs.total or (None if stated.leaves_a_part else whole)
    sides = ((city, stated.city_share), (district, stated.district_share))
    if of and not all(is_share(amount, of, share) for amount, share in sides):
        return result_of(inputs, "needs_input", missing=("shares_agree",))
    more = inputs.total is not None and inputs.total.low > whole.high
    return _pair(inputs, city, district, (line("rest_from_others"),) if more else ())


def _rest_of_total(inputs: CoFundingInputs, stated: CoFundingInputs, total: Amount) -> RuleResult:
    """The other side of a total, then the pair."""
    known = inputs.city or add(inputs.district)
    share = stated.city_share if inputs.city else stated.district_share
    if not is_share(known, total, share):
        return result_of(inputs, "needs_input", missing=("shares_agree",))
    if stated.leaves_a_part:
        return _by_shares(replace(inputs, city=None, district=()))
    rest = Amount(EXACT.subtract(total.low, known.high), EXACT.subtract(total.high, known.low),
                  total.currency)  # fmt: skip
    other = stated.district_share if inputs.city else stated.city_share
    if rest.low < 0:
        return result_of(inputs, "out_of_range", missing=("part_of_total",))
    if not is_share(rest, total, other):
        return result_of(inputs, "needs_input", missing=("shares_agree",))
    side = "district_rest" if inputs.city else "city_rest"
    rest_line = line(side, total=total.term(), known=known.term(), rest=rest.term())
    city, district = (known, rest) if inputs.city else (rest, known)
    return _pair(inputs, city, district, (rest_line,), derived=True)


def _by_shares(inputs: CoFundingInputs) -> RuleResult:
    """Shares alone, or with one amount from which both follow (rounded to the fen).

    Shares that leave a part over leave it to others, who are no business of the floor.
    """
    city, district = inputs.city_share or Fraction(0), inputs.district_share or Fraction(0)
    known = inputs.total or inputs.city or (add(inputs.district) if inputs.district else None)
    if known is None:
        return _share_pair(inputs, city, district)
    of = Fraction(1) if inputs.total else (city if inputs.city else district)
    if of == 0:
        return result_of(inputs, "out_of_range", missing=("shares_of_whole",))
    whole = to_fen(Fraction(known.low) / of)
    rest = to_fen(Fraction(whole) * (1 - city - district))
    if inputs.district and not inputs.city:
        sides = (EXACT.subtract(EXACT.subtract(whole, rest), known.low), known.low)
    else:
        part = known.low if inputs.city else to_fen(Fraction(known.low) * city, ROUND_FLOOR)
        sides = (part, EXACT.subtract(EXACT.subtract(whole, rest), part))
    one, two = (Amount.of(side, known.currency) for side in sides)
    terms = {"city_share": share_term(city), "district_share": share_term(district),
             "city": one.term(), "district": two.term()}  # fmt: skip
    lines = [
        line("sides_by_share", **terms) if inputs.relative
        else line("share_of_whole", total=Amount.of(whole, known.currency).term(), **terms)
    ]  # fmt: skip
    exact = (Fraction(whole) * city, Fraction(whole) * district, Fraction(whole) * of)
    if exact != (Fraction(sides[0]), Fraction(sides[1]), Fraction(known.low)):
        lines.append(line("rounded_to_fen"))
    return _pair(inputs, one, two, tuple(lines), derived=True, shares=(city, district))


def _share_pair(inputs: CoFundingInputs, city: Fraction, district: Fraction) -> RuleResult:
    meets = district >= city
    outputs: dict[str, Value] = {"meets_floor": meets, "completeness": "complete",
                                 "city_share": share_text(city),
                                 "district_share": share_text(district)}  # fmt: skip
    key = "shares_meet" if meets else "shares_below"
    last = line(key, city=share_term(city), district=share_term(district))
    return result_of(inputs, "computed", outputs, working=(*related(inputs), last),
                   units={"meets_floor": "boolean", "completeness": "verdict",
                          "city_share": "share", "district_share": "share"},
                   verdict="meets_floor" if meets else "below_floor")  # fmt: skip


def _pair(
    inputs: CoFundingInputs,
    city: Amount,
    district: Amount,
    lines: tuple[WorkingLine, ...],
    derived: bool = False,
    shares: tuple[Fraction, Fraction] | None = None,
) -> RuleResult:
    """The verdict on a pair, its derived sides among the outputs."""
    further = inputs.further and not derived
    judged = judge_pair(city, district, shares, further, inputs.asked == "share")
    outputs, units = dict(judged.outputs), dict(judged.units)
    if inputs.asked == "maximum" and judged.completeness != "open":
        outputs["city_maximum"], units["city_maximum"] = district.value(), district.currency
    if derived:
        outputs |= {"city": city.value(), "district": district.value()}
        units |= dict.fromkeys(("city", "district", "total"), city.currency)
        if inputs.total is None and not inputs.relative:
            outputs["total"] = add((city, district)).value()
    elif inputs.years > 1:
        outputs |= {"city": city.value(), "district": district.value()}
        units |= dict.fromkeys(("city", "district"), city.currency)
    elif len(inputs.district) > 1:
        outputs["district"], units["district"] = district.value(), district.currency
    status: Status = "needs_input" if judged.completeness == "open" else "computed"
    missing = "further" if further else "_and_".join(judged.open_inputs)
    return result_of(inputs, status, outputs, units, verdict=judged.verdict,
                   working=(*summed(inputs), *related(inputs), *lines, *judged.working),
                   missing=(missing,) if status == "needs_input" else ())  # fmt: skip


def _compared(inputs: CoFundingInputs, earlier: CoFundingInputs) -> RuleResult:
    """Two pairs side by side: which of them meets the floor, and by how much each."""
    outputs: dict[str, Value] = {}
    units: dict[str, str] = {}
    lines: list[WorkingLine] = []
    for name, case in (("first", earlier), ("second", replace(inputs, asked=None, earlier=None))):
        result = co_funding(replace(case, asked=None), {})
        if result.status != "computed" or "meets_floor" not in result.outputs:
            return result_of(inputs, "needs_input", missing=("pair",))
        told, of = outputs_of_case(name, result)
        outputs, units = outputs | told, units | of
        head = line("named_case", name=Term("name", case.name)) if case.name else None
        lines += [head or line(f"{name}_case"), result.working[-1]]
    met = [name for name in ("first", "second") if outputs[f"{name}_meets_floor"]]
    verdict = "both_meet" if len(met) == 2 else f"{met[0]}_meets" if met else "neither_meets"
    return result_of(inputs, "computed", outputs, units, (*lines, line(verdict)), verdict=verdict)


def _one_side(
    inputs: CoFundingInputs, known: Amount, side: str, output: str, bound: str
) -> RuleResult:
    """The bound that one side sets for the other: the same amount.

    Of a side that is only bounded, the end that holds whatever it turns out to be.
    """
    if known.bound:
        if (output, known.bound) not in _HOLDS:
            return result_of(inputs, "needs_input", missing=(side,), notes=("exact_amount",))
        known = Amount.of(known.low if known.bound == "over" else known.high, known.currency)
    lines = [*summed(inputs), line(output, **{side: known.term(), bound: known.term()})]
    outputs, units = {output: known.value()}, {output: known.currency}
    if inputs.asked == "split":  # how much the two are together
        key, both = f"total_{bound}", add((known, known))
        outputs[key], units[key] = both.value(), known.currency
        lines.insert(-1, line(key, total=both.term()))
    return result_of(inputs, "computed", outputs, units, tuple(lines), verdict=output)


def _split_total(inputs: CoFundingInputs, total: Amount) -> RuleResult:
    """District at least half; with an odd fen the district has the greater part."""
    low, high = (to_fen(Fraction(value) / 2, ROUND_FLOOR) for value in (total.low, total.high))
    most = Amount(low, high, total.currency)
    least = Amount(EXACT.subtract(total.low, most.low), EXACT.subtract(total.high, most.high),
                   total.currency)  # fmt: skip
    outputs = {"district_minimum": least.value(), "city_maximum": most.value()}
    halves = line("split_total", total=total.term(), minimum=least.term(), maximum=most.term())
    return result_of(inputs, "computed", outputs, working=(*inputs.taken, halves),
                   verdict="split_total", units=dict.fromkeys(outputs, total.currency))  # fmt: skip
