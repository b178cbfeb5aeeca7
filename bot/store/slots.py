"""Slots: which process does which durable work, and which of them are dead.

A process holds one numbered slot for as long as it lives. The lock goes with the process, however
it ends, so a slot that can be taken is nobody's, and its work can be picked up.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

_MOST = 1_000
_SPACE = 7_114_015  # of the slots, among PostgreSQL's advisory locks


class Slots(Protocol):
    """Where slots are locked."""

    def take(self, number: int) -> bool:
        """Take a slot for this process, unless a living one holds it."""

    def release(self, number: int) -> None:
        """Give a slot back."""

    def keep(self) -> None:
        """Take again what this process holds, where the lock was lost."""

    def close(self) -> None:
        """Give every slot back."""


def first_free(slots: Slots) -> int:
    """Take the first slot that no living process holds, and return its number."""
    return next(number for number in range(_MOST) if slots.take(number))


@contextlib.contextmanager
def while_free(slots: Slots, number: int) -> Iterator[bool]:
    """Hold another's slot for a moment; False where it lives."""
    taken = slots.take(number)
    try:
        yield taken
    finally:
        if taken:
            slots.release(number)


class FileSlots:
    """Slots as locked files of one folder: for processes of one machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._held: dict[int, int] = {}

    def take(self, number: int) -> bool:
        """Take a slot, unless a process holds it, this one included."""
        if number in self._held:
            return False
        handle = os.open(self._folder / f"{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._held[number] = handle
        return True

    def release(self, number: int) -> None:
        """Give a slot back."""
        os.close(self._held.pop(number))

    def keep(self) -> None:
        """Do nothing: the lock of a file is lost with its process only."""

    def close(self) -> None:
        """Give every slot back."""
        for number in list(self._held):
            self.release(number)


class PostgresSlots:
    """Slots as advisory locks of one session: for processes of any number of machines."""

    def __init__(self, database: Engine) -> None:
        self._connection: Connection = database.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        )
        self._held: set[int] = set()
        self._session = self._session_id()

    def take(self, number: int) -> bool:
        """Take a slot, unless a process holds it, this one included."""
        if number in self._held or not self._lock("pg_try_advisory_lock", number):
            return False
        self._held.add(number)
        return True

    def release(self, number: int) -> None:
        """Give a slot back."""
        self._held.discard(number)
        self._lock("pg_advisory_unlock", number)

    def keep(self) -> None:
        """Take again what this process holds, where the session was lost.

        Raises:
            OperationalError: the database cannot be reached.
        """
        session = self._session_id()
        if session == self._session:
            return
        taken = [self._lock("pg_try_advisory_lock", number) for number in self._held]
        if all(taken):
            self._session = session

    def close(self) -> None:
        """Give every slot back: they go with the session."""
        self._connection.invalidate()
        self._connection.close()

    def _session_id(self) -> int:
        try:
            found: int = self._connection.scalar(text("SELECT pg_backend_pid()"))
        except OperationalError:
            self._connection.rollback()  # the next call connects anew
            raise
        return found

    def _lock(self, function: str, number: int) -> bool:
        query = text(f"SELECT {function}(:space, :number)")
        found: bool = self._connection.execute(
            query, {"space": _SPACE, "number": number}
        ).scalar_one()
        return found


def slots_of(database: Engine, folder: Path) -> Slots:
    """Return the slots of a database's processes.

    Args:
        database: PostgreSQL, which holds the locks itself, or SQLite.
        folder: where the locks of SQLite's processes are.
    """
    if database.dialect.name == "postgresql":
        return PostgresSlots(database)
    return FileSlots(folder)
