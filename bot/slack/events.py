"""Takes events in: what they are about is kept before Slack is told that they arrived."""

from collections.abc import Mapping
from typing import Any

from bot.slack.amending import Amending
from bot.slack.answering import Answering
from bot.slack.incoming import Deleted, read_event


class Events:
    """Hands each event to who deals with it.

    Args:
        answering: takes up what is asked.
        amending: follows edits and deletions.
    """

    def __init__(self, answering: Answering, amending: Amending) -> None:
        self._answering = answering
        self._amending = amending

    def accept(self, body: Mapping[str, Any]) -> None:
        """Take an event; when this returns it is kept, and Slack may forget it."""
        found = read_event(body)
        if found is None:
            return
        if isinstance(found, Deleted):
            self._amending.delete(found)
        elif found.edited is not None:
            self._amending.edit(found)
        else:
            self._answering.take_up(found)
