"""How Slack delivers: signed requests or envelopes, tried again by its rules."""

import http.client
import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from fake_slack_calls import SECRET
from fake_slack_sockets import Sockets, envelope
from slack_sdk.signature import SignatureVerifier
from websockets.exceptions import ConnectionClosed

Body = dict[str, Any]


@dataclass(frozen=True)
class Acknowledged:
    """What Slack got for one delivery.

    Attributes:
        status: the HTTP status, 200 for an acknowledged envelope, 0 where there was no answer.
        body: the answer's body: parsed JSON, text, or None where it is empty.
        seconds: until the last try's answer.
        tries: how often it was delivered.
    """

    status: int
    body: Any
    seconds: float
    tries: int = 1


class Transport(Protocol):
    """Delivers what happens in Slack to the app."""

    def event(self, body: Body) -> Acknowledged:
        """Deliver an event, again where it is not acknowledged."""

    def command(self, form: Body) -> Acknowledged:
        """Deliver a slash command, once."""

    def interaction(self, payload: Body) -> Acknowledged:
        """Deliver an interaction, once."""


def signed_headers(raw: str, kind: str, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """Return the headers of a request that Slack signed `age` seconds ago."""
    stamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=raw)
    return {
        "Content-Type": kind,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
    }


@dataclass
class HttpTransport:
    """Delivers over HTTP.

    Attributes:
        target: the app's base URL, or a starlette TestClient.
        path: of events, and of everything else unless that has a path of its own.
        patience: seconds until a try counts as failed.
        waits: seconds before each further try of an event; Slack: 0, 60, 300.
    """

    target: Any
    path: str = "/slack/events"
    secret: str = SECRET
    patience: float = 3
    waits: Sequence[float] = (0, 0.05, 0.1)
    command_path: str | None = None
    interaction_path: str | None = None

    def event(self, body: Body) -> Acknowledged:
        """Deliver an event until it is acknowledged with a 2xx within the patience."""
        reason = ""
        for number, wait in enumerate((0, *self.waits)):
            time.sleep(wait)
            got, reason, final = self.event_once(body, number, reason)
            if not reason or final:
                break
        return Acknowledged(got.status, got.body, got.seconds, number + 1)

    def event_once(
        self, body: Body, number: int = 0, reason: str = ""
    ) -> tuple[Acknowledged, str, bool]:
        """Try an event once: what came, why it counts as failed, whether it is the last try."""
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        raw = json.dumps(body, ensure_ascii=False)
        got, headers = self._post(self.path, raw, "application/json", retry if number else {})
        final = headers.get("x-slack-no-retry") == "1"
        if got.seconds > self.patience:
            return got, "http_timeout", final
        if got.status == 0:
            return got, "connection_failed", final
        return got, "" if 200 <= got.status < 300 else "http_error", final

    def command(self, form: Body) -> Acknowledged:
        """Deliver a slash command."""
        return self._form(self.command_path, form)

    def interaction(self, payload: Body) -> Acknowledged:
        """Deliver an interaction."""
        return self._form(
            self.interaction_path, {"payload": json.dumps(payload, ensure_ascii=False)}
        )

    def _form(self, path: str | None, form: Mapping[str, Any]) -> Acknowledged:
        kind = "application/x-www-form-urlencoded"
        return self._post(path or self.path, urlencode(form), kind, {})[0]

    def _post(
        self, path: str, raw: str, kind: str, more: Mapping[str, str]
    ) -> tuple[Acknowledged, dict[str, str]]:
        headers = signed_headers(raw, kind, self.secret) | dict(more)
        began = time.monotonic()
        if isinstance(self.target, str):
            status, content, told = self._over_the_wire(path, raw.encode(), headers)
        else:
            response = self.target.post(path, content=raw.encode(), headers=headers)
            status, content, told = response.status_code, response.content, response.headers
        told = {name.lower(): value for name, value in dict(told).items()}
        return Acknowledged(status, _read(content), time.monotonic() - began), told

    def _over_the_wire(
        self, path: str, raw: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes, Mapping[str, str]]:
        request = urllib.request.Request(self.target.rstrip("/") + path, raw, headers)
        try:
            with urllib.request.urlopen(request, timeout=self.patience) as response:
                return response.status, response.read(), dict(response.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), dict(error.headers)
        except (OSError, http.client.HTTPException):
            return 0, b"", {}


def _read(content: bytes) -> Any:
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")


@dataclass
class SocketTransport:
    """Delivers over Socket Mode, on each open connection in turn.

    Attributes:
        patience: seconds until an envelope counts as not acknowledged.
        waits: seconds before each further try of an event.
    """

    sockets: Sockets
    patience: float = 3
    waits: Sequence[float] = (0, 0.05, 0.1)

    def event(self, body: Body) -> Acknowledged:
        """Deliver an event until its envelope is acknowledged."""
        for number, wait in enumerate((0, *self.waits)):
            time.sleep(wait)
            got = self._send(envelope("events_api", body, number))
            if got.status == 200:
                break
        return Acknowledged(got.status, got.body, got.seconds, number + 1)

    def event_once(
        self, body: Body, number: int = 0, reason: str = ""
    ) -> tuple[Acknowledged, str, bool]:
        """Try an event once: what came, why it counts as failed, whether it is the last try."""
        got = self._send(envelope("events_api", body, number, reason or "timeout"))
        return got, "" if got.status == 200 else "timeout", False

    def command(self, form: Body) -> Acknowledged:
        """Deliver a slash command."""
        return self._send(envelope("slash_commands", form))

    def interaction(self, payload: Body) -> Acknowledged:
        """Deliver an interaction."""
        return self._send(envelope("interactive", payload))

    def _send(self, made: Body) -> Acknowledged:
        began = time.monotonic()
        try:
            self.sockets.next(self.patience).send(json.dumps(made, ensure_ascii=False))
        except (AssertionError, ConnectionClosed, OSError):
            return Acknowledged(0, None, time.monotonic() - began)
        got = self.sockets.acknowledgement_of(made["envelope_id"], self.patience)
        seconds = time.monotonic() - began
        if got is None:
            return Acknowledged(0, None, seconds)
        return Acknowledged(200, got.get("payload"), seconds)


def deliver(target: Any, body: Body, **options: Any) -> Acknowledged:
    """Deliver one event over HTTP by Slack's rules; the options are HttpTransport's."""
    return HttpTransport(target, **options).event(body)


def deliver_many(
    transport: Any,
    bodies: Iterable[Body],
    seed: int = 0,
    most: int = 4,
    threads: int = 8,
) -> list[Acknowledged]:
    """Deliver each event 1 to `most` times, in random order, from several threads at once.

    Args:
        transport: HttpTransport or SocketTransport.
        bodies: the events.
        seed: of the order and of the numbers of deliveries.
        most: deliveries of one event at most; the later ones say that they are retries.
        threads: deliveries at the same time.
    """
    chance = random.Random(seed)
    sent = [
        (body, number) for body in bodies for number in range(chance.randint(1, most))
    ]  # fmt: skip
    chance.shuffle(sent)
    with ThreadPoolExecutor(threads) as pool:
        return list(
            pool.map(lambda one: transport.event_once(one[0], one[1], "http_timeout")[0], sent)
        )
