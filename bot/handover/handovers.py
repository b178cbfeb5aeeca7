"""Handovers: who asks for a person, what people do about it, and who is to be told."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from bot.handover.joining import NewAsker, Outcome
from bot.handover.reminding import DAY, Waits
from bot.handover.states import Handover, Refused, Step, remind, take
from bot.store.handover_events import Event, HandoverEvents
from bot.store.handovers import StoredHandovers

Clock = Callable[[], datetime]
_SOON = timedelta(minutes=1)


def clock() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


class Handovers:
    """The handovers of every workspace.

    Args:
        stored: where they are kept.
        events: where it is kept what happened to them.
        remind_after: gives the minutes after which a workspace's open handover that nobody
            took is reminded of.
        now: the clock.
    """

    def __init__(
        self,
        stored: StoredHandovers,
        events: HandoverEvents,
        remind_after: Callable[[str], int],
        now: Clock = clock,
    ) -> None:
        self._stored = stored
        self._events = events
        self._remind_after = remind_after
        self._now = now

    def ask(self, new: NewAsker) -> tuple[Outcome, Handover, Event | None]:
        """Open a handover for a person's question, or let them join one.

        Returns:
            What came of it, the handover, and the event that people are to be told of.
        """
        at = self._now()
        return self._stored.ask(new, at, self._waits(new.team).first("open", at))

    def step(self, team: str, id: int, step: Step, cause: str) -> Event | Refused | None:
        """Take a step, once for its cause; whether a member of staff takes it is not asked here.

        Returns:
            The event; why the step is refused; None where the workspace has no such handover.
        """
        at, waits = self._now(), self._waits(team)
        return self._stored.change(team, id, cause, lambda one: take(one, step, at, waits), at)

    def remind(self) -> list[Event]:
        """Remind of every handover that is due; each is one process's to remind of."""
        at, found = self._now(), []
        for due in self._stored.to_remind(at):
            waits, name = self._waits(due.team), f"remind:{due.id}:{due.remind_at}"
            event = self._stored.change(
                due.team, due.id, name, lambda one, w=waits: remind(one, at, w), at  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            )  # fmt: skip
            if isinstance(event, Event):
                found.append(event)
        return found

    def get(self, team: str, id: int) -> Handover | None:
        """Return a workspace's handover, or None."""
        return self._stored.get(team, id)

    def open_of_asker(self, team: str, user: str) -> list[Handover]:
        """Return the handovers that a person asked for and that are not closed, newest first."""
        return self._stored.of_asker(team, user)

    def queue(self, team: str, staff_channels: Collection[str]) -> list[Handover]:
        """Return what waits for an answer in some staff channels, oldest first."""
        return self._stored.queue(team, staff_channels)

    def move(self, handover: Handover, staff_channel: str) -> Handover:
        """Give a handover to the staff of another channel."""
        self._stored.move(handover.id, staff_channel)
        return self._stored.get(handover.team, handover.id) or handover

    def event(self, id: int) -> Event | None:
        """Return an event, or None where it is no longer kept."""
        return self._events.event(id)

    def earlier_untold(self, event: Event) -> bool:
        """Tell whether people are just being told of an event before this one."""
        return self._events.earlier_untold(event)

    def hold(self, event: Event, teller: str) -> bool:
        """Take the telling of an event for some minutes; False where it is told or another's."""
        return self._events.hold(event.id, teller, self._now())

    def told(self, event: Event) -> None:
        """Say that people were told of an event."""
        self._events.told(event.id)

    def put_off(self, event: Event) -> None:
        """Say that people could not be told of an event; later it is tried again."""
        pause = min(_SOON * 2 ** min(event.tries, 11), DAY)
        self._events.put_off(event.id, self._now() + pause)

    def untold(self) -> list[tuple[int, str]]:
        """Take the events whose telling is due, each with the name of who tells it now."""
        return self._events.untold(self._now())

    def _waits(self, team: str) -> Waits:
        return Waits(self._remind_after(team))
