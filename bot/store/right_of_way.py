"""Who goes first in a process: what Slack waits for, before the work that it brought."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import uniform
from threading import Lock

# Seconds: after the last hurry until all is calm; between two others that go on meanwhile.
_QUIET, _APART = 0.1, 0.1


class RightOfWay:
    """Lets some go before others, which never stand still for it."""

    def __init__(self) -> None:
        self._hurried = 0
        self._hurried_at = self._next = 0.0
        self._lock = Lock()

    @contextmanager
    def hurry(self) -> Iterator[None]:
        """Go before the others: they go on one at a time meanwhile, with pauses."""
        with self._lock:
            self._hurried += 1
        try:
            yield
        finally:
            with self._lock:
                self._hurried -= 1
                self._hurried_at = time.monotonic()

    def give(self) -> None:
        """Wait for one's turn while somebody hurries, and a moment longer: more may follow."""
        while True:
            with self._lock:
                now = time.monotonic()
                calm = not self._hurried and now - self._hurried_at >= _QUIET
                if calm or now >= self._next:
                    self._next = now + _APART
                    return
            time.sleep(uniform(0.5, 1) * _QUIET)
