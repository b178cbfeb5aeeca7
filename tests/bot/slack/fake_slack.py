"""A local server that plays Slack: Web API, events, interactions, OAuth and Socket Mode."""

import json
import threading
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import Queue
from typing import Any, TypeVar

import fake_slack_methods as methods
import fake_slack_responding as responding
from fake_slack_calls import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    SECRET,
    Call,
    Outcome,
    Refusal,
    SlackRefusesError,
    rate_limited,
    refused,
    slow,
    wait_until,
)
from fake_slack_delivering import (
    Acknowledged,
    HttpTransport,
    SocketTransport,
    Transport,
    deliver,
    deliver_many,
)
from fake_slack_events import listens, wrapped
from fake_slack_http import SlackServer
from fake_slack_limits import problems, refusal, view_problems
from fake_slack_person import Act, Person
from fake_slack_sockets import SlackConnection, Sockets
from fake_slack_state import Channel, State, Team, User
from websockets.sync.server import Server, serve

__all__ = [
    "APP_TOKEN", "BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SECRET", "Acknowledged", "Act",
    "Call", "Channel", "FakeSlack", "HttpTransport", "Outcome", "Person", "Refusal",
    "SocketTransport", "Team", "User", "deliver", "deliver_many", "fake_slack", "problems",
    "rate_limited", "refusal", "refused", "slow", "view_problems", "wait_until",
]  # fmt: skip
S = TypeVar("S", SlackServer, Server)


@dataclass
class FakeSlack(State):
    """The fake: its state, what was called, what comes next.

    Attributes:
        echo: where events go that the app's own calls cause, or None.
    """

    calls: list[Call] = field(default_factory=list)
    planned: dict[str, deque[Outcome]] = field(default_factory=lambda: defaultdict(deque))
    socket: Sockets = field(default_factory=Sockets)
    rates: methods.Rates = field(default_factory=methods.Rates)
    echo: Callable[[dict[str, Any]], Any] | None = None

    @property
    def sockets(self) -> list[SlackConnection]:
        """The Socket Mode connections so far, the newest last."""
        return self.socket.connections

    @property
    def acknowledged(self) -> "Queue[dict[str, Any]]":
        """The acknowledgements of envelopes, in order."""
        return self.socket.acknowledged

    def plan(
        self,
        method: str,
        *outcomes: Outcome,
        when: Callable[[Mapping[str, Any]], bool] | None = None,
    ) -> None:
        """Give the next calls of a method these outcomes.

        Args:
            method: its name; "response_url" for posts to one.
            outcomes: one for each call.
            when: only calls with arguments of which this holds are counted.
        """
        given = (replace(outcome, when=when) for outcome in outcomes) if when else outcomes
        self.planned[method].extend(given)

    def made(self, method: str) -> list[Call]:
        """Return the calls of a method so far."""
        with self.lock:
            return [call for call in self.calls if call.method == method]

    def posts(self, team: str | None = None) -> list[dict[str, Any]]:
        """Return the messages that the desk posted, in order."""
        with self.lock:
            bots = {one.bot_id for one in self.teams.values() if team in (None, one.id)}
            return [message for thread in self.threads.values() for message in thread
                    if message.get("bot_id") in bots]  # fmt: skip

    def shown_to(self, user: str) -> list[dict[str, Any]]:
        """Return the ephemeral messages that a person saw, in order."""
        with self.lock:
            return [message for message in self.ephemerals if message["shown"] == user]

    def refusals(self) -> list[Refusal]:
        """Return the calls that Slack's own rules refused, planned outcomes left out."""
        with self.lock:
            return list(self.refused)

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
        return self.socket.acknowledgement()

    def code(self, team: str) -> str:
        """Return a code that oauth.v2.access exchanges once for a workspace's token."""
        code = uuid.uuid4().hex
        self.codes[code] = team
        return code

    def person(
        self, id: str = "U1", transport: Transport | None = None, team: str = "T1"
    ) -> Person:
        """Return a person of a workspace, whose acts a transport tells to the app."""
        return Person(self, id, transport, team)

    def headers(self, token: str) -> dict[str, str]:
        """Return the headers with which Slack names a token's scopes."""
        team = next((one for one in self.teams.values() if one.token == token), None)
        granted = team.scopes or ["chat:write"] if team else None
        return {} if granted is None else {"x-oauth-scopes": ",".join(granted)}

    def handle(self, method: str, token: str, arguments: dict[str, Any]) -> tuple[Outcome, Any]:
        """Answer a call: its outcome, and the response's body."""
        with self.lock:
            try:
                arguments, unread = methods.read_arguments(arguments), None
            except SlackRefusesError as error:
                unread = error
            self.calls.append(Call(method, token, arguments, time.monotonic()))
            outcome = self._planned(method, arguments)
            if outcome.error and not outcome.done:
                return outcome, {"ok": False, "error": outcome.error}
            if seconds := self.rates.wait(method, token, arguments):
                return rate_limited(seconds), {"ok": False, "error": "ratelimited"}
            try:
                if unread:
                    raise unread
                team = methods.authorized(self, method, token)
                body = methods.call(self, team, method, arguments)
            except SlackRefusesError as error:
                self.refused.append(Refusal(method, error.error, error.reasons, arguments))
                body = error.body()
            self._tell()
            # What is told does not change any more while it is on its way.
            body = json.loads(json.dumps(body))
        return outcome, {"ok": False, "error": outcome.error} if outcome.error else body

    def answered(self, id: str, arguments: dict[str, Any]) -> tuple[Outcome, Any]:
        """Take a post to a response_url."""
        with self.lock:
            self.calls.append(Call("response_url", "", arguments, time.monotonic()))
            outcome = self._planned("response_url", arguments)
            if outcome.error and not outcome.done:
                return outcome, {"ok": False, "error": outcome.error}
            try:
                responding.respond(self, id, methods.read_arguments(arguments))
            except SlackRefusesError as error:
                refusal = Refusal("response_url", error.error, error.reasons, arguments)
                self.refused.append(refusal)
                status = 404 if error.error.endswith("url") else 400
                return replace(outcome, status=status), error.body()
            self._tell()
        return outcome, "ok"

    def looked_at(self, what: str, arguments: dict[str, Any]) -> Any:
        """Return a part of the state to another process, plan an outcome, or let a person act."""
        if what == "act":
            return self._act(**arguments)
        with self.lock:
            if what == "plan":
                self.plan(arguments.pop("method"), Outcome(**arguments))
                return {"ok": True}
            parts: dict[str, Callable[[], Any]] = {
                "posts": self.posts,
                "threads": lambda: dict(self.threads),
                "calls": lambda: [
                    {"method": call.method, "arguments": call.arguments} for call in self.calls
                ],
                "ephemerals": lambda: self.ephemerals,
                "responses": lambda: self.responses,
                "views": lambda: self.views,
                "problems": lambda: self.problems,
                "refusals": lambda: [[one.method, one.error] for one in self.refused],
            }
            return json.loads(json.dumps(parts[what]())) if what in parts else {"ok": False}

    def _act(
        self,
        does: str,
        target: str | None = None,
        user: str = "U1",
        team: str = "T1",
        arguments: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Let a person do what one of their methods is called; `target` is the app's address."""
        person = self.person(user, HttpTransport(target) if target else None, team)
        act: Act = getattr(person, does)(**(arguments or {}))
        statuses = [got.status for got in act.acknowledged]
        return {"bodies": act.bodies, "statuses": statuses, "message": act.message}

    def _planned(self, method: str, arguments: Mapping[str, Any]) -> Outcome:
        plan = self.planned[method]
        for outcome in plan:
            if outcome.when is None or outcome.when(arguments):
                plan.remove(outcome)
                return outcome
        return Outcome()

    def _tell(self) -> None:
        """Send on the events that a call caused, where a test asks for them."""
        happened, self.happened = self.happened, []
        bodies = [wrapped(self, team, event) for team, event in happened if listens(self, event)]
        if self.echo is not None and bodies:
            echo = self.echo
            threading.Thread(target=lambda: [echo(body) for body in bodies], daemon=True).start()


@contextmanager
def fake_slack(
    port: int = 0, socket_port: int = 0, ping_interval: float | None = 20
) -> Iterator[FakeSlack]:
    """Serve the fake on local ports.

    Args:
        port: of the Web API; 0 is a free one.
        socket_port: of Socket Mode; 0 is a free one.
        ping_interval: seconds between the server's pings on a connection.
    """
    slack = FakeSlack()
    listening = serve(
        slack.socket.talk, "127.0.0.1", socket_port, create_connection=SlackConnection,
        ping_interval=ping_interval, close_timeout=1,
    )  # fmt: skip
    with _running(SlackServer(slack, port)) as web, _running(listening) as socket:
        slack.url = f"http://127.0.0.1:{web.server_address[1]}/api/"
        slack.socket_url = f"ws://127.0.0.1:{socket.socket.getsockname()[1]}/link/?ticket=1"
        try:
            yield slack
        finally:
            slack.socket.end()


@contextmanager
def _running(server: S) -> Iterator[S]:
    # Shutting down waits for the HTTP server's next look, which is half a second by default.
    options: dict[str, float] = {"poll_interval": 0.02} if isinstance(server, SlackServer) else {}
    thread = threading.Thread(target=server.serve_forever, kwargs=options, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join(5)
        if isinstance(server, SlackServer):
            server.server_close()
