"""Reads Slack's events about messages: written, edited or deleted by a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.answer.personal import mask_personal_data
from bot.slack.mrkdwn import plain_text

ChannelKind = Literal["im", "mpim", "channel", "group"]
# A file with words, and a reply that its writer also sent to the channel, are a person's
# message; every other subtype is a join, an unfurl or another app speaking.
_SUBTYPES = (None, "file_share", "thread_broadcast")
_SLACKBOT = "USLACKBOT"
# What the engine reads of a message and no cut number of it; a longer one takes long to mask.
_READ, _KEPT = 12_000, 9_000
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True)
class Place:
    """A message's place in Slack.

    Attributes:
        ts: the message's own stamp, its id within the channel.
        thread_ts: the stamp of the thread's first message, or None outside threads.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str | None = None

    @property
    def root(self) -> str:
        """The stamp of the thread that a reply belongs in."""
        return self.thread_ts or self.ts

    @property
    def thread(self) -> str:
        """The thread's name in the store of frames."""
        return f"{self.team}:{self.channel}:{self.root}"

    @property
    def message(self) -> str:
        """The message's name: two events about one message share it."""
        return f"message:{self.team}:{self.channel}:{self.ts}"


@dataclass(frozen=True)
class Written:
    """A message that a person wrote.

    Attributes:
        event_id: Slack's id of the event, the same in each of its retries.
        text: what was written, as plain text without the mentions, personal data masked.
        addressed: it is written to the desk: in its DM, or with its name in it.
        to_others: it names other people.
        edited: the moment of its last edit, where this is no longer its first form.
    """

    event_id: str
    place: Place
    kind: ChannelKind
    user: str
    text: str
    addressed: bool
    to_others: bool
    edited: str | None = None


@dataclass(frozen=True)
class Deleted:
    """A message that is gone."""

    event_id: str
    place: Place


def read_event(body: Mapping[str, Any]) -> Written | Deleted | None:
    """Read an Events API payload; None where it is no person's message.

    An edit of a message that mentions the desk comes as a mention, as a change or as both; each
    gives the message in its new form, with the moment of its edit.
    """
    event = body.get("event")
    if not isinstance(event, Mapping) or event.get("type") not in ("message", "app_mention"):
        return None
    subtype = event.get("subtype")
    if subtype == "message_deleted":
        return _deleted(body, event, str(event.get("deleted_ts") or ""))
    if subtype != "message_changed":
        return _written(body, event, event)
    message = event.get("message")
    if not isinstance(message, Mapping):
        return None
    if message.get("subtype") == "tombstone":  # what is left of a deleted message with replies
        return _deleted(body, event, str(message.get("ts") or ""))
    before = event.get("previous_message")
    if not isinstance(before, Mapping) or before.get("text") == message.get("text"):
        return None  # a link was unfurled, a file was added: its writer changed nothing
    edited = message.get("edited")
    if not isinstance(edited, Mapping) or edited.get("user") not in (None, message.get("user")):
        return None
    return _written(body, event, message)


def is_persons_message(message: Mapping[str, Any]) -> bool:
    """Tell whether a person wrote this message, as an event or as read back from a thread."""
    return (
        message.get("subtype") in _SUBTYPES
        and not message.get("bot_id")
        and not message.get("bot_profile")
        and not message.get("hidden")
        and message.get("user") not in (None, "", _SLACKBOT)
    )


def _written(
    body: Mapping[str, Any], event: Mapping[str, Any], message: Mapping[str, Any]
) -> Written | None:
    channel, ts = event.get("channel"), message.get("ts")
    own = own_users(body)
    if not is_persons_message(message) or message["user"] in own or not channel or not ts:
        return None
    text = str(message.get("text") or "")
    kind = _kind(event)
    named = set(_MENTION.findall(text))
    mentioned = event["type"] == "app_mention" or bool(named & own)
    edited = message.get("edited")
    return Written(
        event_id=str(body.get("event_id") or ""),
        place=Place(_team(body, event), str(channel), str(ts), message.get("thread_ts") or None),
        kind=kind,
        user=str(message["user"]),
        text=_kept(text),
        addressed=kind == "im" or mentioned,
        to_others=bool(named - own),
        edited=str(edited.get("ts") or "") if isinstance(edited, Mapping) else None,
    )


def _kept(text: str) -> str:
    """Return what is kept of a text: no personal data, and nothing that no database takes."""
    storable = text.encode(errors="ignore").decode().replace("\0", "")
    return mask_personal_data(plain_text(storable)[:_READ])[:_KEPT]


def _deleted(body: Mapping[str, Any], event: Mapping[str, Any], ts: str) -> Deleted | None:
    channel = event.get("channel")
    if not channel or not ts:
        return None
    return Deleted(str(body.get("event_id") or ""), Place(_team(body, event), str(channel), ts))


def _kind(event: Mapping[str, Any]) -> ChannelKind:
    """Return the kind of the channel; a mention does not tell it, but its channel's id does."""
    kind = event.get("channel_type")
    known: dict[object, ChannelKind] = {
        "im": "im", "mpim": "mpim", "channel": "channel", "group": "group",
    }  # fmt: skip
    if kind in known:
        return known[kind]
    return "im" if str(event.get("channel") or "").startswith("D") else "channel"


def _team(body: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return the workspace that the desk is installed in.

    In a channel shared with other workspaces the event may come of another of them.
    """
    for authorization in body.get("authorizations") or ():
        if authorization.get("team_id"):
            return str(authorization["team_id"])
    return str(body.get("team_id") or event.get("team") or "")


def own_users(body: Mapping[str, Any]) -> set[str]:
    """Return the desk's own user ids: the payload names for whom it was delivered."""
    return {
        str(authorization.get("user_id"))
        for authorization in body.get("authorizations") or ()
        if authorization.get("is_bot")
    }
