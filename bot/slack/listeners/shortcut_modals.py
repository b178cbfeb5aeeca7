"""The shortcut on a message, and its modal."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.interaction import read_click, read_submission
from bot.slack.shortcut_view import SHORTCUT
from bot.slack.shortcuts import Shortcuts


def register(app: App, shortcuts: Shortcuts) -> None:
    """Listen to them; what is asked is kept before it is acknowledged."""

    def open(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        shortcuts.open(read_click(body), str((body.get("message") or {}).get("text") or ""))

    def take(ack: Ack, body: dict[str, Any]) -> None:
        ack(**shortcuts.take(read_submission(body)))

    app.message_shortcut(SHORTCUT)(open)
    app.view(SHORTCUT)(take)
