"""The handovers in the database; each change of one is a whole, and comes of its cause once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.handover.joining import NewAsker, Outcome, find_place
from bot.handover.states import LIVE, Asker, EventKind, Handover, Moved, Refused
from bot.store.claims import insert
from bot.store.handover_tables import HandoverAskerRow, HandoverEventRow, HandoverRow
from bot.store.tables import ClaimRow, ReplyRow

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


class StoredHandovers:
    """Handovers, their askers and their events."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def ask(
        self, new: NewAsker, at: datetime, remind_at: datetime | None
    ) -> tuple[Outcome, Handover, Event | None]:
        """Give a new asker a place.

        Args:
            new: who asks.
            at: this moment.
            remind_at: when a handover that is opened now is reminded of.

        Returns:
            What came of it, the handover, and the event where there is one.
        """
        with Session(self._database) as session, session.begin():
            self._one_at_a_time(session, f"handover:{new.team}:{new.staff_channel}", at)
            done = _event_of(session, new.cause)
            if done is not None:
                outcome: Outcome = "opened" if done.kind == "opened" else "joined"
                return outcome, _handover(session, done.handover_id), _event(session, done)
            outcome, found = find_place(_about_the_same(session, new), new)
            if found is not None and outcome != "joined":
                return outcome, found, None
            if found is None:
                row = HandoverRow(
                    team=new.team, staff_channel=new.staff_channel, topic=new.topic, state="open",
                    reminders=0, remind_at=remind_at, opened_at=at,
                )  # fmt: skip
                session.add(row)
            else:
                row = _locked(session, found.id)
            session.flush()
            moved = Moved(_read(session, row), outcome, new.user)  # type: ignore[arg-type]  # one of the two
            event = _happen(session, row.id, moved, new.cause, at)
            session.add(HandoverAskerRow(
                handover_id=row.id, question_id=new.question_id, asker=new.user,
                channel=new.channel, thread_ts=new.thread_ts, since=event.id, joined_at=at,
            ))  # fmt: skip
            session.flush()
            return outcome, _read(session, row), _event(session, event)

    def change(
        self,
        team: str,
        id: int,
        cause: str,
        decide: Callable[[Handover], Moved | Refused | None],
        at: datetime,
    ) -> Event | Refused | None:
        """Change a handover as `decide` says, unless its cause has done so before.

        Returns:
            The event; why there is none; None where the workspace has no such handover, or
            `decide` returned None.
        """
        with Session(self._database) as session, session.begin():
            row = session.get(HandoverRow, id, with_for_update=True)
            if row is None or row.team != team:
                return None
            done = _event_of(session, cause)
            if done is not None:
                return _event(session, done)
            decided = decide(_read(session, row))
            if not isinstance(decided, Moved):
                return decided
            after = decided.handover
            row.state, row.claimed_by = after.state, after.claimed_by
            row.answer, row.answered_by = after.answer, after.answered_by
            row.answered_at = after.answered_at
            row.reminders, row.remind_at = after.reminders, after.remind_at
            return _event(session, _happen(session, id, decided, cause, at))

    def get(self, team: str, id: int) -> Handover | None:
        """Return a workspace's handover, or None."""
        with Session(self._database) as session:
            row = session.get(HandoverRow, id)
            return _read(session, row) if row is not None and row.team == team else None

    def move(self, id: int, staff_channel: str) -> None:
        """Give a handover to other staff."""
        with Session(self._database) as session, session.begin():
            session.execute(
                update(HandoverRow).where(HandoverRow.id == id)
                .values(staff_channel=staff_channel)
            )  # fmt: skip

    def of_asker(self, team: str, user: str) -> list[Handover]:
        """Return the handovers of an asker that are not closed, newest first."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(HandoverRow)
                .join(HandoverAskerRow, HandoverAskerRow.handover_id == HandoverRow.id)
                .where(HandoverRow.team == team, HandoverRow.state != "closed")
                .where(HandoverAskerRow.asker == user)
                .order_by(HandoverRow.id.desc())
            )
            return [_read(session, row) for row in rows]

    def queue(self, team: str, staff_channels: Collection[str]) -> list[Handover]:
        """Return the handovers of some staff channels that wait for an answer, oldest first."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(HandoverRow)
                .where(HandoverRow.team == team, HandoverRow.state.in_(LIVE))
                .where(HandoverRow.staff_channel.in_(staff_channels))
                .order_by(HandoverRow.id)
            )
            return [_read(session, row) for row in rows]

    def to_remind(self, at: datetime) -> list[Handover]:
        """Return the handovers that are due to be reminded of."""
        with Session(self._database) as session:
            rows = session.scalars(select(HandoverRow).where(HandoverRow.remind_at <= at))
            return [_read(session, row) for row in rows]

    def event(self, id: int) -> Event | None:
        """Return an event, or None where it is no longer kept."""
        with Session(self._database) as session:
            row = session.get(HandoverEventRow, id)
            return _event(session, row) if row is not None else None

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

    def forget_forsaken(self, before: datetime) -> None:
        """Delete the handovers whose questions are all gone, with what was sent for them.

        Args:
            before: refusals that were told before this moment are forgotten too.
        """
        with Session(self._database) as session, session.begin():
            asked = select(HandoverAskerRow.handover_id)
            gone = session.scalars(
                delete(HandoverRow).where(HandoverRow.id.not_in(asked)).returning(HandoverRow.id)
            ).all()
            for id in gone:
                session.execute(delete(ReplyRow).where(ReplyRow.name.like(f"handover:{id}:%")))
            said = ReplyRow.name.like("handover:said:%")
            session.execute(delete(ReplyRow).where(said, ReplyRow.intended_at < before))

    def _telling(self, id: int, at: datetime | None) -> None:
        row = HandoverEventRow
        values = {"tell_at": at} if at is None else {"tell_at": at, "tries": row.tries + 1}
        with Session(self._database) as session, session.begin():
            session.execute(update(row).where(row.id == id).values(values))

    def _one_at_a_time(self, session: Session, name: str, at: datetime) -> None:
        """Hold the others who ask the same staff until this one has a place."""
        session.execute(
            insert(session.connection(), ClaimRow)
            .values(name=name, owner="handover", at=at)
            .on_conflict_do_update(index_elements=["name"], set_={"at": at})
        )


def _about_the_same(session: Session, new: NewAsker) -> list[Handover]:
    same = [
        HandoverRow.id.in_(
            select(HandoverAskerRow.handover_id)
            .where(HandoverAskerRow.question_id == new.question_id)
        ),
        *([HandoverRow.topic == new.topic] if new.topic else []),
    ]  # fmt: skip
    rows = session.scalars(
        select(HandoverRow)
        .where(HandoverRow.team == new.team, HandoverRow.staff_channel == new.staff_channel)
        .where(or_(*same), HandoverRow.state != "closed")
        .order_by(HandoverRow.id.desc())
        .with_for_update()
    )
    return [_read(session, row) for row in rows]


def _locked(session: Session, id: int) -> HandoverRow:
    return session.get_one(HandoverRow, id, with_for_update=True)


def _handover(session: Session, id: int) -> Handover:
    return _read(session, session.get_one(HandoverRow, id))


def _event_of(session: Session, cause: str) -> HandoverEventRow | None:
    return session.scalar(select(HandoverEventRow).where(HandoverEventRow.cause == cause))


def _happen(session: Session, id: int, moved: Moved, cause: str, at: datetime) -> HandoverEventRow:
    row = HandoverEventRow(
        handover_id=id, kind=moved.kind, person=moved.person, text=moved.text, cause=cause,
        tell_at=at + LEASE, teller=cause, tries=0, at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _event(session: Session, row: HandoverEventRow) -> Event:
    team = session.get_one(HandoverRow, row.handover_id).team
    return Event(
        row.id, row.handover_id, team, row.kind, row.person, row.text, row.cause, row.tries,  # type: ignore[arg-type]  # the column holds what `_happen` was given
        row.at,
    )  # fmt: skip


def _read(session: Session, row: HandoverRow) -> Handover:
    askers = session.scalars(
        select(HandoverAskerRow)
        .where(HandoverAskerRow.handover_id == row.id)
        .order_by(HandoverAskerRow.id)
    )
    return Handover(
        row.id, row.team, row.staff_channel, row.topic, row.state, row.claimed_by, row.answer,  # type: ignore[arg-type]  # the column holds a state
        row.answered_by, row.answered_at, row.reminders, row.remind_at, row.opened_at,
        tuple(
            Asker(one.id, one.asker, one.question_id, one.channel, one.thread_ts, one.since,
                  one.joined_at)
            for one in askers
        ),
    )  # fmt: skip
