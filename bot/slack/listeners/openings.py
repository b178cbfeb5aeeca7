"""The desk was opened: its Home, or its DM; or it was invited into a channel."""

from typing import Any

from slack_bolt import App

from bot.slack.home import Home
from bot.slack.incoming import own_users
from bot.slack.posting import Address
from bot.slack.whispers import Whispers


def register(app: App, home: Home, whispers: Whispers) -> None:
    """Listen to openings and invitations."""

    def opened(body: dict[str, Any], event: dict[str, Any]) -> None:
        team, user = str(body.get("team_id")), str(event.get("user"))
        home.opened(team, user, str(event.get("channel") or ""), str(event.get("tab") or ""))

    def joined(body: dict[str, Any], event: dict[str, Any]) -> None:
        inviter = str(event.get("inviter") or "")
        if event.get("user") in own_users(body) and inviter:
            to = Address(str(body.get("team_id")), str(event["channel"]), None, inviter)
            whispers.tell(to, inviter, str(body.get("event_id")), "places-hello")

    app.event("app_home_opened")(opened)
    app.event("member_joined_channel")(joined)
