"""The app was removed from a workspace: its tokens are forgotten."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt import App

from bot.slack.installing import Installations, forget_installation


def register(app: App, installations: Installations) -> None:
    """Listen to removals."""

    def forget(body: dict[str, Any]) -> None:
        # The event may come late: an installation made after it stays.
        happened = datetime.fromtimestamp(int(body.get("event_time") or 0), UTC)
        forget_installation(installations, body.get("enterprise_id"), body.get("team_id"), happened)

    def on_revoked(body: dict[str, Any], event: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot"):
            forget(body)

    app.event("app_uninstalled")(forget)
    app.event("tokens_revoked")(on_revoked)
