"""The HTTP side of the local Slack: the Web API, response_urls, OAuth, a look from outside."""

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from fake_slack_calls import Outcome


class Served(Protocol):
    """What the server asks."""

    def handle(
        self, method: str, token: str, arguments: dict[str, Any]
    ) -> tuple[Outcome, dict[str, Any]]:
        """Answer a call of the Web API."""

    def headers(self, token: str) -> dict[str, str]:
        """Return the headers of an answer to a token."""

    def answered(self, id: str, arguments: dict[str, Any]) -> tuple[Outcome, Any]:
        """Take a post to a response_url."""

    def code(self, team: str) -> str:
        """Return a code that stands for an installation in a workspace."""

    def looked_at(self, what: str, arguments: dict[str, Any]) -> Any:
        """Return a part of the state, or do what another process asks."""


class SlackServer(ThreadingHTTPServer):
    """Serves the fake, each request on a thread of its own."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, slack: Served, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.slack = slack

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that went away is part of many tests."""


class _Handler(BaseHTTPRequestHandler):
    server: SlackServer

    def _serve(self) -> None:
        address = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        first, _, rest = address.path.lstrip("/").partition("/")
        try:
            arguments = self._arguments(raw, address.query)
        except ValueError:
            self._send(Outcome(), {"ok": False, "error": "invalid_json"})
            return
        slack = self.server.slack
        if first == "respond":
            self._send(*slack.answered(rest, arguments))
        elif first == "oauth":
            self._authorize(arguments)
        elif first == "_control":
            self._send(Outcome(), slack.looked_at(rest, arguments))
        else:
            token = self._token(arguments)
            outcome, body = slack.handle(address.path.rpartition("/")[2], token, arguments)
            self._send(outcome, body, slack.headers(token))

    do_GET = do_POST = _serve  # noqa: N815 names that http.server calls

    def _arguments(self, raw: str, query: str) -> dict[str, Any]:
        if "json" not in self.headers.get("Content-Type", ""):
            return dict(parse_qsl(query, True)) | dict(parse_qsl(raw, True))
        read = json.loads(raw or "{}")
        if not isinstance(read, dict):
            raise ValueError("a body is an object")
        return read

    def _token(self, arguments: dict[str, Any]) -> str:
        kind, _, given = self.headers.get("Authorization", "").partition(" ")
        if kind == "Basic":
            id, _, secret = base64.b64decode(given).decode().partition(":")
            arguments |= {"client_id": id, "client_secret": secret}
            return ""
        return given or str(arguments.pop("token", ""))

    def _authorize(self, arguments: dict[str, Any]) -> None:
        """Send a browser back with a code, as after a click on Allow."""
        team = arguments.get("team") or "T1"
        answer = {"code": self.server.slack.code(team), "state": arguments.get("state", "")}
        self.send_response(302)
        self.send_header("Location", f"{arguments['redirect_uri']}?{urlencode(answer)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, outcome: Outcome, body: Any, headers: dict[str, str] | None = None) -> None:
        time.sleep(outcome.delay)
        if outcome.dropped:
            self.close_connection = True
            return
        payload = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        kind = "text/plain" if isinstance(body, str) else "application/json"
        self.send_response(outcome.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(payload)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if outcome.retry_after is not None:
            self.send_header("Retry-After", str(outcome.retry_after))
        self.end_headers()
        self.wfile.write(payload[: len(payload) // 2] if outcome.cut else payload)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing: the calls are recorded."""
