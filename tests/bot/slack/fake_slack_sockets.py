"""Socket Mode: connections, their envelopes, and all the ways in which one can fail."""

import json
import socket
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any

from fake_slack_calls import APP_ID, wait_until
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection

_INTERACTIVE = ("slash_commands", "interactive")


class SlackConnection(ServerConnection):
    """A connection that can go silent: nothing is sent any more, not even a pong."""

    silent = False

    def send_data(self) -> None:
        """Send what the protocol wants to send, unless this is silent."""
        if self.silent:
            self.protocol.data_to_send()
        else:
            super().send_data()


def envelope(
    kind: str, payload: Mapping[str, Any], attempt: int = 0, reason: str = "timeout"
) -> dict[str, Any]:
    """Return an envelope: events_api, slash_commands or interactive."""
    made = {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "payload": dict(payload),
        "accepts_response_payload": kind in _INTERACTIVE,
    }
    if kind == "events_api":
        made |= {"retry_attempt": attempt, "retry_reason": reason if attempt else ""}
    return made


@dataclass
class Sockets:
    """The Socket Mode connections of the app.

    Attributes:
        connections: every connection ever made, in order.
        acknowledged: acknowledgements, in order.
        by_envelope: the acknowledgement of each envelope.
    """

    connections: list[SlackConnection] = field(default_factory=list)
    acknowledged: "Queue[dict[str, Any]]" = field(default_factory=Queue)
    by_envelope: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    turns: int = 0

    def talk(self, connection: ServerConnection) -> None:
        """Keep a connection from its hello to its end."""
        assert isinstance(connection, SlackConnection)
        self.connections.append(connection)
        connection.send(
            json.dumps(
                {
                    "type": "hello",
                    "num_connections": len(self.open()),
                    "debug_info": {"host": "applink-1", "approximate_connection_time": 18_060},
                    "connection_info": {"app_id": APP_ID},
                }
            )
        )
        try:
            for message in connection:
                received = json.loads(message)
                if "envelope_id" in received and not connection.silent:
                    self._arrive(received)
        except ConnectionClosed:
            pass

    def _arrive(self, received: dict[str, Any]) -> None:
        with self.arrived:
            self.by_envelope[received["envelope_id"]] = received
            self.acknowledged.put(received)
            self.arrived.notify_all()

    def open(self) -> list[SlackConnection]:
        """Return the connections that are open, the silent ones among them."""
        return [one for one in self.connections if one.protocol.state.name == "OPEN"]

    def next(self, seconds: float = 10) -> SlackConnection:
        """Return the connection whose turn it is: with several, events go to each in turn."""
        wait_until(self.open, seconds)
        self.turns += 1
        live = self.open()
        return live[self.turns % len(live)]

    def acknowledgement(self, seconds: float = 5) -> dict[str, Any]:
        """Wait for the next acknowledgement."""
        try:
            return self.acknowledged.get(timeout=seconds)
        except Empty:
            raise AssertionError("no envelope was acknowledged") from None

    def acknowledgement_of(self, id: str, seconds: float) -> dict[str, Any] | None:
        """Wait for the acknowledgement of an envelope; None where none comes."""
        with self.arrived:
            self.arrived.wait_for(lambda: id in self.by_envelope, seconds)
            return self.by_envelope.get(id)

    def disconnect(self, reason: str = "refresh_requested", at: int = -1) -> None:
        """Tell the app to connect anew: warning, refresh_requested or link_disabled."""
        told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
        self.connections[at].send(json.dumps(told))

    def silence(self, at: int = -1) -> None:
        """Let a connection send nothing any more, without closing it."""
        self.connections[at].silent = True

    def drop(self, at: int = -1) -> None:
        """Break a connection without a word."""
        self.connections[at].socket.shutdown(socket.SHUT_RDWR)

    def ping(self, at: int = -1) -> threading.Event:
        """Send a ping frame; the event is set once its pong has come."""
        return self.connections[at].ping(f"Ping from applink-1-{uuid.uuid4().hex[:8]}")

    def end(self) -> None:
        """Let silent connections speak again, so that they can close."""
        for connection in self.connections:
            connection.silent = False
