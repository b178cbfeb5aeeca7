"""How much one client may send: the size of a body, and questions in a minute."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import ProblemError

_DRAINED = 16


class BodyLimit:
    """ASGI middleware that refuses to read a body past a number of bytes.

    Routes mounted beside the desk's own may have a limit of their own: `beside` names them.
    A little more is read and thrown away before the refusal: a client that is still sending
    when the connection closes never sees the response.
    """

    def __init__(self, app: ASGIApp, limit: int, beside: tuple[str, ...] = ()) -> None:
        self._app = app
        self._limit = limit
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            while True:
                message = await receive()
                taken += len(message.get("body", b""))
                if taken <= self._limit:
                    return message
                if not message.get("more_body") or taken > _DRAINED * self._limit:
                    raise ProblemError(413, "too_large", {"limit": self._limit})

        limited = scope["type"] == "http" and scope["path"] not in self._beside
        await self._app(scope, counted if limited else receive, send)


@dataclass(frozen=True)
class _Bucket:
    tokens: float
    at: float


class RateLimit:
    """A token bucket for each client address; the address unseen for longest is forgotten first."""

    def __init__(
        self, per_minute: int, addresses: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_minute = per_minute
        self._addresses = addresses
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str) -> None:
        """Count one question of an address.

        Raises:
            ProblemError: 429, with the seconds to wait, where the address has asked too much.
        """
        with self._lock:
            now, rate = self._clock(), self._per_minute / 60
            last = self._buckets.pop(address, _Bucket(self._per_minute, now))
            tokens = min(float(self._per_minute), last.tokens + (now - last.at) * rate)
            self._buckets[address] = _Bucket(tokens - 1 if tokens >= 1 else tokens, now)
            if len(self._buckets) > self._addresses:
                self._buckets.popitem(last=False)
        if tokens < 1:
            wait = max(1, math.ceil((1 - tokens) / rate))
            raise ProblemError(429, "too_many", {"limit": self._per_minute, "seconds": wait}, wait)
