"""A PostgreSQL server of the tests' own: in a temporary folder, gone when they end."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

import psycopg

_PLACES = ("/usr/lib/postgresql", "/usr/local", "/usr/local/pgsql", "/opt/homebrew")
_START = 60  # seconds; it takes less than one
_QUICK = ("fsync=off", "full_page_writes=off")


class PostgresMissingError(Exception):
    """A PostgreSQL server cannot be started on this machine; the message says what to install."""


class PostgresServer:
    """A server on a free port that trusts this machine; it may be stopped and started again.

    Raises:
        PostgresMissingError: `initdb` is not there, or there is no account to run it with.
    """

    def __init__(self) -> None:
        self._programs = _programs()
        self._account = _account()
        self._folder = Path(tempfile.mkdtemp(prefix="desk-postgres-"))
        self._data = self._folder / "data"
        self._port = _free_port()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        if self._account:
            shutil.chown(self._folder, self._account)
        made = subprocess.run(
            [self._programs / "initdb", "--pgdata", self._data, "--username", "desk",
             "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            capture_output=True, text=True, cwd=self._folder, user=self._account,
        )  # fmt: skip
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr}")

    def __enter__(self) -> "PostgresServer":
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and remove everything."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it and return once it takes connections."""
        # Without a socket file: its path would be too long under some temporary folders.
        options = (
            f"port={self._port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *_QUICK,
        )  # fmt: skip
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data]
                + [word for option in options for word in ("-c", option)],
                stdout=log, stderr=log, cwd=self._folder, user=self._account,
            )  # fmt: skip
        deadline = time.monotonic() + _START
        while True:
            try:
                psycopg.connect(self._address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    log_text = (self._folder / "log").read_text("utf-8", "replace")
                    raise RuntimeError(f"PostgreSQL did not start: {log_text}") from None
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once, breaking off what is connected; the databases stay."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(_START)
            self._process = None

    def new_database(self) -> str:
        """Make an empty database and return its URL as SQLAlchemy takes it."""
        name = f"desk_{next(self._numbers)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._address(name).replace("postgresql:", "postgresql+psycopg:")

    def _address(self, database: str) -> str:
        return f"postgresql://desk@127.0.0.1:{self._port}/{database}"


def _programs() -> Path:
    """Return the folder of the server's programs, the newest where there are several."""
    found = [path.parent for place in _PLACES for path in Path(place).glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parent.name.partition(".")[0] or 0))
    on_path = shutil.which("initdb") or next(
        (str(path) for place in _PLACES if (path := Path(place, "bin", "initdb")).exists()), None
    )
    if on_path is None:
        raise PostgresMissingError("there is no PostgreSQL (initdb): apt-get install postgresql")
    return Path(on_path).resolve().parent


def _account() -> str | None:
    """Return the account to run it with; PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise PostgresMissingError("PostgreSQL is not run by root: add an account postgres")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
