"""Takes events in: what they are about is kept before Slack is told that they arrived."""

import time
from collections.abc import Mapping
from typing import Any

from bot.slack.amending import Amending
from bot.slack.answering import Answering
from bot.slack.incoming import Deleted, read_event
from bot.store.sightings import Sightings

_OFTEN = 60.0


class Events:
    """Hands each event to who deals with it.

    Args:
        answering: takes up what is asked.
        amending: follows edits and deletions.
        sightings: remembers when each kind of event came.
    """

    def __init__(self, answering: Answering, amending: Amending, sightings: Sightings) -> None:
        self._answering = answering
        self._amending = amending
        self._sightings = sightings
        self._seen: dict[str, float] = {}

    def accept(self, body: Mapping[str, Any]) -> None:
        """Take an event; when this returns it is kept, and Slack may forget it."""
        self._sight(body)
        found = read_event(body)
        if found is None:
            return
        if isinstance(found, Deleted):
            self._amending.delete(found)
        elif found.edited is not None:
            self._amending.edit(found)
        else:
            self._answering.take_up(found)

    def _sight(self, body: Mapping[str, Any]) -> None:
        """Remember that this kind of event comes; once a minute is enough."""
        event = body.get("event") or {}
        kind = ".".join(filter(None, (event.get("type"), event.get("channel_type"))))
        if kind and time.monotonic() - self._seen.get(kind, -_OFTEN) >= _OFTEN:
            self._seen[kind] = time.monotonic()
            self._sightings.saw(kind)
