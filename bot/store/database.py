"""Opens the database: SQLite in the data folder, or PostgreSQL where one is set."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

_MIGRATIONS = Path(__file__).parent / "migrations"
_CONNECT = 10  # seconds
_LOCK = 7_114_014  # of the migrations, among PostgreSQL's advisory locks


class StoreError(Exception):
    """The database cannot be used; the message says what to do."""


def database_url(setting: str | None, data: Path) -> URL:
    """Return the address of the desk's database.

    Args:
        setting: what DESK_DATABASE gives, or None.
        data: the data folder, where SQLite's file is by default.

    Raises:
        StoreError: the setting is no address of SQLite or PostgreSQL.
    """
    if setting is None:
        return URL.create("sqlite", database=str(data / "desk.sqlite"))
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError) as error:  # a port that is no number is the latter
        raise StoreError("DESK_DATABASE is no database address; see `.env.example`") from error
    kind = url.get_backend_name()
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite":
        return url
    raise StoreError(f"DESK_DATABASE names {kind}; the desk takes sqlite or postgresql")


def open_database(url: URL) -> Engine:
    """Open the database, with its tables as this version needs them.

    Raises:
        StoreError: it cannot be reached or written, or a later version has changed it.
    """
    try:
        engine = connect(url)
        with ExitStack() as refused:
            refused.callback(engine.dispose)
            with engine.begin() as connection:
                _one_at_a_time(connection)
                migrate(connection)
            refused.pop_all()
    except (DBAPIError, OSError) as error:
        raise StoreError(
            f"the database {url.render_as_string(hide_password=True)} cannot be opened; check "
            "that it runs and can be written, or set DESK_DATABASE"
        ) from error
    return engine


def connect(url: URL) -> Engine:
    """Return an engine for the database; nothing is read or made yet."""
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_size=10, max_overflow=40, pool_pre_ping=True,
            connect_args={"connect_timeout": _CONNECT},
        )  # fmt: skip
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=10, max_overflow=90)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # A transaction begins with its first write: one that reads before must not rely on it.
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000",
                       "foreign_keys=ON"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    return engine


def migrate(connection: Connection) -> None:
    """Bring the tables to this version.

    Raises:
        StoreError: a later version of the desk has changed them.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except Exception as error:
        if "Can't locate revision" in str(error):
            raise StoreError(
                "the database was changed by a later version of the desk; start that one"
            ) from error
        raise


def _one_at_a_time(connection: Connection) -> None:
    """Hold the other processes that start at once, until this one's tables are there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
