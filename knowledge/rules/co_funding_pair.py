"""The verdict on a pair of amounts: is the district's lower than the city's, and by how much?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from knowledge.amounts.quantities import EXACT
from knowledge.amounts.rendering import share_text
from knowledge.rules.amount import Amount, add
from knowledge.rules.result import Completeness, RuleResult, Term, Value, WorkingLine, line
from knowledge.rules.settling import completeness

BEYOND = Decimal("Infinity")


@dataclass(frozen=True)
class PairVerdict:
    """What is said of a pair: ``verdict`` is meets_floor, below_floor or depends_on_amount."""

    verdict: str
    completeness: Completeness
    outputs: dict[str, Value]
    units: dict[str, str]
    working: tuple[WorkingLine, ...]
    open_inputs: tuple[str, ...]


def judge_pair(
    city: Amount,
    district: Amount,
    shares: tuple[Fraction, Fraction] | None = None,
    further: bool = False,
    asks_shares: bool = False,
) -> PairVerdict:
    """Judge a pair as it is stated; ``further`` says that one more district's is not known.

    Amounts may be ranges. Shortfall and excess are exact to the fen, 0 where there is none.
    """
    top = BEYOND if further else district.high
    whole, settled_by = completeness(
        lambda given: given.get("district", district.low) >= given.get("city", city.low),
        _unknown(city, district.low, top),
    )
    if whole == "open":
        return _open(city, district, settled_by, further)
    meets = district.low >= city.high
    currency = city.currency
    shortfall, excess = _gap(city, district), _gap(district, city)
    verdict = "meets_floor" if meets else "below_floor"
    outputs: dict[str, Value] = {"meets_floor": meets, "completeness": whole,
                                 "shortfall": shortfall.value(), "excess": excess.value(),
                                 "district_minimum": city.value()}  # fmt: skip
    units = {"meets_floor": "boolean", "completeness": "verdict", "shortfall": currency,
             "excess": currency, "district_minimum": currency}  # fmt: skip
    asked: tuple[WorkingLine, ...] = ()
    if city.exact and district.exact and city.low + district.low > 0 and not further:
        total = add((city, district))
        whole_of = Fraction(total.low)
        one, two = shares or (Fraction(city.low) / whole_of, Fraction(district.low) / whole_of)
        outputs |= {"city_share": share_text(one), "district_share": share_text(two)}
        units |= {"city_share": "share", "district_share": "share"}
        if asks_shares and shares is None:
            outputs["total"], units["total"] = total.value(), currency
            asked = (line("pair_shares", total=total.term(), city_share=share_term(one),
                          district_share=share_term(two)),)  # fmt: skip
    floor = line("district_minimum", city=city.term(), minimum=city.term())
    last = line(f"pair_{verdict}", city=city.term(), district=district.term(),
                shortfall=shortfall.term(), excess=excess.term())  # fmt: skip
    change = () if meets else (
        line("smallest_change", shortfall=shortfall.term(), minimum=city.term()),)  # fmt: skip
    unknown = (line("further_cannot_change"),) if further else ()
    working = (floor, *change, *unknown, last, *asked)
    return PairVerdict(verdict, whole, outputs, units, working, ())


def _open(
    city: Amount, district: Amount, settled_by: list[list[str]], further: bool
) -> PairVerdict:
    """A pair whose verdict hangs on amounts that are not known exactly."""
    outputs: dict[str, Value] = {"completeness": "open", "settled_by": settled_by,
                                 "district_minimum": city.value()}  # fmt: skip
    units = {"completeness": "verdict", "settled_by": "input", "district_minimum": city.currency}
    if further:
        missing = _gap(city, district)
        outputs["further_minimum"], units["further_minimum"] = missing.value(), city.currency
        last = line("open_further", district=district.term(), minimum=missing.term())
    else:
        shortfall = _gap(city, district)
        outputs |= {"shortfall": shortfall.value(), "excess": _gap(district, city).value()}
        units |= {"shortfall": city.currency, "excess": city.currency}
        last = line("pair_depends_on_amount", city=city.term(), district=district.term(),
                    shortfall=shortfall.term())  # fmt: skip
    floor = line("district_minimum", city=city.term(), minimum=city.term())
    asked = tuple(dict.fromkeys(name for one in settled_by for name in one))
    return PairVerdict("depends_on_amount", "open", outputs, units, (floor, last), asked)


def _unknown(city: Amount, low: Decimal, high: Decimal) -> Mapping[str, tuple[Decimal, ...]]:
    """The sides that are not known exactly, each with the ends of where it may lie.

    A comparison changes at its ends alone, so these and the other side's ends stand for all.
    """
    ends = (city.low, city.high, low, high)
    unknown = {}
    if city.low != city.high:
        unknown["city"] = tuple(e for e in ends if city.low <= e <= city.high)
    if low != high:
        unknown["district"] = tuple(e for e in ends if low <= e <= high)
    return unknown


def _gap(greater: Amount, less: Amount) -> Amount:
    """By how much one side is above the other, 0 where it is not."""
    low = max(Decimal(0), EXACT.subtract(greater.low, less.high))
    high = max(Decimal(0), EXACT.subtract(greater.high, less.low))
    endless = greater.bound == "over" and high > 0
    return Amount(low, high, greater.currency, bound="over" if endless else "")


def outputs_of_case(name: str, result: RuleResult) -> tuple[dict[str, Value], dict[str, str]]:
    """What is told of one of two cases, with its units: verdict, distance, and the two sides."""
    keys = ("meets_floor", "shortfall", "excess")
    outputs = {f"{name}_{key}": result.outputs[key] for key in keys}
    units = {f"{name}_{key}": result.units[key] for key in keys}
    for side in ("city", "district"):
        term = result.working[-1].values[side]
        amount: Value = {"low": term.value, "high": term.high} if term.high else term.value
        outputs[f"{name}_{side}"], units[f"{name}_{side}"] = amount, term.currency
    return outputs, units


def share_term(share: Fraction) -> Term:
    """A share as it stands in a line of working."""
    return Term("share", share_text(share))


def is_share(part: Amount, whole: Amount, share: Fraction | None) -> bool:
    """Whether a stated share, if any, is that of the part in the whole (both exact)."""
    if share is None or not (part.exact and whole.exact):
        return True
    return Fraction(part.low) == share * Fraction(whole.low)
