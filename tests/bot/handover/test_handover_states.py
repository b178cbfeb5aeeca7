"""Every step from every state, and when people are reminded of what waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handover.reminding import DAY, Waits
from bot.handover.states import Asker, Handover, Moved, Refused, State, Step, remind, take

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WAITS = Waits(60)
HOUR = timedelta(hours=1)
OPEN = Handover(
    1, "T1", "C9", "silence:quota", "open", None, None, None, None, 3, NOW, NOW - HOUR,
    (Asker(1, "U1", 1, "C1", "1.1", 1, NOW),),
)  # fmt: skip
BEFORE: dict[str, Handover] = {
    "open": OPEN,
    "claimed": replace(OPEN, state="claimed", claimed_by="U7"),
    "answered": replace(
        OPEN, state="answered", claimed_by="U7", answer="Yes.", answered_by="U7", answered_at=NOW
    ),
    "closed": replace(OPEN, state="closed"),
    "closed after a claim": replace(OPEN, state="closed", claimed_by="U7"),
}
CLAIM, GIVE_BACK = Step("claim", "U7"), Step("give-back", "U7")
ANSWER, RESOLVE = Step("answer", "U7", "Yes."), Step("answer", "U7", "Yes.", closes=True)
CLOSE, REOPEN, OBJECT = Step("close", "U7"), Step("reopen", "U7"), Step("object", "U1", "No.")
TAKEN = [
    ("open", CLAIM, "claimed", "claimed", "U7", DAY),
    ("open", ANSWER, "answered", "answered", "U7", None),
    ("open", RESOLVE, "resolved", "closed", "U7", None),
    ("open", CLOSE, "closed", "closed", None, None),
    ("claimed", GIVE_BACK, "given-back", "open", None, HOUR),
    ("claimed", replace(GIVE_BACK, by="U8"), "given-back", "open", None, HOUR),
    ("claimed", ANSWER, "answered", "answered", "U7", None),
    ("claimed", RESOLVE, "resolved", "closed", "U7", None),
    ("claimed", CLOSE, "closed", "closed", "U7", None),
    ("answered", CLOSE, "closed", "closed", "U7", None),
    ("answered", replace(CLOSE, by="U8"), "closed", "closed", "U7", None),
    ("answered", REOPEN, "reopened", "claimed", "U7", DAY),
    ("answered", OBJECT, "objected", "claimed", "U7", DAY),
    ("closed", REOPEN, "reopened", "open", None, HOUR),
    ("closed", OBJECT, "objected", "open", None, HOUR),
    ("closed after a claim", REOPEN, "reopened", "claimed", "U7", DAY),
    ("closed after a claim", OBJECT, "objected", "claimed", "U7", DAY),
]
REFUSED = [
    ("open", GIVE_BACK, "not-claimed", None),
    ("open", REOPEN, "still-open", None),
    ("open", OBJECT, "still-open", None),
    ("claimed", CLAIM, "yours", "U7"),
    ("claimed", replace(CLAIM, by="U8"), "taken", "U7"),
    ("claimed", replace(ANSWER, by="U8"), "taken", "U7"),
    ("claimed", replace(CLOSE, by="U8"), "taken", "U7"),
    ("claimed", REOPEN, "still-open", "U7"),
    ("claimed", OBJECT, "still-open", "U7"),
    ("answered", CLAIM, "answered", "U7"),
    ("answered", GIVE_BACK, "answered", "U7"),
    ("answered", ANSWER, "answered", "U7"),
    ("answered", replace(OBJECT, by="U2"), "not-an-asker", None),
    ("closed", CLAIM, "closed", None),
    ("closed", GIVE_BACK, "closed", None),
    ("closed", ANSWER, "closed", None),
    ("closed", CLOSE, "closed", None),
    ("closed", replace(OBJECT, by="U7"), "not-an-asker", None),
]


def name(value: object) -> str:
    return f"{value.kind} by {value.by}" if isinstance(value, Step) else str(value)


@pytest.mark.parametrize(("before", "step", "kind", "state", "holder", "reminded"), TAKEN, ids=name)
def test_a_step_leads_to_the_next_state(
    before: str, step: Step, kind: str, state: State, holder: str | None, reminded: timedelta | None
) -> None:
    moved = take(BEFORE[before], step, NOW, WAITS)
    assert isinstance(moved, Moved)
    after = moved.handover
    assert (moved.kind, moved.person, moved.text) == (kind, step.by, step.text)
    assert (after.state, after.claimed_by) == (state, holder)
    assert (after.reminders, after.remind_at) == (0, NOW + reminded if reminded else None)
    assert after.askers == OPEN.askers
    if step.kind == "answer":
        assert (after.answer, after.answered_by, after.answered_at) == ("Yes.", "U7", NOW)


@pytest.mark.parametrize(("before", "step", "reason", "by"), REFUSED, ids=name)
def test_a_step_that_does_not_fit_is_refused_with_its_reason(
    before: str, step: Step, reason: str, by: str | None
) -> None:
    assert take(BEFORE[before], step, NOW, WAITS) == Refused(reason, by)  # type: ignore[arg-type]  # a table holds plain texts


def test_the_tables_hold_every_kind_of_step_from_every_state() -> None:
    held = {(before, step.kind) for before, step, *_ in [*TAKEN, *REFUSED]}
    kinds = {"claim", "give-back", "answer", "close", "reopen", "object"}
    assert held >= {(state, kind) for state in BEFORE for kind in kinds} - {
        ("closed after a claim", kind) for kind in kinds
    }


def test_an_unclaimed_handover_is_reminded_of_at_doubling_intervals_up_to_a_day() -> None:
    handover, at, waited = replace(OPEN, reminders=0, remind_at=NOW), NOW, []
    for _ in range(7):
        moved = remind(handover, at, WAITS)
        assert moved is not None
        handover = moved.handover
        assert handover.remind_at is not None
        waited.append((handover.remind_at - at) / HOUR)
        at = handover.remind_at
    assert waited == [2, 4, 8, 16, 24, 24, 24]


@pytest.mark.parametrize(
    ("handover", "is_due"),
    [
        (OPEN, True),
        (replace(OPEN, remind_at=NOW + timedelta(seconds=1)), False),
        (replace(OPEN, remind_at=None), False),
        (replace(BEFORE["claimed"], remind_at=NOW), True),
        (replace(BEFORE["answered"], remind_at=NOW), False),
        (replace(BEFORE["closed"], remind_at=NOW), False),
    ],
)
def test_only_what_is_due_and_waits_for_an_answer_is_reminded_of(
    handover: Handover, is_due: bool
) -> None:
    assert (remind(handover, NOW, WAITS) is not None) is is_due


def test_a_claimed_handover_is_reminded_of_once_a_day() -> None:
    moved = remind(replace(BEFORE["claimed"], remind_at=NOW), NOW, WAITS)
    assert moved is not None
    assert (moved.person, moved.handover.remind_at) == ("U7", NOW + DAY)


def test_no_minutes_are_no_reminders_of_what_nobody_took() -> None:
    assert Waits(0).first("open", NOW) is None
    assert Waits(0).first("claimed", NOW) == NOW + DAY


def test_the_interval_stays_a_day_however_often_it_was_reminded() -> None:
    assert Waits(10_080).next("open", 10_000, NOW) == NOW + DAY
