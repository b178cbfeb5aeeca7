"""Places that are private, closed or gone: nobody who asks is left without word."""

from collections.abc import Iterator
from typing import Any

import pytest
from staffed_workspace import STAFF, StaffedWorkspace, staffed_workspace

from bot.words import Words

EN = Words("en")
ANSWER, CLAIM = "handover-answer", "handover-claim"


@pytest.fixture
def desk() -> Iterator[StaffedWorkspace]:
    """The desk in a workspace with staff."""
    with staffed_workspace() as found:
        yield found


def asks_person(message: dict[str, Any]) -> dict[str, Any] | None:
    """Return the button of a message that asks a person."""
    return next(
        (
            element
            for block in message["blocks"] if block["type"] == "actions"
            for element in block["elements"] if element["action_id"] == "ask-person"
        ),
        None,
    )  # fmt: skip


def test_what_was_asked_in_private_is_answered_in_the_askers_dm(desk: StaffedWorkspace) -> None:
    desk.set_channel("C1", answers="private")
    answer = desk.asks("U1")
    button = asks_person(answer)
    assert button is not None
    assert button["confirm"]["text"]["text"] == EN("handover-confirm-text")
    desk.clicks("U1", answer, "ask-person")
    assert desk.staff_message()["text"].startswith("*Open* · <@U1> asks in private:")
    desk.clicks("U7", desk.staff_message(), CLAIM)
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    direct = desk.channel("D1")
    assert [message["text"].split("\n")[:2] for message in direct] == [
        ["Your question: May a firm apply?", text]
        for text in (
            EN("handover-received"),
            EN("handover-told-claimed", person="<@U7>"),
            EN("handover-told-answered", person="<@U7>"),
        )
    ]
    desk.submits("U1", direct[-1], "handover-object")
    assert desk.channel("D1")[-1]["text"].endswith(EN("handover-told-objected"))
    assert not [one for one in desk.slack.posts() if one["channel"] == "C1"]


def test_what_was_asked_in_a_dm_is_answered_there_and_not_linked(desk: StaffedWorkspace) -> None:
    answer = desk.asks("U1", channel=None)
    button = asks_person(answer)
    assert button is not None
    assert "confirm" in button
    desk.clicks("U1", answer, "ask-person")
    assert desk.staff_message()["text"].startswith("*Open* · <@U1> asks in a direct message:")
    assert "archives/D1" not in str(desk.staff_message())
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    texts = [message["text"].partition("\n")[0] for message in desk.thread(answer)[1:]]
    assert texts == [EN("handover-received"), EN("handover-told-answered", person="<@U7>")]


def test_an_asker_whose_thread_is_out_of_reach_is_told_in_a_dm(desk: StaffedWorkspace) -> None:
    asked = desk.hands_over("U1")
    desk.slack.teams["T1"].channels["C1"].members.remove("UBOT")
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    assert len(desk.thread(asked)) == 2
    (direct,) = desk.channel("D1")
    assert direct["text"].split("\n")[:3] == [
        "Your question: May a firm apply?", EN("handover-told-answered", person="<@U7>"), "Yes.",
    ]  # fmt: skip


def test_an_asker_whom_nothing_reaches_is_named_to_the_staff(desk: StaffedWorkspace) -> None:
    desk.hands_over("U1")
    desk.hands_over("U2")
    team = desk.slack.teams["T1"]
    team.channels["C1"].archived = True
    team.users["U1"].deleted = True
    desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
    history = [message["text"] for message in desk.thread(desk.staff_message())]
    assert history[-1] == EN("handover-log-untold", person="<@U1>")
    assert len(desk.channel("D2")) == 1


@pytest.mark.parametrize("trouble", ["archived", "no member"])
def test_a_staff_channel_that_is_out_of_reach_is_said_and_tried_again(
    desk: StaffedWorkspace, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    staff = desk.slack.teams["T1"].channels[STAFF]
    if trouble == "archived":
        staff.archived = True
    else:
        staff.members.remove("UBOT")
    asked = desk.hands_over("U1")
    unreachable = f"<@U1>: {EN('handover-unreachable')}"
    assert [message["text"] for message in desk.thread(asked)[1:]] == [unreachable]
    assert "staff channel not reached" in "".join(capsys.readouterr())
    desk.clock.passes(minutes=2)
    desk.sweeps()
    assert len(desk.thread(asked)) == 2
    staff.archived = False
    staff.members.append("UBOT")
    desk.clock.passes(hours=1)
    desk.sweeps()
    assert [message["text"] for message in desk.thread(asked)[1:]] == [
        unreachable, f"<@U1>: {EN('handover-received')}",
    ]  # fmt: skip
    assert "<@U1> asks" in desk.staff_message()["text"]


def test_a_staff_channel_that_is_set_anew_gets_what_the_one_before_could_not(
    desk: StaffedWorkspace,
) -> None:
    team = desk.slack.teams["T1"]
    team.channels[STAFF].archived = True
    desk.hands_over("U1")
    team.add_channel("C8", "U8")
    desk.set_workspace(staff_channel="C8")
    desk.clock.passes(minutes=2)
    desk.sweeps()
    (message,) = desk.channel("C8")
    desk.clicks("U8", message, CLAIM)
    assert desk.channel("C8")[0]["text"].startswith("*<@U8> is looking into it*")


def test_where_no_staff_channel_is_set_the_person_is_told_whom_to_ask(
    desk: StaffedWorkspace,
) -> None:
    answer = desk.asks("U1")
    desk.set_workspace(staff_channel="")
    desk.clicks("U1", answer, "ask-person")
    assert desk.said_to("U1") == [EN("handover-nowhere")]
    assert asks_person(desk.asks("U1")) is None
    desk.set_channel("C1", staff_channel=STAFF)
    desk.clicks("U1", answer, "ask-person")
    assert "<@U1> asks" in desk.staff_message()["text"]


def test_staff_is_not_shown_a_question_that_was_deleted(desk: StaffedWorkspace) -> None:
    asked = desk.person("U1").says("C1", "<@UBOT> May a firm apply?")
    desk.settles()
    answer = desk.slack.posts()[-1]
    desk.clicks("U1", answer, "ask-person")
    desk.person("U1").deletes(asked.ts)
    desk.settles()
    desk.clicks("U7", desk.staff_message(), CLAIM)
    assert "May a firm apply?" not in str(desk.staff_message())
    assert EN("handover-deleted") in desk.staff_message()["text"]
