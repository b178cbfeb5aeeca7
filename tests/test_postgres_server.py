"""The PostgreSQL server that tests use."""

import psycopg
import pytest

from tests.postgres_server import PostgresServer


def connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(url.replace("+psycopg", ""))


def test_each_database_is_empty_and_takes_chinese(postgres: PostgresServer) -> None:
    for _ in range(2):
        with connect(postgres.new_database()) as connection:
            connection.execute("CREATE TABLE said (text TEXT)")
            connection.execute("INSERT INTO said VALUES ('上海')")
            row = connection.execute("SELECT text, length(text) FROM said").fetchone()
            assert row == ("上海", 2)


def test_what_was_committed_is_there_after_a_stop(
    postgres: PostgresServer, postgres_url: str
) -> None:
    with connect(postgres_url) as connection:
        connection.execute("CREATE TABLE said (text TEXT)")
    postgres.stop()
    with pytest.raises(psycopg.OperationalError):
        connect(postgres_url)
    postgres.start()
    with connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM said").fetchone() == (0,)
