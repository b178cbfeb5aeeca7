"""The states of a handover, and the steps from one to the next."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.handover.reminding import Waits

State = Literal["open", "claimed", "answered", "closed"]
StepKind = Literal["claim", "give-back", "answer", "close", "reopen", "object"]
EventKind = Literal[
    "opened", "joined", "claimed", "given-back", "answered", "resolved", "closed", "reopened",
    "objected", "reminded",
]  # fmt: skip
Reason = Literal[
    "taken", "yours", "not-claimed", "answered", "closed", "still-open", "not-an-asker"
]
LIVE: tuple[State, ...] = ("open", "claimed")
"""The states in which a person's answer is still awaited."""


@dataclass(frozen=True)
class Asker:
    """A person who waits for a handover.

    Attributes:
        since: the id of the event that brought them; they are told of what comes after it.
        channel, thread_ts: the thread that the answer belongs in; no stamp stands for their DM.
    """

    id: int
    user: str
    question_id: int
    channel: str
    thread_ts: str
    since: int
    joined_at: datetime


@dataclass(frozen=True)
class Handover:
    """One open point that people answer.

    Attributes:
        topic: what the desk took the question to be about, "" where it cannot be told.
        claimed_by: who looks into it, or did before it was answered.
        answer, answered_by, answered_at: the last answer of a person, None before the first.
        reminders: how often it was reminded of since it came to its state.
        remind_at: when it is reminded of next, None for never.
        askers: who waits, in the order in which they came.
    """

    id: int
    team: str
    staff_channel: str
    topic: str
    state: State
    claimed_by: str | None
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    reminders: int
    remind_at: datetime | None
    opened_at: datetime
    askers: tuple[Asker, ...] = ()

    def waits(self, user: str) -> bool:
        """Tell whether a person is one of the askers."""
        return any(asker.user == user for asker in self.askers)


@dataclass(frozen=True)
class Step:
    """What a person does to a handover.

    Attributes:
        by: who.
        text: the answer, the reason, or what the answer leaves open.
        closes: an answer after which nothing is left to do.
    """

    kind: StepKind
    by: str
    text: str = ""
    closes: bool = False


@dataclass(frozen=True)
class Moved:
    """A step that was taken: the handover after it, and what happened."""

    handover: Handover
    kind: EventKind
    person: str = ""
    text: str = ""


@dataclass(frozen=True)
class Refused:
    """A step that cannot be taken now; `by` is who stands in its way."""

    reason: Reason
    by: str | None = None


def take(handover: Handover, step: Step, at: datetime, waits: Waits) -> Moved | Refused:
    """Take a step.

    Args:
        handover: the handover before it.
        step: what is done.
        at: this moment.
        waits: when it is reminded of.
    """
    refused = _refusal(handover, step)
    if refused is not None:
        return refused
    kind, after = _taken(handover, step, at)
    remind_at = waits.first(after.state, at)
    return Moved(replace(after, reminders=0, remind_at=remind_at), kind, step.by, step.text)


def remind(handover: Handover, at: datetime, waits: Waits) -> Moved | None:
    """Remind of a handover that is due; None where it is not."""
    if handover.state not in LIVE or handover.remind_at is None or handover.remind_at > at:
        return None
    count = handover.reminders + 1
    after = replace(handover, reminders=count, remind_at=waits.next(handover.state, count, at))
    return Moved(after, "reminded", handover.claimed_by or "")


def _refusal(handover: Handover, step: Step) -> Refused | None:
    state, holder = handover.state, handover.claimed_by
    if step.kind == "object" and not handover.waits(step.by):
        return Refused("not-an-asker")
    if step.kind in ("reopen", "object"):
        return Refused("still-open", holder) if state in LIVE else None
    if state == "closed":
        return Refused("closed")
    if step.kind == "close" and state == "answered":
        return None
    if state == "answered":
        return Refused("answered", handover.answered_by)
    if step.kind == "give-back":
        return None if state == "claimed" else Refused("not-claimed")
    if state == "claimed" and holder != step.by:
        return Refused("taken", holder)
    if state == "claimed" and step.kind == "claim":
        return Refused("yours", holder)
    return None


def _taken(handover: Handover, step: Step, at: datetime) -> tuple[EventKind, Handover]:
    if step.kind == "claim":
        return "claimed", replace(handover, state="claimed", claimed_by=step.by)
    if step.kind == "give-back":
        return "given-back", replace(handover, state="open", claimed_by=None)
    if step.kind == "answer":
        answered = replace(
            handover, state="closed" if step.closes else "answered", claimed_by=step.by,
            answer=step.text, answered_by=step.by, answered_at=at,
        )  # fmt: skip
        return ("resolved" if step.closes else "answered"), answered
    if step.kind == "close":
        return "closed", replace(handover, state="closed")
    # Who looked into it before goes on with it.
    state: State = "claimed" if handover.claimed_by else "open"
    kind: EventKind = "objected" if step.kind == "object" else "reopened"
    return kind, replace(handover, state=state)
