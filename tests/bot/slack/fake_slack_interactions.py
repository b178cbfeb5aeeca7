"""What a person does with blocks and views: the payloads, and what the app's answer changes."""

from collections.abc import Mapping
from typing import Any

from fake_slack_block_limits import elements
from fake_slack_calls import APP_ID
from fake_slack_responding import new_response_url, new_trigger
from fake_slack_state import Message, State, Team
from fake_slack_views import checked, pushed, replaced

View = dict[str, Any]
_ONE = {
    "static_select": "selected_option", "external_select": "selected_option",
    "radio_buttons": "selected_option", "overflow": "selected_option",
    "users_select": "selected_user", "channels_select": "selected_channel",
    "conversations_select": "selected_conversation", "datepicker": "selected_date",
    "timepicker": "selected_time", "datetimepicker": "selected_date_time",
    "checkboxes": "selected_options", "multi_static_select": "selected_options",
    "multi_external_select": "selected_options", "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels", "rich_text_input": "rich_text_value",
}  # fmt: skip
_INITIAL = {name: name.replace("selected", "initial") for name in _ONE.values()} | {
    "rich_text_value": "initial_value"
}


def payload(state: State, team: Team, user: str, kind: str, view: str | None = None) -> View:
    """Return what every interaction carries."""
    person = team.user(user)
    return {
        "type": kind,
        "token": "verification",
        "action_ts": state.stamp(),
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": user, "username": person.name, "name": person.name, "team_id": team.id,
        },
        "api_app_id": APP_ID,
        "is_enterprise_install": False,
        "enterprise": None,
        "trigger_id": new_trigger(state, team, user, view),
    }  # fmt: skip


def element_of(blocks: Any, action_id: str) -> tuple[View, View]:
    """Return a block and its element with this action_id.

    Raises:
        AssertionError: there is nothing like that to act on.
    """
    offered = []
    for block in blocks or ():
        for element in elements(block):
            offered.append(element.get("action_id"))
            if element.get("action_id") == action_id:
                return block, dict(element)
    raise AssertionError(f"there is no {action_id} to click, only {offered}")


def acted(block: View, element: View, chosen: Any, ts: str) -> View:
    """Return the entry in `actions` of what a person did with an element."""
    kind = element["type"]
    action = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": ts,
    }
    if kind == "feedback_buttons":
        buttons = [element["positive_button"], element["negative_button"]]
        button = next((one for one in buttons if one["value"] == chosen), None)
        assert button, f"no feedback button has the value {chosen!r}"
        return action | {"text": button["text"], "value": button["value"]}
    if kind in ("button", "icon_button"):
        assert chosen in (None, element.get("value")), f"the button's value is not {chosen!r}"
        told = {name: element[name] for name in ("text", "value", "style") if name in element}
        return action | told
    return action | value_of(element, chosen)


def value_of(element: View, chosen: Any) -> View:
    """Return the value of an element as payloads and a view's state hold it."""
    kind = element["type"]
    if kind not in _ONE:
        return {"value": element.get("initial_value") if chosen is None else chosen}
    name = _ONE[kind]
    if chosen is None:
        plural = name.endswith("s")
        initial = element.get(_INITIAL[name])
        return {name: [] if plural and initial is None else initial}
    if not name.startswith("selected_option"):
        return {name: chosen}
    groups = [group["options"] for group in element.get("option_groups") or ()]
    options = [*element.get("options", ()), *(option for group in groups for option in group)]
    if kind.endswith("external_select"):
        return {name: chosen}
    values = chosen if isinstance(chosen, list) else [chosen]
    found = [option for value in values for option in options if option["value"] == value]
    assert len(found) == len(values), f"{chosen!r} is none of {[o['value'] for o in options]}"
    return {name: found if name == "selected_options" else found[0]}


def filled(view: View, values: Mapping[str, Any]) -> View:
    """Return a view's state with what a person typed and chose.

    Args:
        view: the modal.
        values: by block_id or action_id.

    Raises:
        AssertionError: Slack would not let it be sent: an input that is required is empty, a
            text is too short or too long, a value belongs to no input.
    """
    unused, state = dict(values), dict[str, Any]()
    for block in view["blocks"]:
        for element in elements(block):
            if element["type"] in ("button", "overflow", "image"):
                continue
            names = (block["block_id"], element["action_id"])
            stated = next((unused.pop(name) for name in names if name in unused), None)
            value = value_of(element, stated)
            held = next(iter(value.values()))
            if block["type"] == "input" and not block.get("optional"):
                assert held not in (None, "", []), f"{names[1]} must be filled in"
            if element["type"] == "plain_text_input" and held:
                least, most = element.get("min_length", 0), element.get("max_length", 3000)
                assert least <= len(held) <= most, f"{names[1]} has {len(held)} characters"
            told = {"type": element["type"]} | value
            state.setdefault(block["block_id"], {})[element["action_id"]] = told
    assert not unused, f"no input is called {', '.join(unused)}"
    return {"values": state}


def place_of(state: State, team: Team, user: str, message: Message) -> View:
    """Return the container, channel, message and response_url of an act on a message."""
    channel = team.channel(message["channel"])
    ephemeral = "shown" in message
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    } | ({"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {})
    told = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.name},
        "response_url": new_response_url(state, team, user, channel.id, message),
        "state": {"values": {}},
    }
    left_out = ("metadata", "channel")
    whole = {name: value for name, value in message.items() if name not in left_out}
    return told if ephemeral else told | {"message": whole}


def view_answered(state: State, team: Team, user: str, view: View, answer: Any) -> None:
    """Do what the acknowledgement of a view_submission says.

    Raises:
        SlackRefusesError: the view in it is over a limit.
        AssertionError: its errors name a block that is no input, or it says something unknown.
    """
    stack = state.stacks[team.id, user]
    if not isinstance(answer, Mapping) or not answer:
        if view["id"] in stack:
            del stack[stack.index(view["id"]) :]
        return
    action = answer.get("response_action")
    if action == "errors":
        inputs = [one["block_id"] for one in view["blocks"] if one["type"] == "input"]
        unknown = set(answer.get("errors") or {"-": ""}) - set(inputs)
        assert not unknown, f"errors name {unknown}, which are no inputs"
    elif action == "clear":
        stack.clear()
    elif action == "update":
        checked(state, team, "response_action update", answer.get("view"), own=view["id"])
        replaced(state, team, state.views[view["id"]], answer["view"])
    elif action == "push":
        checked(state, team, "response_action push", answer.get("view"))
        pushed(state, team, user, answer["view"], view["id"])
    else:
        raise AssertionError(f"a view is answered with {action!r}")
