"""The methods of conversations: reading, members, opening and joining."""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from fake_slack_calls import SlackRefusesError, holds
from fake_slack_state import Channel, Message, State, Team

T = TypeVar("T")
Arguments = Mapping[str, Any]
_TYPES = {"public": "public_channel", "private": "private_channel", "im": "im", "mpim": "mpim"}


def readable(team: Team, id: Any) -> Channel:
    """Return a channel that the bot may read.

    Raises:
        SlackRefusesError: it may not.
    """
    channel = team.channel(id)
    if team.bot_user not in channel.members:
        private = channel.kind != "public"
        raise SlackRefusesError("channel_not_found" if private else "not_in_channel")
    return channel


def page(all_of: Sequence[T], arguments: Arguments, usual: int) -> tuple[list[T], str]:
    """Return a page and the cursor of the next, "" at the end."""
    limit = int(arguments.get("limit") or usual)
    if not 1 <= limit <= 1000:
        raise SlackRefusesError("invalid_limit")
    start = 0
    if cursor := arguments.get("cursor"):
        try:
            start = int(base64.b64decode(str(cursor), validate=True).decode().removeprefix("at:"))
        except (binascii.Error, ValueError):
            raise SlackRefusesError("invalid_cursor") from None
    end = start + limit
    more = base64.b64encode(f"at:{end}".encode()).decode() if end < len(all_of) else ""
    return list(all_of[start:end]), more


def _told(message: Message, arguments: Arguments) -> Message:
    """Return a message as it is read back: metadata only where it is asked for."""
    hidden = () if holds(arguments, "include_all_metadata") else ("metadata",)
    return {name: value for name, value in message.items() if name not in hidden}


def _between(messages: Iterable[Message], arguments: Arguments) -> list[Message]:
    after, before = float(arguments.get("oldest") or 0), arguments.get("latest")
    inclusive = holds(arguments, "inclusive")
    return [
        message
        for message in messages
        if (ts := float(message["ts"])) > after or (inclusive and ts == after)
        if not before or ts < float(before) or (inclusive and ts == float(before))
    ]


def replies(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """conversations.replies: a thread, oldest first."""
    channel = readable(team, arguments.get("channel"))
    thread = state.threads.get(state.key(team, channel.id, str(arguments.get("ts")))) or []
    if not thread and (found := state.find(team, channel.id, arguments.get("ts"))):
        thread = [found[0]]
    if not thread and team.strict:
        raise SlackRefusesError("thread_not_found")
    shown, cursor = page(_between(thread, arguments), arguments, 1000)
    return {
        "ok": True,
        "messages": [_told(message, arguments) for message in shown],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def history(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """conversations.history: what stands in the channel itself, newest first."""
    channel = readable(team, arguments.get("channel"))
    roots = []
    for root, thread in state.channel_threads(team, channel.id).items():
        for message in thread:
            if message["ts"] == root:
                answers = thread[1:]
                counted = {"reply_count": len(answers), "latest_reply": thread[-1]["ts"]}
                roots.append(message | ({"thread_ts": root} | counted if answers else {}))
            elif message.get("subtype") == "thread_broadcast":
                roots.append(message)
    found = sorted(_between(roots, arguments), key=lambda one: float(one["ts"]), reverse=True)
    shown, cursor = page(found, arguments, 100)
    return {
        "ok": True,
        "messages": [_told(message, arguments) for message in shown],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def described(team: Team, channel: Channel) -> dict[str, Any]:
    """Return a channel as Slack describes it."""
    person = [member for member in channel.members if member != team.bot_user]
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_archived": channel.archived,
        "is_member": team.bot_user in channel.members,
        "context_team_id": team.id,
    } | ({"user": person[0]} if channel.kind == "im" and person else {})


def info(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """conversations.info."""
    channel = team.channel(arguments.get("channel"))
    if channel.kind != "public" and team.bot_user not in channel.members:
        raise SlackRefusesError("channel_not_found")
    counted = holds(arguments, "include_num_members")
    members = {"num_members": len(channel.members)} if counted else {}
    return {"ok": True, "channel": described(team, channel) | members}


def members(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """conversations.members, in pages."""
    channel = team.channel(arguments.get("channel"))
    if channel.kind != "public" and team.bot_user not in channel.members:
        raise SlackRefusesError("channel_not_found")
    shown, cursor = page(channel.members, arguments, 100)
    return {"ok": True, "members": shown, "response_metadata": {"next_cursor": cursor}}


def open_conversation(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """conversations.open: a DM with one person, a group DM with several."""
    users = arguments.get("users") or []
    ids = users.split(",") if isinstance(users, str) else list(users)
    if arguments.get("channel"):
        channel = team.channel(arguments["channel"])
    elif not ids:
        raise SlackRefusesError("users_list_not_supplied")
    else:
        people = [team.user(id.strip()) for id in ids]
        if any(person.deleted for person in people):
            raise SlackRefusesError("user_disabled")
        if len(people) == 1:
            channel = team.dm(people[0].id)
        else:
            name = "G" + "".join(sorted(person.id for person in people))
            if name not in team.channels:
                team.add_channel(name, *(person.id for person in people), kind="mpim")
            channel = team.channels[name]
    whole = holds(arguments, "return_im")
    return {"ok": True, "channel": described(team, channel) if whole else {"id": channel.id}}


def join(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """conversations.join: public channels only."""
    channel = team.channel(arguments.get("channel"))
    if channel.kind == "private" and team.bot_user not in channel.members:
        raise SlackRefusesError("channel_not_found")
    if channel.kind != "public":
        raise SlackRefusesError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackRefusesError("is_archived")
    if team.bot_user not in channel.members:
        channel.members.append(team.bot_user)
    return {"ok": True, "channel": described(team, channel)}


def of_user(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """users.conversations: where a user, or else the bot, is a member, in pages."""
    user = arguments.get("user") or team.bot_user
    team.user(user)
    types = str(arguments.get("types") or "public_channel").split(",")
    whole = [
        described(team, channel)
        for channel in team.channels.values()
        if user in channel.members
        and _TYPES[channel.kind] in types
        and not (holds(arguments, "exclude_archived") and channel.archived)
    ]
    shown, cursor = page(whole, arguments, 100)
    return {"ok": True, "channels": shown, "response_metadata": {"next_cursor": cursor}}
