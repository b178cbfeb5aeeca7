"""What a question states of a yearly schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.rules.amount import Amount
from knowledge.rules.result import Status, Value
from knowledge.rules.schedule import YearAmount


@dataclass(frozen=True)
class DiminishingInputs:
    """The government's money by year, the platform's total income by year, and what is asked.

    ``asked`` is one of the rule's asks; None means the pattern. ``inexact`` names an input that
    was only bounded or given twice; ``rounded`` says that amounts which follow from a start and
    a step were rounded to the fen.
    """

    schedule: tuple[YearAmount, ...] = ()
    income: tuple[YearAmount, ...] = ()
    asked: str | None = None
    as_of: date | None = None
    inexact: tuple[str, ...] = ()
    varied: str | None = None
    rounded: bool = False

    def known(self) -> list[tuple[int, Amount]]:
        """The years of the schedule whose amount is known."""
        return [(step.year, step.amount) for step in self.schedule if step.amount]

    def problem(self) -> tuple[Status, str] | None:
        """What cannot be computed, and the key of the question about it; None where all can."""
        paid = dict(self.known())
        income = {step.year: step.amount for step in self.income if step.amount}
        amounts = [*paid.values(), *income.values()]
        if any(not amount.exact for amount in income.values()):
            return "needs_input", "exact"
        if any(amount.high != 0 and not amount.whole for amount in amounts):
            return "out_of_range", "amount_in_range"
        if len(paid) == len(self.schedule) and all(a.high == 0 for a in paid.values()):
            return "out_of_range", "amount_in_range"
        if len({amount.currency for amount in amounts}) > 1:
            return "needs_input", "same_currency"
        if not (_ascending(self.schedule) and _ascending(self.income)):
            return "needs_input", "years_in_order"
        if any(amount.low <= 0 for amount in income.values()) or any(
            paid[year].low > income[year].low for year in paid.keys() & income.keys()
        ):
            return "out_of_range", "income_covers_schedule"
        return None

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, and the unit of each."""
        values: dict[str, Value] = {}
        units: dict[str, str] = {}
        for key, steps in (("schedule", self.schedule), ("income", self.income)):
            for step in steps:
                if step.amount:
                    values[f"{key}_{step.year}"] = step.amount.value()
                    units[f"{key}_{step.year}"] = step.amount.currency
        if self.asked:
            values["asked"], units["asked"] = self.asked, "verdict"
        if self.as_of:
            values["as_of"], units["as_of"] = self.as_of.isoformat(), "date"
        return values, units


def _ascending(steps: Sequence[YearAmount]) -> bool:
    return all(a.year < b.year for a, b in pairwise(steps))
