"""What people thought of answers."""

from typing import Any

from sqlalchemy import Engine, case
from sqlalchemy.orm import Session

from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import FeedbackRow


class Feedback:
    """The feedback in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def give(self, answer_id: int, person: str, helpful: bool, reason: str | None = None) -> None:
        """Keep a person's verdict on an answer; a later one takes the place of an earlier one.

        Args:
            answer_id: the answer's id.
            person: whose verdict it is.
            helpful: the verdict.
            reason: why; None where none is given now: one that was given for the same verdict
                before stays.
        """
        kept = {"helpful": helpful, "reason": reason or "", "at": now()}
        changed: dict[str, Any] = dict(kept)
        if reason is None:
            changed["reason"] = case((FeedbackRow.helpful == helpful, FeedbackRow.reason), else_="")
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), FeedbackRow)
                .values(answer_id=answer_id, person=person, **kept)
                .on_conflict_do_update(index_elements=["answer_id", "person"], set_=changed)
            )
