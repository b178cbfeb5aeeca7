"""What a thread carries from one turn to the next, and where it is kept."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol

from bot.answer.question import Language


@dataclass(frozen=True)
class Frame:
    """The last turn, as far as the next one may lean on it.

    Attributes:
        text: what the last turn asked, made whole by its own frame.
        about: the question of the entry that answered it, "" where none did.
        topic: the name of the candidate that answered, or None.
        item: the item last spoken of, or None.
        inputs: the inputs of each rule used in the thread, by rule key.
        awaiting: the last answer asked for an input that a rule lacks.
    """

    language: Language
    text: str = ""
    topic: str | None = None
    item: int | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    awaiting: bool = False
    about: str = ""

    def states(self, rule: str) -> bool:
        """Tell whether the thread stated anything for a rule."""
        inputs = self.inputs.get(rule)
        return inputs is not None and bool(inputs.stated()[0])

    @property
    def rule(self) -> str | None:
        """The rule that answered the last turn, or None."""
        kind, _, name = (self.topic or "").partition(":")
        return name.partition("/")[0] if kind == "rule" else None


class Threads(Protocol):
    """Where the frames of threads are kept."""

    def get(self, thread: str) -> Frame | None:
        """Return a thread's frame, or None where the thread is new or forgotten."""

    def put(self, thread: str, frame: Frame) -> None:
        """Keep a thread's frame."""

    def forget(self, thread: str) -> None:
        """Forget a thread's frame; its next turn starts anew."""


class MemoryThreads:
    """Keeps the frames of the last threads in memory; the oldest is forgotten first."""

    def __init__(self, limit: int = 10_000) -> None:
        self._frames: OrderedDict[str, Frame] = OrderedDict()
        self._limit = limit
        self._lock = Lock()

    def get(self, thread: str) -> Frame | None:
        """Return a thread's frame, or None."""
        with self._lock:
            return self._frames.get(thread)

    def put(self, thread: str, frame: Frame) -> None:
        """Keep a thread's frame, and forget the oldest past the limit."""
        with self._lock:
            self._frames[thread] = frame
            self._frames.move_to_end(thread)
            while len(self._frames) > self._limit:
                self._frames.popitem(last=False)

    def forget(self, thread: str) -> None:
        """Forget a thread's frame."""
        with self._lock:
            self._frames.pop(thread, None)
