"""An engine that is being prepared while the desk already serves."""

from collections.abc import Callable
from threading import Event, Thread

import structlog

from bot.answer.engine import Engine

log = structlog.get_logger()


class StartingEngine:
    """Builds the engine on a thread of its own; until then it says what is being done.

    Args:
        build: makes the engine; it is given a function to tell its progress with.
        told: is told each line of progress too.
    """

    def __init__(
        self, build: Callable[[Callable[[str], None]], Engine], told: Callable[[str], None]
    ) -> None:
        self._build = build
        self._told = told
        self._engine: Engine | None = None
        self._problem: str | None = "starting"
        self._ended = Event()
        self.error: Exception | None = None
        Thread(target=self._run, name="engine", daemon=True).start()

    def ready(self) -> bool:
        """Tell whether questions can be answered now."""
        return self._engine is not None

    def problem(self) -> str | None:
        """Say what is being done, or None where the engine is there."""
        return None if self._engine is not None else self._problem

    def engine(self) -> Engine:
        """Return the engine.

        Raises:
            RuntimeError: it is not there yet; ask `ready()` first.
        """
        if self._engine is None:
            raise RuntimeError("the engine is not there yet")
        return self._engine

    def wait(self) -> None:
        """Wait until the engine is there or could not be built; then `error` says why."""
        self._ended.wait()

    def _run(self) -> None:
        try:
            self._engine = self._build(self._say)
        except Exception as error:
            # Whoever waits shows it to the person at the terminal.
            self.error = error
            self._problem = "the index could not be made; the terminal says why"
        finally:
            self._ended.set()

    def _say(self, line: str) -> None:
        self._problem = line
        self._told(line)
