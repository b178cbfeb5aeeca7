"""The questions that were asked, each accepted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, case, delete, select, update
from sqlalchemy.orm import Session

from bot.answer.question import Language
from bot.store.claims import claim
from bot.store.columns import now
from bot.store.tables import AnswerRow, QuestionRow

Place = Literal[
    "dm", "mention", "follow-up", "channel", "command", "shortcut", "button", "form", "page", "api"
]  # fmt: skip
ShownTo = Literal["public", "private", "dm"]
State = Literal["accepted", "answered", "silent", "deleted"]
# Where the message is the question; a button or a form under it is another's.
_WRITTEN: tuple[Place, ...] = ("dm", "mention", "follow-up", "channel")


@dataclass(frozen=True)
class NewQuestion:
    """A question to be accepted.

    Attributes:
        event: the id of what brought it; the same event again is the same question.
        thread: the name of its thread, under which frames are kept.
        place: where it was asked.
        ts, thread_ts: its own stamp on Slack and that of its thread's first message.
        text: what was asked, personal data masked.
        language: the language to answer in, where one is set for the place.
        shown_to: who sees the reply: the channel, the asker alone, or the asker in a DM.
        details: what its reply needs beside that, as JSON.
    """

    event: str
    thread: str
    place: Place
    team: str
    channel: str
    user: str
    ts: str
    thread_ts: str | None
    text: str
    language: Language | None = None
    shown_to: ShownTo = "public"
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Asked(NewQuestion):
    """A question as it is kept.

    Attributes:
        frame: what its thread held before it, as JSON; {} for nothing, None while not known.
        revision: counts the edits of its text.
    """

    id: int = 0
    frame: Mapping[str, Any] | None = None
    state: State = "accepted"
    revision: int = 0
    asked_at: datetime = datetime.min

    @property
    def root(self) -> str:
        """The stamp of the thread that the reply belongs in."""
        return self.thread_ts or self.ts


class Questions:
    """The questions in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def accept(self, new: NewQuestion, names: Sequence[str] = ()) -> Asked | None:
        """Take a question, unless another event took one of its names before.

        Args:
            new: the question.
            names: further names of it, such as that of its message: two events about one
                message are one question.

        Returns:
            The question; the same again for the same event; None where it is another's.
        """
        with Session(self._database) as session, session.begin():
            if not claim(session, new.event, [f"event:{new.event}", *names]):
                return None
            row = session.scalar(select(QuestionRow).where(QuestionRow.event == new.event))
            if row is None:
                row = QuestionRow(
                    thread=new.thread, event=new.event, place=new.place, team=new.team,
                    channel=new.channel, user=new.user, ts=new.ts, thread_ts=new.thread_ts,
                    text=new.text, language=new.language, shown_to=new.shown_to,
                    details=dict(new.details) if new.details is not None else None,
                    state="accepted", revision=0, asked_at=now(),
                )  # fmt: skip
                session.add(row)
                session.flush()
            return _asked(row)

    def get(self, id: int) -> Asked | None:
        """Return a question, or None where it is no longer kept."""
        with Session(self._database) as session:
            row = session.get(QuestionRow, id)
            return _asked(row) if row else None

    def of_message(self, team: str, channel: str, ts: str) -> Asked | None:
        """Return the question that a message of Slack asked, or None."""
        with Session(self._database) as session:
            row = session.scalar(
                select(QuestionRow)
                .where(QuestionRow.team == team, QuestionRow.channel == channel)
                .where(QuestionRow.ts == ts, QuestionRow.place.in_(_WRITTEN))
                .order_by(QuestionRow.id)
            )
            return _asked(row) if row else None

    def bar(self, name: str) -> bool:
        """Let a name be no question from now on; False where it is one already."""
        with Session(self._database) as session, session.begin():
            return claim(session, f"gone:{name}", [name])

    def in_thread(self, thread: str) -> list[Asked]:
        """Return the questions of a thread, oldest first."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(QuestionRow).where(QuestionRow.thread == thread).order_by(QuestionRow.id)
            )
            return [_asked(row) for row in rows]

    def recent(self, team: str, user: str, count: int) -> list[Asked]:
        """Return a person's last questions that were answered, newest first."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(QuestionRow)
                .where(QuestionRow.team == team, QuestionRow.user == user)
                .where(QuestionRow.state == "answered")
                .order_by(QuestionRow.id.desc())
                .limit(count)
            )
            return [_asked(row) for row in rows]

    def earlier_open(self, question: Asked) -> bool:
        """Tell whether a question before this one in its thread still waits for its answer."""
        with Session(self._database) as session:
            found = session.scalar(
                select(QuestionRow.id)
                .where(QuestionRow.thread == question.thread, QuestionRow.id < question.id)
                .where(QuestionRow.state == "accepted")
                .limit(1)
            )
            return found is not None

    def waiting(self) -> list[Asked]:
        """Return the questions that were accepted and not answered, oldest first."""
        with Session(self._database) as session:
            rows = session.scalars(
                select(QuestionRow).where(QuestionRow.state == "accepted").order_by(QuestionRow.id)
            )
            return [_asked(row) for row in rows]

    def revise(self, id: int, text: str, edited: str, addressed: bool) -> Asked | None:
        """Give a question the text that its asker made of it.

        Args:
            id: the question.
            text: its text now.
            edited: the moment of the edit, in seconds since 1970; edits may come out of order.
            addressed: it is written to the desk now.

        Returns:
            The question; None where it is gone, was edited later, or was never for the desk.
        """
        with Session(self._database) as session, session.begin():
            row = _held(session, id)
            if row is None or row.state == "deleted":
                return None
            details = dict(row.details or {})
            if float(details.get("edited") or 0) > float(edited or 0):
                return None
            if row.state == "silent" and not addressed:
                return None
            called = addressed and details.pop("unaddressed", False)
            if row.text != text or called:
                row.text, row.revision = text, row.revision + 1
            row.details = details | {"edited": edited}
            return _asked(row)

    def word(self, id: int, text: str) -> Asked | None:
        """Give a question that only points at an earlier message the words of that message."""
        with Session(self._database) as session, session.begin():
            row = _held(session, id)
            if row is None or row.state == "deleted":
                return None
            row.text, row.details = text, dict(row.details or {}) | {"pointed": True}
            return _asked(row)

    def keep_frame(self, id: int, frame: Mapping[str, Any]) -> Asked | None:
        """Keep what a question's thread held before it; what was kept first stays."""
        with Session(self._database) as session, session.begin():
            row = _held(session, id)
            if row is None:
                return None
            if row.frame is None:
                row.frame = dict(frame)
            return _asked(row)

    def is_last(self, question: Asked) -> bool:
        """Tell whether no question came after this one in its thread."""
        with Session(self._database) as session:
            later = session.scalar(
                select(QuestionRow.id)
                .where(QuestionRow.thread == question.thread, QuestionRow.id > question.id)
                .where(QuestionRow.state == "answered")
                .limit(1)
            )
            return later is None

    def set_state(self, id: int, state: State) -> None:
        """Say how far a question is; one that was deleted stays so."""
        with Session(self._database) as session, session.begin():
            session.execute(
                update(QuestionRow)
                .where(QuestionRow.id == id, QuestionRow.state != "deleted")
                .values(state=state)
            )

    def keep_silent(self, id: int, revision: int) -> None:
        """Forget what was said where it was not meant for the desk; unless it was edited since."""
        with Session(self._database) as session, session.begin():
            session.execute(
                update(QuestionRow)
                .where(QuestionRow.id == id, QuestionRow.state != "deleted")
                .values(
                    state="silent",
                    text=case((QuestionRow.revision == revision, ""), else_=QuestionRow.text),
                )
            )

    def blank(self, id: int) -> None:
        """Forget what a question said, and its answers, where its asker deleted it."""
        with Session(self._database) as session, session.begin():
            session.execute(
                update(QuestionRow).where(QuestionRow.id == id).values(state="deleted", text="")
            )
            session.execute(delete(AnswerRow).where(AnswerRow.question_id == id))

    def forget_before(self, moment: datetime) -> int:
        """Delete the questions asked before a moment, with their answers; return how many."""
        with Session(self._database) as session, session.begin():
            gone = session.execute(
                delete(QuestionRow).where(QuestionRow.asked_at < moment).returning(QuestionRow.id)
            )
            return len(gone.all())


def _held(session: Session, id: int) -> QuestionRow | None:
    """Return a question that nobody else changes until this transaction ends.

    It begins with a write, for SQLite's transactions begin there and not where they read.
    """
    session.execute(update(QuestionRow).where(QuestionRow.id == id).values(state=QuestionRow.state))
    return session.get(QuestionRow, id)


def _asked(row: QuestionRow) -> Asked:
    return Asked(
        row.event, row.thread, row.place, row.team, row.channel, row.user, row.ts,  # type: ignore[arg-type]  # the columns hold what `accept` was given
        row.thread_ts, row.text, row.language, row.shown_to, row.details, row.id, row.frame,  # type: ignore[arg-type]
        row.state, row.revision, row.asked_at,  # type: ignore[arg-type]
    )  # fmt: skip
