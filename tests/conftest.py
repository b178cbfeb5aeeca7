"""Fixtures that tests of more than one package share."""

import os
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.settings import Settings
from bot.wiring import build_engine
from ingest.encoder.build import build_encoder
from knowledge.knowledge_base import KnowledgeBase, load_knowledge

DATA = Path(__file__).parents[1] / ".data"


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


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one the test is left out, but in CI it fails."""
    for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"):
        if Path(path).exists():
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("chromium is missing: apt-get install chromium")
    pytest.skip("left out: chromium is missing (apt-get install chromium)")
