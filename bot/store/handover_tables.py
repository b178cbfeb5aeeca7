"""The tables of handovers: a question handed to a person, who asked it, and what happened."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import Base


class HandoverRow(Base):
    """One open point, for people to answer.

    `state`: open, claimed, answered or closed. `topic` is what the desk took the question to be
    about, "" where it cannot be told; askers of one topic join one handover.
    """

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_topic", "team", "staff_channel", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(String(40))
    staff_channel: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), index=True)
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(40))
    answered_at: Mapped[datetime | None]
    reminders: Mapped[int]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    opened_at: Mapped[datetime]


class HandoverAskerRow(Base):
    """A person who waits for a handover, and the thread in which the answer belongs.

    `since` is the id of the event that brought them: they are told of what comes after it.
    """

    __tablename__ = "handover_askers"
    __table_args__ = (UniqueConstraint("handover_id", "asker"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        ForeignKey("questions.id", ondelete="CASCADE"), index=True
    )
    asker: Mapped[str] = mapped_column(String(40), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    thread_ts: Mapped[str] = mapped_column(String(40))
    since: Mapped[int]
    joined_at: Mapped[datetime]


class HandoverEventRow(Base):
    """One thing that happened to a handover: opened, joined, claimed, answered, and so on.

    `cause` is the click or form that it came of, which comes of it once. Until people are told
    of it `tell_at` is when that is tried again, and `teller` is who tells them now.
    """

    __tablename__ = "handover_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(
        ForeignKey("handovers.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    person: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(String(200), unique=True)
    tell_at: Mapped[datetime | None] = mapped_column(index=True)
    teller: Mapped[str] = mapped_column(String(200))
    tries: Mapped[int]
    at: Mapped[datetime]
