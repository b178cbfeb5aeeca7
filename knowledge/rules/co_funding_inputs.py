"""What a question states of the city's and the district's money."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from knowledge.amounts.quantities import Period
from knowledge.amounts.rendering import share_text
from knowledge.rules.amount import Amount, to_fen
from knowledge.rules.result import Status, Value, WorkingLine
from knowledge.rules.schedule import YearAmount

_HALF = Fraction(1, 2)


@dataclass(frozen=True)
class CoFundingInputs:
    """What was stated of operating money.

    ``district`` holds one amount a district, ``districts`` their names where they were
    told, and ``further`` says that one more district gives
    an amount that is not known; ``shared_by_several`` that several were spoken of.
    ``unknown`` are the sides whose amount or share was said not to
    be known. ``by_year`` holds a side's amounts of different years, of which ``chosen`` are looked
    at (empty: all); ``city_by_year`` and ``district_by_year`` are what a form gives of the same.
    ``periods`` says of which time an amount is, by its role. ``over`` is "sum"
    where the years are to be added up, over ``span`` years (0: all that are given), "each" where
    each is asked for. ``years`` is the number of years that the amounts were summed over, and
    ``taken`` how they were taken from what was said of the years.
    ``earlier`` is the pair before this one, to compare with,
    and ``name`` what this one is called beside it.
    ``builder`` is who was said to pay for construction,
    ``shared`` the side whose share alone was said.
    ``parted`` says that a part for construction was taken from a side's amount, and ``often``
    whose amount is a month's, a quarter's or a week's.
    ``asked`` is one of the rule's asks, None where the amounts tell.
    Shares are of the whole, 0 to 1. ``split`` is a pair of parts of which nobody said whose is
    whose. ``unassigned`` are amounts without a payer,
    ``unitless`` small numbers of a role whose unit is asked for,
    ``inexact`` the roles whose amount was only bounded or given twice, and ``varied`` the role
    that the last message changed, which a later "and if it were 9?" changes again. ``relative``
    says that the shares come from one side's amount in terms of the other's.
    """

    city: Amount | None = None
    district: tuple[Amount, ...] = ()
    districts: tuple[str, ...] = ()
    total: Amount | None = None
    construction: Amount | None = None
    city_share: Fraction | None = None
    district_share: Fraction | None = None
    split: tuple[Fraction, Fraction] | None = None
    asked: str | None = None
    as_of: date | None = None
    further: bool = False
    shared_by_several: bool = False
    unknown: tuple[str, ...] = ()
    by_year: tuple[tuple[str, int, Amount], ...] = ()
    city_by_year: tuple[YearAmount, ...] = ()
    district_by_year: tuple[YearAmount, ...] = ()
    chosen: tuple[int, ...] = ()
    periods: tuple[tuple[str, Period], ...] = ()
    over: Literal["", "sum", "each"] = ""
    span: int = 0
    years: int = 1
    taken: tuple[WorkingLine, ...] = ()
    earlier: CoFundingInputs | None = None
    name: str = ""
    unassigned: tuple[Amount, ...] = ()
    inexact: tuple[str, ...] = ()
    unitless: tuple[tuple[str, Decimal], ...] = ()
    varied: str | None = None
    relative: bool = False
    shared: str = ""
    builder: str = ""
    parted: bool = False
    often: tuple[tuple[str, str], ...] = ()

    @property
    def yearly(self) -> bool:
        """Whether an amount was said to be a year's."""
        return any(period.each for _, period in self.periods)

    @property
    def period(self) -> bool:
        """Whether an amount was said to be of several years together."""
        return any(period.lump for _, period in self.periods)

    def amounts(self) -> list[Amount]:
        """Every amount that has a role."""
        single = [amount for amount in (self.city, self.total, self.construction) if amount]
        return [*single, *self.district]

    def amounts_of_sides(self) -> list[Amount]:
        """Every amount of operating money that has a role."""
        return [amount for amount in self.amounts() if amount is not self.construction]

    def with_side_of_total(self) -> CoFundingInputs:
        """With the amount of the one side whose share of the total is known."""
        if self.total is None or not self.total.exact or self.city or self.district:
            return self
        amounts = {
            side: Amount.of(to_fen(Fraction(self.total.low) * share), self.total.currency)
            for side, share in (("city", self.city_share), ("district", self.district_share))
            if share is not None
        }
        city, district = amounts.get("city"), amounts.get("district")
        return replace(self, city=city, district=(district,) if district else ())

    @property
    def states_a_side(self) -> bool:
        """Whether anything is stated of a side, if only that it is not known."""
        shares = self.city_share is not None or self.district_share is not None
        amounts = self.city or self.district or self.total or self.by_year
        return bool(amounts or shares or self.unknown)

    @property
    def pair(self) -> bool:
        """Whether something is stated of either side, or of both together and how it is split."""
        both = self.city and self.district
        shares = self.city_share is not None or self.district_share is not None or self.split
        return bool(both or (shares and (self.total or self.city or self.district)) or (
            self.total and (self.city or self.district)))  # fmt: skip

    @property
    def leaves_a_part(self) -> bool:
        """Whether both shares are stated and leave a part of the whole to others."""
        city, district = self.city_share, self.district_share
        return city is not None and district is not None and city + district < 1

    def completed(self) -> CoFundingInputs:
        """With the share that the other one leaves over, and both of an even split."""
        city, district = self.city_share, self.district_share
        if self.split and self.split[0] == self.split[1] == _HALF:
            city, district = _HALF, _HALF
        elif city is not None and district is None and "district" not in self.unknown:
            district = 1 - city
        elif district is not None and city is None and "city" not in self.unknown:
            city = 1 - district
        return replace(self, city_share=city, district_share=district)._with_schedules()

    def _with_schedules(self) -> CoFundingInputs:
        """With the schedules of a form among ``by_year``; in doubt where one is not complete."""
        given = {"city": self.city_by_year, "district": self.district_by_year}
        steps = [(side, step) for side, schedule in given.items() for step in schedule]
        if not steps:
            return self
        doubt = any(step.amount is None for _, step in steps) or any(
            a.year >= b.year for schedule in given.values() for a, b in pairwise(schedule)
        )
        doubt = doubt or bool((self.city_by_year and self.city)
                              or (self.district_by_year and self.district))  # fmt: skip
        by_year = tuple((side, step.year, step.amount) for side, step in steps if step.amount)
        new = replace(self, by_year=by_year, city_by_year=(), district_by_year=(),
                      inexact=(*self.inexact, *(("one_year",) if doubt else ())))  # fmt: skip
        if len({step.year for _, step in steps}) > 1:
            return new
        for side, _, amount in by_year:
            new = (replace(new, city=amount) if side == "city"
                   else replace(new, district=(amount,)))  # fmt: skip
        return new

    def problem(self) -> tuple[Status, str] | None:
        """What cannot be computed, and the key of the question about it; None where all can.

        "inexact" stands for the keys in ``inexact``.
        """
        of_years = [amount for _, _, amount in self.by_year]
        given = [*of_years, *self.district,
                 *(amount for amount in (self.city, self.total) if amount)]  # fmt: skip
        if any(not amount.in_range for amount in (*self.amounts(), *self.unassigned)) or (
            any(not amount.whole for amount in of_years)
        ):
            return "out_of_range", "amount_in_range"
        city, district = self.city_share, self.district_share
        shares = [share for share in (city, district) if share is not None]
        if any(not 0 <= share <= 1 for share in shares) or (
            city is not None and district is not None and city + district > 1
        ):
            return "out_of_range", "shares_of_whole"
        if self.inexact:
            return "needs_input", "inexact"
        if len({amount.currency for amount in given}) > 1:
            return "needs_input", "same_currency"
        if self.split and self.split[0] != self.split[1]:
            return "needs_input", "split_order"
        if shares and given and any(not amount.exact for amount in given):
            return "needs_input", "exact"
        return None

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, and the unit of each."""
        several = len(self.district) > 1
        amounts = {"city": self.city, "total": self.total, "construction": self.construction}
        for number, amount in enumerate(self.district, start=1):
            amounts[f"district_{number}" if several else "district"] = amount
        values: dict[str, Value] = {key: a.value() for key, a in amounts.items() if a}
        units = {key: a.currency for key, a in amounts.items() if a}
        for side, year, amount in self.by_year:
            key = f"{side}_by_year_{year}"
            values[key], units[key] = amount.value(), amount.currency
        shares = {"city_share": self.city_share, "district_share": self.district_share}
        for key, share in shares.items():
            if share is not None:
                values[key], units[key] = share_text(share), "share"
        if self.asked:
            values["asked"], units["asked"] = self.asked, "verdict"
        if self.as_of:
            values["as_of"], units["as_of"] = self.as_of.isoformat(), "date"
        return values, units
