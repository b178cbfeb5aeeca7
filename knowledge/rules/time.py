"""Time: since when the Guideline is in force, its two approval dates, days between stated dates.

"has been approved on the executive meeting of the municipal government on November 27th 2017, and
will be put into force on February 1st 2018"; further on the release says "got approved by the
executive meeting of the municipal government on November 11th 2017". No expiry is stated.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.amounts.quantities import CalendarDate
from knowledge.rules.criteria import FlagInputs
from knowledge.rules.definition import (
    AS_OF,
    FORCE,
    IN_FORCE_DATE,
    Facts,
    InputField,
    Reference,
    RuleDefinition,
    fact_date,
)
from knowledge.rules.result import RuleResult, Term, Value, WorkingLine, line
from knowledge.rules.said import Said

KEY = "time"
_FACTS = {
    "approval": "approval-date",
    "approval-second": "approval-date-second",
    "conference": "conference-date",
    "release": "release-date",
    "in-force": IN_FORCE_DATE,
}
EVENTS = tuple(_FACTS)
_QUOTES = {"approval": "approval", "approval-second": "approval-second",
           "conference": "conference", "release": "release", "in-force": "in-force"}  # fmt: skip
Asked = Literal["in-force", "days", "approval"]


@dataclass(frozen=True)
class TimeInputs(FlagInputs):
    """The date asked about (``as_of``), or two dates: ``start`` and ``end`` name stated events.

    ``undated`` is the month and day of a date without a year: that of the event of that day.
    ``named`` is the one date said beside two events.
    """

    start: str | None = None
    end: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    undated: tuple[int, int] | None = None
    named: date | None = None

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, without those that only a message gives."""
        values, units = super().stated()
        for key in ("undated", "named"):
            values.pop(key, None)
            units.pop(key, None)
        return values, units


def time(inputs: TimeInputs, facts: Facts) -> RuleResult:
    """In force on a date, days between two dates, or the two approval dates.

    Where the approval is one end of the days, both of its dates are reckoned with: ``days`` from
    the first, ``days_second`` from the second.
    """
    inputs = _dated(inputs, facts)
    if inputs.asked == "approval":
        return _approval(inputs, facts)
    if inputs.asked == "in-force" and inputs.as_of:
        return _in_force(inputs, inputs.as_of, fact_date(facts, IN_FORCE_DATE))
    if inputs.start and not (inputs.end or inputs.end_date or inputs.as_of):
        inputs = replace(inputs, end="in-force")  # of one event, the days until it is in force
    starts = _dates(inputs.start, inputs.start_date, inputs.end, facts)
    ends = _dates(inputs.end, inputs.end_date or inputs.as_of, inputs.start, facts)
    if starts and ends and inputs.asked in ("days", None):
        return _days(inputs, starts, ends, facts)
    if inputs.asked == "days" or inputs.end or inputs.end_date:
        return _result(inputs, "needs_input", missing=("two_dates",))
    if inputs.asked == "expiry":
        return _result(inputs, "not_specified", lines=(line("no_expiry_stated"),),
                       notes=("later-instruments",))  # fmt: skip
    if inputs.as_of is None:
        return _result(inputs, "needs_input", missing=("as_of",))
    return _in_force(inputs, inputs.as_of, fact_date(facts, IN_FORCE_DATE))


def _dated(inputs: TimeInputs, facts: Facts) -> TimeInputs:
    """With the year of a date without one, and no date beside the event that it is the day of."""
    days = {event: fact_date(facts, key) for event, key in _FACTS.items()}
    if inputs.undated:
        of_event = [day for day in days.values() if (day.month, day.day) == inputs.undated]
        if of_event and inputs.end and inputs.start:
            inputs = replace(inputs, start=None, start_date=of_event[0])
        elif of_event and inputs.start and days[inputs.start] != of_event[0]:
            inputs = replace(inputs, end_date=of_event[0])
        elif of_event and not inputs.start and inputs.start_date is None:
            inputs = replace(inputs, start_date=of_event[0], end="in-force")
    approvals = (days["approval"], days["approval-second"])
    if inputs.start == "approval" and inputs.end_date in approvals and not inputs.end:
        # Of the two approvals the one of that day.
        return replace(inputs, start=None, start_date=inputs.end_date, end_date=None, as_of=None,
                       end="in-force")  # fmt: skip
    if inputs.start and inputs.end_date == days[inputs.start] and not inputs.end:
        inputs = replace(inputs, end_date=None, as_of=None)
    if inputs.named in approvals and "approval" in (inputs.start, inputs.end):
        other = inputs.end if inputs.start == "approval" else inputs.start
        inputs = replace(inputs, start=None, start_date=inputs.named, end=other, as_of=None)
    return inputs


def _in_force(inputs: TimeInputs, day: date, start: date) -> RuleResult:
    """Before the date: not in force. After it: in force since then, expiry not specified."""
    begun = day >= start
    verdict = "in_force_since" if begun else "not_yet_in_force"
    key = "days_since" if begun else "days_until"
    outputs: dict[str, Value] = {"verdict": verdict, "in_force_from": start.isoformat(),
                                 key: str(abs((day - start).days))}  # fmt: skip
    said = line(verdict, start=_day(start), day=_day(day), days=_number(abs((day - start).days)))
    notes = ("expiry_not_specified", "later-instruments") if begun else ()
    return _result(inputs, "computed", outputs, (said,), ("in-force",), notes, verdict)


def _days(inputs: TimeInputs, starts: list[date], ends: list[date], facts: Facts) -> RuleResult:
    pairs = [(min(start, end), max(start, end)) for start in starts for end in ends]
    outputs: dict[str, Value] = {}
    lines: list[WorkingLine] = []
    for name, (start, end) in zip(("days", "days_second"), pairs, strict=False):
        days = (end - start).days
        outputs[name] = str(days)
        lines.append(line("days_between", start=_day(start), end=_day(end), days=_number(days)))
    given = (inputs.start_date, inputs.end_date)
    of_day = [event for event, key in _FACTS.items() if fact_date(facts, key) in given]
    events = [event for event in (*of_day, inputs.start, inputs.end) if event]
    quotes = [_QUOTES[event] for event in events]
    if len(pairs) > 1:
        quotes.append("approval-second")
    approved = any(event.startswith("approval") for event in events)
    notes = ("two_approval_dates",) if approved else ()
    return _result(inputs, "computed", outputs, tuple(reversed(lines)),
                   tuple(dict.fromkeys(quotes)) or ("in-force",), notes)  # fmt: skip


def _approval(inputs: TimeInputs, facts: Facts) -> RuleResult:
    first, second = (fact_date(facts, _FACTS[key]) for key in ("approval", "approval-second"))
    outputs: dict[str, Value] = {"approval_date": first.isoformat(),
                                 "approval_date_second": second.isoformat()}  # fmt: skip
    said = line("two_approvals", first=_day(first), second=_day(second))
    return _result(inputs, "computed", outputs, (said,), ("approval", "approval-second"),
                   ("two_approval_dates",))  # fmt: skip


def _dates(event: str | None, given: date | None, other: str | None, facts: Facts) -> list[date]:
    """The date of an event, both of them for the approval; else the date that was given."""
    if event == "approval" and other != "approval-second":
        return [fact_date(facts, _FACTS[key]) for key in ("approval", "approval-second")]
    if event:
        return [fact_date(facts, _FACTS[event])]
    return [given] if given else []


def _day(day: date) -> Term:
    return Term("date", day.isoformat())


def _number(value: int) -> Term:
    return Term("number", str(value))


def _result(
    inputs: TimeInputs,
    status: Literal["computed", "not_specified", "needs_input"],
    outputs: dict[str, Value] | None = None,
    lines: tuple[WorkingLine, ...] = (),
    quotes: tuple[str, ...] = ("in-force",),
    notes: tuple[str, ...] = (),
    verdict: str | None = None,
    missing: tuple[str, ...] = (),
) -> RuleResult:
    stated, units = inputs.stated()
    units |= {"verdict": "verdict", "in_force_from": "date", "days_since": "days",
              "days_until": "days", "days": "days", "days_second": "days",
              "approval_date": "date", "approval_date_second": "date"}  # fmt: skip
    return RuleResult(KEY, None, status, stated, outputs or {}, units, lines, quotes, notes,
                      verdict, missing)  # fmt: skip


def time_said(said: Said, previous: TimeInputs) -> TimeInputs:
    """The dates and events that a message names over those of the thread."""
    known = sorted({_last_day(one.quantity) for one in said.bound
                    if isinstance(one.quantity, CalendarDate) and one.quantity.year})  # fmt: skip
    events = said.choices.get("start", ())
    new = replace(previous, asked=said.asked(previous.asked))
    if "today" in said.choices.get("as_of", ()):
        known = sorted({*known, said.today}) if said.today else known
    new = replace(new, named=known[0] if len(known) == 1 else None)
    if len(events) > 1:
        new = replace(new, start=events[0], end=events[1], start_date=None, end_date=None)
    elif len(known) > 1:
        new = replace(new, start=None, end=None, start_date=known[0], end_date=known[-1])
    elif events and known:
        new = replace(new, start=events[0], end=None, start_date=None, end_date=known[0])
    elif events and previous.start == events[0] and previous.end_date:
        pass  # the days between the same two
    elif events and previous.as_of and not previous.start and new.asked == "days":
        new = replace(new, start=None, start_date=previous.as_of, end=events[0], end_date=None)
    elif events:
        earlier = previous.start if previous.start and not previous.end else None
        new = replace(new, start=earlier or events[0], end=events[0] if earlier else None)
    undated = [(one.quantity.month, one.quantity.day) for one in said.bound
               if isinstance(one.quantity, CalendarDate) and one.quantity.year is None
               and one.quantity.day]  # fmt: skip
    new = replace(new, undated=undated[0] if len(undated) == 1 else None)
    if said.unclear:
        return replace(new, as_of=None, start_date=None, end_date=None)
    if known:
        new = replace(new, as_of=said.as_of or known[0])
    return new


def _last_day(day: CalendarDate) -> date:
    """The date; of a month its last day."""
    year = day.year or date.max.year
    return date(year, day.month, day.day or monthrange(year, day.month)[1])


TIME = RuleDefinition(
    key=KEY,
    inputs_type=TimeInputs,
    compute=time,
    fields=(
        AS_OF,
        InputField("start", "choice", choices=EVENTS),
        InputField("end", "choice", choices=EVENTS),
        InputField("start_date", "date", "date"),
        InputField("end_date", "date", "date"),
        InputField("asked", "choice", choices=("in-force", "days", "approval", "expiry")),
    ),
    asks=("in-force", "days", "approval", "expiry"),
    references={
        "in-force": FORCE,
        "approval": Reference(
            None,
            "has been approved on the executive meeting of the municipal government on "
            "November 27th 2017",
        ),
        "approval-second": Reference(
            None,
            "got approved by the executive meeting of the municipal government on "
            "November 11th 2017",
        ),
        "conference": Reference(None, "held a press conference today (January 18th 2018)"),
        "release": Reference(None, "January 19, 2018"),
    },
    statuses=frozenset({"computed", "not_specified", "needs_input"}),
    from_question=time_said,
    facts=tuple(_FACTS.values()),
    dated=False,
    questions={"two_dates": ("start", "end", "start_date", "end_date")},
)
