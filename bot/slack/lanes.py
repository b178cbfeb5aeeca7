"""Workers that keep the order within a thread: each turn leans on the one before."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import structlog

from bot.slack.errors import described

log = structlog.get_logger()

Work = Callable[[], None]


class Lanes:
    """Runs work of one lane in order, and of different lanes side by side.

    Args:
        workers: how many lanes move at once.
    """

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="slack-answer")
        self._lanes: dict[str, deque[Work]] = {}
        self._lock = Lock()

    def submit(self, lane: str, work: Work) -> None:
        """Queue work at the end of a lane; returns at once. What the work raises is logged."""
        with self._lock:
            if lane in self._lanes:
                self._lanes[lane].append(work)
                return
            self._lanes[lane] = deque([work])
        self._pool.submit(self._run, lane)

    def close(self) -> None:
        """Finish what is queued, and end the workers."""
        self._pool.shutdown(wait=True)

    def _run(self, lane: str) -> None:
        while True:
            with self._lock:
                queue = self._lanes[lane]
                if not queue:
                    del self._lanes[lane]
                    return
                work = queue.popleft()
            try:
                work()
            except Exception as error:  # one that escapes would stop the lane for good
                log.error("work of a lane failed", lane=lane, **described(error))
