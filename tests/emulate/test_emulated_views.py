"""Home, settings, forms and handovers in a Slack that others wrote."""

import json
import time
from typing import Any

from fake_slack_calls import wait_until

from bot.slack.foot import ASK_PERSON
from bot.slack.handover.blocks import ANSWER, CLAIM
from bot.slack.handover.views import TEXT
from bot.slack.settings_views import STAFF, WORKSPACE_SETTINGS
from bot.store.channels import Channels, WorkspaceSettings
from tests.emulate.acts import Acting, opened
from tests.emulate.office import Office
from tests.emulate.room import ADMIN, DESK, TEAM, Room, call, channel, direct_message


def shown(desk: Office, method: str, number: int = 1) -> list[dict[str, Any]]:
    """Wait for calls of a method that the emulator took; return their arguments."""
    wait_until(lambda: len(desk.front.made(method)) >= number, 30)
    calls = desk.front.made(method)
    assert [call.answer for call in calls if not call.answer.get("ok")] == []
    return [dict(call.arguments) for call in calls]


def in_channel(room: Room) -> list[dict[str, Any]]:
    """Return the desk's messages that stand in a channel itself."""
    history = call(room.url, "admin", "conversations.history", channel=room.channel)
    return [one for one in history["messages"] if one["user"] == DESK]


def test_home_shows_an_admin_the_settings_and_others_not(desk: Office) -> None:
    Acting(desk, "admin").opens("home", "D0ADMIN")
    (published,) = shown(desk, "views.publish")
    assert published["user_id"] == ADMIN
    home = opened(desk, "views.publish")
    assert home["type"] == "home"
    assert WORKSPACE_SETTINGS in json.dumps(home["blocks"])
    Acting(desk, "lin").opens("home", direct_message(desk.slack).channel)
    shown(desk, "views.publish", 2)
    assert WORKSPACE_SETTINGS not in json.dumps(opened(desk, "views.publish")["blocks"])


def test_an_admin_chooses_the_staff_channel_where_the_desk_is_in_it(desk: Office) -> None:
    room, staff, foreign = (channel(desk.slack) for _ in range(3))
    call(desk.slack, "admin", "conversations.kick", channel=foreign.channel, user=DESK)
    admin, channels = Acting(desk, "admin"), Channels(desk.database)
    admin.runs("settings", room)
    shown(desk, "views.open")
    view = opened(desk)
    answer = admin.submits(view, {STAFF: foreign.channel})
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [STAFF]
    answer = admin.submits(view, {STAFF: staff.channel, "follows": "yes"})
    assert answer == {"response_action": "clear"}
    chosen = channels.channel(TEAM, room.channel)
    assert (chosen.staff_channel, chosen.follows) == (staff.channel, True)
    (told,) = shown(desk, "chat.postEphemeral")
    assert told["user"] == ADMIN
    assert f"#{staff.channel}" in told["text"]

    admin.clicks_in(view, WORKSPACE_SETTINGS)
    shown(desk, "views.push")
    answer = admin.submits(opened(desk, "views.push"), {"answering": "off"})
    assert answer == {"response_action": "clear"}
    assert not channels.workspace(TEAM).answering


def test_who_is_no_admin_sees_no_settings(desk: Office) -> None:
    lin = Acting(desk, "lin")
    lin.runs("settings", channel(desk.slack))
    (told,) = shown(desk, "chat.postEphemeral")
    assert told["user"] == lin.id
    assert desk.front.made("views.open") == []


def test_a_rule_is_worked_out_from_its_form_in_the_dms_thread(desk: Office) -> None:
    room, lin = direct_message(desk.slack), Acting(desk, "lin")
    message = room.says("lin", "rules")
    desk.deliver(room.told(message))
    wait_until(lambda: room.replies(message["ts"]), 30)
    (offer,) = room.replies(message["ts"])
    (button,) = [
        element for block in offer["blocks"] for element in _buttons(block)
        if element["action_id"].endswith("co-funding")
    ]  # fmt: skip
    lin.clicks(room, offer, button["action_id"])
    shown(desk, "views.open")
    city = next(
        block["block_id"] for block in opened(desk)["blocks"]
        if block["type"] == "input" and block["block_id"].endswith("city")
    )  # fmt: skip
    lin.submits(opened(desk), {city: "8 million"})
    wait_until(lambda: len(room.replies(message["ts"])) > 1, 30)
    _, result = room.replies(message["ts"])
    assert "8,000,000" in result["text"]


def test_a_question_is_handed_to_staff_whose_answer_comes_to_its_thread(desk: Office) -> None:
    room, staff = channel(desk.slack), channel(desk.slack, private=True)
    workspace = WorkspaceSettings(staff_channel=staff.channel)
    Channels(desk.database).choose_workspace(TEAM, workspace, ADMIN)
    question = room.says("lin", f"<@{DESK}> May a firm apply?")
    desk.deliver(room.told(question, "app_mention"))
    wait_until(lambda: room.replies(question["ts"]), 30)
    Acting(desk, "lin").clicks(room, room.replies(question["ts"])[0], ASK_PERSON)
    wait_until(lambda: in_channel(staff), 30)
    (case,) = in_channel(staff)
    assert "May a firm apply?" in json.dumps(case["blocks"])

    wang = Acting(desk, "wang")
    wang.clicks(staff, case, CLAIM)
    wait_until(lambda: in_channel(staff)[0]["blocks"] != case["blocks"], 30)
    wang.clicks(staff, in_channel(staff)[0], ANSWER)
    shown(desk, "views.open")
    wang.submits(opened(desk), {TEXT: "Yes, through its district."})
    wait_until(lambda: _said(room, question["ts"], "Yes, through its district."), 30)
    time.sleep(0.5)
    assert len(_said(room, question["ts"], "Yes, through its district.")) == 1


def _said(room: Room, root: str, text: str) -> list[dict[str, Any]]:
    return [one for one in room.replies(root) if text in json.dumps(one["blocks"])]


def _buttons(block: dict[str, Any]) -> list[dict[str, Any]]:
    offered = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]
    return [one for one in offered if one.get("type") == "button"]
