"""Operating co-funding, Item Ten: the district's operating money is not lower than the city's.

"the funds from the district government should not be lower than the fiscal investment from the
city government (Item Ten)". The published Chinese says "in principle" (原则上不低于), so a pair
that falls short is below the stated floor and nothing worse. How several districts share a
platform and whether years are summed is not specified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from knowledge.amounts.quantities import EXACT, YUAN
from knowledge.amounts.rendering import share_text
from knowledge.rules.amount import Amount, add, to_fen
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.definition import IN_FORCE
from knowledge.rules.result import RuleResult, Status, Term, Value, WorkingLine

KEY = "operating-co-funding"
_HALF = Fraction(1, 2)


def co_funding(inputs: CoFundingInputs) -> RuleResult:
    """Whatever Item Ten says of the amounts and shares given, exact to the fen.

    City only: ``district_minimum``. District only: ``city_maximum``. Total only: both. A pair
    (stated, or from a total or shares): ``meets_floor``, ``shortfall`` or ``excess``, shares.
    """
    if inputs.as_of and inputs.as_of < IN_FORCE:
        return _result(inputs, "not_in_force", outputs={"in_force_from": IN_FORCE.isoformat()},
                       units={"in_force_from": "date"}, quotes=("in-force", "operating-floor"),
                       working=(_line("in_force_from", start=Term("date", IN_FORCE.isoformat())),),
                       notes=())  # fmt: skip
    inputs = _ordered(inputs)
    refused = _refused(inputs)
    if refused:
        return refused
    if inputs.city and inputs.district:
        return _stated_pair(inputs, inputs.city, add(inputs.district))
    if inputs.total and (inputs.city or inputs.district):
        return _rest_of_total(inputs, inputs.total)
    if inputs.city_share is not None and inputs.district_share is not None:
        return _by_shares(inputs, inputs.city_share, inputs.district_share)
    if inputs.city:
        return _one_side(inputs, inputs.city, "city", "district_minimum", "minimum")
    if inputs.district:
        return _one_side(inputs, add(inputs.district), "district", "city_maximum", "maximum")
    if inputs.total:
        return _split_total(inputs, inputs.total)
    if inputs.construction and not inputs.unassigned:
        return _result(inputs, "not_specified", quotes=("construction-money", "operating-floor"),
                       working=(_line("construction_not_covered"),),
                       notes=("operating_only",))  # fmt: skip
    missing = ("payer",) if inputs.unassigned else ("city", "district", "total")
    return _result(inputs, "needs_input", missing=missing)


def _ordered(inputs: CoFundingInputs) -> CoFundingInputs:
    """Fills the share that the other one leaves over, and both of an even split."""
    city, district = inputs.city_share, inputs.district_share
    if inputs.split and inputs.split[0] == inputs.split[1] == _HALF:
        city, district = _HALF, _HALF
    elif city is not None and district is None:
        district = 1 - city
    elif district is not None and city is None:
        city = 1 - district
    return replace(inputs, city_share=city, district_share=district)


def _refused(inputs: CoFundingInputs) -> RuleResult | None:
    """What cannot be computed, and why; None where nothing stands in the way."""
    given = [*inputs.district, *(a for a in (inputs.city, inputs.total) if a)]
    amounts = [*inputs.amounts(), *inputs.unassigned]
    if any(not amount.in_range for amount in amounts):
        return _result(inputs, "out_of_range", missing=("amount_in_range",))
    city, district = inputs.city_share, inputs.district_share
    shares = [share for share in (city, district) if share is not None]
    if any(not 0 <= share <= 1 for share in shares) or (
        city is not None and district is not None and city + district != 1
    ):
        return _result(inputs, "out_of_range", missing=("shares_of_whole",))
    if inputs.inexact:
        return _result(inputs, "needs_input", missing=inputs.inexact, notes=("exact_amount",))
    if len({amount.currency for amount in given}) > 1:
        return _result(inputs, "needs_input", missing=("same_currency",))
    if inputs.split and inputs.split[0] != inputs.split[1]:
        return _result(inputs, "needs_input", missing=("split_order",))
    if shares and given and any(not amount.exact for amount in given):
        return _result(inputs, "needs_input", missing=("exact",), notes=("exact_amount",))
    return None


def _stated_pair(inputs: CoFundingInputs, city: Amount, district: Amount) -> RuleResult:
    """A pair as it is stated; a total or shares beside it must agree with it."""
    whole = add((city, district))
    if inputs.total and (inputs.total.low, inputs.total.high) != (whole.low, whole.high):
        return _result(inputs, "needs_input", missing=("total_agrees",))
    share = inputs.city_share
    if share is not None and share != Fraction(city.low) / Fraction(whole.low):
        return _result(inputs, "needs_input", missing=("shares_agree",))
    return _pair(inputs, city, district, ())


def _rest_of_total(inputs: CoFundingInputs, total: Amount) -> RuleResult:
    """The other side of a total, then the pair."""
    known = inputs.city or add(inputs.district)
    if not (total.exact and known.exact):
        return _result(inputs, "needs_input", missing=("exact",), notes=("exact_amount",))
    rest = Amount.of(EXACT.subtract(total.low, known.low), total.currency)
    if rest.low < 0:
        return _result(inputs, "out_of_range", missing=("part_of_total",))
    share = inputs.city_share
    part = Fraction(known.low) / Fraction(total.low)
    if share is not None and share != (part if inputs.city else 1 - part):
        return _result(inputs, "needs_input", missing=("shares_agree",))
    side = "district_rest" if inputs.city else "city_rest"
    line = _line(side, total=total.term(), known=known.term(), rest=rest.term())
    city, district = (known, rest) if inputs.city else (rest, known)
    return _pair(inputs, city, district, (line,), derived=True)


def _by_shares(inputs: CoFundingInputs, city: Fraction, district: Fraction) -> RuleResult:
    """Shares alone, or with one amount from which both follow (rounded to the fen)."""
    known = inputs.total or inputs.city or (add(inputs.district) if inputs.district else None)
    if known is None:
        return _share_pair(inputs, city, district)
    of = Fraction(1) if inputs.total else (city if inputs.city else district)
    if of == 0:
        return _result(inputs, "out_of_range", missing=("shares_of_whole",))
    whole = to_fen(Fraction(known.low) / of)
    if inputs.district and not inputs.city:
        sides = (EXACT.subtract(whole, known.low), known.low)
    else:
        part = known.low if inputs.city else to_fen(Fraction(known.low) * city, ROUND_FLOOR)
        sides = (part, EXACT.subtract(whole, part))
    one, two = (Amount.of(side, known.currency) for side in sides)
    lines = [
        _line("share_of_whole", city_share=_share(city), district_share=_share(district),
              city=one.term(), district=two.term(),
              total=Amount.of(whole, known.currency).term())
    ]  # fmt: skip
    if Fraction(sides[0]) != Fraction(whole) * city or Fraction(whole) * of != Fraction(known.low):
        lines.append(_line("rounded_to_fen"))
    return _pair(inputs, one, two, tuple(lines), derived=True, shares=(city, district))


def _share_pair(inputs: CoFundingInputs, city: Fraction, district: Fraction) -> RuleResult:
    meets = district >= city
    outputs: dict[str, Value] = {"meets_floor": meets, "city_share": share_text(city),
                                 "district_share": share_text(district)}  # fmt: skip
    key = "shares_meet" if meets else "shares_below"
    line = _line(key, city=_share(city), district=_share(district))
    return _result(inputs, "computed", outputs=outputs, working=(*_related(inputs), line),
                   units={"meets_floor": "boolean", "city_share": "share",
                          "district_share": "share"},
                   verdict="meets_floor" if meets else "below_floor")  # fmt: skip


def _pair(
    inputs: CoFundingInputs,
    city: Amount,
    district: Amount,
    lines: tuple[WorkingLine, ...],
    derived: bool = False,
    shares: tuple[Fraction, Fraction] | None = None,
) -> RuleResult:
    """The verdict on a pair; ranges may leave it open."""
    currency = city.currency
    shortfall = Amount(
        max(Decimal(0), EXACT.subtract(city.low, district.high)),
        max(Decimal(0), EXACT.subtract(city.high, district.low)), currency)  # fmt: skip
    excess = Amount(
        max(Decimal(0), EXACT.subtract(district.low, city.high)),
        max(Decimal(0), EXACT.subtract(district.high, city.low)), currency)  # fmt: skip
    verdict = "meets_floor" if shortfall.high == 0 else "below_floor"
    if shortfall.low == 0 < shortfall.high:
        verdict = "depends_on_range"
    outputs: dict[str, Value] = {}
    if verdict != "depends_on_range":
        outputs["meets_floor"] = verdict == "meets_floor"
    outputs |= {"shortfall": shortfall.value(), "excess": excess.value(),
                "district_minimum": city.value()}  # fmt: skip
    units = {"meets_floor": "boolean", "shortfall": currency, "excess": currency,
             "district_minimum": currency}  # fmt: skip
    if derived:
        outputs |= {"city": city.value(), "district": district.value()}
        units |= {"city": currency, "district": currency}
    if city.exact and district.exact and city.low + district.low > 0:
        whole = Fraction(city.low) + Fraction(district.low)
        one, two = shares or (Fraction(city.low) / whole, Fraction(district.low) / whole)
        outputs |= {"city_share": share_text(one), "district_share": share_text(two)}
        units |= {"city_share": "share", "district_share": "share"}
    last = _line(f"pair_{verdict}", city=city.term(), district=district.term(),
                 shortfall=shortfall.term(), excess=excess.term())  # fmt: skip
    floor = _line("district_minimum", city=city.term(), minimum=city.term())
    return _result(inputs, "computed", outputs=outputs, verdict=verdict, units=units,
                   working=(*_summed(inputs), *_related(inputs), *lines, floor, last))  # fmt: skip


def _one_side(
    inputs: CoFundingInputs, known: Amount, side: str, output: str, bound: str
) -> RuleResult:
    """The bound that one side sets for the other: the same amount."""
    line = _line(output, **{side: known.term(), bound: known.term()})
    return _result(inputs, "computed", outputs={output: known.value()}, verdict=output,
                   units={output: known.currency}, working=(*_summed(inputs), line))  # fmt: skip


def _split_total(inputs: CoFundingInputs, total: Amount) -> RuleResult:
    """District at least half; with an odd fen the district has the greater part."""
    low, high = (to_fen(Fraction(value) / 2, ROUND_FLOOR) for value in (total.low, total.high))
    most = Amount(low, high, total.currency)
    least = Amount(EXACT.subtract(total.low, most.low), EXACT.subtract(total.high, most.high),
                   total.currency)  # fmt: skip
    outputs = {"district_minimum": least.value(), "city_maximum": most.value()}
    line = _line("split_total", total=total.term(), minimum=least.term(), maximum=most.term())
    return _result(inputs, "computed", outputs=outputs, working=(line,), verdict="split_total",
                   units=dict.fromkeys(outputs, total.currency))  # fmt: skip


def _summed(inputs: CoFundingInputs) -> tuple[WorkingLine, ...]:
    if len(inputs.district) < 2:
        return ()
    number = Term("number", str(len(inputs.district)))
    return (_line("districts_summed", count=number, sum=add(inputs.district).term()),)


def _related(inputs: CoFundingInputs) -> tuple[WorkingLine, ...]:
    """The district's money in terms of the city's, where it was said so."""
    if not inputs.relative or not inputs.city_share or inputs.district_share is None:
        return ()
    return (_line("district_to_city", ratio=_share(inputs.district_share / inputs.city_share)),)


def _share(share: Fraction) -> Term:
    return Term("share", share_text(share))


def _line(key: str, **values: Term) -> WorkingLine:
    return WorkingLine(key, values)


def _result(
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
    for line in _related(inputs) if status == "computed" else ():
        outputs["district_to_city"], units["district_to_city"] = line.values["ratio"].value, "share"
    extra = ["in_principle"] if notes is None or status == "computed" else []
    extra += list(notes or ())
    amounts = inputs.amounts()
    extra += ["bare_is_yuan"] if any(amount.bare for amount in amounts) else []
    extra += ["not_converted"] if any(amount.currency != YUAN for amount in amounts) else []
    extra += ["several_districts"] if len(inputs.district) > 1 else []
    if status == "computed":
        extra += ["operating_only"] if inputs.construction else []
        extra += ["amount_left_out"] if inputs.unassigned else []
        extra += ["per_year"] if inputs.yearly else []
        extra += ["same_period"] if inputs.period else []
    item = 10 if quotes[0] != "in-force" else None
    return RuleResult(KEY, item, status, stated, outputs, named | units, working, quotes,
                      tuple(extra), verdict, missing)  # fmt: skip
