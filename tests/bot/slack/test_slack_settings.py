"""The settings modals: what they show, what they keep, what they refuse."""

from typing import Any

import pytest
from fake_slack import Person, refused, wait_until
from slack_doing import clean, person, shown, text_of, window, windows
from slack_workspace import Workspace, workspace

from bot.store.channels import Channels, ChannelSettings, WorkspaceSettings


def admin(desk: Workspace, **fields: Any) -> Person:
    """Return an admin of the workspace."""
    return person(desk, "U9", is_admin=True, **fields)


def channel_settings(desk: Workspace) -> ChannelSettings:
    """Return what holds in the channel."""
    return Channels(desk.database).channel("T1", "C1")


def workspace_settings(desk: Workspace) -> WorkspaceSettings:
    """Return what holds in the workspace."""
    return Channels(desk.database).workspace("T1")


def test_an_admin_changes_a_channels_settings_and_is_told_what_changed() -> None:
    with workspace() as desk:
        acting = admin(desk)
        acting.runs("/desk", "settings", "C1")
        modal = window(desk, "U9")
        assert modal["callback_id"] == "channel-settings"
        acting.submits(
            modal,
            {
                "reads": "all", "follows": "yes", "language": "zh-Hant", "answers": "private",
                "staff_channel": "C1",
            },
        )  # fmt: skip
        assert channel_settings(desk) == ChannelSettings("all", True, "zh-Hant", "private", "C1")
        told = text_of(shown(desk, "U9")[0])
        assert "Who sees answers: Only who asked, in the channel" in told
        assert "繁體中文" in told
        assert windows(desk, "U9") == 0
        clean(desk)


def test_what_holds_is_filled_in_and_saving_it_changes_nothing() -> None:
    with workspace() as desk:
        chosen = ChannelSettings("all", True, "zh-Hans", "dm", "C1")
        desk.set_channel(reads="all", follows=True, language="zh-Hans", answers="dm",
                         staff_channel="C1")  # fmt: skip
        desk.set_workspace(channels=("C1", "C2"), staff_channel="C1", remind_after=30)
        acting = admin(desk)
        acting.runs("/desk", "settings", "C1")
        acting.submits(window(desk, "U9"))
        assert channel_settings(desk) == chosen
        assert "nothing is different" in text_of(shown(desk, "U9")[0])
        acting.runs("/desk", "workspace settings", "C1")
        acting.submits(window(desk, "U9"))
        assert workspace_settings(desk) == WorkspaceSettings(True, ("C1", "C2"), "C1", 30)
        clean(desk)


def test_answering_is_switched_off_and_on_again_with_effect_at_once() -> None:
    with workspace() as desk:
        acting = admin(desk)
        acting.runs("/desk", "workspace settings", "C1")
        acting.submits(window(desk, "U9"), {"answering": "off", "channels": []})
        assert "Off" in text_of(shown(desk, "U9")[0])
        person(desk).runs("/desk", "Who pays?", "C1")
        assert "switched off" in text_of(shown(desk, "U1")[0])
        assert desk.engine.asked == []
        acting.says("C1", "<@UBOT> settings")
        acting.clicks(shown(desk, "U9", 2)[1], "workspace-settings")
        acting.submits(window(desk, "U9"), {"answering": "on"})
        assert workspace_settings(desk).answering
        person(desk).runs("/desk", "Who pays?", "C1")
        assert "8,000,000" in text_of(shown(desk, "U1", 2)[1])
        clean(desk)


def test_from_a_channels_settings_a_button_leads_to_the_workspaces() -> None:
    with workspace() as desk:
        acting = admin(desk)
        acting.says("C1", "<@UBOT> 设置")
        acting.clicks(shown(desk, "U9")[0], "channel-settings")
        acting.clicks(window(desk, "U9"), "workspace-settings")
        acting.submits(window(desk, "U9", above=1), {"remind_after": "5"})
        assert workspace_settings(desk).remind_after == 5
        assert "Minutes until a reminder: 5" in text_of(shown(desk, "U9", 2)[1])
        assert windows(desk, "U9") == 0
        clean(desk)


@pytest.mark.parametrize("typed", ["4", "1441", "0", "-5", "1.5", "soon"])
def test_minutes_out_of_bounds_are_told_at_their_field(typed: str) -> None:
    with workspace() as desk:
        acting = admin(desk)
        acting.runs("/desk", "workspace settings", "C1")
        act = acting.submits(window(desk, "U9"), {"remind_after": typed, "answering": "off"})
        assert set(act.acknowledged[0].body["errors"]) == {"remind_after"}
        assert workspace_settings(desk) == WorkspaceSettings()


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("public", None, "Invite me first"),
        ("private", None, "Invite me first"),
        ("public", "internal_error", "save again"),
    ],
)
def test_the_desk_must_be_in_the_staff_channel(kind: str, error: str | None, said: str) -> None:
    with workspace() as desk:
        place = desk.slack.teams["T1"].add_channel("C7", "U9", bot=False, kind=kind)
        acting = admin(desk)
        acting.runs("/desk", "workspace settings", "C1")
        if error is not None:
            desk.slack.plan("conversations.info", refused(error))
        act = acting.submits(window(desk, "U9"), {"staff_channel": "C7"})
        assert said in act.acknowledged[0].body["errors"]["staff_channel"]
        assert workspace_settings(desk) == WorkspaceSettings()
        place.members.append("UBOT")
        acting.submits(window(desk, "U9"), {"staff_channel": "C7"})
        assert workspace_settings(desk).staff_channel == "C7"
        assert desk.slack.problems == []


@pytest.mark.parametrize(
    ("channel", "callback"), [("C1", "channel-settings"), (None, "workspace-settings")]
)
def test_settings_are_those_of_the_place_in_the_admins_language(
    channel: str | None, callback: str
) -> None:
    for locale, title in (("en-US", "Settings"), ("zh-CN", "设置"), ("zh-TW", "設置")):
        with workspace() as desk:
            admin(desk, locale=locale).runs("/desk", "settings", channel)
            modal = window(desk, "U9")
            assert (modal["callback_id"], modal["title"]["text"]) == (callback, title)
            clean(desk)


def test_who_is_no_admin_any_more_when_they_send_changes_nothing() -> None:
    with workspace() as desk:
        acting = admin(desk)
        acting.runs("/desk", "settings", "C1")
        modal = window(desk, "U9")
        act = person(desk, "U2").submits(modal, {"reads": "all"})
        assert act.acknowledged[0].body["response_action"] == "update"
        assert "Only admins" in text_of(act.acknowledged[0].body["view"])
        assert channel_settings(desk) == ChannelSettings()


def test_who_is_named_in_the_operators_settings_counts_as_an_admin() -> None:
    with workspace(chosen={"slack_admins": "U2"}) as desk:
        person(desk, "U2").runs("/desk", "settings", "C1")
        assert window(desk, "U2")["callback_id"] == "channel-settings"


def test_an_invitation_is_thanked_for_to_the_inviter_alone() -> None:
    with workspace() as desk:
        desk.slack.teams["T1"].add_channel("C5", "U1", bot=False)
        person(desk).invites_bot("C5")
        assert "/desk settings" in text_of(shown(desk, "U1")[0])
        assert desk.slack.posts() == []
        wait_until(lambda: len(desk.slack.shown_to("U1")) == 1)
