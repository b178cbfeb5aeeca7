"""The tables. A change here comes with a migration; a test compares the two."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import Base, Said


class ConversationRow(Base):
    """One thread, on Slack or on the page, with what its next turn may lean on."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[str] = mapped_column(String(400), unique=True)
    frame: Mapped[dict[str, Any] | None]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class ClaimRow(Base):
    """A name that an event took for itself: its own id, the message that it is about."""

    __tablename__ = "claims"

    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(index=True)


class QuestionRow(Base):
    """One message that asks something; personal data is masked before it comes here.

    `state`: accepted, answered, silent (not meant for the desk after all) or deleted.
    `place`: dm, mention, follow-up, channel, command, shortcut, button, form, page or api.
    `frame` is what its thread held before it, {} where it held nothing: an edited question is
    answered from there.
    """

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_message", "team", "channel", "ts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[str] = mapped_column(String(400), index=True)
    event: Mapped[str] = mapped_column(String(200), unique=True)
    place: Mapped[str] = mapped_column(String(20))
    team: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column("asker", String(40), index=True)
    ts: Mapped[str] = mapped_column(String(40))
    thread_ts: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Said)
    language: Mapped[str | None] = mapped_column(String(10))
    shown_to: Mapped[str] = mapped_column(String(12))
    details: Mapped[dict[str, Any] | None]
    frame: Mapped[dict[str, Any] | None]
    state: Mapped[str] = mapped_column(String(12))
    revision: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(index=True)


class AnswerRow(Base):
    """One answer, complete, with all that is needed to check it again under its code."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("question_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    revision: Mapped[int]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    status: Mapped[str] = mapped_column(String(20), index=True)
    topic: Mapped[str] = mapped_column(String(120), index=True)
    language: Mapped[str] = mapped_column(String(10))
    kept: Mapped[dict[str, Any]]
    trace: Mapped[dict[str, Any] | None]
    at: Mapped[datetime] = mapped_column(index=True)


class ReplyRow(Base):
    """One message that the desk sends for a purpose; `name` is that purpose, so it is sent once.

    `intended_at` is set before it is sent: one that has it and no `sent_at` may have been sent.
    """

    __tablename__ = "replies"
    __table_args__ = (UniqueConstraint("name", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    part: Mapped[int]
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), index=True
    )
    team: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    ts: Mapped[str | None] = mapped_column(String(40))
    intended_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class PaceRow(Base):
    """When the next message may be sent into a channel."""

    __tablename__ = "paces"

    channel: Mapped[str] = mapped_column(String(90), primary_key=True)
    free_at: Mapped[float]


class ModelUseRow(Base):
    """What a day's questions used of the model; the day is Shanghai's."""

    __tablename__ = "model_use"

    day: Mapped[date] = mapped_column(primary_key=True)
    questions: Mapped[int]
    tokens: Mapped[int] = mapped_column(BigInteger)


class FeedbackRow(Base):
    """What a person thought of an answer; a later verdict takes the place of an earlier one."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("answer_id", "person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"))
    person: Mapped[str] = mapped_column(String(40))
    helpful: Mapped[bool]
    reason: Mapped[str] = mapped_column(Said)
    at: Mapped[datetime]


class SettingsRow(Base):
    """The settings of a channel, or (channel "") those of a whole workspace."""

    __tablename__ = "settings"

    team: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    chosen: Mapped[dict[str, Any]]
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime]


class HomeRow(Base):
    """A person who opened the desk's Home: it is shown anew to them when it changes."""

    __tablename__ = "homes"

    team: Mapped[str] = mapped_column(String(40), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), primary_key=True)
    dm: Mapped[str] = mapped_column(String(40))
    home_at: Mapped[datetime | None]
    at: Mapped[datetime] = mapped_column(index=True)


class SightingRow(Base):
    """When a kind of event came last, for `desk check slack`."""

    __tablename__ = "sightings"

    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime]
