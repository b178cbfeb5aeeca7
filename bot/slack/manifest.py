"""The app's manifest: the one place of its scopes and events, in Socket Mode's form and HTTP's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parents[2] / "deploy" / "slack-manifest.json"
EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "to be told when somebody mentions it",
    "assistant:write": "to offer suggested questions in a direct message",
    "channels:history": "to read the thread that it is asked in, in public channels",
    "channels:read": "to know a public channel's name and whether it is in it",
    "chat:write": "to answer, and to say that it is at work",
    "commands": "for /desk and the message shortcut",
    "groups:history": "to read the thread that it is asked in, in private channels",
    "groups:read": "to know a private channel's name and whether it is in it",
    "im:history": "to read what it is asked in direct messages",
    "im:write": "to open a direct message, such as with somebody who is to be told",
    "mpim:history": "to read the thread that it is asked in, in group messages",
    "mpim:read": "to know whether it is in a group message",
    "users:read": "to know who is an admin of the workspace, and a person's language",
}
"""What each scope of the manifest is for, continuing "needed …"."""


@dataclass(frozen=True)
class Event:
    """An event of the manifest.

    Attributes:
        scope: without it Slack does not send the event; None where it needs none.
        purpose: what it is for, continuing "needed …".
        usual: whether every workspace sends it soon, so that its absence means something.
    """

    scope: str | None
    purpose: str
    usual: bool = True


EVENTS: Mapping[str, Event] = {
    "app_home_opened": Event(None, "to fill the Home tab and to offer suggested questions"),
    "app_mention": Event("app_mentions:read", "to answer where it is mentioned"),
    "app_uninstalled": Event(None, "to delete a workspace's token when it leaves", usual=False),
    "member_joined_channel": Event(
        "channels:read", "to tell who invites it how it is used", usual=False
    ),
    "message.channels": Event(
        "channels:history", "to answer follow-ups in threads of public channels"
    ),
    "message.groups": Event(
        "groups:history", "to answer follow-ups in threads of private channels", usual=False
    ),
    "message.im": Event("im:history", "to answer direct messages"),
    "message.mpim": Event("mpim:history", "to answer follow-ups in group messages", usual=False),
    "tokens_revoked": Event(None, "to delete a token that was taken back", usual=False),
}


@cache
def _read(path: Path) -> str:
    return path.read_text("utf-8")


def socket_mode_manifest(path: Path = MANIFEST) -> dict[str, Any]:
    """Return the manifest as it stands in its file: for Socket Mode.

    Raises:
        FileNotFoundError: the file is not beside the program.
    """
    manifest: dict[str, Any] = json.loads(_read(path))
    return manifest


def http_manifest(url: str, path: Path = MANIFEST) -> dict[str, Any]:
    """Return the manifest of an app whose events come over HTTP and that OAuth installs.

    Args:
        url: the https address at which Slack reaches the desk.
        path: the manifest's file.

    Raises:
        FileNotFoundError: the file is not beside the program.
    """
    manifest = socket_mode_manifest(path)
    url = url.rstrip("/")
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = url + EVENTS_PATH
    settings["interactivity"]["request_url"] = url + EVENTS_PATH
    for command in manifest["features"]["slash_commands"]:
        command["url"] = url + EVENTS_PATH
    manifest["oauth_config"]["redirect_urls"] = [url + REDIRECT_PATH]
    return manifest


def bot_scopes(path: Path = MANIFEST) -> tuple[str, ...]:
    """Return the scopes that the bot asks for, in order."""
    return tuple(socket_mode_manifest(path)["oauth_config"]["scopes"]["bot"])


def bot_events(path: Path = MANIFEST) -> tuple[str, ...]:
    """Return the events that the app subscribes to, in order."""
    return tuple(socket_mode_manifest(path)["settings"]["event_subscriptions"]["bot_events"])
