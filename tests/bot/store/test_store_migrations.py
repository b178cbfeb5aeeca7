"""The tables: made by the migrations as the code has them, and refused where they are newer."""

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, make_url, text
from stored import at_once

from bot.store import handover_tables, tables  # noqa: F401 they are read off Base
from bot.store.columns import Base, now
from bot.store.database import StoreError, database_url, open_database


def is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Leave out the tables of the Slack SDK and of the durable work."""
    return kind != "table" or not (name or "").startswith(("slack_", "dbos"))


def test_from_empty_the_migrations_make_the_tables_of_the_code(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_comparison_sees_a_difference(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("DROP TABLE sightings"))
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        found = compare_metadata(context, Base.metadata)
        assert [step[0] for step in found if isinstance(step, tuple)] == ["add_table"]


def test_a_database_that_is_there_is_opened_again_with_what_it_holds(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(
            text("INSERT INTO sightings (kind, at) VALUES ('message', :at)"),
            {"at": now().replace(tzinfo=None)},
        )
    again = open_database(database.url)
    with again.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sightings")).scalar_one() == 1
    again.dispose()


def test_processes_that_start_at_once_make_the_tables_once(
    tmp_path: Path, postgres_url: str
) -> None:
    for url in (database_url(None, tmp_path), make_url(postgres_url)):
        opened = at_once(4, lambda _, url=url: open_database(url))
        assert "questions" in inspect(opened[0]).get_table_names()
        for engine in opened:
            engine.dispose()


def test_a_database_changed_by_a_later_version_is_refused_and_left_alone(
    database: Engine,
) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="later version of the desk; start that one"):
        open_database(database.url)
    with database.connect() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version"))
        assert version.scalar_one() == "9999"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("nonsense", "DESK_DATABASE is no database address"),
        ("", "DESK_DATABASE is no database address"),
        ("postgresql://desk@localhost:port/desk", "DESK_DATABASE is no database address"),
        ("mysql://desk@localhost/desk", "DESK_DATABASE names mysql; the desk takes"),
    ],
)
def test_a_setting_that_is_no_address_is_named(setting: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=message):
        database_url(setting, tmp_path)


@pytest.mark.parametrize(
    "setting",
    [
        "postgresql://desk:SECRET@127.0.0.1:1/desk",
        "postgres://desk:SECRET@127.0.0.1:1/desk",
        "postgresql+psycopg2://desk:SECRET@127.0.0.1:1/desk",
    ],
)
def test_a_server_that_is_away_is_an_error_that_says_what_to_do(
    setting: str, tmp_path: Path
) -> None:
    with pytest.raises(StoreError) as raised:
        open_database(database_url(setting, tmp_path))
    assert "cannot be opened; check that it runs" in str(raised.value)
    assert "set DESK_DATABASE" in str(raised.value)
    assert "SECRET" not in str(raised.value)


def test_a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="set DESK_DATABASE"):
        open_database(database_url(None, tmp_path / "file" / "data"))


def test_a_file_that_is_no_database_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_text(json.dumps({"not": "a database"}) * 100)
    with pytest.raises(StoreError, match="set DESK_DATABASE"):
        open_database(database_url(None, tmp_path))


def test_a_folder_in_place_of_the_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").mkdir()
    with pytest.raises(StoreError, match="set DESK_DATABASE"):
        open_database(database_url(None, tmp_path))
