"""The script of a test, and what it was asked."""

import threading

from tests.model_server.replies import Reply, Script
from tests.model_server.turns import Json, Turn
from tests.model_server.wire_protocol import WireProtocol


class Provider:
    """Keeps the turns and has the script answer them; it may be asked from several threads."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._turns: list[Turn] = []
        self._errors: list[Exception] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns so far, in the order they came in."""
        with self._lock:
            return tuple(self._turns)

    @property
    def error(self) -> Exception | None:
        """What the script raised first."""
        with self._lock:
            return self._errors[0] if self._errors else None

    def receive(self, protocol: WireProtocol, body: Json, authorization: str) -> Turn:
        """Keep a turn and return it.

        Raises:
            LookupError, TypeError, ValueError or AttributeError: The body is not the protocol's.
        """
        with self._lock:
            turn = protocol.read_turn(body, authorization, len(self._turns) + 1)
            self._turns.append(turn)
            return turn

    def reply(self, turn: Turn) -> Reply | None:
        """Ask the script; None where it raises."""
        try:
            return self._script(turn)
        except Exception as error:
            with self._lock:
                self._errors.append(error)
            return None

    def wait(self, seconds: float) -> None:
        """Wait so long, or until it is closed."""
        self._closed.wait(seconds)

    def close(self) -> None:
        """End all waiting."""
        self._closed.set()
