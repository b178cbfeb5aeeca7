"""Fixtures of the web face: desks on free ports, and a browser."""

from collections.abc import Iterator

import httpx
import pytest
from answers import HandMade
from playwright.sync_api import Browser, BrowserContext
from web_server import Running, Serve, start

from bot.engines import EngineSource
from bot.settings import Settings
from bot.web.app import create_app
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of


@pytest.fixture(scope="session")
def serve(knowledge: KnowledgeBase) -> Iterator[Serve]:
    """Return what starts a desk with given settings and returns its address."""
    running: list[Running] = []

    def serve_one(source: EngineSource | None = None, **settings: int) -> str:
        source = source or FixedSource(HandMade(knowledge))
        made = Settings(_env_file=None, **settings)  # type: ignore[call-arg, arg-type]
        running.append(start(create_app(asking_of(source), made)))
        return running[-1].address

    yield serve_one
    for one in running:
        one.stop()


@pytest.fixture(scope="session")
def desk(serve: Serve) -> str:
    """The address of a desk that no test brings to its limits."""
    return serve(rate_limit=100_000)


@pytest.fixture
def client(desk: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=desk, trust_env=False) as http:
        yield http


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who was never here before."""
    made = browser.new_context(reduced_motion="reduce", locale="en-US")
    made.set_default_timeout(10_000)
    yield made
    made.close()
