"""Around every request: its id, its log line, its security headers, and a net for exceptions."""

import re
import time
import traceback
import uuid
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import ProblemError, internal

log = structlog.get_logger()

_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Observed:
    """ASGI middleware; what was asked is never logged, only where and with what outcome."""

    def __init__(self, app: ASGIApp, respond: Callable[[Request, ProblemError], Response]) -> None:
        self._app = app
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = time.perf_counter(), 0

        async def framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in _SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, framed)
            except ClientDisconnect:
                log.info("client left", method=scope["method"], path=scope["path"])
                return
            except Exception:
                # As text: a renderer that adds local variables would log the question.
                log.error("request failed", path=scope["path"], traceback=traceback.format_exc())
                if not status:
                    response = self._respond(Request(scope), internal(request_id))
                    await response(scope, receive, framed)
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                elapsed_ms=round(1000 * (time.perf_counter() - started), 1),
            )
