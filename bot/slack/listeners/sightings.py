"""Notes which kinds of event come, for `desk check slack`."""

import time
from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.store.sightings import Sightings

_OFTEN = 60.0
_CHANNELS = {"im": "im", "mpim": "mpim", "channel": "channels", "group": "groups"}


def register(app: App, sightings: Sightings) -> None:
    """Look at every request; of each kind one a minute is noted."""
    seen: dict[str, float] = {}

    def note(body: dict[str, Any], next: Callable[[], None]) -> None:
        kind = _kind(body)
        if kind and time.monotonic() - seen.get(kind, -_OFTEN) >= _OFTEN:
            seen[kind] = time.monotonic()
            sightings.saw(kind)
        next()

    app.use(note)


def _kind(body: dict[str, Any]) -> str:
    """Name a request as the manifest names its events: "message.im", "app_mention"."""
    event = body.get("event")
    if not isinstance(event, dict):
        return "command" if "command" in body else str(body.get("type") or "")
    channel = _CHANNELS.get(str(event.get("channel_type")))
    return f"{event.get('type')}.{channel}" if channel else str(event.get("type") or "")
