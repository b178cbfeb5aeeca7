"""The real application, called in this process; what it logs is kept."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import structlog
from fastapi import FastAPI

from bot.answer.engine import Engine
from bot.answer.frame import MemoryThreads
from bot.settings import Settings
from bot.web.app import create_app
from tests.bot.engine_source import FixedSource

JSON = {"Content-Type": "application/json"}


def application(engine: Engine) -> FastAPI:
    """Return the application on the real engine, without a rate that a test could pass."""
    settings = Settings(_env_file=None, rate_limit=10_000_000)  # type: ignore[call-arg]
    return create_app(FixedSource(engine), MemoryThreads(), settings)


class Desk:
    """The engine, the application on it, and a loop of its own to call it on.

    No dataclass: hypothesis would print the whole knowledge base with a failing example.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.app = application(engine)
        self.logs: list[Mapping[str, Any]] = []
        self._runner = asyncio.Runner()

    @property
    def source(self) -> str:
        """The text that citations are spans of."""
        return self.engine.knowledge.source.text

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Send one request; `logs` then holds what was logged meanwhile."""
        with structlog.testing.capture_logs() as logs:
            response = self._runner.run(self._call(method, path, **request))
        self.logs = list(logs)
        return response

    def close(self) -> None:
        """End the loop."""
        self._runner.close()

    async def _call(self, method: str, path: str, **request: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return await client.request(method, path, **request)
