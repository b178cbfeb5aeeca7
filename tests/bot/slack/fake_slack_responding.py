"""Answers to an interaction: posts to its response_url, and what its acknowledgement shows."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

from fake_slack_calls import SlackRefusesError, holds
from fake_slack_events import changed, remove
from fake_slack_messages import check, posted, show
from fake_slack_state import Message, ResponseUrl, State, Team, Trigger, with_ids

_MOST_USES = 5


def new_trigger(state: State, team: Team, user: str, view: str | None = None) -> str:
    """Return a trigger_id for what a person just did."""
    id = f"{next(state.numbers)}.{team.id[1:]}.{uuid.uuid4().hex}"
    state.triggers[id] = Trigger(team.id, user, time.monotonic(), view)
    return id


def new_response_url(
    state: State, team: Team, user: str, channel: str, message: Message | None = None
) -> str:
    """Return a response_url for what a person just did."""
    id = f"{team.id}/{next(state.numbers)}/{uuid.uuid4().hex}"
    thread = message.get("thread_ts") if message else None
    ephemeral = bool(message and message.get("shown"))
    ts = message["ts"] if message else None
    state.response_urls[id] = ResponseUrl(
        team.id, user, channel, time.monotonic(), thread, ts, ephemeral
    )
    return f"{state.url.removesuffix('/api/')}/respond/{id}"


def respond(state: State, id: str, arguments: Mapping[str, Any]) -> None:
    """Take a post to a response_url.

    Raises:
        SlackRefusesError: the address is unknown, used up or old, or the payload is refused.
    """
    url = state.response_urls.get(id)
    if url is None:
        raise SlackRefusesError("no_such_url")
    if url.uses >= _MOST_USES:
        raise SlackRefusesError("used_url")
    if time.monotonic() - url.at > state.response_seconds:
        raise SlackRefusesError("expired_url")
    show_response(state, url, arguments)
    url.uses += 1


def show_response(state: State, url: ResponseUrl, arguments: Mapping[str, Any]) -> None:
    """Show an answer to an interaction where its payload says."""
    team = state.teams[url.team]
    place = {"channel": url.channel, "user": url.user, "team": team.id}
    if holds(arguments, "delete_original"):
        _delete_original(state, team, url)
        state.responses.append(dict(arguments) | place)
        return
    check(state, team, "response_url", arguments)
    state.responses.append(dict(arguments) | place)
    if holds(arguments, "replace_original") and url.message:
        _replace_original(state, team, url, arguments)
        return
    channel = team.channel(url.channel)
    if arguments.get("response_type") == "in_channel":
        left_out = ("response_type", "replace_original")
        own = {name: value for name, value in arguments.items() if name not in left_out}
        posted(state, team, channel, own)
    else:
        show(state, team, channel, url.user, arguments)


def _original(state: State, url: ResponseUrl) -> Message | None:
    return next((one for one in state.ephemerals if one["ts"] == url.message), None)


def _delete_original(state: State, team: Team, url: ResponseUrl) -> None:
    if url.ephemeral and (original := _original(state, url)):
        state.ephemerals.remove(original)
    elif url.message and state.find(team, url.channel, url.message):
        channel = team.channel(url.channel)
        state.happens(team, remove(state, team, channel, url.message))


def _replace_original(
    state: State, team: Team, url: ResponseUrl, arguments: Mapping[str, Any]
) -> None:
    if url.ephemeral:
        original = _original(state, url)
    else:
        original = state.existing(team, url.channel, url.message)[0]
    if original is None:
        raise SlackRefusesError("message_not_found")
    previous = dict(original)
    original["text"] = arguments["text"]
    original.pop("blocks", None)
    if arguments.get("blocks"):
        original["blocks"] = with_ids(state, arguments["blocks"])
    if not url.ephemeral:
        original["edited"] = {"user": team.bot_user, "ts": state.stamp()}
        state.happens(team, changed(state, team.channel(url.channel), original, previous))
