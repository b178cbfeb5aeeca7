"""Who may not do what: each thing that is tried is refused, told in a friendly way, and logged."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fake_slack import HttpTransport, wait_until
from slack_doing import Json, person, shown, text_of, window
from slack_workspace import Workspace, workspace
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.store.channels import Channels, ChannelSettings, WorkspaceSettings
from bot.store.tables import FeedbackRow, QuestionRow, ReplyRow

Try = Callable[[Workspace, str], Any]


def pressed(action: str, value: str, private: bool = False) -> Json:
    """Return a message with a button, as the local Slack keeps messages."""
    element = {
        "type": "button", "action_id": action, "value": value,
        "text": {"type": "plain_text", "text": "Press"},
    }  # fmt: skip
    block = {"type": "actions", "block_id": "b", "elements": [element]}
    message = {"ts": "1.1", "thread_ts": "1.1", "channel": "C1", "blocks": [block]}
    return message | ({"shown": "U2"} if private else {})


def rated(code: str) -> Json:
    """Return a private message with feedback buttons."""
    button = {"text": {"type": "plain_text", "text": "No"}, "value": f"no:{code}"}
    element = {
        "type": "feedback_buttons", "action_id": "feedback", "positive_button": button,
        "negative_button": button,
    }  # fmt: skip
    block = {"type": "context_actions", "block_id": "b", "elements": [element]}
    return {"ts": "1.1", "channel": "C1", "shown": "U2", "blocks": [block]}


def counted(desk: Workspace) -> tuple[int, int]:
    """Return how many questions and verdicts are kept."""
    with Session(desk.database) as session:
        kinds = (QuestionRow, FeedbackRow)
        first, second = (session.scalar(select(func.count()).select_from(one)) for one in kinds)
        return first or 0, second or 0


@contextmanager
def asked_alone() -> Iterator[tuple[Workspace, str]]:
    """Run the desk where U1 has a private answer; give its receipt's code."""
    with workspace() as desk:
        person(desk).runs("/desk", "Who pays?", "C1")
        found = re.search(r"\w{4}-\w{4}-\w{4}", text_of(shown(desk, "U1")[0]))
        assert found is not None
        yield desk, found.group()


NOT_THE_ASKER: dict[str, Try] = {
    "share": lambda desk, code: person(desk, "U2").clicks(pressed("share", code), "share"),
    "show": lambda desk, code: person(desk, "U2").clicks(pressed("show", code), "show"),
    "feedback": lambda desk, code: person(desk, "U2").clicks(
        rated(code), "feedback", value=f"no:{code}"
    ),
}


@pytest.mark.parametrize("what", NOT_THE_ASKER)
def test_what_is_its_askers_is_refused_to_others(what: str) -> None:
    with asked_alone() as (desk, code), capture_logs() as logs:
        before = counted(desk)
        NOT_THE_ASKER[what](desk, code)
        assert "Only the person who asked" in text_of(shown(desk, "U2")[0])
        assert {"what": what, "user": "U2"}.items() <= next(
            log for log in logs if log["event"] == "call refused"
        ).items()
        assert desk.slack.posts() == []
        assert counted(desk) == before
        assert not desk.slack.stacks["T1", "U2"]


NOT_AN_ADMIN: dict[str, Try] = {
    "slash": lambda desk, _: person(desk, "U2").runs("/desk", "settings", "C1"),
    "slash, workspace": lambda desk, _: person(desk, "U2").runs(
        "/desk", "workspace settings", "C1"
    ),
    "mention": lambda desk, _: person(desk, "U2").says("C1", "<@UBOT> settings"),
    "channel button": lambda desk, _: person(desk, "U2").clicks(
        pressed("channel-settings", "C1"), "channel-settings"
    ),
    "workspace button": lambda desk, _: person(desk, "U2").clicks(
        pressed("workspace-settings", "workspace"), "workspace-settings"
    ),
}


@pytest.mark.parametrize("what", NOT_AN_ADMIN)
def test_settings_are_refused_to_who_is_no_admin(what: str) -> None:
    with workspace() as desk, capture_logs() as logs:
        NOT_AN_ADMIN[what](desk, "")
        assert "Only admins" in text_of(shown(desk, "U2")[0])
        assert any(log["event"] == "call refused" and log["user"] == "U2" for log in logs)
        assert not desk.slack.stacks["T1", "U2"]


@pytest.mark.parametrize("command", ["settings", "workspace settings"])
def test_a_settings_view_that_another_sends_keeps_nothing(command: str) -> None:
    with workspace() as desk, capture_logs() as logs:
        person(desk, "U9", is_admin=True).runs("/desk", command, "C1")
        act = person(desk, "U2").submits(window(desk, "U9"))
        assert act.acknowledged[0].body["response_action"] == "update"
        assert any(log["event"] == "call refused" for log in logs)
        kept = Channels(desk.database)
        assert kept.channel("T1", "C1") == ChannelSettings()
        assert kept.workspace("T1") == WorkspaceSettings()


def test_where_slack_does_not_say_who_is_an_admin_nobody_is() -> None:
    with workspace() as desk:
        desk.slack.teams["T1"].scopes = ["chat:write", "commands"]
        person(desk, "U9", is_admin=True).runs("/desk", "settings", "C1")
        assert "Only admins" in text_of(shown(desk, "U9")[0])


def test_only_staff_see_the_queue_and_only_admins_the_settings_on_home() -> None:
    with workspace() as desk:
        desk.set_workspace(staff_channel="C2")
        desk.slack.teams["T1"].add_channel("C2", "U3")
        desk.desk.home.show(
            lambda *_: [],
            lambda *_: [{"type": "section", "text": {"type": "plain_text", "text": "queue"}}],
        )
        for user in ("U2", "U3"):
            person(desk, user).opens_home()
            wait_until(lambda user=user: ("T1", user) in desk.slack.homes)  # type: ignore[misc]
        assert "queue" in text_of(desk.slack.homes["T1", "U3"])
        for user in ("U2", "U3"):
            assert "Answering: On" not in text_of(desk.slack.homes["T1", user])
        assert "queue" not in text_of(desk.slack.homes["T1", "U2"])


def _form(desk: Workspace, _: str) -> None:
    context = '{"c": "C1", "s": "private"}'
    person(desk, "U2").clicks(
        pressed("rule-form:co-funding", context, private=True), "rule-form:co-funding"
    )


def _shortcut(desk: Workspace, _: str) -> None:
    message = {"ts": "1.1", "channel": "C1", "text": "Who pays?", "user": "U1"}
    person(desk, "U2").uses_shortcut("ask-about", message)


ASKING: dict[str, Try] = {
    "command": lambda desk, _: person(desk, "U2").runs("/desk", "Who pays?", "C1"),
    "help": lambda desk, _: person(desk, "U2").runs("/desk", "help", "C1"),
    "rules": lambda desk, _: person(desk, "U2").runs("/desk", "rules", "C1"),
    "rule": lambda desk, _: person(desk, "U2").runs("/desk", "rule co-funding", "C1"),
    "check": lambda desk, _: person(desk, "U2").runs("/desk", "check 7K3F-9QWX-2M0A", "C1"),
    "follow-up": lambda desk, _: person(desk, "U2").clicks(pressed("ask:0", "Who pays?"), "ask:0"),
    "form button": _form,
    "shortcut": _shortcut,
}


@pytest.mark.parametrize("why", ["not-in-this-channel", "switched-off"])
@pytest.mark.parametrize("what", ASKING)
def test_where_nothing_is_answered_each_way_of_asking_is_told_so(what: str, why: str) -> None:
    with workspace() as desk, capture_logs() as logs:
        if why == "switched-off":
            desk.set_workspace(answering=False)
        else:
            desk.set_workspace(channels=("C2",))
        ASKING[what](desk, "")
        said = "switched off" if why == "switched-off" else "do not answer in this channel"
        assert said in text_of(shown(desk, "U2")[0])
        assert desk.engine.asked == []
        assert desk.slack.posts() == []
        assert not desk.slack.stacks["T1", "U2"]
        if why == "not-in-this-channel":
            assert any("not allowed" in log["event"] for log in logs)


def test_a_view_that_was_opened_before_answers_nothing_after_the_switch() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "rule co-funding", "C1")
        desk.set_workspace(answering=False)
        acting.submits(window(desk), {"input:city": "8 million"})
        assert "switched off" in text_of(shown(desk, "U1")[0])
        asked = person(desk, "U2").says("C1", "Is 70/30 allowed?")
        desk.set_workspace()
        assert asked.message is not None
        acting.uses_shortcut("ask-about", asked.message | {"channel": "C1"})
        desk.set_workspace(answering=False)
        acting.submits(window(desk), {"reply": "thread"})
        assert "switched off" in text_of(shown(desk, "U1", 2)[1])
        assert desk.slack.posts() == []
        assert desk.engine.asked == []


FOREIGN: dict[str, Callable[[Any], Any]] = {
    "command": lambda one: one.runs("/desk", "Who pays?", "C1"),
    "settings": lambda one: one.runs("/desk", "settings", "C1"),
    "message": lambda one: one.says(None, "Who pays?"),
    "mention": lambda one: one.says("C1", "<@UBOT2> help"),
    "follow-up": lambda one: one.clicks(pressed("ask:0", "Who pays?"), "ask:0"),
    "share": lambda one: one.clicks(pressed("share", "7K3F-9QWX-2M0A"), "share"),
    "settings button": lambda one: one.clicks(
        pressed("workspace-settings", "workspace"), "workspace-settings"
    ),
    "shortcut": lambda one: one.uses_shortcut(
        "ask-about", {"ts": "1.1", "channel": "C1", "text": "Who pays?", "user": "U1"}
    ),
    "home": lambda one: one.opens_home(),
    "messages tab": lambda one: one.opens_messages_tab(),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_person_of_a_foreign_workspace_gets_nothing(what: str) -> None:
    with workspace(served="T1") as desk, capture_logs() as logs:
        desk.slack.add_team("T2")
        one = desk.slack.person("U7", HttpTransport(desk.http), "T2")
        act = FOREIGN[what](one)
        assert all(not got.body for got in act.acknowledged)
        assert any("foreign workspace" in log["event"] for log in logs)
        desk.slack.wait_for_posts(0)
        assert desk.slack.made("chat.postEphemeral") == desk.slack.made("views.open") == []
        assert desk.slack.made("views.publish") == desk.slack.made("users.info") == []
        assert (desk.slack.posts(), desk.slack.ephemerals) == ([], [])
        assert counted(desk) == (0, 0)
        with Session(desk.database) as session:
            assert session.scalars(select(ReplyRow)).all() == []
