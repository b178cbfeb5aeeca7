"""What passes between the desk and the local Slack: calls, their outcomes, refusals."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-1-bot-token", "xapp-1-app-token", "signing-secret"
CLIENT_ID, CLIENT_SECRET = "1.1", "client-secret"
APP_ID = "A1"


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
        delay: seconds before the response; what the call does is done before them.
        cut: the connection closes in the middle of the response.
        when: only for a call with arguments of which this holds.
    """

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    done: bool = False
    dropped: bool = False
    delay: float = 0
    cut: bool = False
    when: Callable[[Mapping[str, Any]], bool] | None = None


@dataclass(frozen=True)
class Refusal:
    """A call that the fake refused by its own rules, and not by a plan.

    Attributes:
        reasons: what is wrong, one sentence each; empty where the code says it.
    """

    method: str
    error: str
    reasons: tuple[str, ...] = ()
    arguments: Mapping[str, Any] | None = None


class SlackRefusesError(Exception):
    """A call ends with `ok: false`.

    Args:
        error: Slack's code.
        reasons: what is wrong, one sentence each.
        fields: further fields of the response.
    """

    def __init__(self, error: str, reasons: list[str] | None = None, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.reasons = tuple(reasons or ())
        self.fields = fields

    def body(self) -> dict[str, Any]:
        """Return the response's body."""
        body: dict[str, Any] = {"ok": False, "error": self.error} | self.fields
        if self.reasons:
            messages = [f"[ERROR] {reason}" for reason in self.reasons]
            body["response_metadata"] = {"messages": messages}
        return body


def refused(code: str, done: bool = False, delay: float = 0) -> Outcome:
    """Return an `ok: false` with a code."""
    return Outcome(error=code, done=done, delay=delay)


def rate_limited(seconds: int) -> Outcome:
    """Return a 429 with Retry-After."""
    return Outcome(error="ratelimited", status=429, retry_after=seconds)


def slow(seconds: float) -> Outcome:
    """Return the usual, done at once and told late."""
    return Outcome(delay=seconds)


def wait_until(holds: Any, seconds: float = 10) -> None:
    """Wait until a condition holds.

    Raises:
        AssertionError: it does not within the time.
    """
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def holds(arguments: Mapping[str, Any], name: str) -> bool:
    """Tell whether a flag is set, in JSON or in a form."""
    return arguments.get(name) in (True, 1, "1", "true", "True")
