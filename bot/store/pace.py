"""One message a second into a channel, over all processes."""

from sqlalchemy import Engine, case
from sqlalchemy.orm import Session

from bot.store.claims import insert
from bot.store.tables import PaceRow

INTERVAL = 1.0
"""Seconds between two messages into one channel: Slack's limit on chat.postMessage."""


class Pace:
    """Gives out the moments at which messages may be sent.

    Args:
        database: where the moments are kept.
        interval: seconds between two messages into one channel.
    """

    def __init__(self, database: Engine, interval: float = INTERVAL) -> None:
        self._database = database
        self._interval = interval

    def reserve(self, channel: str, now: float) -> float:
        """Take the next free moment of a channel, named with its team.

        Args:
            channel: the channel.
            now: this moment, in seconds since 1970.

        Returns:
            When the message may be sent: now, or later.
        """
        at = case((PaceRow.free_at > now, PaceRow.free_at), else_=now)
        with Session(self._database) as session, session.begin():
            free_at: float = session.execute(
                insert(session.connection(), PaceRow)
                .values(channel=channel, free_at=now + self._interval)
                .on_conflict_do_update(
                    index_elements=["channel"], set_={"free_at": at + self._interval}
                )
                .returning(PaceRow.free_at)
            ).scalar_one()
        return free_at - self._interval
