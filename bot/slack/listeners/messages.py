"""Messages: in the desk's DM, in channels and threads; edits and deletions of them."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.slack.events import Events


def register(app: App, events: Events) -> None:
    """Listen to messages; `events` tells which of them concern the desk."""

    def accept(body: dict[str, Any], next: Callable[[], None]) -> None:
        events.accept(body)
        next()

    # As middleware it runs before Bolt acknowledges: what fails here, Slack sends again.
    app.event("message", middleware=[accept])(lambda: None)
