"""A connection that is silent, cut or stuck is opened anew, one at a time, and for ever."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from fake_slack import APP_TOKEN, rate_limited, wait_until
from slack_sdk import WebClient
from slack_wire import Wire, wire
from slack_workspace import Workspace, event, workspace
from structlog.testing import capture_logs
from websockets.exceptions import ConnectionClosed

from bot.slack.connection import Connection
from bot.slack.socket import SocketMode
from bot.slack.watchdog import TryLaterError, Watchdog


@contextmanager
def over_a_wire(silence: float = 2, **options: Any) -> Iterator[tuple[Workspace, SocketMode, Wire]]:
    with workspace() as desk, wire(desk.slack.socket_url) as laid:
        desk.slack.socket_url = laid.url
        options = {"ping_interval": 0.5, "waits": (0.1,), "patience": 5} | options
        connection = SocketMode(desk.app, desk.settings, silence=silence, **options)
        connection.start()
        try:
            yield desk, connection, laid
        finally:
            connection.stop()
            wait_until(lambda: laid.live() == 0)


def envelope(body: dict[str, Any], number: int = 1) -> dict[str, Any]:
    return {"type": "events_api", "envelope_id": f"envelope-{number}", "payload": body}


# What is done to the wire, and what the watchdog then sees.
FAULTS: dict[str, tuple[Callable[[Wire], None], str]] = {
    "it falls silent": (Wire.fall_silent, "nothing came over an open connection"),
    "it ends without a goodbye": (Wire.cut, "the connection is closed"),
    "it is reset": (Wire.reset, "the connection is closed"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_connection_that_died_is_replaced_by_one_and_an_event_answered_once(fault: str) -> None:
    break_it, seen = FAULTS[fault]
    # The client itself would notice after four pings: later than the watchdog.
    with (
        capture_logs() as logs,
        over_a_wire(ping_interval=2, silence=5) as (desk, connection, laid),
    ):
        wait_until(lambda: connection.connected() and desk.slack.sockets)
        break_it(laid)
        lost = event("Who pays?")
        with suppress(ConnectionClosed):
            desk.slack.send(envelope(lost))
        wait_until(lambda: len(desk.slack.sockets) > 1 and connection.connected(), 30)
        assert laid.live() == 1
        for number in (1, 2):
            desk.slack.send(envelope(lost, number) | {"retry_attempt": number})
            assert desk.slack.acknowledgement()["envelope_id"] == f"envelope-{number}"
        assert len(desk.slack.wait_for_posts(1)) == 1
        assert len(desk.slack.made("apps.connections.open")) == 2
    assert [line["problem"] for line in logs if "problem" in line] == [seen]


def test_a_quiet_connection_that_answers_pings_is_left_alone() -> None:
    with over_a_wire(silence=1.5, ping_interval=0.3) as (desk, connection, laid):
        wait_until(connection.connected)
        time.sleep(3)
        assert (laid.taken, connection.connected()) == (1, True)
        heard = connection.last_inbound()
        assert heard is not None
        assert 0 <= (datetime.now(UTC) - heard).total_seconds() < 1.5
        assert desk.slack.posts() == []


def test_a_silent_connection_is_not_called_connected() -> None:
    with over_a_wire(silence=0.5, ping_interval=60, waits=(60,)) as (_, connection, laid):
        wait_until(connection.connected)
        before = connection.last_inbound()
        laid.fall_silent()
        wait_until(lambda: not connection.connected())
        after = connection.last_inbound()
        assert before is not None
        assert after is not None
        assert abs((after - before).total_seconds()) < 0.5


@pytest.mark.parametrize("mode", ["refuses", "hangs"])
@pytest.mark.filterwarnings(
    # The SDK leaves the socket of a handshake that failed to the garbage collector.
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_an_address_that_does_not_take_calls_for_a_while_is_tried_until_it_does(mode: Any) -> None:
    with over_a_wire(patience=0.5) as (desk, connection, laid):
        wait_until(connection.connected)
        laid.mode = mode
        desk.slack.sockets[-1].close()
        wait_until(lambda: laid.taken >= 4, 30)
        assert not connection.connected()
        laid.mode = "passes"
        wait_until(connection.connected, 30)
        time.sleep(0.5)
        assert laid.live() == 1
        desk.slack.send(envelope(event("Who pays?")))
        assert len(desk.slack.wait_for_posts(1)) == 1


def test_slack_is_left_alone_for_as_long_as_it_asks() -> None:
    with workspace() as desk:
        desk.slack.plan("apps.connections.open", rate_limited(1))
        connection = SocketMode(desk.app, desk.settings, waits=(0.1,))
        connection.start()
        try:
            wait_until(connection.connected)
            first, second = desk.slack.made("apps.connections.open")
            assert second.at - first.at >= 1
        finally:
            connection.stop()


@pytest.mark.parametrize("thread", ["current_app_monitor", "current_session_runner",
                                    "message_processor"])  # fmt: skip
def test_a_connection_whose_thread_died_is_not_alive_though_it_is_open(thread: str) -> None:
    with workspace() as desk:
        web = WebClient(base_url=desk.slack.url)
        connection = Connection(desk.app, APP_TOKEN, web, 60, lambda: None)
        connection.open()
        assert connection.alive()
        if thread == "message_processor":
            connection.closed = True  # what its loop ends by
        elif thread == "current_session_runner":
            connection.current_session_state.terminated = True
        getattr(connection, thread).shutdown()
        assert connection.is_connected()
        assert not connection.alive()
        connection.close()


def test_a_connection_closed_before_it_stands_never_comes_to_life() -> None:
    with workspace() as desk:
        web = WebClient(base_url=desk.slack.url)
        connection = Connection(desk.app, APP_TOKEN, web, 60, lambda: None)
        connection.close()
        with pytest.raises(ConnectionError):
            connection.open()
        assert not connection.alive()
        wait_until(lambda: all(socket.state.name == "CLOSED" for socket in desk.slack.sockets))


class PlainLine:
    """A line that does as it is told, and remembers."""

    def __init__(self, opens: Callable[[], None] = lambda: None) -> None:
        self.opens, self.up, self.closed, self.asked_to_go = opens, False, False, False
        self.last: float | None = None

    def open(self) -> None:
        self.opens()
        self.up, self.last = not self.closed, time.monotonic()

    def alive(self) -> bool:
        return self.up

    def superseded(self) -> bool:
        return self.asked_to_go

    def heard(self) -> float | None:
        return self.last

    def close(self) -> None:
        self.closed, self.up = True, False


@contextmanager
def watched(
    make: Callable[[list[PlainLine]], PlainLine], waits: tuple[float, ...] = (0.05,), **options: Any
) -> Iterator[tuple[Watchdog, list[PlainLine], threading.Event]]:
    lines: list[PlainLine] = []
    changed = threading.Event()

    def made() -> PlainLine:
        lines.append(make(lines))
        return lines[-1]

    options = {"silence": 60, "patience": 5} | options
    watchdog = Watchdog(made, changed, waits=waits, **options)
    watchdog.start()
    try:
        yield watchdog, lines, changed
    finally:
        watchdog.stop()
        assert not any(line.up for line in lines)


def raising(error: Exception) -> Callable[[], None]:
    def opens() -> None:
        raise error

    return opens


@pytest.mark.parametrize("error", [OSError("gone"), ValueError("odd"), TryLaterError(0.01)])
def test_no_number_of_refusals_ends_it(error: Exception) -> None:
    def make(before: list[PlainLine]) -> PlainLine:
        return PlainLine(raising(error)) if len(before) < 12 else PlainLine()

    with watched(make, (0.01, 0.02)) as (watchdog, lines, _):
        wait_until(watchdog.connected)
        assert len(lines) == 13
        assert all(line.closed for line in lines[:-1])


def test_a_line_that_cannot_even_be_made_is_tried_again() -> None:
    def make(before: list[PlainLine]) -> PlainLine:
        if len(before) == 0:
            before.append(PlainLine())
            raise RuntimeError("can't start new thread")
        return PlainLine()

    with watched(make) as (watchdog, _, _):
        wait_until(watchdog.connected)


def test_each_further_try_waits_longer_up_to_the_last_wait() -> None:
    at: list[float] = []

    def make(_: list[PlainLine]) -> PlainLine:
        at.append(time.monotonic())
        return PlainLine(raising(OSError()))

    with watched(make, (0.05, 0.4, 0.8)):
        wait_until(lambda: len(at) >= 5)
    gaps = [later - earlier for earlier, later in pairwise(at)]
    for gap, wait in zip(gaps, (0.05, 0.4, 0.8, 0.8), strict=False):
        assert gap >= wait


def test_a_line_that_falls_as_soon_as_it_stands_is_not_opened_at_full_speed() -> None:
    at: list[float] = []

    class Falling(PlainLine):
        def alive(self) -> bool:
            return False

    def make(_: list[PlainLine]) -> PlainLine:
        at.append(time.monotonic())
        return Falling()

    with watched(make, (0.3, 0.6), silence=0.4):
        wait_until(lambda: len(at) >= 3)
    assert at[2] - at[0] >= 0.9


def test_opening_that_never_ends_is_given_up_and_closed() -> None:
    release = threading.Event()

    def make(before: list[PlainLine]) -> PlainLine:
        return PlainLine((lambda: release.wait(20) and None) if not before else (lambda: None))

    with watched(make, patience=0.3) as (watchdog, lines, _):
        wait_until(watchdog.connected)
        release.set()
        wait_until(lambda: lines[0].last is not None)
        assert (lines[0].closed, lines[0].up) == (True, False)


def test_where_slack_asks_for_a_new_line_the_old_one_works_until_that_stands() -> None:
    old_when_new_opens: list[bool] = []

    def make(before: list[PlainLine]) -> PlainLine:
        return PlainLine(lambda: old_when_new_opens.append(bool(before) and before[0].up))

    with watched(make) as (watchdog, lines, changed):
        wait_until(watchdog.connected)
        lines[0].asked_to_go = True
        changed.set()
        wait_until(lambda: len(lines) == 2 and lines[0].closed)
        wait_until(watchdog.connected)
        assert old_when_new_opens == [False, True]


def test_stopping_while_it_opens_leaves_nothing_behind() -> None:
    release = threading.Event()
    with watched(lambda _: PlainLine(lambda: release.wait(20) and None)) as (watchdog, lines, _):
        wait_until(lambda: lines)
        watchdog.stop()
        release.set()
        wait_until(lambda: lines[0].last is not None)
        assert len(lines) == 1
        assert not watchdog.connected()
