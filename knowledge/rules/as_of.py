"""The date that a question is put at."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from knowledge.amounts.bound import Bound
from knowledge.amounts.quantities import CalendarDate, Year


def as_of_date(bound: Sequence[Bound]) -> date | None:
    """The date the question is put at; a month or year stands for its last day."""
    for one in bound:
        quantity = one.quantity
        if one.role != "as_of":
            continue
        if isinstance(quantity, CalendarDate) and quantity.year:
            year, month = quantity.year, quantity.month
            return date(year, month, quantity.day or monthrange(year, month)[1])
        if isinstance(quantity, Year) and quantity.calendar:
            return date(quantity.high, 12, 31)
    return None
