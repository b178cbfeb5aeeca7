"""The answers that were given, each under the code of its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.receipts.kept import KeptAnswer
from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import AnswerRow


@dataclass(frozen=True)
class StoredAnswer:
    """An answer as it is kept, with the question and the revision of it that it answers."""

    id: int
    question_id: int
    revision: int
    kept: KeptAnswer
    topic: str
    at: datetime


class Answers:
    """The answers in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def put(
        self,
        question_id: int,
        revision: int,
        kept: KeptAnswer,
        trace: Mapping[str, Any] | None = None,
    ) -> StoredAnswer:
        """Keep the answer to a question's revision; the first one kept is the one that stays."""
        record = kept.record
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), AnswerRow)
                .values(
                    question_id=question_id, revision=revision, code=kept.code,
                    status=record["status"], topic=kept.topic, language=record["language"],
                    kept=kept.to_json(), trace=dict(trace) if trace is not None else None, at=now(),
                )
                .on_conflict_do_nothing(index_elements=["question_id", "revision"])
            )  # fmt: skip
        stored = self.to(question_id, revision)
        assert stored is not None
        return stored

    def to(self, question_id: int, revision: int) -> StoredAnswer | None:
        """Return the answer to a question's revision, or None where there is none yet."""
        with Session(self._database) as session:
            row = session.scalar(
                select(AnswerRow)
                .where(AnswerRow.question_id == question_id, AnswerRow.revision == revision)
            )  # fmt: skip
            return _stored(row) if row else None

    def last_to(self, question_id: int) -> StoredAnswer | None:
        """Return the answer to a question's last revision that has one."""
        with Session(self._database) as session:
            row = session.scalar(
                select(AnswerRow)
                .where(AnswerRow.question_id == question_id)
                .order_by(AnswerRow.revision.desc())
            )
            return _stored(row) if row else None

    def by_code(self, code: str) -> StoredAnswer | None:
        """Return the answer of a receipt, or None where none is kept under this code."""
        with Session(self._database) as session:
            row = session.scalar(select(AnswerRow).where(AnswerRow.code == code))
            return _stored(row) if row else None


def _stored(row: AnswerRow) -> StoredAnswer:
    kept = KeptAnswer.from_json(row.kept)
    return StoredAnswer(row.id, row.question_id, row.revision, kept, row.topic, row.at)
