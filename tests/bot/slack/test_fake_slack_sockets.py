"""The local Slack's Socket Mode: envelopes, retries, and connections that fail in each way."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fake_slack import FakeSlack, SocketTransport, fake_slack, wait_until
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


def acknowledge(envelope: dict[str, Any]) -> dict[str, Any] | None:
    return {"envelope_id": envelope["envelope_id"]}


@contextmanager
def connected(
    slack: FakeSlack, answer: Callable[[dict[str, Any]], dict[str, Any] | None] = acknowledge
) -> Iterator[tuple[ClientConnection, list[dict[str, Any]]]]:
    """Connect as an app does; what comes is remembered and answered."""
    received: list[dict[str, Any]] = []
    before = len(slack.sockets)
    with connect(slack.socket_url, ping_interval=None, close_timeout=0.5) as connection:

        def listen() -> None:
            try:
                for message in connection:
                    received.append(json.loads(message))
                    if "envelope_id" in received[-1] and (told := answer(received[-1])):
                        connection.send(json.dumps(told))
            except ConnectionClosed:
                pass

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        wait_until(lambda: len(slack.sockets) > before and received)
        yield connection, received
    thread.join(5)


def test_a_connection_begins_with_a_hello(slack: FakeSlack) -> None:
    with connected(slack) as (_, received):
        assert (received[0]["type"], received[0]["num_connections"]) == ("hello", 1)


def test_an_event_comes_in_an_envelope_and_its_acknowledgement_is_told(slack: FakeSlack) -> None:
    with connected(slack) as (_, received):
        person = slack.person("U1", SocketTransport(slack.socket))
        act = person.says(None, "Who pays?")
        assert act.status == 200
        envelope = received[1]
        assert (envelope["type"], envelope["payload"]) == ("events_api", act.body)
        assert envelope["accepts_response_payload"] is False
        assert slack.acknowledgement()["envelope_id"] == envelope["envelope_id"]


def test_commands_and_clicks_come_with_room_for_an_answer(slack: FakeSlack) -> None:
    def answer(envelope: dict[str, Any]) -> dict[str, Any]:
        return {"envelope_id": envelope["envelope_id"], "payload": {"text": "Reading"}}

    with connected(slack, answer) as (_, received):
        person = slack.person("U1", SocketTransport(slack.socket))
        person.runs("/desk", "who pays", "C1")
        assert person.uses_shortcut("ask").acknowledged[0].body == {"text": "Reading"}
        kinds = [(one["type"], one["accepts_response_payload"]) for one in received[1:]]
        assert kinds == [("slash_commands", True), ("interactive", True)]
        assert received[1]["payload"]["command"] == "/desk"
        assert [message["text"] for message in slack.shown_to("U1")] == ["Reading"]


def test_an_envelope_that_is_not_acknowledged_comes_again(slack: FakeSlack) -> None:
    def third(envelope: dict[str, Any]) -> dict[str, Any] | None:
        return acknowledge(envelope) if envelope["retry_attempt"] == 2 else None

    with connected(slack, third) as (_, received):
        transport = SocketTransport(slack.socket, patience=0.3, waits=(0, 0, 0))
        act = slack.person("U1", transport).says(None, "Who pays?")
        assert act.acknowledged[0].tries == 3
        told = [(one["retry_attempt"], one["retry_reason"]) for one in received[1:]]
        assert told == [(0, ""), (1, "timeout"), (2, "timeout")]
        assert len({one["payload"]["event_id"] for one in received[1:]}) == 1
        assert len({one["envelope_id"] for one in received[1:]}) == 3


def test_without_a_connection_nothing_is_acknowledged(slack: FakeSlack) -> None:
    transport = SocketTransport(slack.socket, patience=0.1, waits=())
    assert slack.person("U1", transport).says(None, "Who?").status == 0


def test_several_connections_share_the_events(slack: FakeSlack) -> None:
    with connected(slack) as (_, first), connected(slack) as (_, second):
        assert second[0]["num_connections"] == 2
        person = slack.person("U1", SocketTransport(slack.socket))
        for at in range(4):
            person.says(None, f"{at}")
        assert (len(first) - 1, len(second) - 1) == (2, 2)


def test_a_disconnect_is_announced(slack: FakeSlack) -> None:
    with connected(slack) as (_, received):
        slack.socket.disconnect("warning")
        wait_until(lambda: len(received) == 2)
        assert (received[1]["type"], received[1]["reason"]) == ("disconnect", "warning")


def test_a_dropped_connection_ends_without_a_word(slack: FakeSlack) -> None:
    with connected(slack) as (connection, received):
        slack.socket.drop()
        wait_until(lambda: connection.protocol.state.name == "CLOSED")
        assert connection.protocol.close_rcvd is None
        assert len(received) == 1


def test_a_silent_connection_stays_open_and_answers_nothing(slack: FakeSlack) -> None:
    with connected(slack) as (connection, received):
        assert connection.ping().wait(5)
        slack.socket.silence()
        assert not connection.ping().wait(0.3)
        slack.send({"type": "disconnect", "reason": "refresh_requested"})
        time.sleep(0.2)
        assert len(received) == 1
        assert connection.protocol.state.name == "OPEN"


def test_events_go_to_the_other_connection_once_one_is_silent(slack: FakeSlack) -> None:
    with connected(slack) as (_, first), connected(slack) as (_, second):
        slack.socket.silence(0)
        transport = SocketTransport(slack.socket, patience=0.3, waits=(0, 0, 0))
        person = slack.person("U1", transport)
        acts = [person.says(None, f"{at}") for at in range(2)]
        assert [act.status for act in acts] == [200, 200]
        assert len(first) == 1
        assert len(second) == 3


def test_the_server_pings_and_hears_the_pong(slack: FakeSlack) -> None:
    with connected(slack):
        assert slack.socket.ping().wait(5)
