"""An app that takes whatever Slack delivers, remembers it, and answers as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Listener:
    """What was delivered, and how each delivery is answered.

    Attributes:
        answer: gives the status, the body and the seconds to wait for a delivery's number.
    """

    answer: Callable[[int], tuple[int, Any, float]] = lambda _: (200, "", 0)
    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    received: list[tuple[dict[str, str], str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, headers: dict[str, str], raw: str) -> tuple[int, Any, float]:
        """Remember a delivery and answer it."""
        with self.lock:
            self.received.append((headers, raw))
            number = len(self.received)
        return self.answer(number)

    def forms(self) -> list[dict[str, str]]:
        """Return the deliveries that were forms."""
        return [dict(parse_qsl(raw, True)) for _, raw in self.received if not raw.startswith("{")]


@contextmanager
def listening(
    answer: Callable[[int], tuple[int, Any, float]] = lambda _: (200, "", 0),
) -> Iterator[Listener]:
    """Serve a listener on a free local port."""
    listener = Listener(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, body, seconds = listener.take(headers, raw)
            time.sleep(seconds)
            content = (body if isinstance(body, str) else json.dumps(body)).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                for name, value in listener.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    listener.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
