"""What the model may use in a day, over all processes."""

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.store.claims import insert
from bot.store.tables import ModelUseRow


class DailyUse:
    """Counts questions and tokens by the day; `bot.model.limits.Budget` is its form.

    Args:
        database: where they are counted.
        questions, tokens: how many a day; 0 is no limit.
    """

    def __init__(self, database: Engine, questions: int, tokens: int) -> None:
        self._database = database
        self._questions = questions
        self._tokens = tokens

    def left(self, day: date) -> bool:
        """Tell whether a day's questions may still use the model."""
        with Session(self._database) as session:
            used = session.get(ModelUseRow, day)
        if used is None:
            return True
        within = not self._questions or used.questions < self._questions
        return within and (not self._tokens or used.tokens < self._tokens)

    def use(self, day: date, tokens: int) -> None:
        """Count a question and its tokens."""
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), ModelUseRow)
                .values(day=day, questions=1, tokens=tokens)
                .on_conflict_do_update(
                    index_elements=["day"],
                    set_={
                        "questions": ModelUseRow.questions + 1,
                        "tokens": ModelUseRow.tokens + tokens,
                    },
                )
            )
