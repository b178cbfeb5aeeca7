"""Durable work, on DBOS: what was begun is ended, also after a kill, and once.

DBOS keeps one instance a process, so there is one `Work` a process too.
"""

import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event, Thread
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID
from sqlalchemy import URL, Engine

from bot.store.database import connect
from bot.store.right_of_way import RightOfWay
from bot.store.slots import Slots, first_free, while_free

log = structlog.get_logger()

Payload = Mapping[str, Any]
Task = Callable[[Payload], None]

# Work of an earlier version of the desk is picked up too, so this stays what it is; a change
# of a task's payload or steps that the old form does not survive gets a new task name.
_VERSION = "1"
_LATER = "later"
_SOON = 1.0
_TURN = 0.0005
_THREADS = 64
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_AT_ONCE = 500


class Work:
    """Runs tasks that survive the process; each id is run once.

    Args:
        database: where the tasks are kept; DBOS has its own tables there.
        slots: tells the living processes from the dead.
        sweep: seconds between two looks for the work of dead processes.

    Attributes:
        way: what goes before the tasks hurries on it; they give way between their steps.
    """

    def __init__(self, database: Engine, slots: Slots, sweep: float = 5) -> None:
        self._slots = slots
        self._sweep = sweep
        self._tasks: dict[str, Callable[[dict[str, Any]], None]] = {}
        self._besides: list[Callable[[], None]] = []
        self._suspects: set[str] = set()
        self._ended = Event()
        self.way = RightOfWay()
        self._slot = first_free(slots)
        DBOS.destroy(destroy_registry=True)
        self._config = _config(database, _executor(self._slot))
        DBOS(config=self._config)

    def task(self, name: str, do: Task) -> None:
        """Name a task; what it raises is logged and does not run again."""

        def run(payload: dict[str, Any]) -> None:
            self.way.give()
            do(payload)

        self._tasks[name] = DBOS.workflow(name=name)(run)

    def at_each_look(self, do: Callable[[], None]) -> None:
        """Have this done too, whenever the work of dead processes is looked for."""
        self._besides.append(do)

    def start(self) -> None:
        """Run tasks from now on, first those that were not ended."""
        # What takes deliveries lets the interpreter go at each query; it gets it back after this.
        sys.setswitchinterval(_TURN)
        DBOS.launch()
        DBOS.register_queue(_LATER, polling_interval_sec=0.5, on_conflict="always_update")
        Thread(target=self._look_for_orphans, name="work-sweep", daemon=True).start()

    def do(self, name: str, id: str, payload: Payload, after: float = 0) -> None:
        """Run a task once, now or later; it is kept when this returns.

        Args:
            name: the task's name.
            id: what makes it this piece of work: the same id again changes nothing.
            payload: what the task needs, as JSON.
            after: seconds to wait.
        """
        with SetWorkflowID(f"{name}:{id}"):
            if after <= _SOON:
                DBOS.start_workflow(self._tasks[name], dict(payload))
                return
            with SetEnqueueOptions(delay_seconds=after):
                DBOS.enqueue_workflow(_LATER, self._tasks[name], dict(payload))

    def step(self, name: str, do: Callable[[], Any]) -> Any:
        """Run a step of a task, and keep what it returns: it is not run again after a kill."""
        self.way.give()
        return DBOS.run_step({"name": name}, do)

    def forget_ended(self, before: datetime) -> int:
        """Delete what is kept of tasks that were begun before a moment and have ended.

        Returns:
            How many went.
        """
        count = 0
        while ended := DBOS.list_workflows(
            status=_ENDED, end_time=before.isoformat(), limit=_AT_ONCE,
            load_input=False, load_output=False,
        ):  # fmt: skip
            DBOS.delete_workflows([workflow.workflow_id for workflow in ended])
            count += len(ended)
        return count

    def close(self, patience: int = 5) -> None:
        """End this process's work; what is under way may end within some seconds."""
        self._ended.set()
        # DBOS waits a second before it looks whether anything is left.
        wait = patience if self._is_busy() else 0
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=wait)
        engine = self._config.get("system_database_engine")
        if engine is not None:
            engine.dispose()  # DBOS leaves open what it was given
        self._slots.close()

    def _is_busy(self) -> bool:
        """Tell whether a task of this process is under way; True where that cannot be asked."""
        try:
            return bool(
                DBOS.list_workflows(
                    status="PENDING", executor_id=_executor(self._slot), limit=1,
                    load_input=False, load_output=False,
                )
            )  # fmt: skip
        except Exception:
            return True

    def _look_for_orphans(self) -> None:
        while not self._ended.wait(self._sweep):
            try:
                self._slots.keep()
                self._adopt_orphans()
                for do in self._besides:
                    do()
            except Exception as error:
                log.warning("looking for orphaned work failed", error=type(error).__name__)

    def _adopt_orphans(self) -> None:
        """Take over the work of processes that are gone.

        They are gone where their slot was free at the look before too: a living process whose
        session the database ended takes its slot again at its own next look.
        """
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        suspects, self._suspects = self._suspects, set()
        for executor in {workflow.executor_id for workflow in pending}:
            slot = _slot(executor)
            if executor is None or slot is None or slot == self._slot:
                continue
            with while_free(self._slots, slot) as dead:
                if not dead:
                    continue
                if executor not in suspects:
                    self._suspects.add(executor)
                    continue
                left = DBOS.list_workflows(
                    status="PENDING", executor_id=executor, load_input=False, load_output=False
                )
                for workflow in left:
                    DBOS.resume_workflow(workflow.workflow_id)
                log.info("work of a dead process taken over", executor=executor, count=len(left))


def wait_until(holds: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Wait inside a task until something holds; False where it does not within the time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def _executor(slot: int) -> str:
    return f"desk-{slot}"


def _slot(executor: str | None) -> int | None:
    name, _, number = (executor or "").partition("-")
    return int(number) if name == "desk" and number.isdigit() else None


def _config(database: Engine, executor: str) -> DBOSConfig:
    config = DBOSConfig(
        name="guideline-desk", application_version=_VERSION, executor_id=executor,
        log_level="WARNING", enable_otlp=False, max_executor_threads=_THREADS,
        # Nothing here waits for DBOS's notifications: this is how soon it ends when told to.
        notification_listener_polling_interval_sec=0.1,
        system_database_url=database.url.render_as_string(hide_password=False),
    )  # fmt: skip
    if database.dialect.name == "sqlite":
        # A file of its own: two writers to one file would wait for each other.
        url = database.url.set(database=_beside(database.url))
        config["system_database_url"] = url.render_as_string(hide_password=False)
        config["system_database_engine"] = connect(url)
    return config


def _beside(url: URL) -> str:
    """Return the path of the file of the work, beside that of the store."""
    assert url.database
    return url.database.removesuffix(".sqlite") + "-work.sqlite"
