"""Messages that mention the desk, in a channel or in any thread."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.slack.events import Events


def register(app: App, events: Events) -> None:
    """Listen to mentions."""

    def accept(body: dict[str, Any], next: Callable[[], None]) -> None:
        events.accept(body)
        next()

    # As middleware it runs before Bolt acknowledges: what fails here, Slack sends again.
    app.event("app_mention", middleware=[accept])(lambda: None)
