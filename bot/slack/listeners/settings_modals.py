"""The settings: the buttons that open them, and the modals."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.choosing import Choosing
from bot.slack.interaction import read_click, read_submission
from bot.slack.settings_views import CHANNEL_SETTINGS, WORKSPACE_SETTINGS


def register(app: App, choosing: Choosing) -> None:
    """Listen to them; the modal is told at once whether what it says was kept."""

    def press(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        choosing.press(read_click(body))

    def take(ack: Ack, body: dict[str, Any]) -> None:
        ack(**choosing.take(read_submission(body)))

    for id in (CHANNEL_SETTINGS, WORKSPACE_SETTINGS):
        app.action(id)(press)
        app.view(id)(take)
