"""A local server that plays the part of Slack's Web API that installing and checking call."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A call: method, token and arguments."""

    method: str
    token: str
    arguments: Mapping[str, str]


Body = dict[str, Any]


@dataclass
class SlackDesk:
    """The server's state.

    Attributes:
        answers: by method, a body or what makes one of a call; other methods are unknown.
        headers: by method, headers of its response.
        clock: seconds that this Slack's clock is ahead.
        asked: the calls so far.
    """

    answers: dict[str, Body | Callable[[Asked], Body]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    clock: float = 0
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def made(self, method: str) -> list[Asked]:
        return [call for call in self.asked if call.method == method]


@contextmanager
def slack_desk() -> Iterator[SlackDesk]:
    """Serve it on a free local port."""
    slack = SlackDesk()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            address = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            arguments = dict(parse_qsl(raw or address.query))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            call = Asked(address.path.rpartition("/")[2], token or arguments.get("token", ""),
                         arguments)  # fmt: skip
            slack.asked.append(call)
            answer = slack.answers.get(call.method, {"ok": False, "error": "unknown_method"})
            body = json.dumps(answer(call) if callable(answer) else answer).encode()
            self.send_response_only(200)
            self.send_header("Date", formatdate(time.time() + slack.clock, usegmt=True))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in slack.headers.get(call.method, {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _serve  # noqa: N815 names that http.server calls

        def log_message(self, *arguments: Any) -> None:
            """Say nothing: the calls are recorded."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    slack.url = f"http://127.0.0.1:{server.server_address[1]}/api/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
