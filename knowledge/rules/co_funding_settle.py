"""Brings amounts of different times to the same one: a year's, several years together, by year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from knowledge.amounts.cues import PAYERS
from knowledge.amounts.quantities import EXACT, Period
from knowledge.rules.amount import Amount, add, to_fen
from knowledge.rules.co_funding_amounts import ROLES
from knowledge.rules.co_funding_changes import side_of, with_side
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.result import Term, line

_DOUBT = "one_year"


@dataclass(frozen=True)
class Yearly:
    """Each side's amounts by year; a side of which nothing is known has none."""

    city: dict[int, Amount]
    district: dict[int, Amount]

    @property
    def years(self) -> list[int]:
        """The years in order."""
        return sorted(self.city or self.district)


def settle(inputs: CoFundingInputs) -> CoFundingInputs | Yearly | str:
    """The amounts of one time, or by year; the key of a question where the words leave it open."""
    years = sorted({year for _, year, _ in inputs.by_year})
    if len(years) > 1 and len(inputs.chosen) != 1:
        return _by_year(inputs)
    if len(years) > 1 and not set(inputs.chosen) <= set(years):
        return _DOUBT
    settled = _of_periods(inputs)
    if isinstance(settled, CoFundingInputs) and len(years) > 1:
        taken = line("year_taken", year=Term("year", str(inputs.chosen[0])))
        return replace(settled, taken=(taken, *settled.taken))
    return settled


def _of_periods(inputs: CoFundingInputs) -> CoFundingInputs | str:
    """Amounts that are no schedules: yearly ones times the years, or sums in equal parts."""
    held = dict(inputs.periods)
    given = {role: held.get(role, Period()) for role in ROLES if _amount(inputs, role)}
    each = [role for role, period in given.items() if period.each]
    lumps = [role for role, period in given.items() if period.lump]
    plain = [role for role in given if role not in (*each, *lumps)]
    lengths = {period.years for role, period in given.items() if period.years}
    if len(lengths) > 1 and lumps:
        return _DOUBT
    if any(given[role].total for role in plain) and each:
        return _DOUBT
    if inputs.over == "sum":
        years = inputs.span or len(inputs.chosen)
        years = years or ((lengths.pop() or 0) if len(lengths) == 1 else 0)
        return _over_years(inputs, given, years)
    if lumps and (inputs.over == "each" or inputs.chosen):
        return _yearly_parts(inputs, given)
    if lumps and each:
        years = lengths.pop()
        if all(given[r].total for r in lumps) and all(given[r].years == years for r in each):
            return _over_years(inputs, given, years)
        return _yearly_parts(inputs, given) if _even(given) else _DOUBT
    return inputs


def _over_years(
    inputs: CoFundingInputs, given: dict[str, Period], years: int
) -> CoFundingInputs | str:
    """Yearly amounts times a number of years, beside sums of as many years."""
    lumps = [role for role in given if given[role].lump]
    each = [role for role in given if given[role].each]
    if not given:
        return inputs
    if any(not period.lump and not period.each for period in given.values()):
        return "yearly_or_sum"
    if any(given[role].years != years for role in lumps if years):
        return _DOUBT
    if each and not years:
        return "years_count"
    new = inputs
    for role in each:
        new = _with(new, role, [_times(amount, years) for amount in _amounts(inputs, role)])
    if not each:
        return new
    count = Term("number", str(years))
    return replace(new, years=years, taken=(line("years_summed", count=count),))


def _yearly_parts(inputs: CoFundingInputs, given: dict[str, Period]) -> CoFundingInputs | str:
    """A year's part of sums over several years that are paid in equal parts."""
    if not _even(given):
        return "even_parts"
    new, lines = inputs, []
    periods = dict(inputs.periods)
    for role, period in given.items():
        if not period.lump or not period.years:
            continue
        amounts = _amounts(inputs, role)
        parts = [_part(amount, period.years) for amount in amounts]
        new = _with(new, role, parts)
        periods[role] = replace(period, each=True)
        lines.append(line("year_part", sum=add(amounts).term(), part=add(tuple(parts)).term(),
                          count=Term("number", str(period.years))))  # fmt: skip
        if any(_times(part, period.years) != amount
               for part, amount in zip(parts, amounts, strict=True)):  # fmt: skip
            lines.append(line("rounded_to_fen"))
    return replace(new, periods=tuple(sorted(periods.items())), taken=tuple(lines))


def _by_year(inputs: CoFundingInputs) -> CoFundingInputs | Yearly | str:
    """Schedules: by year, the chosen ones of them, or added up where that is asked."""
    tables = {side: {year: amount for s, year, amount in inputs.by_year if s == side}
              for side in PAYERS}  # fmt: skip
    given = [side for side in PAYERS if tables[side]]
    if inputs.total or inputs.city_share is not None or inputs.district_share is not None:
        return _DOUBT
    if len(given) == 2 and set(tables["city"]) != set(tables["district"]):
        return _DOUBT
    years = sorted(tables[given[0]] or tables[given[1]])
    if len(given) == 1:
        (other,) = set(PAYERS) - set(given)
        amount, period = _amount(inputs, other), dict(inputs.periods).get(other, Period())
        if amount and period.lump:
            return _beside_sum(inputs, tables, other, period)
        if amount and not (period.each and period.years in (None, len(years))):
            return _DOUBT
        if amount:
            tables[other] = dict.fromkeys(years, amount)
    chosen = [year for year in years if year in inputs.chosen] or years
    if inputs.chosen and len(chosen) != len(inputs.chosen):
        return _DOUBT
    tables = {side: {y: a for y, a in table.items() if y in chosen}
              for side, table in tables.items()}  # fmt: skip
    if inputs.over != "sum":
        return Yearly(tables["city"], tables["district"])
    return _summed(inputs, tables) if inputs.span in (0, len(chosen)) else _DOUBT


def _beside_sum(
    inputs: CoFundingInputs, tables: dict[str, dict[int, Amount]], other: str, period: Period
) -> CoFundingInputs | Yearly | str:
    """A schedule beside the other side's sum over as many years."""
    (side,) = set(PAYERS) - {other}
    years, amount = sorted(tables[side]), _amount(inputs, other)
    if amount is None or period.years != len(years) or inputs.chosen:
        return _DOUBT
    if inputs.span not in (0, len(years)):
        return _DOUBT
    if inputs.over == "sum" or (period.total and inputs.over != "each"):
        return _summed(inputs, {side: tables[side], other: {0: amount}})
    if not period.even:
        return "even_parts"
    part = _yearly_parts(inputs, {other: period})
    return part if isinstance(part, str) else _by_year(part)


def _summed(
    inputs: CoFundingInputs, tables: dict[str, dict[int, Amount]]
) -> CoFundingInputs:  # fmt: skip
    """Each side's years added up."""
    new, lines, count = inputs, [], 1
    for side in PAYERS:
        amounts = tuple(tables[side][year] for year in sorted(tables[side]))
        if not amounts:
            continue
        new = with_side(new, side, add(amounts))
        if len(amounts) > 1:
            count = len(amounts)
            lines.append(line(f"{side}_years_added", sum=add(amounts).term(),
                              count=Term("number", str(count))))  # fmt: skip
    return replace(new, by_year=(), years=count, taken=tuple(lines))


def _even(given: dict[str, Period]) -> bool:
    return all(period.even for period in given.values() if period.lump)


def _amount(inputs: CoFundingInputs, role: str) -> Amount | None:
    return inputs.total if role == "total" else side_of(inputs, role)


def _amounts(inputs: CoFundingInputs, role: str) -> tuple[Amount, ...]:
    if role == "district":
        return inputs.district
    amount = _amount(inputs, role)
    return (amount,) if amount else ()


def _with(inputs: CoFundingInputs, role: str, amounts: list[Amount]) -> CoFundingInputs:
    if role == "district":
        return replace(inputs, district=tuple(amounts))
    if role == "city":
        return replace(inputs, city=amounts[0])
    return replace(inputs, total=amounts[0])


def _times(amount: Amount, factor: int) -> Amount:
    low, high = (EXACT.multiply(end, Decimal(factor)) for end in (amount.low, amount.high))
    return replace(amount, low=low, high=high)


def _part(amount: Amount, count: int) -> Amount:
    low, high = (to_fen(Fraction(end) / count) for end in (amount.low, amount.high))
    return replace(amount, low=low, high=high)
