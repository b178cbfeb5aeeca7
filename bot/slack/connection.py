"""One Socket Mode connection: opened once, never again, and it knows when it last heard Slack."""

import errno
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, cast

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.watchdog import TryLaterError


class Connection(SocketModeClient):
    """The SDK's client without its own reconnecting, which may leave two connections or none.

    Slack shares events out among an app's connections: one that nobody reads swallows its share.

    Args:
        app: the Bolt app that the events go to.
        token: the app-level token.
        web: the client that asks for the connection's address.
        ping_interval: seconds between two pings of ours.
        changed: called when this connection should be looked at.
    """

    def __init__(
        self,
        app: App,
        token: str,
        web: WebClient,
        ping_interval: float,
        changed: Callable[[], None],
    ) -> None:
        self._ear: _Ear | None = None
        self._superseded = False
        self._changed = changed
        self._closing = Lock()
        super().__init__(
            app_token=token,
            logger=app.logger,
            web_client=web,
            auto_reconnect_enabled=False,
            ping_interval=ping_interval,
            on_error_listeners=[lambda _: changed()],
            on_close_listeners=[lambda *_: changed()],
        )

        def handle(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
            started = time.time()
            send_response(client, request, run_bolt_app(app, request), started)

        self.socket_mode_request_listeners.append(handle)

    def open(self) -> None:
        """Ask for an address, which serves once, and open the connection.

        Raises:
            TryLaterError: too many connections were asked for.
            SlackApiError: Slack refuses, such as for a wrong token.
            ConnectionError: the address does not answer.
        """
        try:
            opened = self.web_client.apps_connections_open(app_token=self.app_token)
        except SlackApiError as error:
            seconds = str(getattr(error.response, "headers", {}).get("Retry-After", ""))
            if seconds.isdigit():
                raise TryLaterError(int(seconds)) from error
            raise
        self.wss_uri = str(opened["url"])
        self.connect()
        if not self.is_connected():
            raise ConnectionError("the address of the connection does not answer")

    def connect(self) -> None:
        """Open the connection and listen in on it; one that was given up meanwhile is closed."""
        super().connect()
        session = self.current_session
        if session is None:
            return
        with session.sock_send_lock:
            if session.sock is not None:
                self._ear = _Ear(session.sock)
                session.sock = cast(Any, self._ear)
        if self.closed:
            self.close()

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Note that Slack asked for a new connection; the watchdog opens it."""
        self._superseded = True
        self._changed()

    def alive(self) -> bool:
        """Tell whether the connection is open and each thread that serves it runs."""
        threads = (self.current_session_runner, self.current_app_monitor, self.message_processor)
        return self.is_connected() and all(thread.is_alive() for thread in threads)

    def superseded(self) -> bool:
        """Tell whether Slack asked for a new connection."""
        return self._superseded

    def heard(self) -> float | None:
        """Return `time.monotonic()` of the last bytes that came, None before the connection."""
        return self._ear.last if self._ear is not None else None

    def close(self) -> None:
        """Close the connection at once, then end its threads."""
        self.closed = True
        self.current_session_state.terminated = True
        if self._ear is not None:
            self._ear.leave()
        with self._closing:  # the SDK's cannot be called twice at once
            super().close()


class _Ear:
    """A socket that knows when something last came: a ping, a pong, an envelope, part of one.

    The SDK takes the other side's end of the stream for silence, and asks again at full speed;
    here it is an error, so that the connection counts as lost at once.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.last = time.monotonic()
        self._sock = sock
        self._left = False

    def recv(self, size: int) -> bytes:
        data = self._sock.recv(size)
        if data:
            self.last = time.monotonic()
        elif not self._left:
            raise ConnectionAbortedError(errno.ECONNABORTED, "the other side left")
        return data

    def leave(self) -> None:
        """End the stream, which wakes whoever waits for it."""
        self._left = True
        with suppress(OSError):
            # Not the method of an SSL socket, which takes the stream from under a reader.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
