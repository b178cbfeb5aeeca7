"""The grammar of amounts, shares, years and dates, in English and Chinese."""

from knowledge.amounts.bound import Bound
from knowledge.amounts.cues import Role
from knowledge.amounts.figures import WrittenNumber, numbers_in
from knowledge.amounts.quantities import (
    YUAN,
    CalendarDate,
    Duration,
    Frequency,
    Money,
    Number,
    Quantity,
    Series,
    Share,
    Unclear,
    Unknown,
    Year,
)
from knowledge.amounts.reading import read_amounts, unclear_in
from knowledge.amounts.rendering import plain, render_money, render_share, share_text
from knowledge.amounts.roles import bind

__all__ = [
    "YUAN",
    "Bound",
    "CalendarDate",
    "Duration",
    "Frequency",
    "Money",
    "Number",
    "Quantity",
    "Role",
    "Series",
    "Share",
    "Unclear",
    "Unknown",
    "WrittenNumber",
    "Year",
    "bind",
    "numbers_in",
    "plain",
    "read_amounts",
    "render_money",
    "render_share",
    "share_text",
    "unclear_in",
]
