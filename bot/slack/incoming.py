"""Reads a Slack event: whether a person asks something here, and what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.mrkdwn import plain_text

# A file with words, and a reply that its writer also sent to the channel, are a person's
# message; every other subtype is an edit, a deletion, a join or another app speaking.
_SUBTYPES = (None, "file_share", "thread_broadcast")
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Incoming:
    """A person's message that asks for an answer.

    Attributes:
        event_id: Slack's id of the event, the same in each of its retries.
        ts: the message's own stamp, its id within the channel.
        thread_ts: the stamp of the thread's first message, or None outside threads.
        text: what was written, as plain text without the mentions.
    """

    event_id: str
    team: str
    channel: str
    user: str
    ts: str
    thread_ts: str | None
    text: str

    @property
    def root(self) -> str:
        """The stamp of the thread that the reply belongs in."""
        return self.thread_ts or self.ts

    @property
    def thread(self) -> str:
        """The thread's name in the store of frames."""
        return f"{self.team}:{self.channel}:{self.root}"

    @property
    def message(self) -> str:
        """The message's name: two events about one message (a mention in a DM) share it."""
        return f"{self.team}:{self.channel}:{self.ts}"


def read_event(body: Mapping[str, Any]) -> Incoming | None:
    """Read an Events API payload; None where nobody asks the desk anything.

    A message counts in a DM, a mention everywhere. An edit of a message that mentions the
    desk comes as a mention with the stamp of the first one, so it is told apart by that stamp.
    """
    event = body.get("event")
    if not isinstance(event, Mapping) or not _asks(event):
        return None
    if not is_persons_message(event) or event["user"] in _own_users(body):
        return None
    channel, ts, text = event.get("channel"), event.get("ts"), event.get("text")
    if not channel or not ts:
        return None
    return Incoming(
        event_id=str(body.get("event_id") or ""),
        team=str(body.get("team_id") or event.get("team") or ""),
        channel=str(channel),
        user=str(event["user"]),
        ts=str(ts),
        thread_ts=event.get("thread_ts") or None,
        text=plain_text(str(text or "")),
    )


def is_persons_message(message: Mapping[str, Any]) -> bool:
    """Tell whether a person wrote this message, as an event or as read back from a thread."""
    return (
        message.get("subtype") in _SUBTYPES
        and not message.get("bot_id")
        and not message.get("bot_profile")
        and not message.get("hidden")
        and message.get("user") not in (None, "", _SLACKBOT)
    )


def _asks(event: Mapping[str, Any]) -> bool:
    kind = event.get("type")
    return kind == "app_mention" or (kind == "message" and event.get("channel_type") == "im")


def _own_users(body: Mapping[str, Any]) -> set[str]:
    """Return the desk's own user ids: the payload names for whom it was delivered."""
    return {
        str(authorization.get("user_id"))
        for authorization in body.get("authorizations") or ()
        if authorization.get("is_bot")
    }
