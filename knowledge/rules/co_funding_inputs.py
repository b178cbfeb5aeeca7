"""What a question states of the city's and the district's money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from knowledge.amounts.rendering import share_text
from knowledge.rules.amount import Amount
from knowledge.rules.result import Value


@dataclass(frozen=True)
class CoFundingInputs:
    """What was stated of operating money.

    ``district`` holds one amount a district; shares are of the whole, 0 to 1. ``split`` is a pair
    of parts of which nobody said whose is whose. ``unassigned`` are amounts without a payer,
    ``inexact`` the roles whose amount was only bounded or given twice, and ``varied`` the role
    that the last message changed, which a later "and if it were 9?" changes again. ``relative``
    says that the shares come from one side's amount in terms of the other's; ``yearly`` that the
    amounts were said to be a year's, ``period`` that they were said to be of several years.
    """

    city: Amount | None = None
    district: tuple[Amount, ...] = ()
    total: Amount | None = None
    construction: Amount | None = None
    city_share: Fraction | None = None
    district_share: Fraction | None = None
    split: tuple[Fraction, Fraction] | None = None
    as_of: date | None = None
    unassigned: tuple[Amount, ...] = ()
    inexact: tuple[str, ...] = ()
    varied: str | None = None
    relative: bool = False
    yearly: bool = False
    period: bool = False

    def amounts(self) -> list[Amount]:
        """Every amount that has a role."""
        single = [amount for amount in (self.city, self.total, self.construction) if amount]
        return [*single, *self.district]

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, and the unit of each."""
        several = len(self.district) > 1
        amounts = {"city": self.city, "total": self.total, "construction": self.construction}
        for number, amount in enumerate(self.district, start=1):
            amounts[f"district_{number}" if several else "district"] = amount
        values: dict[str, Value] = {key: a.value() for key, a in amounts.items() if a}
        units = {key: a.currency for key, a in amounts.items() if a}
        shares = {"city_share": self.city_share, "district_share": self.district_share}
        for key, share in shares.items():
            if share is not None:
                values[key], units[key] = share_text(share), "share"
        if self.as_of:
            values["as_of"], units["as_of"] = self.as_of.isoformat(), "date"
        return values, units
