"""The check names each fault and what mends it, says what is right, and prints no token."""

import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fake_slack import wait_until
from fastapi import FastAPI
from pydantic import SecretStr
from slack_oauth import Asked, SlackDesk, slack_desk
from slack_workspace import workspace

from bot.settings import Settings
from bot.slack.checking import Finding, Known, StaffChannel, check_slack
from bot.slack.checking_address import check_address, send_challenge
from bot.slack.http import PATH, create_slack_router
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


@contextmanager
def serving(web: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(web, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_the_challenge_comes_back_from_a_desk_with_the_same_secret_only() -> None:
    with workspace() as desk:
        web = FastAPI()
        web.include_router(create_slack_router(desk.app, desk.settings))
        with serving(web) as url:
            assert desk.settings.slack_signing_secret is not None
            secret = desk.settings.slack_signing_secret.get_secret_value()
            assert send_challenge(url + PATH, secret) == (
                True, f"Slack's events reach the desk at {url}{PATH}"
            )  # fmt: skip
            for path, given, said in (
                (PATH, "another", "the signature is refused"),
                ("/elsewhere", secret, "there is no such page"),
            ):
                right, text = send_challenge(url + path, given)
                assert (right, said in text) == (False, True)


@contextmanager
def answering(status: int, body: bytes = b"", tls: Path | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "/slack/events/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    class Quiet(HTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing of a handshake that was broken off."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"<html>parked</html>", "something else than the desk"),
        (200, b'{"challenge": "yesterday"}', "something else than the desk"),
        (200, b"[]", "something else than the desk"),
        (200, b"\xff", "something else than the desk"),
        (308, b"", "it is redirected"),
        (404, b"", "there is no such page"),
        (502, b"", "it answers with status 502"),
    ],
)
def test_what_else_answers_at_the_address_is_told_apart(
    status: int, body: bytes, said: str
) -> None:
    with answering(status, body) as place:
        right, text = send_challenge(f"http://{place}{PATH}", SIGNING)
        assert (right, said in text) == (False, True)


def test_a_certificate_that_slack_would_not_take_is_named() -> None:
    with answering(200, tls=Path(__file__).with_name("self_signed.pem")) as place:
        right, text = check_address(f"https://{place}", SIGNING)
        assert (right, "certificate is not valid" in text) == (False, True)


def test_an_address_without_tls_and_one_without_a_server_are_named() -> None:
    with answering(200) as place:
        assert "does not speak TLS" in check_address(f"https://{place}", SIGNING)[1]
    assert "cannot be reached" in check_address("https://127.0.0.1:9", SIGNING)[1]


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
