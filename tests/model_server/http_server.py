"""Replies put on the wire."""

import contextlib
import json
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.model_server.anthropic_protocol import AnthropicProtocol
from tests.model_server.completion import Completion, complete
from tests.model_server.ollama_protocol import OllamaProtocol
from tests.model_server.openai_protocol import OpenAIProtocol
from tests.model_server.provider import Provider
from tests.model_server.replies import Broken, Drop, Refuse, Say, Stall
from tests.model_server.turns import Json, Turn
from tests.model_server.wire_protocol import WireProtocol

PROTOCOLS: dict[str, WireProtocol] = {
    protocol.path: protocol
    for protocol in (OpenAIProtocol(), AnthropicProtocol(), OllamaProtocol())
}
"""The protocols by their paths."""


class _Handler(BaseHTTPRequestHandler):
    """One request on one connection: so nothing is left open where a client keeps its pool."""

    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds; a client that goes quiet must not keep the server from closing
    disable_nagle_algorithm = True
    server: "HttpServer"

    def do_POST(self) -> None:  # the name that http.server calls
        with contextlib.suppress(ConnectionError):  # the client may have given up
            self._answer(self.rfile.read(int(self.headers.get("content-length", 0))))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test looks at the turns."""

    def _answer(self, sent: bytes) -> None:
        protocol = PROTOCOLS.get(urlsplit(self.path).path)
        if protocol is None:
            self._send_json({"error": f"there is nothing at {self.path}"}, status=404)
            return
        key = self.headers.get("x-api-key") or self.headers.get("authorization") or ""
        try:
            turn = self.server.provider.receive(
                protocol, json.loads(sent), key.removeprefix("Bearer ")
            )
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            self._send_json(protocol.error(400, f"unreadable: {error!r}"), status=400)
            return
        match self.server.provider.reply(turn):
            case None:
                self._send_json(protocol.error(500, "the script raised"), status=500)
            case Refuse(status, retry_after):
                body = protocol.error(status, f"refused with {status}")
                self._send_json(body, status, retry_after)
            case Broken(body=text) if turn.streamed:
                self._send_stream(protocol, [protocol.broken_event(text)])
                self._end_stream()
            case Broken(body=text):
                self._send_head(200, "application/json", len(text.encode()))
                self.wfile.write(text.encode())
            case Drop(text):
                self._send_start(protocol, turn, complete(turn, Say(text)))
            case Stall(seconds, text):
                if turn.streamed and text:
                    self._send_start(protocol, turn, complete(turn, Say(text)))
                self.server.provider.wait(seconds)
            case reply:
                completion = complete(turn, reply)
                if turn.streamed:
                    self._send_stream(protocol, protocol.content_events(turn, completion))
                    self._write_chunks(protocol.closing_events(turn, completion))
                    self._end_stream()
                else:
                    self._send_json(protocol.body(turn, completion))

    def _send_start(self, protocol: WireProtocol, turn: Turn, completion: Completion) -> None:
        """Send a reply but for its end: the client sees it break off as the connection closes."""
        if turn.streamed:
            self._send_stream(protocol, protocol.content_events(turn, completion))
        else:
            body = json.dumps(protocol.body(turn, completion), ensure_ascii=False).encode()
            self._send_head(200, "application/json", len(body))
            self.wfile.write(body[: len(body) // 2])

    def _send_json(self, body: Json, status: int = 200, retry_after: int | None = None) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self._send_head(status, "application/json", len(data), retry_after)
        self.wfile.write(data)

    def _send_stream(self, protocol: WireProtocol, events: Iterable[str]) -> None:
        self._send_head(200, protocol.stream_type)
        self._write_chunks(events)

    def _write_chunks(self, events: Iterable[str]) -> None:
        for event in events:
            data = event.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _end_stream(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def _send_head(
        self, status: int, content_type: str, length: int | None = None,
        retry_after: int | None = None,
    ) -> None:  # fmt: skip
        """Send the head; without a length the body is sent in chunks, so that its end shows."""
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("connection", "close")
        if length is None:
            self.send_header("transfer-encoding", "chunked")
        else:
            self.send_header("content-length", str(length))
        if retry_after is not None:
            self.send_header("retry-after", str(retry_after))
        self.end_headers()


class HttpServer(ThreadingHTTPServer):
    """The protocols on a free port; closing it waits for the replies that are under way."""

    daemon_threads = False
    request_queue_size = 128  # tests ask many at once

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        super().__init__(("127.0.0.1", 0), _Handler)
