"""docs/slack.md, typed command by command against the local Slack, leads to a desk that answers."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_slack import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    SECRET,
    FakeSlack,
    HttpTransport,
    SocketTransport,
    fake_slack,
    wait_until,
)

from bot.settings import Settings
from bot.slack.checking_address import send_challenge
from bot.slack.foot import ASK_PERSON
from bot.slack.settings_views import STAFF
from bot.store.channels import Channels, WorkspaceSettings
from bot.store.database import database_url, open_database
from bot.wiring import prepare
from tests.conftest import DATA
from tests.guide_copy import GUIDE, INSTEAD, WorkingCopy, section, sections
from tests.guide_oauth import add_app

COMMANDS = sections()
MAKE, SET, START = "1. Make the app", "2. Put its tokens into `.env`", "3. Start and check"
SEVERAL, HTTP = "Several workspaces", "HTTP instead of Socket Mode"
STARTED = 300  # seconds, on a busy machine
TOKENS = {"DESK_SLACK_BOT_TOKEN": BOT_TOKEN, "DESK_SLACK_APP_TOKEN": APP_TOKEN}


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        running.teams["T1"].strict = True
        running.teams["T1"].scopes = []
        running.subscribed = set()
        yield running


@pytest.fixture(scope="module")
def prepared() -> None:
    """The index and the encoder, made where they are missing: no desk here is stopped over it."""
    prepare(Settings(data=DATA), print)


@pytest.fixture
def copy(slack: FakeSlack, prepared: None, tmp_path: Path) -> WorkingCopy:
    return WorkingCopy(tmp_path, slack.url)


def make_app(slack: FakeSlack, pasted: str) -> dict[str, Any]:
    """Make the app from a manifest that was pasted, as Slack's pages do."""
    manifest: dict[str, Any] = json.loads(pasted)
    slack.teams["T1"].scopes = manifest["oauth_config"]["scopes"]["bot"]
    slack.subscribed = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    slack.agent_view = "agent_view" in manifest["features"]
    return manifest


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the guide's first command prints."""
    _, command = COMMANDS[MAKE]
    return WorkingCopy(tmp_path_factory.mktemp("copy"), "http://127.0.0.1:9/api/").type(command)


def set_up(slack: FakeSlack, copy: WorkingCopy, pasted: str) -> None:
    """Follow the guide as far as the start."""
    make_app(slack, pasted)
    for command in COMMANDS[SET]:
        copy.type(command)
    copy.set(**TOKENS)


def ready(said: Path) -> Callable[[], bool]:
    def is_ready() -> bool:
        text = said.read_text("utf-8")
        assert "Traceback" not in text, text
        return "Guideline Desk is ready" in text

    return is_ready


def lines(checked: str, kind: str) -> list[str]:
    return [line[5:] for line in checked.splitlines() if line.startswith(kind)]


def test_every_command_of_the_guide_is_typed_here() -> None:
    counted = {heading: len(commands) for heading, commands in COMMANDS.items()}
    assert counted == {MAKE: 2, SET: 2, START: 2, SEVERAL: 1, HTTP: 1}
    every = [command for commands in COMMANDS.values() for command in commands]
    assert [command for command in INSTEAD if command not in every] == []
    assert "```bash" not in GUIDE


def test_from_nothing_to_an_answer(slack: FakeSlack, copy: WorkingCopy) -> None:
    install, manifest = COMMANDS[MAKE]
    start, check = COMMANDS[START]
    copy.type(install)
    made = make_app(slack, copy.type(manifest))
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["features"]["agent_view"]
    assert [one["command"] for one in made["features"]["slash_commands"]] == ["/desk"]
    for command in COMMANDS[SET]:
        copy.type(command)
    assert copy.folder.joinpath(".env").stat().st_mode & 0o077 == 0
    named = re.findall(r"^\| `(DESK_\w+)` \|", section(SET), re.M)
    assert set(named) == set(TOKENS)
    copy.set(**TOKENS)

    with copy.typed(start) as said:
        wait_until(ready(said), STARTED)
        wait_until(lambda: slack.sockets, 30)
        checked = copy.type(check)
        assert lines(checked, "mend") == []
        assert lines(checked, "note") == [
            "no event has come yet: write to the app in Slack, then check again"
        ]

        person = slack.person("U1", SocketTransport(slack.socket))
        asked = person.says(None, "When does the guideline take effect?")
        assert "February 1st 2018" in answer_to(slack, asked.ts)["text"]

        (typed,) = re.findall(r"^@Guideline Desk (.+)$", section("4. Ask"), re.M)
        slack.teams["T1"].add_channel("C5", "U1", "U2", bot=False)
        person.invites_bot("C5")
        asked = person.says("C5", f"<@UBOT> {typed}")
        assert "district" in answer_to(slack, asked.ts)["text"]

        choose_staff_channel(slack)
        asked = person.says("C5", "<@UBOT> By which day must a firm apply?")
        person.clicks(answer_to(slack, asked.ts), ASK_PERSON)
        wait_until(lambda: any(post["channel"] == "C7" for post in slack.posts()), 30)

        checked = copy.type(check)
        assert lines(checked, "mend") == []
        for event in ("message.im", "message.channels", "app_mention"):
            assert any(line.startswith(f"{event} last came") for line in lines(checked, "ok"))
        assert "the staff channel #staff is there and the bot is in it" in lines(checked, "ok")
        for token in TOKENS.values():
            assert token not in checked + said.read_text("utf-8")
    assert slack.problems == []
    # The desk asked for the staff channel once before it was invited there.
    refused = [(one.method, one.arguments) for one in slack.refusals()]
    assert refused == [("conversations.info", {"channel": "C7"})]


def answer_to(slack: FakeSlack, ts: str) -> dict[str, Any]:
    """Wait for the desk's reply in the thread of a message."""

    def replies() -> list[dict[str, Any]]:
        return [post for post in slack.posts() if post.get("thread_ts") == ts]

    wait_until(replies, 60)
    (answer,) = replies()
    return answer


def choose_staff_channel(slack: FakeSlack) -> None:
    """Do what the guide's fifth step says, as an admin of the workspace."""
    assert "Invite the desk\nthere first" in section("5. Settings and the staff channel")
    team = slack.teams["T1"]
    team.users["U2"].is_admin = True
    team.add_channel("C7", "U2", name="staff", kind="private", bot=False)
    admin = slack.person("U2", SocketTransport(slack.socket))
    settings = slack.stacks["T1", "U2"]
    admin.runs("/desk", "settings", "C5")
    wait_until(lambda: settings, 30)
    refused = admin.submits(slack.views[settings[-1]], {STAFF: "C7"})
    assert refused.acknowledged[0].body["response_action"] == "errors"
    admin.invites_bot("C7")
    admin.submits(slack.views[settings[-1]], {STAFF: "C7"})
    assert not settings


def without(name: str) -> Callable[[FakeSlack, WorkingCopy], None]:
    return lambda _, copy: copy.set(**{name: ""})


def with_value(name: str, value: str) -> Callable[[FakeSlack, WorkingCopy], None]:
    return lambda _, copy: copy.set(**{name: value})


def without_scope(scope: str) -> Callable[[FakeSlack, WorkingCopy], None]:
    return lambda slack, _: (slack.teams["T1"].scopes or []).remove(scope)


def staff_channel(**fields: Any) -> Callable[[FakeSlack, WorkingCopy], None]:
    def choose(slack: FakeSlack, copy: WorkingCopy) -> None:
        slack.teams["T1"].add_channel("C7", "U1", name="staff", **fields)
        database = open_database(database_url(None, copy.data))
        Channels(database).choose_workspace("T1", WorkspaceSettings(staff_channel="C7"), "U1")
        database.dispose()

    return choose


@pytest.mark.parametrize(
    ("fault", "mend"),
    [
        (without("DESK_SLACK_BOT_TOKEN"), ["DESK_SLACK_BOT_TOKEN is not set"]),
        (without("DESK_SLACK_APP_TOKEN"), ["no event can come: set DESK_SLACK_APP_TOKEN"]),
        (with_value("DESK_SLACK_BOT_TOKEN", "xoxb-another"), ["the bot token does not work"]),
        (with_value("DESK_SLACK_APP_TOKEN", "xapp-taken-back"), ["the app token does not work"]),
        (without_scope("channels:history"), ["the bot token lacks the scope channels:history"]),
        (staff_channel(bot=False), ["the bot is not in the staff channel #staff: /invite it"]),
        (staff_channel(), []),
    ],
    ids=lambda one: one[0][:40] if isinstance(one, list) and one else "",
)  # fmt: skip
def test_the_check_names_what_is_missing(
    slack: FakeSlack,
    copy: WorkingCopy,
    pasted: str,
    fault: Callable[[FakeSlack, WorkingCopy], None],
    mend: list[str],
) -> None:
    set_up(slack, copy, pasted)
    fault(slack, copy)
    _, check = COMMANDS[START]
    found = lines(copy.type(check, status=1 if mend else 0), "mend")
    assert len(found) == len(mend)
    for line, said in zip(found, mend, strict=True):
        assert said in line


def test_the_check_without_any_setting_names_the_first_two(copy: WorkingCopy) -> None:
    found = lines(copy.type(COMMANDS[START][1], status=1), "mend")
    assert [line.split()[0] for line in found] == ["DESK_SLACK_BOT_TOKEN", "no"]


def test_two_workspaces_add_the_app_whose_events_come_over_http(
    slack: FakeSlack, copy: WorkingCopy
) -> None:
    (command,), (again,) = COMMANDS[SEVERAL], COMMANDS[HTTP]
    assert command == again
    manifest = make_app(slack, copy.type(command))
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == (
        "https://desk.example.org/slack/events"
    )
    assert manifest["oauth_config"]["redirect_urls"] == [
        "https://desk.example.org/slack/oauth_redirect"
    ]
    slack.add_team("T2").scopes = slack.teams["T1"].scopes
    slack.teams["T2"].add_user("U8")
    slack.add_team("T3")

    copy.type(COMMANDS[SET][0])
    (named,) = re.findall(r"^```text\n(.+?)\n```$", section(SEVERAL).replace("   ```", "```"),
                          re.M | re.S)  # fmt: skip
    given = dict(line.split("=", 1) for line in named.splitlines())
    own = {
        "DESK_SLACK_CLIENT_ID": CLIENT_ID, "DESK_SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "DESK_SLACK_SIGNING_SECRET": SECRET, "DESK_SLACK_WORKSPACES": "T1,T2",
    }  # fmt: skip
    assert own.keys() < given.keys()
    copy.set(**(given | own))

    with copy.typed(COMMANDS[START][0]) as said:
        wait_until(ready(said), STARTED)
        assert send_challenge(f"{copy.url}/slack/events", SECRET)[0]
        pages = [add_app(slack, copy, team) for team in ("T1", "T2", "T3")]
        assert [status for status, _ in pages] == [200, 200, 403]
        assert "T3" in pages[2][1]
        for team, user in (("T1", "U1"), ("T2", "U8"), ("T3", "U9")):
            person = slack.person(user, HttpTransport(copy.url), team)
            person.says(None, "When does the guideline take effect?")
        wait_until(lambda: slack.posts("T1") and slack.posts("T2"), 60)
        assert slack.wait_for_posts(2) == slack.posts("T1") + slack.posts("T2")
        assert slack.posts("T3") == []
