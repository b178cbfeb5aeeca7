"""What a model may use: for one question, and for all questions of a day."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Literal, Protocol

FailureKind = Literal["slow", "limit", "budget", "provider", "form", "resting"]


class ModelFailedError(Exception):
    """A model gave no draft; people get the desk's own answer.

    Attributes:
        kind: slow (no draft in time), limit (calls, tools or tokens of one question), budget (of
            the day), provider (an error of the model's service), form (no draft in the form asked
            for), resting (it failed several times in a row, and is left alone for a while).
    """

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind = kind


@dataclass(frozen=True)
class Limits:
    """What one question may use.

    Attributes:
        seconds: from the question to the draft.
        calls: of the model, the second try among them.
        tools: calls of tools.
        tokens: sent and received, over all calls.
    """

    seconds: float = 20.0
    calls: int = 6
    tools: int = 8
    tokens: int = 30_000


@dataclass(frozen=True)
class Usage:
    """What a model used for one question; tokens as its provider counts them."""

    calls: int = 0
    tools: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.tokens_in + self.tokens_out


class Budget(Protocol):
    """Counts what a day's questions used."""

    def left(self, day: date) -> bool:
        """Tell whether a day's questions may still use the model."""

    def use(self, day: date, tokens: int) -> None:
        """Count a question and its tokens."""


class UnlimitedBudget:
    """A budget without an end, for evaluations and tests."""

    def left(self, day: date) -> bool:
        """Tell that there is always something left."""
        return True

    def use(self, day: date, tokens: int) -> None:
        """Count nothing."""


@dataclass
class Rest:
    """Leaves a model alone for a while that failed several times in a row.

    Attributes:
        failures: after how many in a row.
        seconds: for how long.
        now: tells the time, in seconds.
    """

    failures: int = 3
    seconds: float = 60.0
    now: Callable[[], float] = time.monotonic
    _failed: int = 0
    _until: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def check(self) -> None:
        """Let a question pass.

        Raises:
            ModelFailedError: the model is left alone now.
        """
        with self._lock:
            if self.now() < self._until:
                raise ModelFailedError("resting")

    def worked(self) -> None:
        """Note that the model answered."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Note that it did not."""
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                self._failed, self._until = 0, self.now() + self.seconds
