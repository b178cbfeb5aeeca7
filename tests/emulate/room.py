"""The emulator's workspace: who is in it, what they do there, and the events of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from slack_sdk import WebClient

from bot.slack.manifest import bot_scopes

TEAM = "T000000001"  # the emulator has this one workspace
ADMIN = "U000000001"
APP, BOT, DESK = "A0DESK", "B0DESK", "U0DESK"
BOT_TOKEN = "xoxb-1-desk"
CLIENT_ID, CLIENT_SECRET = "1.2", "0123456789abcdef0123456789abcdef"
REDIRECT = "https://desk.example/slack/oauth_redirect"
SEED: Mapping[str, Any] = {
    "team": {"name": "甲方", "domain": "jiafang"},
    "users": [{"name": "lin", "real_name": "Lin"}, {"name": "wang", "real_name": "Wang"}],
    "oauth_apps": [
        {
            "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "app_id": APP, "bot_id": BOT,
            "name": "Guideline Desk", "bot_user_id": DESK, "bot_name": "guideline-desk",
            "redirect_uris": [REDIRECT], "scopes": list(bot_scopes()),
        }
    ],
    "tokens": [
        {"token": "xoxp-admin", "type": "user", "user": "admin"},
        {"token": "xoxp-lin", "type": "user", "user": "lin"},
        {"token": "xoxp-wang", "type": "user", "user": "wang"},
        {
            "token": BOT_TOKEN, "type": "bot", "user": DESK, "app_id": APP, "bot_id": BOT,
            "scopes": list(bot_scopes()),
        },
    ],
    # What the manifest asks for must do for every call that the desk makes.
    "strict_scopes": True,
}  # fmt: skip
_NUMBERS = count(1)
Message = dict[str, Any]


@dataclass(frozen=True)
class Room:
    """A conversation of the emulator.

    Attributes:
        kind: as events name it: channel, group or im.
    """

    url: str
    channel: str
    kind: str

    def says(self, user: str, text: str, thread_ts: str | None = None) -> Message:
        """Let a person write, and return the message as the emulator keeps it."""
        more = {"thread_ts": thread_ts} if thread_ts else {}
        sent = call(self.url, user, "chat.postMessage", channel=self.channel, text=text, **more)
        return self.kept(sent["ts"])

    def edits(self, user: str, message: Message, text: str) -> Message:
        """Let a person change a message, and return it as it is kept now."""
        call(self.url, user, "chat.update", channel=self.channel, ts=message["ts"], text=text)
        return self.kept(message["ts"])

    def deletes(self, user: str, message: Message) -> None:
        """Let a person delete a message."""
        call(self.url, user, "chat.delete", channel=self.channel, ts=message["ts"])

    def thread(self, root: str) -> list[Message]:
        """Return the messages of a thread, its first one too where it is there."""
        # A private conversation shows itself to its members; the admin is none of a DM.
        user = "lin" if self.kind == "im" else "admin"
        found = call(self.url, user, "conversations.replies", channel=self.channel, ts=root)
        messages: list[Message] = found["messages"]
        return messages

    def replies(self, root: str) -> list[Message]:
        """Return what the desk wrote in a thread."""
        return [one for one in self.thread(root) if one["user"] == DESK]

    def kept(self, ts: str) -> Message:
        """Return a message by its stamp."""
        user = "lin" if self.kind == "im" else "admin"
        found = call(self.url, user, "conversations.replies", channel=self.channel, ts=ts)
        (message,) = [one for one in found["messages"] if one["ts"] == ts]
        return dict(message)

    def told(self, message: Message, kind: str = "message", /, **fields: Any) -> dict[str, Any]:
        """Return the event that Slack would send of a message.

        The emulator's own events lack the channel's type, the team and the authorizations, and
        it sends no `app_mention`; the form is that of Slack's documentation.
        """
        inner = {
            **message, "type": kind, "channel": self.channel, "team": TEAM,
            "event_ts": message["ts"],
        } | fields  # fmt: skip
        if kind == "message":
            inner["channel_type"] = self.kind
        return {
            "token": "verification", "team_id": TEAM, "context_team_id": TEAM, "api_app_id": APP,
            "event": inner, "type": "event_callback", "event_id": f"Ev{next(_NUMBERS):010d}",
            "event_time": int(time.time()), "is_ext_shared_channel": False,
            "authorizations": [
                {"enterprise_id": None, "team_id": TEAM, "user_id": DESK, "is_bot": True,
                 "is_enterprise_install": False}
            ],
        }  # fmt: skip

    def changed(self, before: Message, after: Message) -> dict[str, Any]:
        """Return the event of an edit."""
        at = after["edited"]["ts"]
        return self.told(
            {"ts": at}, subtype="message_changed", hidden=True, message=after,
            previous_message=before,
        )  # fmt: skip

    def deleted(self, before: Message) -> dict[str, Any]:
        """Return the event of a deletion."""
        return self.told(
            {"ts": f"{int(time.time())}.{next(_NUMBERS):06d}"}, subtype="message_deleted",
            hidden=True, deleted_ts=before["ts"], previous_message=before,
        )  # fmt: skip


def call(url: str, user: str, method: str, /, **arguments: Any) -> dict[str, Any]:
    """Call the emulator as one of its people, and return what it answers.

    Raises:
        SlackApiError: it refuses.
    """
    client = WebClient(f"xoxp-{user}", f"{url}/api/", timeout=30, retry_handlers=[])
    answer = client.api_call(method, json=arguments).data
    assert isinstance(answer, dict)
    return answer


def person(url: str, name: str) -> str:
    """Return the id of one of the emulator's people."""
    return str(call(url, name, "auth.test")["user_id"])


def channel(url: str, private: bool = False) -> Room:
    """Make a channel with the desk, the admin, Lin and Wang in it."""
    name = f"room-{next(_NUMBERS)}"
    made = call(url, "admin", "conversations.create", name=name, is_private=private)
    id = str(made["channel"]["id"])
    users = ",".join((DESK, person(url, "lin"), person(url, "wang")))
    call(url, "admin", "conversations.invite", channel=id, users=users)
    return Room(url, id, "group" if private else "channel")


def direct_message(url: str) -> Room:
    """Return the direct message of Lin and the desk."""
    opened = call(url, "lin", "conversations.open", users=DESK)
    return Room(url, str(opened["channel"]["id"]), "im")
