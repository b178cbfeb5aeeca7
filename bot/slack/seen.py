"""What was answered already: Slack delivers an event again until it is acknowledged."""

from collections import OrderedDict
from threading import Lock
from typing import Protocol


class Seen(Protocol):
    """Remembers events; durable where a restart must not answer twice."""

    def claim(self, *names: str) -> bool:
        """Take an event, known by several names, for oneself.

        Returns:
            True for the first caller; False where any of the names was claimed before.
        """


class MemorySeen:
    """Remembers the last names in memory; the oldest is forgotten first."""

    def __init__(self, limit: int = 20_000) -> None:
        self._names: OrderedDict[str, None] = OrderedDict()
        self._limit = limit
        self._lock = Lock()

    def claim(self, *names: str) -> bool:
        """Claim an event; empty names are left out, all others are remembered either way."""
        known = [name for name in names if name]
        with self._lock:
            new = not any(name in self._names for name in known)
            for name in known:
                self._names[name] = None
                self._names.move_to_end(name)
            while len(self._names) > self._limit:
                self._names.popitem(last=False)
        return new
