"""A thread's frame comes back from JSON as it was; data of another form begins the thread anew."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.answer.frame import Frame
from bot.answer.frame_json import frame_from_json, frame_to_json
from knowledge.rules import RULES
from tests.knowledge.rules.results import SAID, TODAY, read_rows
from tests.knowledge.rules.thread import said

TOPIC = "rule:co-funding/minimum"


def frames() -> list[Frame]:
    """A frame after each thread of the rules' table, with the inputs of its rule."""
    found = []
    for row in read_rows(SAID):
        rule = RULES[row["rule"]]
        inputs = rule.inputs_type()
        for turn in row["turns"]:
            message = replace(said(row["rule"], turn, row.get("ask")), today=TODAY)
            inputs = rule.from_question(message, inputs)
        topic = f"rule:{rule.key}/{rule.asks[0]}"
        found.append(Frame("zh-Hans", row["turns"][-1], topic, 10, {rule.key: inputs}, True))
    return found


def kept() -> dict[str, Any]:
    inputs = {"co-funding": RULES["co-funding"].inputs_type(), "time": RULES["time"].inputs_type()}
    return frame_to_json(Frame("en", "who pays?", TOPIC, None, inputs, about="Who pays?"))


def test_the_frames_of_many_threads_come_back_equal() -> None:
    every = [Frame("en"), Frame("zh-Hant", "你好", "scope:greeting"), *frames()]
    assert len(every) > 500
    for frame in every:
        assert frame_from_json(json.loads(json.dumps(frame_to_json(frame)))) == frame


def test_the_inputs_of_several_rules_are_kept() -> None:
    frame = frame_from_json(kept())
    assert frame is not None
    assert list(frame.inputs) == ["co-funding", "time"]
    assert frame.about == "Who pays?"


@pytest.mark.parametrize(
    "data",
    [
        None, "", 7, [], {}, float("nan"), object(),
        {key: value for key, value in kept().items() if key != "about"},
        kept() | {"form": 2}, kept() | {"form": "1"}, kept() | {"more": 1},
        kept() | {"language": "fr"}, kept() | {"item": "10"}, kept() | {"awaiting": 1},
        kept() | {"inputs": []}, kept() | {"inputs": {"cofunding": {}}},
        kept() | {"inputs": {"co-funding": {"citys": None}}},
        kept() | {"inputs": {"co-funding": None}},
        kept() | {"text": None}, kept() | {"text": object()},
    ],
)  # fmt: skip
def test_data_of_another_form_begins_the_thread_anew(data: object) -> None:
    assert frame_from_json(data) is None


def test_a_frame_of_an_entry_that_was_taken_out_begins_anew() -> None:
    assert frame_from_json(kept(), {TOPIC}) is not None
    assert frame_from_json(kept(), {"answer:who-pays"}) is None
    assert frame_from_json(frame_to_json(Frame("en")), set()) == Frame("en")
