"""Messages to the desk itself, in its DM."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack.answering import Answering


def register(app: App, answering: Answering) -> None:
    """Listen to messages; `answering` tells which of them ask the desk something."""

    def on_message(body: dict[str, Any], client: WebClient) -> None:
        answering.accept(body, client)

    app.event("message")(on_message)
