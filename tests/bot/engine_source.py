"""Where a face under test gets its engine from."""

from dataclasses import dataclass

from bot.engines import AnsweringEngine


@dataclass(frozen=True)
class FixedSource:
    """An engine source that stays as a test wants it.

    Attributes:
        why: what its `problem()` is.
    """

    answering: AnsweringEngine
    is_ready: bool = True
    why: str | None = None

    def ready(self) -> bool:
        """Tell whether it is ready."""
        return self.is_ready

    def problem(self) -> str | None:
        """Return the problem."""
        return self.why

    def engine(self) -> AnsweringEngine:
        """Return the engine."""
        assert self.is_ready, "asked for an engine that is not ready"
        return self.answering
