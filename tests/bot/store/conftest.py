"""The store's tests run on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from bot.store.database import database_url, open_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with empty tables, of each kind."""
    if request.param == "sqlite":
        engine = open_database(database_url(None, tmp_path))
    else:
        engine = open_database(make_url(request.getfixturevalue("postgres_url")))
    yield engine
    engine.dispose()
