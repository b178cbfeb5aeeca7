"""The methods of messages: chat.* and reactions.add."""

from collections.abc import Mapping
from typing import Any

from fake_slack_calls import APP_ID, SlackRefusesError
from fake_slack_events import changed, remove, said
from fake_slack_limits import problems, refusal
from fake_slack_state import Channel, Message, State, Team, with_ids

Arguments = Mapping[str, Any]
# Arguments that say how to post and are no part of what is read back.
_HOW = ("token", "parse", "link_names", "as_user", "reply_broadcast")


def check(state: State, team: Team, method: str, message: Arguments) -> None:
    """Refuse a message that is over a limit."""
    users = state.users_to_mention(team)
    if code := refusal(message, users):
        found = problems(message, users)
        state.found_wrong(method, found)
        raise SlackRefusesError(code, found)


def writable(team: Team, id: Any) -> Channel:
    """Return a channel that the bot may post to.

    Raises:
        SlackRefusesError: it may not.
    """
    channel = team.channel(id)
    if team.bot_user not in channel.members:
        if channel.kind == "public" and "chat:write.public" in (team.scopes or ()):
            return channel
        private = channel.kind == "private"
        raise SlackRefusesError("channel_not_found" if private else "not_in_channel")
    if channel.archived:
        raise SlackRefusesError("is_archived")
    return channel


def posted(state: State, team: Team, channel: Channel, arguments: Arguments) -> Message:
    """Store a message of the app, and return it."""
    own = {name: value for name, value in arguments.items() if name not in _HOW}
    if own.get("blocks"):
        own["blocks"] = with_ids(state, own["blocks"])
    message = own | {
        "type": "message",
        "channel": channel.id,
        "ts": state.stamp(),
        "bot_id": team.bot_id,
        "user": team.bot_user,
        "app_id": APP_ID,
        "team": team.id,
        "bot_profile": {"id": team.bot_id, "app_id": APP_ID, "team_id": team.id},
    }
    if not message.get("thread_ts"):
        message.pop("thread_ts", None)
    elif state.statuses.get((channel.id, message["thread_ts"]), [""])[-1]:
        state.statuses[channel.id, message["thread_ts"]].append("")
    state.add(team, channel.id, message)
    state.happens(team, said(channel, message))
    return message


def post_message(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.postMessage."""
    channel = writable(team, arguments.get("channel"))
    check(state, team, "chat.postMessage", arguments)
    message = posted(state, team, channel, arguments)
    return {"ok": True, "channel": channel.id, "ts": message["ts"], "message": message}


def update(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.update: text without blocks takes the blocks away."""
    channel = team.channel(arguments.get("channel"))
    message, _ = state.existing(team, channel.id, arguments.get("ts"))
    if message.get("bot_id") != team.bot_id:
        raise SlackRefusesError("cant_update_message")
    check(state, team, "chat.update", arguments)
    previous = dict(message)
    for name in ("text", "metadata"):
        if name in arguments:
            message[name] = arguments[name]
    message.pop("blocks", None)
    if arguments.get("blocks"):
        message["blocks"] = with_ids(state, arguments["blocks"])
    message["edited"] = {"user": team.bot_user, "ts": state.stamp()}
    state.happens(team, changed(state, channel, message, previous))
    told = {"channel": channel.id, "ts": message["ts"], "text": message["text"]}
    return {"ok": True, "message": message} | told


def delete(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.delete."""
    channel = team.channel(arguments.get("channel"))
    message, _ = state.existing(team, channel.id, arguments.get("ts"))
    if message.get("bot_id") != team.bot_id:
        raise SlackRefusesError("cant_delete_message")
    ts = message["ts"]
    state.happens(team, remove(state, team, channel, ts))
    return {"ok": True, "channel": channel.id, "ts": ts}


def post_ephemeral(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.postEphemeral: seen by one person, read back by nobody."""
    channel = writable(team, arguments.get("channel"))
    user = team.user(arguments.get("user"))
    if channel.kind == "public" and not team.strict and user.id not in channel.members:
        channel.members.append(user.id)
    if user.id not in channel.members:
        raise SlackRefusesError("user_not_in_channel")
    check(state, team, "chat.postEphemeral", arguments)
    shown = show(state, team, channel, user.id, arguments)
    return {"ok": True, "message_ts": shown["ts"]}


def show(state: State, team: Team, channel: Channel, user: str, arguments: Arguments) -> Message:
    """Show a message to one person only; its metadata is lost."""
    left_out = (*_HOW, "metadata", "response_type", "replace_original", "delete_original")
    shown = {name: value for name, value in arguments.items() if name not in left_out}
    shown |= {
        "blocks": with_ids(state, arguments.get("blocks")),
        "channel": channel.id,
        "team": team.id,
        "user": team.bot_user,
        "bot_id": team.bot_id,
        "shown": user,
        "ts": state.stamp(),
    }
    state.ephemerals.append(shown)
    return shown


def permalink(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.getPermalink."""
    channel, ts = team.channel(arguments.get("channel")), str(arguments.get("message_ts"))
    found = state.find(team, channel.id, ts)
    if found is None and team.strict:
        raise SlackRefusesError("message_not_found")
    address = f"https://{team.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    root = found[0].get("thread_ts") if found else None
    if root and root != ts:
        address += f"?thread_ts={root}&cid={channel.id}"
    return {"ok": True, "channel": channel.id, "permalink": address}


def add_reaction(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """reactions.add."""
    channel, name = team.channel(arguments.get("channel")), arguments.get("name")
    if not name or ":" in str(name):
        raise SlackRefusesError("invalid_name")
    found = state.find(team, channel.id, arguments.get("timestamp"))
    if found is None:
        if team.strict:
            raise SlackRefusesError("message_not_found")
        return {"ok": True}
    reactions = found[0].setdefault("reactions", [])
    given = next((one for one in reactions if one["name"] == name), None)
    if given is None:
        reactions.append({"name": name, "users": [team.bot_user], "count": 1})
    elif team.bot_user in given["users"]:
        raise SlackRefusesError("already_reacted")
    else:
        given["users"].append(team.bot_user)
        given["count"] += 1
    return {"ok": True}
