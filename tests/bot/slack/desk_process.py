"""The desk as a process of its own, which can be killed and started again.

A nursery imports everything once and forks a desk for each start, so that a restart takes a
moment and not the seconds that the imports take. It reads one JSON object a line.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
if __name__ == "__main__":  # as pytest has it
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import structlog
import uvicorn
from fake_slack_calls import APP_TOKEN, BOT_TOKEN, SECRET, wait_until
from fake_slack_engine import FakeEngine, answer
from fastapi import FastAPI
from pydantic import SecretStr

from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph
from bot.engines import AnsweringEngine, Tell
from bot.settings import Settings
from bot.slack.app import create_slack_desk
from bot.slack.http import create_slack_router
from bot.store.database import database_url, open_database
from bot.store.slots import slots_of
from bot.store.work import Work
from bot.wiring import build_engine
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of


@dataclass(frozen=True)
class Start:
    """How a desk is started.

    Attributes:
        data: its data folder.
        port: where it is served.
        slack: the address of Slack's Web API.
        database: the database's address; None is SQLite in the data folder.
        think: seconds that the small engine takes for an answer.
        index: the data folder of the real engine, which then answers what is not for the small
            one, whose questions begin with a "q" and a number.
        sweep: seconds between two looks for the work of dead processes.
        log: a file for what it says, or None.
        tells: the small engine tells what it is doing, as one with a model does.
    """

    data: str
    port: int
    slack: str
    database: str | None = None
    think: float = 0
    index: str | None = None
    sweep: float = 0.5
    log: str | None = None
    tells: bool = False


class EchoEngine(FakeEngine):
    """Says a question back, and after which one of its thread it was asked."""

    def __init__(self, think: float, real: AnsweringEngine | None = None) -> None:
        super().__init__()
        self._think = think
        self._real = real

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer after a while."""
        if self._real is not None and not re.match(r"q\d", question.text):
            return self._real.answer(question, frame)
        time.sleep(self._think)
        said = echo(question.text, frame.text if frame else "")
        return answer(Paragraph(said)), Frame("en", question.text)


class TellingEcho(EchoEngine):
    """Tells what it is doing before it thinks, and after."""

    def answer_telling(
        self, question: Question, frame: Frame | None, tell: Tell
    ) -> tuple[Answer, Frame]:
        """Answer after a while, telling of it."""
        tell("reading")
        answered = self.answer(question, frame)
        tell("checking")
        return answered


def echo(text: str, before: str = "") -> str:
    """Return what the small engine answers."""
    return f"Asked: {text} After: {before or 'nothing'}."


@dataclass
class DeskProcess:
    """A desk that runs, or ran."""

    start: Start
    pid: int

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.start.port}"

    def wait_ready(self, seconds: float = 60) -> None:
        """Wait until it takes requests."""
        wait_until(lambda: self._answers() or not self.lives(), seconds)
        assert self.lives(), "the desk ended as it started"

    def lives(self) -> bool:
        """Tell whether it runs."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill9(self) -> None:
        """End it at once, as a power failure does."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        wait_until(lambda: not self.lives(), 30)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


@dataclass
class Nursery:
    """Starts desks.

    Attributes:
        process: the process that forks them.
        desks: those that were started, the last one last.
    """

    process: "subprocess.Popen[str]"
    desks: list[DeskProcess] = field(default_factory=list)

    def start(self, how: Start) -> DeskProcess:
        """Start a desk; it is not ready yet."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asdict(how)) + "\n")
        self.process.stdin.flush()
        self.desks.append(DeskProcess(how, int(self.process.stdout.readline())))
        return self.desks[-1]


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Run a nursery; its desks end with it."""
    command = [sys.executable, __file__]
    # Connections to Slack and to the database are those of one desk: the nursery has none.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        running = Nursery(process)
        try:
            yield running
        finally:
            for desk in running.desks:
                desk.kill9()


def free_ports(number: int) -> Sequence[int]:
    """Return free ports."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def serve(how: Start) -> None:
    """Serve Slack's events until the process ends."""
    data = Path(how.data)
    settings = Settings(
        data=data, slack_bot_token=SecretStr(BOT_TOKEN), slack_app_token=SecretStr(APP_TOKEN),
        slack_signing_secret=SecretStr(SECRET), slack_api=how.slack,
    )  # fmt: skip
    index = Settings(data=Path(how.index)) if how.index else None
    small = TellingEcho if how.tells else EchoEngine
    engine = small(how.think, build_engine(index, lambda _: None) if index else None)
    database = open_database(database_url(how.database, data))
    work = Work(database, slots_of(database, data / "slots"), how.sweep)
    desk = create_slack_desk(asking_of(FixedSource(engine), database), database, work, settings)
    app = FastAPI()
    app.include_router(create_slack_router(desk.app, settings))
    work.start()
    desk.resume()
    uvicorn.run(app, host="127.0.0.1", port=how.port, log_config=None, access_log=False)


def _child(how: Start) -> None:
    """Be a desk."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said = os.open(how.log or os.devnull, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(said, stream)
    if how.index is not None:  # the real engine's packages do not outlive a fork
        os.execv(sys.executable, [sys.executable, __file__, json.dumps(asdict(how))])
    _run(how)


def _run(how: Start) -> None:
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    serve(how)


def _end_with(nursery: int) -> None:
    """End where the nursery is gone: the test was broken off."""
    while os.getppid() == nursery:
        time.sleep(1)
    os._exit(1)


def main() -> None:
    """Fork a desk for each line, and say its process id; or be the desk that is named."""
    if sys.argv[1:]:
        return _run(Start(**json.loads(sys.argv[1])))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a desk that is gone leaves no trace
    assert EchoEngine(0).knowledge  # read once, for all of them
    for line in sys.stdin:
        how = Start(**json.loads(line))
        if (pid := os.fork()) == 0:
            try:
                _child(how)
            finally:
                os._exit(1)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
