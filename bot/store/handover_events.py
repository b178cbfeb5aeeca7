"""What happened to handovers, and who still has to be told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.orm import Session

from bot.handover.states import EventKind, Moved
from bot.store.handover_tables import HandoverEventRow, HandoverRow

LEASE = timedelta(minutes=10)
"""How long who tells people of an event has it for themselves."""


@dataclass(frozen=True)
class Event:
    """Something that happened to a handover.

    Attributes:
        person: who did it.
        text: what they wrote.
        cause: what it came of; under this name people are told of it first.
        tries: how often people could not be told of it.
    """

    id: int
    handover_id: int
    team: str
    kind: EventKind
    person: str
    text: str
    cause: str
    tries: int
    at: datetime


class HandoverEvents:
    """The events of handovers, and the telling of them."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def event(self, id: int) -> Event | None:
        """Return an event, or None where it is no longer kept."""
        with Session(self._database) as session:
            row = session.get(HandoverEventRow, id)
            return read_event(session, row) if row is not None else None

    def earlier_untold(self, event: Event) -> bool:
        """Tell whether people are just being told of an event before this one."""
        with Session(self._database) as session:
            found = session.scalar(
                select(HandoverEventRow.id)
                .where(HandoverEventRow.handover_id == event.handover_id)
                .where(HandoverEventRow.id < event.id)
                .where(HandoverEventRow.tell_at.is_not(None), HandoverEventRow.tries == 0)
                .limit(1)
            )
            return found is not None

    def hold(self, id: int, teller: str, at: datetime) -> bool:
        """Take the telling of an event for a while; False where it is told, or another's."""
        row = HandoverEventRow
        with Session(self._database) as session, session.begin():
            held = session.execute(
                update(row)
                .where(row.id == id, row.tell_at.is_not(None))
                .where(or_(row.teller == teller, row.tell_at <= at))
                .values(teller=teller, tell_at=at + LEASE)
                .returning(row.id)
            ).first()
            return held is not None

    def told(self, id: int) -> None:
        """Say that people were told of an event."""
        self._telling(id, None)

    def put_off(self, id: int, until: datetime) -> None:
        """Say that people could not be told of an event, and when to try again."""
        self._telling(id, until)

    def untold(self, at: datetime) -> list[tuple[int, str]]:
        """Take the events whose telling is due, each with the name of who tells it now."""
        row, taken = HandoverEventRow, []
        with Session(self._database) as session, session.begin():
            due = session.execute(select(row.id, row.tries).where(row.tell_at <= at)).all()
            for id, tries in due:
                teller = f"again:{id}:{tries + 1}"
                mine = session.execute(
                    update(row)
                    .where(row.id == id, row.tries == tries, row.tell_at <= at)
                    .values(tries=tries + 1, teller=teller, tell_at=at + LEASE)
                    .returning(row.id)
                ).first()
                if mine is not None:
                    taken.append((id, teller))
        return taken

    def _telling(self, id: int, at: datetime | None) -> None:
        row = HandoverEventRow
        values = {"tell_at": at} if at is None else {"tell_at": at, "tries": row.tries + 1}
        with Session(self._database) as session, session.begin():
            session.execute(update(row).where(row.id == id).values(values))


def event_of(session: Session, cause: str) -> HandoverEventRow | None:
    """Return the event that came of a cause, or None."""
    return session.scalar(select(HandoverEventRow).where(HandoverEventRow.cause == cause))


def happen(session: Session, id: int, moved: Moved, cause: str, at: datetime) -> HandoverEventRow:
    """Keep what happened to a handover; people are to be told of it."""
    row = HandoverEventRow(
        handover_id=id, kind=moved.kind, person=moved.person, text=moved.text, cause=cause,
        tell_at=at + LEASE, teller=cause, tries=0, at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def read_event(session: Session, row: HandoverEventRow) -> Event:
    """Return an event as it is kept."""
    team = session.get_one(HandoverRow, row.handover_id).team
    return Event(
        row.id, row.handover_id, team, row.kind, row.person, row.text, row.cause, row.tries,  # type: ignore[arg-type]  # the column holds what `happen` was given
        row.at,
    )  # fmt: skip
