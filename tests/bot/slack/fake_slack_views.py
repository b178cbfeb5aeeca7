"""The methods of views and of threads with an app: modals, home tabs, statuses, prompts."""

import json
import time
import uuid
from collections.abc import Mapping
from typing import Any

from fake_slack_block_limits import IN_MESSAGES, block_problems
from fake_slack_calls import APP_ID, SlackRefusesError
from fake_slack_limits import problems, prompt_problems, view_problems, view_refusal
from fake_slack_state import State, Team, Trigger, with_ids

Arguments = Mapping[str, Any]
_MOST_PUSHED = 3
_KEPT = (
    "type", "title", "submit", "close", "private_metadata", "callback_id", "external_id",
    "clear_on_close", "notify_on_close",
)  # fmt: skip
_EMPTY: Mapping[str, Any] = {
    "title": None, "submit": None, "close": None, "private_metadata": "", "callback_id": "",
    "external_id": "", "clear_on_close": False, "notify_on_close": False,
}  # fmt: skip


def checked(state: State, team: Team, where: str, view: Any, own: str | None = None) -> None:
    """Refuse a view that is over a limit, or whose external_id another view has."""
    if code := view_refusal(view):
        found = view_problems(view)
        state.found_wrong(where, found)
        raise SlackRefusesError(code, found)
    external = view.get("external_id")
    for id, other in state.views.items():
        taken = other["team_id"] == team.id and other["external_id"] == external
        if external and taken and id != own:
            raise SlackRefusesError("duplicate_external_id")


def shaped(state: State, team: Team, view: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a view as Slack keeps it, and keep it."""
    id = fields.pop("id", None) or f"V{next(state.numbers):05d}"
    kept = dict(_EMPTY) | {name: view[name] for name in _KEPT if view.get(name) is not None}
    whole = kept | {
        "id": id,
        "team_id": team.id,
        "blocks": with_ids(state, view["blocks"]),
        "state": {"values": {}},
        "hash": f"{int(time.time())}.{uuid.uuid4().hex[:8]}",
        "root_view_id": id,
        "previous_view_id": None,
        "app_id": APP_ID,
        "app_installed_team_id": team.id,
        "bot_id": team.bot_id,
    }
    state.views[id] = whole | fields
    return state.views[id]


def used_trigger(state: State, team: Team, arguments: Arguments) -> Trigger:
    """Exchange a trigger_id.

    Raises:
        SlackRefusesError: it is unknown, used, or older than three seconds.
    """
    trigger = state.triggers.get(str(arguments.get("trigger_id")))
    if trigger is None or trigger.team != team.id:
        raise SlackRefusesError("invalid_trigger_id")
    if trigger.used:
        raise SlackRefusesError("exchanged_trigger_id")
    if time.monotonic() - trigger.at > state.trigger_seconds:
        raise SlackRefusesError("expired_trigger_id")
    trigger.used = True
    return trigger


def pushed(
    state: State, team: Team, user: str, view: Mapping[str, Any], onto: str | None
) -> dict[str, Any]:
    """Put a modal on a person's stack; without a view below, the stack is begun anew."""
    stack = state.stacks[team.id, user]
    if onto is None:
        stack.clear()
    elif len(stack) >= _MOST_PUSHED:
        raise SlackRefusesError("push_limit_reached")
    below = {"root_view_id": stack[0], "previous_view_id": stack[-1]} if stack else {}
    shown = shaped(state, team, view, user=user, **below)
    stack.append(shown["id"])
    return shown


def open_view(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """views.open."""
    checked(state, team, "views.open", arguments.get("view"))
    trigger = used_trigger(state, team, arguments)
    return {"ok": True, "view": pushed(state, team, trigger.user, arguments["view"], None)}


def push_view(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """views.push: only from within an open modal."""
    checked(state, team, "views.push", arguments.get("view"))
    trigger = used_trigger(state, team, arguments)
    if trigger.view is None or not state.stacks[team.id, trigger.user]:
        raise SlackRefusesError("not_found")
    return {"ok": True, "view": pushed(state, team, trigger.user, arguments["view"], trigger.view)}


def update_view(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """views.update, by view_id or external_id, with the hash as a guard."""
    external = arguments.get("external_id")
    by_external = [
        id for id, view in state.views.items() if external and view["external_id"] == external
    ]
    id = arguments.get("view_id") or next(iter(by_external), None)
    before = state.views.get(str(id))
    if before is None or before["team_id"] != team.id:
        raise SlackRefusesError("not_found")
    if arguments.get("hash") and arguments["hash"] != before["hash"]:
        raise SlackRefusesError("hash_conflict")
    checked(state, team, "views.update", arguments.get("view"), own=before["id"])
    return {"ok": True, "view": replaced(state, team, before, arguments["view"])}


def replaced(
    state: State, team: Team, before: Mapping[str, Any], view: Mapping[str, Any]
) -> dict[str, Any]:
    """Put a view in the place of another."""
    place = {
        name: before[name] for name in ("id", "root_view_id", "previous_view_id", "user")
        if name in before
    }  # fmt: skip
    return shaped(state, team, view, **place)


def publish(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """views.publish: a person's home tab."""
    user, view = team.user(arguments.get("user_id")), arguments.get("view")
    before = state.homes.get((team.id, user.id))
    if before and arguments.get("hash") and arguments["hash"] != before["hash"]:
        raise SlackRefusesError("hash_conflict")
    checked(state, team, "views.publish", view, own=before["id"] if before else None)
    if not isinstance(view, Mapping) or view.get("type") != "home":
        raise SlackRefusesError("invalid_arguments", ["only a home tab is published"])
    id = before["id"] if before else None
    home = shaped(state, team, view, id=id, user=user.id)
    state.homes[team.id, user.id] = home
    return {"ok": True, "view": home}


def set_status(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """assistant.threads.setStatus."""
    place = _thread(team, arguments)
    if not isinstance(arguments.get("status"), str):
        raise SlackRefusesError("invalid_arguments", ["status is missing"])
    loading = arguments.get("loading_messages") or []
    if len(loading) > 10:
        found = [f"there are {len(loading)} loading_messages of 10"]
        state.found_wrong("assistant.threads.setStatus", found)
        raise SlackRefusesError("invalid_arguments", found)
    state.statuses[place].append(arguments["status"])
    return {"ok": True}


def set_title(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """assistant.threads.setTitle."""
    place = _thread(team, arguments)
    if not arguments.get("title"):
        raise SlackRefusesError("invalid_arguments", ["title is missing"])
    state.titles[place] = arguments["title"]
    return {"ok": True}


def set_prompts(state: State, team: Team, arguments: Arguments) -> dict[str, Any]:
    """assistant.threads.setSuggestedPrompts; with agent_view a thread_ts fails in silence."""
    method = "assistant.threads.setSuggestedPrompts"
    channel = team.channel(arguments.get("channel_id"))
    prompts, title = arguments.get("prompts"), arguments.get("title")
    if found := prompt_problems(prompts, title):
        state.found_wrong(method, found)
        raise SlackRefusesError("invalid_arguments", found)
    if state.agent_view and arguments.get("thread_ts"):
        state.found_wrong(method, ["with agent_view a thread_ts fails in silence"])
        return {"ok": True}
    state.prompts[channel.id] = {"title": title, "prompts": prompts}
    return {"ok": True}


def _thread(team: Team, arguments: Arguments) -> tuple[str, str]:
    channel, ts = team.channel(arguments.get("channel_id")), arguments.get("thread_ts")
    if not ts:
        raise SlackRefusesError("invalid_thread_ts")
    return channel.id, str(ts)


def validate(state: State, team: Team | None, arguments: Arguments) -> dict[str, Any]:
    """blocks.validate: one of blocks, a message or a view."""
    given = [name for name in ("blocks", "message", "view") if arguments.get(name)]
    if len(given) != 1:
        raise SlackRefusesError("invalid_arguments", ["exactly one of blocks, message and view"])
    part = arguments[given[0]]
    part = json.loads(part) if isinstance(part, str) else part
    if given[0] == "view":
        found = view_problems(part)
    elif given[0] == "message":
        found = problems({"text": "-"} | part)
    else:
        found = list(block_problems(part, 50, IN_MESSAGES))
    if not found:
        return {"ok": True}
    errors = [{"pointer": "", "code": "failed_constraint", "message": each} for each in found]
    raise SlackRefusesError(f"invalid_{given[0]}", errors=errors)
