"""The slash command."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.commanding import Commanding
from bot.slack.interaction import read_slash

COMMAND = "/desk"


def register(app: App, commanding: Commanding) -> None:
    """Listen to it; what it asks is kept before it is acknowledged."""

    def run(ack: Ack, body: dict[str, Any]) -> None:
        slash = read_slash(body)
        command = commanding.slash(slash)
        ack()
        commanding.open(slash, command)

    app.command(COMMAND)(run)
