"""Who may do what to a handover: checked at the button and again at the form, told and logged."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fake_slack import wait_until
from staffed_workspace import StaffedWorkspace, staffed_workspace

from bot.words import Words

EN = Words("en")
CLAIM, GIVE_BACK, ANSWER = "handover-claim", "handover-give-back", "handover-answer"
CLOSE, REOPEN, OBJECT = "handover-close", "handover-reopen", "handover-object"
U7 = "<@U7>"


@pytest.fixture
def desk() -> Iterator[StaffedWorkspace]:
    """The desk in a workspace with staff."""
    with staffed_workspace() as found:
        yield found


def button(action: str, value: str = "1") -> dict[str, Any]:
    """Return a message with one button, such as stays on a screen that is not up to date."""
    element = {
        "type": "button", "action_id": action, "value": value,
        "text": {"type": "plain_text", "text": action},
    }  # fmt: skip
    blocks = [{"type": "actions", "block_id": "b", "elements": [element]}]
    return {"ts": "1.1", "channel": "C9", "blocks": blocks, "user": "UBOT"}


REFUSED: list[tuple[str, str, str, str, str | None]] = [
    # state, who, button, words, who stands in the way
    ("open", "U1", CLAIM, "not-staff", None),
    ("open", "U1", ANSWER, "not-staff", None),
    ("open", "U1", CLOSE, "not-staff", None),
    ("open", "U2", CLAIM, "not-staff", None),
    ("open", "U7", GIVE_BACK, "refused-not-claimed", None),
    ("open", "U7", REOPEN, "refused-still-open", None),
    ("open", "U1", OBJECT, "refused-still-open", None),
    ("claimed", "U8", CLAIM, "refused-taken", U7),
    ("claimed", "U8", ANSWER, "refused-taken", U7),
    ("claimed", "U8", CLOSE, "refused-taken", U7),
    ("claimed", "U7", CLAIM, "refused-yours", None),
    ("claimed", "U1", GIVE_BACK, "not-staff", None),
    ("answered", "U8", ANSWER, "refused-answered", U7),
    ("answered", "U7", CLAIM, "refused-answered", U7),
    ("answered", "U1", REOPEN, "not-staff", None),
    ("answered", "U2", OBJECT, "refused-not-an-asker", None),
    ("answered", "U7", OBJECT, "refused-not-an-asker", None),
    ("closed", "U7", ANSWER, "refused-closed", None),
    ("closed", "U7", CLOSE, "refused-closed", None),
    ("closed", "U2", REOPEN, "not-staff", None),
    ("closed", "U2", OBJECT, "refused-not-an-asker", None),
]


def test_what_is_not_a_persons_to_do_is_refused_politely_and_logged(
    desk: StaffedWorkspace, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.hands_over("U1")
    state = "open"
    for wanted, user, action, key, by in REFUSED:
        if wanted != state:
            state = wanted
            if state == "claimed":
                desk.clicks("U7", desk.staff_message(), CLAIM)
            elif state == "answered":
                desk.submits("U7", desk.staff_message(), ANSWER, text="Yes.")
            else:
                desk.submits("U7", desk.staff_message(), CLOSE)
        capsys.readouterr()
        before, views = copy.deepcopy(desk.slack.posts()), len(desk.slack.views)
        said = len(desk.said_to(user))
        desk.clicks(user, button(action), action)
        wait_until(lambda n=said, who=user: len(desk.said_to(who)) > n)
        case = f"{state}: {user} {action}"
        assert desk.said_to(user)[-1] == EN(f"handover-{key}", person=by or ""), case
        assert (desk.slack.posts(), len(desk.slack.views)) == (before, views), case
        assert "call refused" in "".join(capsys.readouterr()), case


def test_a_form_that_is_sent_is_checked_again(desk: StaffedWorkspace) -> None:
    asked = desk.hands_over("U1")
    desk.clicks("U7", desk.staff_message(), ANSWER)
    wait_until(lambda: desk.slack.views)
    (view,) = desk.slack.views.values()
    desk.person("U2").submits(view, {"text": "I am no staff."})
    desk.settles()
    assert desk.said_to("U2") == [EN("handover-not-staff")]
    # Who took it in the meantime has it.
    desk.clicks("U8", desk.staff_message(), CLAIM)
    desk.person("U7").submits(view, {"text": "Too late."})
    desk.settles()
    assert desk.said_to("U7") == [EN("handover-refused-taken", person="<@U8>")]
    desk.submits("U8", desk.staff_message(), ANSWER, text="Yes.")
    answer = desk.thread(asked)[-1]
    desk.clicks("U1", answer, OBJECT)
    wait_until(lambda: len(desk.slack.views) == 3)
    view = list(desk.slack.views.values())[-1]
    desk.person("U2").submits(view, {"text": "Not mine."})
    desk.settles()
    assert desk.said_to("U2")[-1] == EN("handover-refused-not-an-asker")
    assert "handover-reopen" in json.dumps(desk.staff_message())


def test_another_workspaces_handover_and_an_unknown_one_are_not_found(
    desk: StaffedWorkspace, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = desk.hands_over("U1")
    for value in ("2", "0", "-1", "1e3", "one", "99999999999"):
        desk.clicks("U7", button(CLAIM, value), CLAIM)
        assert desk.said_to("U7")[-1] == EN("handover-unknown"), value
    capsys.readouterr()
    team = desk.slack.add_team("T2", bot_user="UBOT2", bot_id="B2")
    team.add_channel("C9", "U7")
    stranger = desk.slack.person("U7", desk.transport, "T2")
    for action in (CLAIM, ANSWER):
        stranger.clicks(button(action), action)
    desk.settles()
    assert "handover-unknown" in "".join(capsys.readouterr())
    code = next(
        element["value"]
        for block in answer["blocks"] if block["type"] == "actions"
        for element in block["elements"] if element["action_id"] == "ask-person"
    )  # fmt: skip
    stranger.clicks(button("ask-person", code), "ask-person")
    desk.settles()
    assert "ask a person" in "".join(capsys.readouterr())
    assert desk.slack.views == {}
    assert len(desk.channel("C9")) == 1
    assert "handover-claim" in json.dumps(desk.staff_message())


def test_a_receipt_that_is_not_kept_any_more_is_said(desk: StaffedWorkspace) -> None:
    desk.clicks("U1", button("ask-person", "NOSUCH"), "ask-person")
    assert desk.said_to("U1") == [EN("handover-gone")]
