"""Socket Mode: one reply for an event, its envelope acknowledged, a lost connection opened anew."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fake_slack import APP_TOKEN, refused, wait_until
from fake_slack_engine import QUOTE
from pydantic import SecretStr
from slack_reading import quotes
from slack_workspace import Workspace, event, mention, workspace

from bot.settings import Settings
from bot.slack.errors import SlackSettingsError
from bot.slack.socket import SocketMode


@contextmanager
def connected(desk: Workspace) -> Iterator[SocketMode]:
    socket = SocketMode(desk.app, desk.settings, ping_interval=0.5, waits=(0.1,))
    socket.start()
    try:
        wait_until(lambda: socket.connected() and desk.slack.sockets)
        yield socket
    finally:
        socket.stop()


def envelope(body: dict[str, Any], number: int = 1) -> dict[str, Any]:
    return {
        "type": "events_api",
        "envelope_id": f"envelope-{number}",
        "payload": body,
        "accepts_response_payload": False,
    }


def test_an_event_gets_one_reply_and_its_envelope_an_acknowledgement() -> None:
    with workspace() as desk, connected(desk):
        body = mention("Who pays?")
        desk.slack.send(envelope(body))
        assert desk.slack.acknowledgement()["envelope_id"] == "envelope-1"
        (reply,) = desk.slack.wait_for_posts(1)
        assert reply["thread_ts"] == body["event"]["ts"]
        assert quotes([reply]) == {1: QUOTE}
        (opened,) = desk.slack.made("apps.connections.open")
        assert opened.token == APP_TOKEN


def test_a_retry_is_acknowledged_and_not_answered_again() -> None:
    with workspace() as desk, connected(desk):
        body = event("谁出钱？" * 500)
        for number in range(3):
            retry = {"retry_attempt": number, "retry_reason": "timeout"} if number else {}
            desk.slack.send(envelope(body, number) | retry)
        seen = {desk.slack.acknowledgement()["envelope_id"] for _ in range(3)}
        assert seen == {"envelope-0", "envelope-1", "envelope-2"}
        assert len(desk.slack.wait_for_posts(1)) == 1


def test_what_nobody_asks_is_acknowledged() -> None:
    with workspace() as desk, connected(desk):
        desk.slack.send(envelope(event("x", subtype="message_changed")))
        assert desk.slack.acknowledgement()["envelope_id"] == "envelope-1"
        assert desk.slack.wait_for_posts(0) == []


@pytest.mark.parametrize("how", ["closed", "told to"])
def test_a_lost_connection_is_opened_anew(how: str) -> None:
    with workspace() as desk, connected(desk):
        if how == "closed":
            desk.slack.sockets[-1].close()
        else:
            desk.slack.send({"type": "disconnect", "reason": "refresh_requested"})
        wait_until(lambda: len(desk.slack.sockets) > 1)
        wait_until(lambda: len(desk.slack.made("apps.connections.open")) > 1)
        desk.slack.send(envelope(event("Who pays?")))
        assert desk.slack.acknowledgement()["envelope_id"] == "envelope-1"
        assert len(desk.slack.wait_for_posts(1)) == 1


def test_a_connection_that_slack_refuses_at_first_is_tried_again() -> None:
    with workspace() as desk:
        desk.slack.plan("apps.connections.open", refused("internal_error"), refused("fatal_error"))
        with connected(desk):
            desk.slack.send(envelope(event("Who pays?")))
            assert len(desk.slack.wait_for_posts(1)) == 1


def test_an_address_that_does_not_answer_is_asked_for_anew() -> None:
    with workspace() as desk:
        good, desk.slack.socket_url = desk.slack.socket_url, "ws://127.0.0.1:9/link/?ticket=0"
        socket = SocketMode(desk.app, desk.settings, ping_interval=0.5, waits=(0.1,))
        socket.start()
        try:
            wait_until(lambda: desk.slack.made("apps.connections.open"))
            assert not socket.connected()
            desk.slack.socket_url = good
            wait_until(socket.connected)
        finally:
            socket.stop()


def test_a_wrong_app_token_stops_nothing_and_ends_with_the_desk() -> None:
    with workspace() as desk:
        wrong = desk.settings.model_copy(update={"slack_app_token": SecretStr("xapp-wrong")})
        socket = SocketMode(desk.app, wrong, waits=(0.1,))
        socket.start()
        wait_until(lambda: len(desk.slack.made("apps.connections.open")) > 1)
        assert not socket.connected()
        socket.stop()
        calls = len(desk.slack.made("apps.connections.open"))
        time.sleep(0.3)
        assert len(desk.slack.made("apps.connections.open")) == calls


def test_without_an_app_token_the_missing_setting_is_named() -> None:
    with workspace() as desk, pytest.raises(SlackSettingsError, match="DESK_SLACK_APP_TOKEN"):
        SocketMode(desk.app, Settings())
