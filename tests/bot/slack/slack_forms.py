"""A person in front of a form in Slack: what Slack shows, lets in, and sends when it is sent."""

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View


def shown(view: dict[str, Any]) -> dict[str, Any]:
    """Check that Slack would take the view; return its inputs by the keys of the fields."""
    View(**copy.deepcopy(view)).to_dict()
    assert len(view["title"]["text"]) <= 24
    assert all(len(view[key]["text"]) <= 24 for key in ("submit", "close") if key in view)
    assert len(view.get("private_metadata", "")) <= 3_000
    assert len(view["blocks"]) <= 100
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    for block in view["blocks"]:
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.to_dict()
        if block["type"] == "context":
            assert 1 <= len(block["elements"]) <= 10
            assert all(0 < len(element["text"]) <= 2_000 for element in block["elements"])
    for block in inputs:
        assert len(block["label"]["text"]) <= 2_000
        assert len(block["hint"]["text"]) <= 2_000
        element = block["element"]
        assert len(element.get("placeholder", {"text": ""})["text"]) <= 150
        assert len(element.get("initial_value", "")) <= 3_000
        options = element.get("options", [])
        assert len(options) <= 100
        assert all(0 < len(one["text"]["text"]) <= 75 for one in options)
        assert all(0 < len(one["value"]) <= 150 for one in options)
        assert len({one["value"] for one in options}) == len(options)
        assert not options or element.get("initial_option", options[0]) in options
    ids = [block["block_id"] for block in inputs]
    assert len(set(ids)) == len(ids)
    return {block["block_id"].removeprefix("input:"): block for block in inputs}


def sent(view: dict[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """Type into the form and send it: the `view` of Slack's `view_submission`.

    A menu takes the value of one of its options, a date picker an ISO date, "" clears an input.
    """
    inputs = shown(view)
    assert typed.keys() <= inputs.keys()
    values = {
        block["block_id"]: {"value": _state(block["element"], typed.get(key))}
        for key, block in inputs.items()
    }
    return copy.deepcopy(view) | {"id": "V1", "hash": "1.a", "state": {"values": values}}


def _state(element: Mapping[str, Any], typed: str | None) -> dict[str, Any]:
    """Return an input's state, in the shape that Slack gives it for the kind of element."""
    kind = element["type"]
    if kind == "static_select":
        option = element.get("initial_option")
        if typed is not None:
            option = next(one for one in element["options"] if one["value"] == typed)
        return {"type": kind, "selected_option": option}
    key = {"datepicker": "initial_date", "plain_text_input": "initial_value"}[kind]
    value = element.get(key) if typed is None else typed or None
    if value and kind == "datepicker":
        assert date.fromisoformat(value).isoformat() == value
    elif value:
        assert len(value) <= element["max_length"]
    return {"type": kind, "selected_date" if kind == "datepicker" else "value": value}
