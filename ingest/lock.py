"""One process at a time for what is made once."""

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Hold a lock file, waiting for whoever holds it; it is released even after a crash.

    The file stays: removing it would let a waiting process and a new one each hold a lock.
    """
    with lock.open("w") as handle:
        flock(handle, LOCK_EX)
        yield
