"""The handovers in the database; each change of one is a whole, and comes of its cause once."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.handover.joining import NewAsker, Outcome, find_place
from bot.handover.states import LIVE, Asker, Handover, Moved, Refused
from bot.store.claims import insert
from bot.store.handover_events import Event, event_of, happen, read_event
from bot.store.handover_tables import HandoverAskerRow, HandoverRow
from bot.store.tables import ClaimRow, ReplyRow


class StoredHandovers:
    """Handovers and their askers."""

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
            done = event_of(session, new.cause)
            if done is not None:
                outcome: Outcome = "opened" if done.kind == "opened" else "joined"
                return outcome, _handover(session, done.handover_id), read_event(session, done)
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
                row = session.get_one(HandoverRow, found.id)
            session.flush()
            moved = Moved(_read(session, row), outcome, new.user)  # type: ignore[arg-type]  # one of the two
            event = happen(session, row.id, moved, new.cause, at)
            session.add(HandoverAskerRow(
                handover_id=row.id, question_id=new.question_id, asker=new.user,
                channel=new.channel, thread_ts=new.thread_ts, since=event.id, joined_at=at,
            ))  # fmt: skip
            session.flush()
            return outcome, _read(session, row), read_event(session, event)

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
            if not _hold(session, team, id):
                return None
            row = session.get_one(HandoverRow, id)
            done = event_of(session, cause)
            if done is not None:
                return read_event(session, done)
            decided = decide(_read(session, row))
            if not isinstance(decided, Moved):
                return decided
            after = decided.handover
            row.state, row.claimed_by = after.state, after.claimed_by
            row.answer, row.answered_by = after.answer, after.answered_by
            row.answered_at = after.answered_at
            row.reminders, row.remind_at = after.reminders, after.remind_at
            return read_event(session, happen(session, id, decided, cause, at))

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
            found = [_read(session, row) for row in rows]
            return [one for one in found if one.askers]

    def to_remind(self, at: datetime) -> list[Handover]:
        """Return the handovers that are due to be reminded of."""
        with Session(self._database) as session:
            rows = session.scalars(select(HandoverRow).where(HandoverRow.remind_at <= at))
            return [_read(session, row) for row in rows]

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


def _hold(session: Session, team: str, id: int) -> bool:
    """Hold others who would change a handover; False where the workspace has none of this id.

    By a write: SQLite begins a transaction with the first one, and would let others in before.
    """
    held = session.execute(
        update(HandoverRow)
        .where(HandoverRow.id == id, HandoverRow.team == team)
        .values(state=HandoverRow.state)
        .returning(HandoverRow.id)
    )
    return held.first() is not None


def _handover(session: Session, id: int) -> Handover:
    return _read(session, session.get_one(HandoverRow, id))


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
