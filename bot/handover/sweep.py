"""Looks from time to time for what nobody did: reminders, and what people were not told of."""

from collections.abc import Callable
from threading import Event as Signal
from threading import Thread

import structlog

from bot.handover.handovers import Handovers

log = structlog.get_logger()

EVERY = 30.0


class Sweep:
    """Looks, from `start` to `stop`; any number of processes may.

    Args:
        handovers: what is looked through.
        tell: takes an event and the name under which it is told.
        every: seconds between two looks.
    """

    def __init__(
        self, handovers: Handovers, tell: Callable[[int, str], None], every: float = EVERY
    ) -> None:
        self._handovers = handovers
        self._tell = tell
        self._every = every
        self._ended = Signal()

    def start(self) -> None:
        """Begin, in the background."""
        Thread(target=self._run, name="handover-sweep", daemon=True).start()

    def stop(self) -> None:
        """End."""
        self._ended.set()

    def look(self) -> None:
        """Look once."""
        for event in self._handovers.remind():
            self._tell(event.id, event.cause)
        for id, teller in self._handovers.untold():
            self._tell(id, teller)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            try:
                self.look()
            except Exception as error:  # the next look may go well
                log.error("handovers not looked through", error=type(error).__name__)
