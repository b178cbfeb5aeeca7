"""What answers and remembers, on a database of its own, for the tests of every face."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from bot.asking import Asking
from bot.engines import EngineSource
from bot.store.answers import Answers
from bot.store.database import connect, database_url, open_database
from bot.store.questions import Questions
from bot.store.threads import StoredThreads


def asking_of(source: EngineSource, database: Engine | None = None) -> Asking:
    """Return what answers and remembers; on a new database where none is given."""
    kept = database or new_database()
    return Asking(source, StoredThreads(kept), Questions(kept), Answers(kept), "s2tw")


def new_database() -> Engine:
    """Return a database with empty tables; its file goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="desk-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(_made_once(), folder, dirs_exist_ok=True)
    return connect(database_url(None, folder))


@cache
def _made_once() -> Path:
    """Make the tables once: it takes half a second."""
    folder = Path(tempfile.mkdtemp(prefix="desk-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_database(database_url(None, folder)).dispose()
    return folder
