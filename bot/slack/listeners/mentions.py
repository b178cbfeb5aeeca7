"""Messages that mention the desk, in a channel or in any thread."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack.answering import Answering


def register(app: App, answering: Answering) -> None:
    """Listen to mentions."""

    def on_mention(body: dict[str, Any], client: WebClient) -> None:
        answering.accept(body, client)

    app.event("app_mention")(on_mention)
