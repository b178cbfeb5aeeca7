"""Keeps one line to Slack alive: what is silent, closed or stuck is given up and opened anew."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Protocol

import structlog

from bot.slack.errors import described

log = structlog.get_logger()

_CLOSING = 5
_LOOK = 1.0


class TryLaterError(Exception):
    """Slack says when to try again.

    Args:
        seconds: how long to wait at least.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__("Slack asked to wait")
        self.seconds = seconds


class Line(Protocol):
    """A connection that is opened once, and closed for good."""

    def open(self) -> None:
        """Open it; raises whatever keeps it from being opened."""

    def alive(self) -> bool:
        """Tell whether it is open, as far as it knows itself."""

    def superseded(self) -> bool:
        """Tell whether the other side asked for a new one; this one still works."""

    def heard(self) -> float | None:
        """Return `time.monotonic()` of the last thing that came, None before anything did."""

    def close(self) -> None:
        """Close it, also while it is being opened: it never comes to life after this."""


class Watchdog:
    """Keeps a line open from `start` to `stop`, whatever happens to it.

    A client that watches itself goes deaf where its own threads end or hang, so each line is
    judged from outside and replaced as a whole. The line before is closed first, unless Slack
    asked for the change: then it works until the new one stands.

    Args:
        make: makes a new line, not yet open.
        changed: set by a line to be looked at now.
        silence: seconds without anything coming after which a line is given up.
        patience: seconds that opening may take.
        waits: seconds before each further try; the last one repeats, and is how long a line
            must live to count as sound.
    """

    def __init__(
        self,
        make: Callable[[], Line],
        changed: Event,
        silence: float,
        patience: float,
        waits: Sequence[float],
    ) -> None:
        self._make = make
        self._changed = changed
        self._silence = silence
        self._patience = patience
        self._waits = tuple(waits)
        self._line: Line | None = None
        self._heard: float | None = None
        self._failures = 0
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="slack-watchdog", daemon=True)

    def start(self) -> None:
        """Open the line in the background."""
        self._thread.start()

    def connected(self) -> bool:
        """Tell whether a line is open over which something came within the limit."""
        line = self._line
        return line is not None and line.alive() and not self._is_silent(line)

    def last_inbound(self) -> datetime | None:
        """Return when something last came over any line (UTC), None before anything did."""
        line = self._line
        latest = (line.heard() if line is not None else None) or self._heard
        if latest is None:
            return None
        return datetime.now(UTC) - timedelta(seconds=time.monotonic() - latest)

    def stop(self) -> None:
        """Close the line; nothing comes after this."""
        self._stopped.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join(_CLOSING)
        self._drop()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                wait = self._once()
            except Exception as error:  # of any kind: one that escapes ends Slack until a restart
                wait = self._failed(error)
            if wait and self._stopped.wait(wait):
                return

    def _once(self) -> float:
        """Open a line and watch it to its end; return how long to wait before the next."""
        line = self._opened()
        if line is None:
            return 0
        before, self._line = self._line, line
        if before is not None:
            _close(before)
        since = time.monotonic()
        log.info("Socket Mode is connected")
        why = self._watched(line)
        if why is None:
            return 0
        self._heard = line.heard() or self._heard
        lived = time.monotonic() - since
        # One that falls at once each time would be opened without a pause.
        self._failures = 0 if lived >= self._waits[-1] else self._failures + 1
        if line.superseded():
            log.info("Socket Mode moves to a new connection", lived=round(lived))
        else:
            log.warning("Socket Mode is opened anew", problem=why, lived=round(lived))
            self._drop()
        return self._wait()

    def _opened(self) -> Line | None:
        """Return a line that is open, or None where the watchdog is stopped meanwhile."""
        line = self._make()
        raised: list[Exception] = []
        done = Event()

        def opening() -> None:
            try:
                line.open()
            except Exception as error:
                raised.append(error)
            finally:
                done.set()

        Thread(target=opening, name="slack-opening", daemon=True).start()
        end = time.monotonic() + self._patience
        while not done.wait(0.1) and not self._stopped.is_set() and time.monotonic() < end:
            pass
        if done.is_set() and not raised and not self._stopped.is_set():
            return line
        _close(line)
        if self._stopped.is_set():
            return None
        raise raised[0] if raised else TimeoutError("opening takes too long")

    def _watched(self, line: Line) -> str | None:
        """Wait until a line must be replaced and say why, or None where the watchdog stops."""
        while True:
            self._changed.wait(min(_LOOK, self._silence / 4))
            self._changed.clear()
            if self._stopped.is_set():
                return None
            if line.superseded():
                return "Slack asked for it"
            if not line.alive():
                return "the connection is closed"
            if self._is_silent(line):
                return "nothing came over an open connection"

    def _is_silent(self, line: Line) -> bool:
        heard = line.heard()
        return heard is not None and time.monotonic() - heard > self._silence

    def _failed(self, error: Exception) -> float:
        self._failures += 1
        wait = self._wait()
        if isinstance(error, TryLaterError):
            wait = max(wait, error.seconds)
        log.error("Socket Mode does not connect", again_in=wait, **described(error))
        return wait

    def _wait(self) -> float:
        if not self._failures:
            return 0
        return self._waits[min(self._failures, len(self._waits)) - 1]

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            _close(line)


def _close(line: Line) -> None:
    """Close a line, without waiting for threads of it that hang."""
    closing = Thread(target=line.close, name="slack-closing", daemon=True)
    closing.start()
    closing.join(_CLOSING)
