"""The messages that the desk sent or means to send; each purpose is served once."""

from dataclasses import dataclass

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import ReplyRow


@dataclass(frozen=True)
class Reply:
    """One message.

    Attributes:
        name: what it is for; with its part it names one message.
        ts: its stamp on Slack, None where it cannot be had (private messages have none).
        sent: it is known to have been sent.
        tried: it was meant before; where it is not known as sent, it may have been all the same.
    """

    name: str
    part: int
    team: str
    channel: str
    ts: str | None
    sent: bool
    tried: bool


class Replies:
    """The messages in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def intend(
        self, name: str, part: int, team: str, channel: str, question_id: int | None
    ) -> Reply:
        """Say that a message is about to be sent, and learn whether that was said before."""
        with Session(self._database) as session, session.begin():
            new = session.execute(
                insert(session.connection(), ReplyRow)
                .values(
                    name=name, part=part, question_id=question_id, team=team, channel=channel,
                    intended_at=now(),
                )
                .on_conflict_do_nothing(index_elements=["name", "part"])
                .returning(ReplyRow.id)
            ).first()  # fmt: skip
            row = session.scalars(
                select(ReplyRow).where(ReplyRow.name == name, ReplyRow.part == part)
            ).one()
            return _reply(row, tried=new is None)

    def sent(self, name: str, part: int, ts: str | None) -> None:
        """Say that a message was sent, with its stamp."""
        with Session(self._database) as session, session.begin():
            session.execute(
                update(ReplyRow)
                .where(ReplyRow.name == name, ReplyRow.part == part)
                .values(ts=ts, sent_at=now())
            )

    def begun(self, name: str, part: int, ts: str) -> None:
        """Say that a message stands there, with its stamp, and is not whole yet."""
        with Session(self._database) as session, session.begin():
            session.execute(
                update(ReplyRow).where(ReplyRow.name == name, ReplyRow.part == part).values(ts=ts)
            )

    def knows(self, channel: str, ts: str) -> bool:
        """Tell whether a message is one that is kept."""
        with Session(self._database) as session:
            kept = select(ReplyRow.id).where(ReplyRow.channel == channel, ReplyRow.ts == ts)
            return session.scalars(kept).first() is not None

    def of_question(self, question_id: int) -> list[Reply]:
        """Return the messages that answer a question, in their order."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(ReplyRow)
                .where(ReplyRow.question_id == question_id)
                .order_by(ReplyRow.name, ReplyRow.part)
            )
            return [_reply(row, tried=True) for row in rows]

    def of_name(self, name: str) -> list[Reply]:
        """Return the messages that were meant for a purpose, in their order."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(ReplyRow).where(ReplyRow.name == name).order_by(ReplyRow.part)
            )
            return [_reply(row, tried=True) for row in rows]

    def forget(self, name: str, part: int) -> None:
        """Forget a message that was taken back."""
        with Session(self._database) as session, session.begin():
            session.execute(delete(ReplyRow).where(ReplyRow.name == name, ReplyRow.part == part))


def _reply(row: ReplyRow, tried: bool) -> Reply:
    return Reply(
        row.name, row.part, row.team, row.channel, row.ts, row.sent_at is not None, tried
    )  # fmt: skip
