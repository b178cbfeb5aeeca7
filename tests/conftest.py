"""Fixtures that tests of more than one package share."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.answer.engine import Engine
from bot.settings import Settings
from bot.wiring import build_engine
from ingest.encoder.build import build_encoder
from knowledge.knowledge_base import KnowledgeBase, load_knowledge
from tests.chroma_server import ChromaServer
from tests.postgres_server import PostgresMissingError, PostgresServer

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DATA = Path(__file__).parents[1] / ".data"
SOON = 20  # seconds; a thousand times what it takes, and what takes 2^n never ends


def leave_out(message: str) -> NoReturn:
    """Leave a test out for want of a component of this machine; in CI it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(f"left out: {message}")


@pytest.fixture
def soon() -> Iterator[None]:
    """Fail a test that does not end, as a regular expression can that reads one text in 2^n ways.

    The engine of regular expressions heeds signals.
    """

    def stop(*_: object) -> None:
        raise TimeoutError(f"not done within {SOON} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SOON)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The built-in encoder, built once into the data folder that `make run` uses too."""
    return build_encoder(DATA / "encoder", print)


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base of the guideline."""
    return load_knowledge()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine as `make run` builds it, on the real index."""
    return build_engine(Settings(data=DATA), print)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless browser; without one its tests are left out, but in CI they fail.

    While it is open an event loop is running here, beside which DBOS does not start: so it goes
    with its module, and where both are needed the desk is started first.
    """
    if not CHROMIUM.exists():
        leave_out(f"there is no browser at {CHROMIUM}: apt-get install chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server; where none can be started its tests are left out, but in CI they fail.

    A test that stops it starts it again.
    """
    try:
        server = PostgresServer()
    except PostgresMissingError as error:
        leave_out(str(error))
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    """The URL of a fresh, empty database."""
    return postgres.new_database()


@pytest.fixture(scope="session")
def chroma() -> Iterator[ChromaServer]:
    """A Chroma server; a test that stops or silences it starts it again."""
    with ChromaServer() as server:
        yield server
