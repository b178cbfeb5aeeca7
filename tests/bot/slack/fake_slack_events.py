"""Events as Slack sends them: the envelope, and what is inside for each happening."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

from fake_slack_calls import APP_ID
from fake_slack_state import Channel, Message, State, Team


def wrapped(state: State, team: Team, event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of an Events API request."""
    return {
        "token": "verification",
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        "event_id": f"Ev{team.id}{next(state.numbers):06d}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": team.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{uuid.uuid4().hex}",
    }


def written(team: Team, user: str, text: str, ts: str, thread: str | None = None) -> Message:
    """Return a person's message as it is stored and read back."""
    message: Message = {
        "client_msg_id": str(uuid.uuid4()),
        "type": "message",
        "user": user,
        "text": text,
        "ts": ts,
        "team": team.id,
        "blocks": [
            {
                "type": "rich_text",
                "block_id": uuid.uuid4().hex[:5],
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
                ],
            }
        ],
    }
    return message | ({"thread_ts": thread} if thread else {})


def said(channel: Channel, message: Message, kind: str = "message") -> dict[str, Any]:
    """Return the event of a message, or of a mention in it."""
    inner = {name: value for name, value in message.items() if name != "metadata"}
    event = inner | {"type": kind, "channel": channel.id, "event_ts": message["ts"]}
    return event | ({"channel_type": channel.type} if kind == "message" else {})


def changed(state: State, channel: Channel, message: Message, previous: Message) -> dict[str, Any]:
    """Return the event of an edit, an unfurl or the tombstone of a thread's first message."""
    ts = state.stamp()
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": dict(message),
        "previous_message": dict(previous),
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.type,
    }


def deleted(state: State, channel: Channel, previous: Message) -> dict[str, Any]:
    """Return the event of a deletion."""
    ts = state.stamp()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": dict(previous),
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": previous["ts"],
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.type,
    }


def remove(state: State, team: Team, channel: Channel, ts: str) -> dict[str, Any]:
    """Take a message away and return the event: a root with replies leaves a tombstone."""
    message, thread = state.existing(team, channel.id, ts)
    previous = dict(message)
    if len(thread) == 1 or message is not thread[0]:
        thread.remove(message)
        return deleted(state, channel, previous)
    message.clear()
    message.update(
        {
            "type": "message",
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "user": "USLACKBOT",
            "hidden": True,
            "ts": previous["ts"],
            "thread_ts": previous["ts"],
        }
    )
    return changed(state, channel, message, previous)


def opened(state: State, team: Team, user: str, tab: str) -> dict[str, Any]:
    """Return the event of a person looking at the app's home tab or its messages."""
    event: dict[str, Any] = {
        "type": "app_home_opened",
        "user": user,
        "channel": team.dm(user).id,
        "tab": tab,
        "event_ts": state.stamp(),
    }
    view = state.homes.get((team.id, user))
    return event | ({"view": view} if view and tab == "home" else {})


def joined(state: State, team: Team, channel: Channel, user: str, by: str) -> dict[str, Any]:
    """Return the event of someone joining a channel."""
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": team.id,
        "inviter": by,
        "event_ts": state.stamp(),
    }


def listens(state: State, event: Mapping[str, Any]) -> bool:
    """Tell whether the app hears of an event: those of its own end come to every app."""
    if event["type"] in ("app_uninstalled", "tokens_revoked") or state.subscribed is None:
        return True
    return subscription(event) in state.subscribed


def subscription(event: Mapping[str, Any]) -> str:
    """Return the name under which a manifest subscribes to an event."""
    names = {"channel": "channels", "group": "groups"}
    if event["type"] == "message":
        kind = event.get("channel_type", "channel")
        return f"message.{names.get(kind, kind)}"
    return str(event["type"])
