"""Messages that are streamed: chat.startStream, chat.appendStream, chat.stopStream."""

from collections.abc import Mapping
from typing import Any

from fake_slack_calls import SlackRefusesError
from fake_slack_messages import Arguments, check, posted, writable
from fake_slack_state import Message, State, Team, with_ids


def start(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.startStream: a message in a thread, which takes no metadata."""
    channel = writable(team, arguments.get("channel"))
    if not arguments.get("thread_ts"):
        raise SlackRefusesError("invalid_arguments")
    recipients = arguments.get("recipient_team_id"), arguments.get("recipient_user_id")
    if channel.kind != "im" and not all(recipients):
        raise SlackRefusesError("missing_recipient_user_id")
    own = {"text": arguments.get("markdown_text", ""), "thread_ts": arguments["thread_ts"]}
    message = posted(state, team, channel, own)
    state.streams[channel.id, message["ts"]] = True
    return {"ok": True, "channel": channel.id, "ts": message["ts"]}


def append(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.appendStream."""
    message = _streaming(state, team, arguments)
    message["text"] += str(arguments.get("markdown_text", ""))
    check(state, team, "chat.appendStream", message)
    return {"ok": True, "channel": message["channel"], "ts": message["ts"]}


def stop(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """chat.stopStream."""
    message = _streaming(state, team, arguments)
    message["text"] += str(arguments.get("markdown_text", ""))
    if arguments.get("blocks"):
        message["blocks"] = with_ids(state, arguments["blocks"])
    if arguments.get("metadata"):
        message["metadata"] = arguments["metadata"]
    state.streams[message["channel"], message["ts"]] = False
    return {"ok": True, "channel": message["channel"], "ts": message["ts"], "message": message}


def _streaming(state: State, team: Team, arguments: Mapping[str, Any]) -> Message:
    channel = team.channel(arguments.get("channel"))
    message, _ = state.existing(team, channel.id, arguments.get("ts"))
    if state.streams_die or not state.streams.get((channel.id, message["ts"])):
        raise SlackRefusesError("message_not_in_streaming_state")
    return message
