"""Stands before the emulator: takes calls as Slack does, records them, and can lose an answer."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request, urlopen

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Call:
    """A call of the desk, and what the emulator answered."""

    method: str
    arguments: Mapping[str, Any]
    answer: Mapping[str, Any]


@dataclass
class Front:
    """Slack's Web API as the desk reaches it.

    The emulator knows POST alone and answers GET with "Not Found". By Slack's documentation a
    method takes both, and the SDK reads with GET: such a call is passed on as a POST.

    Attributes:
        behind: the emulator's address.
        url: the Web API's address, with "/api/" at its end.
        calls: the calls so far.
        lost: the methods of which the next answer is lost; the call itself is done.
    """

    behind: str
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def made(self, method: str) -> list[Call]:
        """Return the calls of a method so far."""
        return [call for call in self.calls if call.method == method]

    def pass_on(self, path: str, kind: str, token: str, body: bytes) -> tuple[int, bytes] | None:
        """Pass a call on; None where its answer is lost."""
        method = path.rpartition("/")[2]
        request = Request(
            self.behind + path, body, {"Content-Type": kind, "Authorization": token}, method="POST"
        )
        try:
            with urlopen(request, timeout=30) as response:
                status, answer = response.status, response.read()
        except HTTPError as error:
            with error:
                status, answer = error.code, error.read()
        arguments = json.loads(body) if "json" in kind else dict(parse_qsl(body.decode()))
        self.calls.append(Call(method, arguments, json.loads(answer)))
        if method in self.lost:
            self.lost.remove(method)
            return None
        return status, answer


@contextmanager
def front(behind: str) -> Iterator[Front]:
    """Serve it on a free local port."""
    standing = Front(behind)

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            address = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kind = self.headers.get("Content-Type") or _FORM
            if self.command == "GET":
                body, kind = address.query.encode(), _FORM
            token = self.headers.get("Authorization", "")
            answered = standing.pass_on(address.path, kind, token, body)
            if answered is None:
                return  # the connection ends without a word
            status, answer = answered
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = _serve  # noqa: N815 names that http.server calls

        def log_message(self, *arguments: Any) -> None:
            """Say nothing: the calls are recorded."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    standing.url = f"http://127.0.0.1:{server.server_address[1]}/api/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield standing
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
