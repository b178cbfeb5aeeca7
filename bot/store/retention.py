"""Deletes what was kept long enough."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from bot.store.columns import now
from bot.store.handovers import StoredHandovers
from bot.store.questions import Questions
from bot.store.tables import ClaimRow, ConversationRow, ReplyRow

log = structlog.get_logger()

_HOUR = 3_600.0
_PATIENCE = 5.0
# Slack repeats an event for some minutes; what is older keeps nothing from being done twice.
_REPEATED = timedelta(days=7)


def forget_old(database: Engine, days: int) -> int:
    """Delete the questions older than some days, with answers, feedback, threads and handovers.

    Args:
        database: the database.
        days: how long they are kept; 0 is for good.

    Returns:
        How many questions went.
    """
    with Session(database) as session, session.begin():
        session.execute(delete(ClaimRow).where(ClaimRow.at < now() - _REPEATED))
        # Notices; the messages of a question or a handover go with it.
        session.execute(
            delete(ReplyRow)
            .where(ReplyRow.question_id.is_(None), ReplyRow.intended_at < now() - _REPEATED)
            .where(ReplyRow.name.not_like("handover:%"))
        )
    if not days:
        return 0
    oldest = now() - timedelta(days=days)
    with Session(database) as session, session.begin():
        session.execute(delete(ConversationRow).where(ConversationRow.updated_at < oldest))
    forgotten = Questions(database).forget_before(oldest)
    StoredHandovers(database).forget_forsaken(now() - _REPEATED)
    return forgotten


class Retention:
    """Forgets once an hour, from `start` to `stop`.

    Args:
        database: the database.
        days: how long questions are kept; 0 is for good.
        forget_work: deletes what is kept of the work that was begun before a moment.
    """

    def __init__(
        self,
        database: Engine,
        days: int,
        forget_work: Callable[[datetime], object] = lambda before: None,
    ) -> None:
        self._database = database
        self._days = days
        self._forget_work = forget_work
        self._ended = Event()
        self._thread = Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End, once what is being deleted is gone."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while True:
            try:
                if gone := forget_old(self._database, self._days):
                    log.info("old questions deleted", count=gone)
                self._forget_work(now() - _REPEATED)
            except Exception as error:
                log.error("old questions not deleted", error=type(error).__name__)
            if self._ended.wait(_HOUR):
                return
