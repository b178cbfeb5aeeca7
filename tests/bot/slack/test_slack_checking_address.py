"""What stands at the desk's public address is told apart."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fake_slack import wait_until
from fastapi import FastAPI
from slack_workspace import workspace

from bot.slack.checking_address import check_address, send_challenge
from bot.slack.http import PATH, create_slack_router

SIGNING = "0123456789abcdef" * 2


@contextmanager
def serving(web: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(web, port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_the_challenge_comes_back_from_a_desk_with_the_same_secret_only() -> None:
    with workspace() as desk:
        web = FastAPI()
        web.include_router(create_slack_router(desk.app, desk.settings))
        with serving(web) as url:
            assert desk.settings.slack_signing_secret is not None
            secret = desk.settings.slack_signing_secret.get_secret_value()
            assert send_challenge(url + PATH, secret) == (
                True, f"Slack's events reach the desk at {url}{PATH}"
            )  # fmt: skip
            for path, given, said in (
                (PATH, "another", "the signature is refused"),
                ("/elsewhere", secret, "there is no such page"),
            ):
                right, text = send_challenge(url + path, given)
                assert (right, said in text) == (False, True)


@contextmanager
def answering(status: int, body: bytes = b"", tls: Path | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "/slack/events/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    class Quiet(HTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing of a handshake that was broken off."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"<html>parked</html>", "something else than the desk"),
        (200, b'{"challenge": "yesterday"}', "something else than the desk"),
        (200, b"[]", "something else than the desk"),
        (200, b"\xff", "something else than the desk"),
        (308, b"", "it is redirected"),
        (404, b"", "there is no such page"),
        (502, b"", "it answers with status 502"),
    ],
)
def test_what_else_answers_at_the_address_is_told_apart(
    status: int, body: bytes, said: str
) -> None:
    with answering(status, body) as place:
        right, text = send_challenge(f"http://{place}{PATH}", SIGNING)
        assert (right, said in text) == (False, True)


def test_a_certificate_that_slack_would_not_take_is_named() -> None:
    with answering(200, tls=Path(__file__).with_name("self_signed.pem")) as place:
        right, text = check_address(f"https://{place}", SIGNING)
        assert (right, "certificate is not valid" in text) == (False, True)


def test_an_address_without_tls_and_one_without_a_server_are_named() -> None:
    with answering(200) as place:
        assert "does not speak TLS" in check_address(f"https://{place}", SIGNING)[1]
    assert "cannot be reached" in check_address("https://127.0.0.1:9", SIGNING)[1]
