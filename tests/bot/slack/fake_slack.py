"""A local server that plays Slack: its Web API with the documented limits, and Socket Mode."""

import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

S = TypeVar("S", ThreadingHTTPServer, Server)
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-1-bot-token", "xapp-1-app-token", "signing-secret"


@dataclass(frozen=True)
class Call:
    """A call of the Web API, as the fake received it."""

    method: str
    token: str
    arguments: Mapping[str, Any]
    at: float


@dataclass(frozen=True)
class Outcome:
    """What a call gets instead of the usual.

    Attributes:
        error: the code of an `ok: false`, or None.
        status: the HTTP status.
        retry_after: seconds, for a 429.
        done: the call is done all the same.
        dropped: the connection closes without a response.
    """

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    done: bool = False
    dropped: bool = False


def refused(code: str, done: bool = False) -> Outcome:
    """Return an `ok: false` with a code."""
    return Outcome(error=code, done=done)


def rate_limited(seconds: int) -> Outcome:
    """Return a 429 with Retry-After."""
    return Outcome(error="ratelimited", status=429, retry_after=seconds)


@dataclass
class FakeSlack:
    """The state of the fake: what was called, what is in its threads, what comes next."""

    url: str = ""
    socket_url: str = ""
    calls: list[Call] = field(default_factory=list)
    threads: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    planned: dict[str, deque[Outcome]] = field(default_factory=lambda: defaultdict(deque))
    sockets: list[ServerConnection] = field(default_factory=list)
    acknowledged: "Queue[dict[str, Any]]" = field(default_factory=Queue)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, method: str, *outcomes: Outcome) -> None:
        """Give the next calls of a method these outcomes."""
        self.planned[method].extend(outcomes)

    def made(self, method: str) -> list[Call]:
        """Return the calls of a method so far."""
        with self.lock:
            return [call for call in self.calls if call.method == method]

    def posts(self) -> list[dict[str, Any]]:
        """Return the messages that the desk posted, in order."""
        with self.lock:
            return [message for thread in self.threads.values() for message in thread
                    if message.get("bot_id")]  # fmt: skip

    def wait_for_posts(self, number: int, settle: float = 0.3) -> list[dict[str, Any]]:
        """Wait until so many messages are posted, then a little for one too many."""
        wait_until(lambda: len(self.posts()) >= number)
        time.sleep(settle)
        return self.posts()

    def send(self, envelope: Mapping[str, Any]) -> None:
        """Send an envelope on the newest Socket Mode connection."""
        self.sockets[-1].send(json.dumps(envelope))

    def acknowledgement(self) -> dict[str, Any]:
        """Wait for the next acknowledgement of an envelope."""
        try:
            return self.acknowledged.get(timeout=5)
        except Empty:
            raise AssertionError("no envelope was acknowledged") from None

    def handle(self, method: str, token: str, arguments: dict[str, Any]) -> tuple[Outcome, Any]:
        """Answer a call: its outcome, and the response's body."""
        with self.lock:
            self.calls.append(Call(method, token, arguments, time.monotonic()))
            plan = self.planned[method]
            outcome = plan.popleft() if plan else Outcome()
            if outcome.error and not outcome.done:
                return outcome, {"ok": False, "error": outcome.error}
            if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
                return outcome, {"ok": False, "error": "invalid_auth"}
            body = self._done(method, arguments)
        return outcome, {"ok": False, "error": outcome.error} if outcome.error else body

    def _done(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if method == "chat.postMessage":
            error = refusal(arguments)
            if error:
                return {"ok": False, "error": error}
            ts = f"{time.time():.6f}"
            root = arguments.get("thread_ts") or ts
            message = arguments | {"ts": ts, "bot_id": "B1", "user": "UBOT"}
            self.threads[f"{arguments['channel']}:{root}"].append(message)
            return {"ok": True, "channel": arguments["channel"], "ts": ts, "message": message}
        if method == "conversations.replies":
            thread = self.threads[f"{arguments['channel']}:{arguments['ts']}"]
            after, before = float(arguments.get("oldest", 0)), arguments.get("latest")
            return {"ok": True, "messages": [
                message for message in thread
                if float(message["ts"]) > after
                and (before is None or float(message["ts"]) < float(before))
            ][: int(arguments["limit"])]}  # fmt: skip
        if method == "apps.connections.open":
            return {"ok": True, "url": self.socket_url}
        if method == "auth.test":
            return {"ok": True, "user_id": "UBOT", "bot_id": "B1", "team_id": "T1"}
        return {"ok": False, "error": "unknown_method"}


def refusal(message: Mapping[str, Any]) -> str | None:
    """Return the code with which Slack refuses a message, or None where it keeps to the limits."""
    blocks = message.get("blocks") or []
    if not message.get("text"):
        return "no_text"
    if len(message["text"]) > 12_000:
        return "msg_too_long"
    if len(blocks) > 50:
        return "invalid_blocks"
    texts = list(_texts(blocks))
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if sum(map(len, texts)) > 12_000 or markdown > 12_000:
        return "msg_blocks_too_long"
    tables = [block for block in blocks if block["type"] == "table"]
    cells = [row for table in tables for row in table["rows"]]
    wrong = (
        any(not text or len(text) > 12_000 for text in texts)
        or any(re.search(r"<[!@#]", text) for text in _parsed(blocks))
        or len(tables) > 1
        or len(cells) > 100
        or any(len(row) > 20 for row in cells)
        or any(len(block["elements"]) > 10 for block in blocks if block["type"] == "context")
    )
    try:
        for block in blocks:
            parsed = Block.parse(block)
            assert parsed is not None, block
            parsed.to_dict()
    except SlackObjectFormationError:
        wrong = True
    return "invalid_blocks" if wrong else None


def _texts(part: Any) -> Iterator[str]:
    """Give every text of a block, whatever its type."""
    if isinstance(part, list):
        for inner in part:
            yield from _texts(inner)
    elif isinstance(part, dict):
        for key, inner in part.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)


def _parsed(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Give the texts that Slack parses for mentions, a Markdown escape counted as one."""
    for block in blocks:
        if block["type"] == "markdown":
            yield re.sub(r"\\<", "", block["text"])


def wait_until(holds: Any, seconds: float = 10) -> None:
    """Wait until a condition holds.

    Raises:
        AssertionError: it does not within the time.
    """
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """Serve the fake on free local ports."""
    slack = FakeSlack()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            address = urlsplit(self.path)
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if "json" in self.headers.get("Content-Type", ""):
                arguments = json.loads(raw)
            else:
                arguments = dict(parse_qsl(raw or address.query))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            outcome, body = slack.handle(address.path.rpartition("/")[2], token, arguments)
            if outcome.dropped:
                self.close_connection = True
                return
            payload = json.dumps(body).encode()
            self.send_response(outcome.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            if outcome.retry_after is not None:
                self.send_header("Retry-After", str(outcome.retry_after))
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = _serve  # noqa: N815 names that http.server calls

        def log_message(self, *arguments: Any) -> None:
            """Say nothing: the calls are recorded."""

    with (
        _running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as web,
        _running(serve(lambda connection: _talk(slack, connection), "127.0.0.1", 0)) as socket,
    ):
        slack.url = f"http://127.0.0.1:{web.server_address[1]}/api/"
        slack.socket_url = f"ws://127.0.0.1:{socket.socket.getsockname()[1]}/link/?ticket=1"
        yield slack


def _talk(slack: FakeSlack, connection: ServerConnection) -> None:
    slack.sockets.append(connection)
    connection.send(json.dumps({"type": "hello", "num_connections": 1}))
    try:
        for message in connection:
            received = json.loads(message)
            if "envelope_id" in received:
                slack.acknowledged.put(received)
    except ConnectionClosed:
        pass


@contextmanager
def _running(server: S) -> Iterator[S]:
    # Shutting down waits for the HTTP server's next look, which is half a second by default.
    options: dict[str, float] = (
        {"poll_interval": 0.02} if isinstance(server, ThreadingHTTPServer) else {}
    )
    thread = threading.Thread(target=server.serve_forever, kwargs=options, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(5)
        if isinstance(server, ThreadingHTTPServer):
            server.server_close()
