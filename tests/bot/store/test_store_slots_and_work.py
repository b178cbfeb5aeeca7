"""Slots tell the living from the dead; work is done once, and later where that is asked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock
from typing import Any

import pytest
from sqlalchemy import Engine
from stored import at_once

from bot.store.slots import Slots, first_free, slots_of, while_free
from bot.store.work import Work, wait_until

HOLDER = """
import sys, time
from pathlib import Path
from sqlalchemy import make_url
from bot.store.database import connect
from bot.store.slots import first_free, slots_of
slots = slots_of(connect(make_url(sys.argv[1])), Path(sys.argv[2]))
print(first_free(slots), flush=True)
time.sleep(600)
"""


@pytest.fixture
def slots(database: Engine, tmp_path: Path) -> Iterator[Slots]:
    made = slots_of(database, tmp_path / "slots")
    yield made
    made.close()


@pytest.fixture
def work(database: Engine, tmp_path: Path) -> Iterator[Work]:
    """Durable work; a test names its tasks and starts it."""
    made = Work(database, slots_of(database, tmp_path / "slots"))
    yield made
    made.close()


def test_of_many_at_once_each_gets_a_slot_of_its_own(database: Engine, tmp_path: Path) -> None:
    several = [slots_of(database, tmp_path / "slots") for _ in range(5)]
    assert sorted(at_once(5, lambda at: first_free(several[at]))) == list(range(5))
    several[3].close()
    assert sum(several[0].take(number) for number in range(5)) == 1
    for one in (*several[:3], several[4]):
        one.close()


def test_a_slot_is_its_holders_until_it_is_given_back(
    database: Engine, slots: Slots, tmp_path: Path
) -> None:
    other = slots_of(database, tmp_path / "slots")
    assert slots.take(7)
    assert not slots.take(7)
    with while_free(other, 7) as free:
        assert not free
    slots.release(7)
    with while_free(other, 7) as free:
        assert free
    assert slots.take(7)
    other.close()


def test_the_slot_of_a_process_that_was_killed_is_free(
    database: Engine, slots: Slots, tmp_path: Path
) -> None:
    url = database.url.render_as_string(hide_password=False)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url, str(tmp_path / "slots")],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    assert holder.stdout is not None
    try:
        number = int(holder.stdout.readline())
        assert not slots.take(number)
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait(20)
        holder.stdout.close()
    assert wait_until(lambda: slots.take(number), 20)


def test_work_of_one_id_is_done_once_and_its_steps_are_kept(work: Work) -> None:
    done: list[str] = []
    lock = Lock()

    def note(payload: Any) -> None:
        with lock:
            done.append(str(work.step("say", lambda: payload["say"])))

    work.task("note", note)
    work.start()
    at_once(6, lambda at: work.do("note", "one", {"say": "first"}))
    work.do("note", "two", {"say": "second"}, after=1.5)
    work.do("note", "two", {"say": "third"})
    assert wait_until(lambda: len(done) == 2, 30)
    work.do("note", "three", {"say": "last"})
    assert wait_until(lambda: "last" in done, 30)
    assert sorted(done) == ["first", "last", "second"]


def test_a_task_that_fails_takes_no_other_with_it(work: Work) -> None:
    ended = Event()

    def fail(_: Any) -> None:
        raise RuntimeError("no")

    work.task("fail", fail)
    work.task("end", lambda _: ended.set())
    work.start()
    work.do("fail", "1", {})
    work.do("end", "1", {})
    assert ended.wait(30)


def test_what_has_ended_is_forgotten_and_what_waits_is_not(work: Work) -> None:
    done: list[str] = []
    work.task("note", lambda payload: done.append(payload["say"]))
    work.start()
    work.do("note", "one", {"say": "one"})
    work.do("note", "late", {"say": "late"}, after=4)
    assert wait_until(lambda: done == ["one"], 30)
    now = datetime.now(UTC)
    assert work.forget_ended(now - timedelta(hours=1)) == 0
    assert wait_until(lambda: work.forget_ended(now + timedelta(hours=1)) == 1, 30)
    assert wait_until(lambda: done == ["one", "late"], 30)


def test_tasks_go_on_while_something_hurries_before_them(work: Work) -> None:
    done: list[int] = []
    work.task("note", lambda payload: done.append(work.step("at", lambda: payload["at"])))
    work.start()
    with work.way.hurry():
        for at in range(8):
            work.do("note", str(at), {"at": at})
        assert wait_until(lambda: sorted(done) == list(range(8)), 60)
