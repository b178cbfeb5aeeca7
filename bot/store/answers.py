"""The answers that were given, each under the code of its receipt."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.answer.record import Answer
from bot.receipts.kept import KeptAnswer, kept_from_json
from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import AnswerRow


@dataclass(frozen=True)
class StoredAnswer:
    """An answer as it is kept, with the question and the revision of it that it answers.

    Attributes:
        made: the answer as it was made, with its trace, where that was just now.
    """

    id: int
    question_id: int
    revision: int
    kept: KeptAnswer
    topic: str
    at: datetime
    made: Answer | None = None

    @property
    def answer(self) -> Answer:
        """The answer itself.

        Raises:
            KeptAnswerError: what is stored is no longer whole.
        """
        return self.made or self.kept.answer()


class Answers:
    """The answers in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def put(
        self, question_id: int, revision: int, kept: KeptAnswer, answer: Answer
    ) -> StoredAnswer:
        """Keep the answer to a question's revision; the first one kept is the one that stays.

        Args:
            question_id: the question.
            revision: how often its text was edited.
            kept: the answer as it is kept.
            answer: the answer that it was made of.
        """
        trace = asdict(answer.trace) if answer.trace is not None else None
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), AnswerRow)
                .values(
                    question_id=question_id, revision=revision, code=kept.code,
                    status=answer.status, topic=answer.basis.topic or "" if answer.basis else "",
                    language=answer.language, kept=kept.to_json(), trace=trace, at=now(),
                )
                .on_conflict_do_nothing(index_elements=["question_id", "revision"])
            )  # fmt: skip
        stored = self.to(question_id, revision)
        assert stored is not None
        return replace(stored, made=answer) if stored.kept.code == kept.code else stored

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
    kept = kept_from_json(row.kept)
    return StoredAnswer(row.id, row.question_id, row.revision, kept, row.topic, row.at)
