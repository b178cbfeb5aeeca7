"""The real application, called in this process; what it logs is kept."""

from collections.abc import Mapping
from typing import Any

import httpx
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.answer.engine import Engine
from bot.settings import Settings
from bot.web.app import create_app
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of

JSON = {"Content-Type": "application/json"}


def application(engine: Engine) -> FastAPI:
    """Return the application on the real engine, without a rate that a test could pass."""
    settings = Settings(_env_file=None, rate_limit=10_000_000)  # type: ignore[call-arg]
    return create_app(asking_of(FixedSource(engine)), settings)


class Desk:
    """The engine, the application on it, and a client that calls it on a thread of its own.

    No dataclass: hypothesis would print the whole knowledge base with a failing example.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.app = application(engine)
        self.logs: list[Mapping[str, Any]] = []
        self._client = TestClient(self.app, "http://desk", raise_server_exceptions=False)
        self._client.__enter__()

    @property
    def source(self) -> str:
        """The text that citations are spans of."""
        return self.engine.knowledge.source.text

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Send one request; `logs` then holds what was logged meanwhile."""
        with structlog.testing.capture_logs() as logs:
            response = self._client.request(method, path, **request)
        self.logs = list(logs)
        return response

    def close(self) -> None:
        """End the thread."""
        self._client.__exit__(None, None, None)
