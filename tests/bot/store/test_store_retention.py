"""Retention: what is old goes with all that hangs on it, and nothing else does."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session
from stored import accepted, answered

from bot.answer.frame import Frame
from bot.store.columns import Base, now
from bot.store.feedback import Feedback
from bot.store.replies import Replies
from bot.store.retention import Retention, forget_old
from bot.store.sightings import Sightings
from bot.store.tables import (
    AnswerRow,
    ClaimRow,
    ConversationRow,
    FeedbackRow,
    QuestionRow,
    ReplyRow,
    SightingRow,
)
from bot.store.threads import StoredThreads
from bot.store.work import wait_until


def days_ago(days: float) -> datetime:
    return now() - timedelta(days=days)


def count(database: Engine, row: type[Base]) -> int:
    with Session(database) as session:
        return session.scalar(select(func.count()).select_from(row)) or 0


def change(database: Engine, row: Any, *where: Any, **values: Any) -> None:
    with Session(database) as session, session.begin():
        session.execute(update(row).where(*where).values(**values))


def ask(database: Engine, event: str, thread: str, days: float) -> int:
    """Keep a question with an answer, its feedback, a reply and its thread, so many days old."""
    asked = accepted(database, event, thread=thread)
    Feedback(database).give(answered(database, asked).id, "U1", True)
    Replies(database).intend(f"answer:{asked.id}", 1, "T1", "C1", asked.id)
    StoredThreads(database).put(thread, Frame("en", "Who pays?"))
    change(database, QuestionRow, QuestionRow.id == asked.id, asked_at=days_ago(days))
    change(database, ConversationRow, ConversationRow.thread == thread, updated_at=days_ago(days))
    return asked.id


def test_what_is_too_old_goes_with_answers_feedback_replies_and_thread(database: Engine) -> None:
    old, young = ask(database, "Ev1", "old", 31), ask(database, "Ev2", "young", 29)
    Replies(database).intend("notice", 1, "T1", "C1", None)
    Sightings(database).saw("message")
    change(database, SightingRow, at=days_ago(400))
    assert forget_old(database, 30) == 1
    with Session(database) as session:
        assert list(session.scalars(select(QuestionRow.id))) == [young]
        assert list(session.scalars(select(AnswerRow.question_id))) == [young]
        replies = session.scalars(select(ReplyRow.question_id).order_by(ReplyRow.id))
        assert list(replies) == [young, None]
        assert old not in list(session.scalars(select(QuestionRow.id)))
    assert count(database, FeedbackRow) == 1
    assert StoredThreads(database).get("old") is None
    assert StoredThreads(database).get("young") is not None
    assert count(database, SightingRow) == 1
    assert forget_old(database, 30) == 0


def test_for_good_keeps_everything_but_claims_older_than_a_week(database: Engine) -> None:
    ask(database, "Ev1", "old", 4_000)
    accepted(database, "Ev2")
    change(database, ClaimRow, ClaimRow.name == "event:Ev1", at=days_ago(7.1))
    change(database, ClaimRow, ClaimRow.name == "event:Ev2", at=days_ago(6.9))
    assert forget_old(database, 0) == 0
    with Session(database) as session:
        assert list(session.scalars(select(ClaimRow.name))) == ["event:Ev2"]
    assert count(database, QuestionRow) == 2
    assert StoredThreads(database).get("old") is not None


def test_it_runs_beside_the_desk_and_ends_when_told(database: Engine) -> None:
    ask(database, "Ev1", "old", 31)
    retention = Retention(database, 30)
    retention.start()
    assert wait_until(lambda: count(database, QuestionRow) == 0, 20)
    retention.stop()


def test_a_notice_goes_after_a_week_and_what_a_handover_said_stays_with_it(
    database: Engine,
) -> None:
    replies = Replies(database)
    for name in ("old", "handover:1:staff"):
        replies.intend(name, 1, "T1", "C1", None)
    change(database, ReplyRow, intended_at=days_ago(7.1))
    replies.intend("young", 1, "T1", "C1", None)
    forget_old(database, 0)
    with Session(database) as session:
        left = session.scalars(select(ReplyRow.name).order_by(ReplyRow.name))
        assert list(left) == ["handover:1:staff", "young"]


@pytest.mark.parametrize("days", [1, 365])
def test_a_question_of_today_stays(database: Engine, days: int) -> None:
    ask(database, "Ev1", "young", 0)
    assert forget_old(database, days) == 0
    assert count(database, AnswerRow) == 1
