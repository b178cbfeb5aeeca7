"""The check names each fault and what mends it, says what is right, and prints no token."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from slack_oauth import Asked, SlackDesk, slack_desk

from bot.settings import Settings
from bot.slack.checking import Finding, Known, StaffChannel, check_slack
from bot.slack.manifest import SCOPES, bot_events, bot_scopes

ROOT = Path(__file__).parents[3]
BOT, APP, SIGNING = "xoxb-1-right", "xapp-1-right", "0123456789abcdef" * 2
CHANNELS: Mapping[str, dict[str, Any]] = {
    "C1": {"id": "C1", "name": "staff", "is_member": True},
    "C2": {"id": "C2", "name": "away", "is_member": False},
    "C3": {"id": "C3", "name": "old", "is_member": True, "is_archived": True},
}


def identity(call: Asked) -> dict[str, Any]:
    if call.token not in (BOT, "xoxb-2-other"):
        return {"ok": False, "error": "invalid_auth"}
    return {"ok": True, "team": "Alpha", "team_id": "T1", "user": "desk", "user_id": "UBOT"}


def channel(call: Asked) -> dict[str, Any]:
    found = CHANNELS.get(call.arguments["channel"])
    return {"ok": True, "channel": found} if found else {"ok": False, "error": "channel_not_found"}


def connection(call: Asked) -> dict[str, Any]:
    if call.token == APP:
        return {"ok": True, "url": "ws://127.0.0.1:1"}
    return {"ok": False, "error": "invalid_auth"}


@contextmanager
def slack(scopes: tuple[str, ...] | None = None) -> Iterator[SlackDesk]:
    with slack_desk() as desk:
        desk.answers = {
            "auth.test": identity, "conversations.info": channel,
            "apps.connections.open": connection,
        }  # fmt: skip
        granted = bot_scopes() if scopes is None else scopes
        desk.headers["auth.test"] = {"x-oauth-scopes": ",".join(granted)}
        yield desk


def checked(desk: SlackDesk, known: Known | None = None, **given: Any) -> list[Finding]:
    secret = ("slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_client_secret")
    values = {"slack_bot_token": BOT, "slack_app_token": APP} | given
    settings = Settings(
        slack_api=desk.url,
        **{name: SecretStr(value) if name in secret and value is not None else value
           for name, value in values.items()},
    )  # fmt: skip
    findings = list(check_slack(settings, known or Known()))
    printed = "\n".join(map(str, findings))
    for value in (*(v for name, v in values.items() if name in secret and v), "xoxb-2-other"):
        assert value not in printed
    return findings


def mends(findings: list[Finding]) -> list[str]:
    return [finding.text for finding in findings if finding.kind == "mend"]


def test_what_is_right_is_said_line_by_line() -> None:
    with slack() as desk:
        known = Known((StaffChannel("C1"),), dict.fromkeys(bot_events(), datetime.now(UTC)))
        findings = checked(desk, known, slack_signing_secret=SIGNING)
        assert mends(findings) == []
        text = "\n".join(map(str, findings))
        for said in (
            "ok   the bot token works: workspace Alpha (T1), bot desk (UBOT)",
            f"ok   the bot token has all {len(bot_scopes())} scopes",
            "ok   the app token opens a Socket Mode connection",
            "ok   the clock agrees with Slack's",
            "ok   the staff channel #staff is there and the bot is in it",
            "ok   message.im last came ",
            "note DESK_PUBLIC_URL is not set",
        ):
            assert said in text


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ({"slack_bot_token": None}, "DESK_SLACK_BOT_TOKEN is not set"),
        ({"slack_app_token": None}, "no event can come"),
        ({"slack_bot_token": APP}, "DESK_SLACK_BOT_TOKEN is something else; paste the Bot User"),
        ({"slack_bot_token": "xoxp-1"}, "DESK_SLACK_BOT_TOKEN is something else"),
        ({"slack_app_token": BOT}, "DESK_SLACK_APP_TOKEN is something else"),
        ({"slack_signing_secret": "not hex"}, "DESK_SLACK_SIGNING_SECRET is something else"),
        ({"slack_client_id": "abc", "slack_client_secret": SIGNING},
         "DESK_SLACK_CLIENT_ID is something else"),
        ({"slack_client_id": "1.2"}, "DESK_SLACK_CLIENT_SECRET is not set"),
        ({"slack_client_id": "1.2", "slack_client_secret": SIGNING}, "DESK_PUBLIC_URL is not set"),
        ({"slack_client_id": "1.2", "slack_client_secret": SIGNING,
          "public_url": "http://desk.example"}, "DESK_PUBLIC_URL must be https"),
        ({"slack_signing_secret": SIGNING, "public_url": "http://desk.example"},
         "DESK_PUBLIC_URL must be https"),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_named(given: dict[str, Any], mend: str) -> None:
    with slack() as desk:
        assert any(mend in text for text in mends(checked(desk, **given)))


@pytest.mark.parametrize(
    ("method", "code", "mend"),
    [
        ("auth.test", "token_revoked", "the bot token does not work: it was revoked"),
        ("auth.test", "account_inactive", "the bot token does not work: the app was removed"),
        ("auth.test", "strange", "the bot token does not work: Slack says “strange”"),
        ("apps.connections.open", "invalid_auth", "the app token does not work"),
        ("apps.connections.open", "missing_scope", "lacks the scope connections:write"),
    ],
)
def test_a_token_that_slack_refuses_is_named_with_what_to_do(
    method: str, code: str, mend: str
) -> None:
    with slack() as desk:
        desk.answers[method] = {"ok": False, "error": code}
        (found,) = mends(checked(desk))
        assert mend in found


@pytest.mark.parametrize("missing", SCOPES)
def test_a_scope_that_is_missing_is_named_with_what_it_is_for(missing: str) -> None:
    with slack(tuple(scope for scope in bot_scopes() if scope != missing)) as desk:
        (found,) = mends(checked(desk))
        assert f"lacks the scope {missing}, needed {SCOPES[missing]}" in found


def test_scopes_that_slack_does_not_tell_are_no_fault() -> None:
    with slack() as desk:
        desk.headers.clear()
        findings = checked(desk)
        assert mends(findings) == []
        assert any("does not say which scopes" in finding.text for finding in findings)


@pytest.mark.parametrize(
    ("ahead", "mend"), [(400, "seconds behind Slack's"), (-400, "seconds ahead of Slack's")]
)
def test_a_clock_that_is_wrong_is_named(ahead: float, mend: str) -> None:
    with slack() as desk:
        desk.clock = ahead
        (found,) = mends(checked(desk))
        assert mend in found


def test_slack_out_of_reach_is_said_and_ends_nothing() -> None:
    with slack() as desk:
        desk.url = "http://127.0.0.1:9/api/"
        found = mends(checked(desk, slack_client_id="1.2"))
        assert [text for text in found if "cannot be reached" in text]
        assert any("DESK_SLACK_CLIENT_SECRET" in text for text in found)


@pytest.mark.parametrize(
    ("staff", "mend"),
    [("C2", "the bot is not in staff channel #away"), ("C3", "#old is archived"),
     ("C9", "C9 is not there, or it is private")],
)  # fmt: skip
def test_a_staff_channel_that_does_not_serve_is_named(staff: str, mend: str) -> None:
    with slack() as desk:
        (found,) = mends(checked(desk, Known((StaffChannel(staff),))))
        assert mend in found.replace("the staff channel", "staff channel")


def test_each_workspace_that_added_the_app_is_asked_with_its_own_token() -> None:
    with slack() as desk:
        known = Known(
            (StaffChannel("C1", "Beta"), StaffChannel("C1", "Gone")),
            installed={"Beta": "xoxb-2-other", "Gamma": "xoxb-3-revoked"},
        )
        findings = checked(desk, known, slack_bot_token=None)
        (found,) = [text for text in mends(findings) if "token of" in text]
        assert found.startswith("the token of Gamma does not work")
        assert [call.token for call in desk.made("conversations.info")] == ["xoxb-2-other"]
        assert any("the token of Beta works" in finding.text for finding in findings)
        assert "xoxb" not in repr(known)


def test_events_that_never_came_are_noted_with_where_to_turn_them_on() -> None:
    with slack() as desk:
        at = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
        findings = checked(desk, Known(events={"app_mention": at, "message.im": None}))
        assert mends(findings) == []
        text = "\n".join(map(str, findings))
        assert "ok   app_mention last came 2026-12-01 09:30 UTC" in text
        assert "note message.im never came, needed to answer direct messages" in text
        assert "Subscribe to bot events" in text
        assert "app_uninstalled" not in text
        nothing = checked(desk, Known(events=dict.fromkeys(bot_events())))
        assert [f.text for f in nothing if "no event has come yet" in f.text]


@pytest.mark.parametrize(("token", "status"), [(BOT, 0), ("xoxb-1-wrong", 1)])
def test_the_command_prints_the_findings_and_ends_with_1_where_one_must_be_mended(
    token: str, status: int, tmp_path: Path
) -> None:
    with slack() as desk:
        ran = subprocess.run(
            [sys.executable, "-c", "from bot.cli.main import main; main()", "check", "slack"],
            capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=120, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DESK_SLACK_API": desk.url,
                 "DESK_SLACK_BOT_TOKEN": token, "DESK_SLACK_APP_TOKEN": APP},
        )  # fmt: skip
    assert ran.returncode == status, ran.stderr
    assert {line[:5] for line in ran.stdout.splitlines()} <= {"ok   ", "mend ", "note "}
    assert ("mend " in ran.stdout) == bool(status)
    assert token not in ran.stdout + ran.stderr


def test_the_clock_is_measured_against_the_time_given() -> None:
    with slack() as desk:
        settings = Settings(slack_api=desk.url, slack_bot_token=SecretStr(BOT))
        later = datetime.now(UTC) + timedelta(hours=1)
        assert any(
            "ahead of" in text for text in mends(list(check_slack(settings, Known(), later)))
        )
