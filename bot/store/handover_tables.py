"""The tables of handovers: a question handed to a person, who asked it, and what happened."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.columns import Base


class HandoverRow(Base):
    """One open point, for people to answer.

    `state`: open, claimed, answered or closed. `topic` is what the desk took the question to be
    about, "" where it cannot be told; askers of one topic join one handover. `version` counts
    the changes, so that of two at once one is refused.
    """

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_topic", "team", "staff_channel", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(String(40))
    staff_channel: Mapped[str] = mapped_column(String(40))
    staff_ts: Mapped[str | None] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), index=True)
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int]
    reminders: Mapped[int]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class HandoverAskerRow(Base):
    """A person who waits for a handover, and the thread in which the answer belongs."""

    __tablename__ = "handover_askers"
    __table_args__ = (UniqueConstraint("handover_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(
        ForeignKey("handovers.id", ondelete="CASCADE"), index=True
    )
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    asker: Mapped[str] = mapped_column(String(40), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    thread_ts: Mapped[str] = mapped_column(String(40))
    joined_at: Mapped[datetime]


class HandoverEventRow(Base):
    """One thing that happened to a handover: opened, joined, claimed, answered, and so on."""

    __tablename__ = "handover_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(
        ForeignKey("handovers.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    person: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
