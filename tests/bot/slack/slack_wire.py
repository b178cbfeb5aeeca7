"""The wire between the desk and the local Slack's sockets: it can fall silent, be cut, refuse."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal
from urllib.parse import urlsplit

Mode = Literal["passes", "refuses", "hangs"]


class Wire:
    """Passes bytes on to the local Slack's websocket, as long as nothing is done to it.

    Attributes:
        mode: what a new connection meets.
        taken: how many connections were taken so far.
        url: where the desk connects to.
    """

    def __init__(self, upstream: str) -> None:
        address = urlsplit(upstream)
        assert address.hostname is not None
        self._upstream = (address.hostname, address.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.mode: Mode = "passes"
        self.taken = 0
        self.url = f"ws://127.0.0.1:{self._listening.getsockname()[1]}/link/?ticket=1"
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._deaf: set[socket.socket] = set()
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def live(self) -> int:
        """Return how many connections of the desk are open now."""
        return sum(desk.fileno() != -1 for desk, _ in self._pairs)

    def fall_silent(self) -> None:
        """Pass nothing on any more over the connections that are open, and close none."""
        self._deaf.update(desk for desk, _ in self._pairs)

    def cut(self) -> None:
        """End the connections without the websocket's goodbye."""
        for desk, _ in self._pairs:
            with suppress(OSError):
                desk.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Break the connections as a router does that forgot them."""
        for desk, slack in self._pairs:
            with suppress(OSError):
                desk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                slack.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take no connection any more, and end those that are open."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)
        for one in (*self._held, *(end for pair in self._pairs for end in pair)):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                desk, _ = self._listening.accept()
                self.taken += 1
                if self.mode == "refuses":
                    desk.close()
                elif self.mode == "hangs":
                    self._held.append(desk)
                else:
                    self._join(desk)

    def _join(self, desk: socket.socket) -> None:
        slack = socket.create_connection(self._upstream)
        self._pairs.append((desk, slack))
        for pair in ((desk, slack), (slack, desk)):
            threading.Thread(target=self._pass, args=(*pair, desk), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, desk: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                if desk not in self._deaf:
                    target.sendall(data)
        for end in (source, target):
            if desk in self._deaf and source is not desk:
                return  # what Slack does is not seen on a silent wire
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def wire(upstream: str) -> Iterator[Wire]:
    """Lay a wire to a websocket's address."""
    laid = Wire(upstream)
    try:
        yield laid
    finally:
        laid.close()
