"""Handovers on a database of their own, with a clock that tests set."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.handover.handovers import Handovers
from bot.handover.joining import NewAsker
from bot.store.handover_events import HandoverEvents
from bot.store.handovers import StoredHandovers
from bot.store.questions import NewQuestion, Questions

TEAM, STAFF = "T1", "C9"


@dataclass
class Clock:
    """A clock that a test sets."""

    at: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Return what the clock shows."""
        return self.at

    def passes(self, **time: float) -> None:
        """Set it forward."""
        self.at += timedelta(**time)


def handovers_on(database: Engine, now: Clock, remind_after: int = 60) -> Handovers:
    """Return the handovers in a database, as one process has them."""
    return Handovers(
        StoredHandovers(database), HandoverEvents(database), lambda _: remind_after, now
    )


def question_of(database: Engine, user: str, cause: str, team: str = TEAM) -> int:
    """Keep a question of a person, and return its id."""
    asked = Questions(database).accept(
        NewQuestion(
            cause, f"{team}:C1:{cause}", "mention", team, "C1", user, cause, None, "Who pays?"
        )
    )  # fmt: skip
    assert asked is not None
    return asked.id


def asker(
    database: Engine,
    user: str,
    topic: str = "silence:quota",
    cause: str = "",
    anew: bool = False,
    team: str = TEAM,
    question: int | None = None,
) -> NewAsker:
    """Return a person who asks for a person about a question of theirs."""
    cause = cause or f"{user}:{topic}"
    id = question_of(database, user, cause, team) if question is None else question
    return NewAsker(team, STAFF, topic, user, id, "C1", cause, f"click:{cause}", anew)
