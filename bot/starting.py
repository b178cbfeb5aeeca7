"""An engine that is being prepared while the desk already serves."""

from collections.abc import Callable
from threading import Event, Thread

from bot.engines import AnsweringEngine


class StartingEngine:
    """Builds the engine on a thread of its own.

    Args:
        build: makes the engine.
    """

    def __init__(self, build: Callable[[], AnsweringEngine]) -> None:
        self._build = build
        self._engine: AnsweringEngine | None = None
        self._ended = Event()
        self.error: Exception | None = None
        Thread(target=self._run, name="engine", daemon=True).start()

    def ready(self) -> bool:
        """Tell whether questions can be answered now."""
        return self._engine is not None and self._engine.problem() is None

    def problem(self) -> str | None:
        """Say what is wrong: the engine could not be built, or cannot answer now."""
        if self.error is not None:
            return "The index could not be made; the log says why."
        return None if self._engine is None else self._engine.problem()

    def engine(self) -> AnsweringEngine:
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
            self._engine = self._build()
        except Exception as error:
            # Whoever waits shows it to the person at the terminal.
            self.error = error
        finally:
            self._ended.set()
