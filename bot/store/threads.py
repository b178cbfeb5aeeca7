"""The frames of threads, kept across restarts."""

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from bot.answer.frame import Frame
from bot.answer.frame_json import frame_from_json, frame_to_json
from bot.store.claims import insert
from bot.store.columns import now
from bot.store.tables import ConversationRow


class StoredThreads:
    """Keeps the frames of threads in the database."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def get(self, thread: str) -> Frame | None:
        """Return a thread's frame, or None where the thread is new or forgotten."""
        with Session(self._database) as session:
            kept = session.scalar(
                select(ConversationRow.frame).where(ConversationRow.thread == thread)
            )
        return None if kept is None else frame_from_json(kept)

    def put(self, thread: str, frame: Frame) -> None:
        """Keep a thread's frame."""
        kept = {"frame": frame_to_json(frame), "updated_at": now()}
        with Session(self._database) as session, session.begin():
            session.execute(
                insert(session.connection(), ConversationRow)
                .values(thread=thread, **kept)
                .on_conflict_do_update(index_elements=["thread"], set_=kept)
            )

    def forget(self, thread: str) -> None:
        """Forget a thread's frame; its next turn starts anew."""
        with Session(self._database) as session, session.begin():
            session.execute(delete(ConversationRow).where(ConversationRow.thread == thread))
