"""A handover whose desk is killed at any moment: nobody is left without word, or told twice."""

import copy
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fake_slack import FakeSlack, HttpTransport, fake_slack, slow, wait_until
from slack_workspace import data_folder
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from staffed_workspace import STAFF, STAFFERS

from bot.store.channels import Channels, WorkspaceSettings
from bot.store.database import connect, database_url
from bot.store.handover_tables import HandoverEventRow
from bot.words import Words

ROOT = Path(__file__).parents[3]
EN = Words("en")
U7 = "<@U7>"
PATIENCE = 60.0


@dataclass
class Desk:
    """A desk that is killed and started again beside a Slack that lives on."""

    slack: FakeSlack
    folder: Path
    database: Engine
    process: subprocess.Popen[bytes] | None = None
    transport: HttpTransport = field(default_factory=lambda: HttpTransport("", patience=30))

    def start(self) -> None:
        """Start it, and wait until it can be called."""
        state = self.folder / "port"
        state.unlink(missing_ok=True)
        command = [
            sys.executable, "-m", "tests.bot.slack.staffed_process",
            str(self.folder), self.slack.url, str(state),
        ]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        wait_until(state.exists, PATIENCE)
        self.transport.target = f"http://127.0.0.1:{state.read_text('utf-8')}"

    def kill(self) -> None:
        """Kill it: nothing of it runs on."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def posts(self, channel: str, user: str = "") -> list[str]:
        """Return the first lines that stand in a channel, or in it for a person."""
        lines = [
            one["text"].partition("\n")[0]
            for one in self.slack.posts()
            if one["channel"] == channel
        ]
        return [line for line in lines if line.startswith(f"<@{user}>: ")] if user else lines

    def staff_message(self) -> dict[str, Any]:
        """Return the handover in the staff channel."""
        found = [
            one for one in self.slack.posts()
            if one["channel"] == STAFF and not one.get("thread_ts")
        ]  # fmt: skip
        return copy.deepcopy(found[0])

    def events(self) -> int:
        """Return how many events people were told of."""
        with Session(self.database) as session:
            row = HandoverEventRow
            told = select(func.count()).select_from(row).where(row.tell_at.is_(None))
            return session.scalar(told) or 0


@contextmanager
def desk_process() -> Iterator[Desk]:
    with fake_slack() as slack, data_folder() as folder:
        slack.trigger_seconds = 60
        team = slack.teams["T1"]
        for user in STAFFERS:
            team.add_user(user)
        team.add_channel(STAFF, *STAFFERS)
        database = connect(database_url(None, folder))
        settings = WorkspaceSettings(staff_channel=STAFF)
        Channels(database).choose_workspace("T1", settings, "UADMIN")
        desk = Desk(slack, folder, database)
        desk.start()
        try:
            yield desk
        finally:
            desk.kill()
            database.dispose()


def killed_after_calls(desk: Desk, act: Callable[[], object], calls: int) -> None:
    """Kill the desk once it has made so many calls of Slack since an act, or made no more."""
    before = len(desk.slack.calls)
    act()
    end = time.monotonic() + 3
    while len(desk.slack.calls) < before + calls and time.monotonic() < end:
        time.sleep(0.001)
    desk.kill()
    desk.start()


def killed_while_posting(desk: Desk, act: Callable[[], object], number: int) -> None:
    """Kill the desk after Slack took its next message but one, two … and before it knows so."""
    count = 0
    posted = threading.Event()

    def is_the_one(arguments: Any) -> bool:
        nonlocal count
        count += 1
        if count == number:
            posted.set()
        return count == number

    desk.slack.plan("chat.postMessage", slow(4), when=is_the_one)
    act()
    if posted.wait(6):
        time.sleep(0.2)
        desk.kill()
        desk.start()
    else:
        desk.slack.planned["chat.postMessage"].clear()


@pytest.mark.parametrize("seed", [2])
def test_a_desk_that_is_killed_between_any_two_steps_goes_on_where_it_was(seed: int) -> None:
    chance = random.Random(seed)
    with desk_process() as desk:

        def answer_to(user: str) -> dict[str, Any]:
            posts = len(desk.slack.posts())
            desk.slack.person(user, desk.transport).says("C1", "<@UBOT> May a firm apply?")
            wait_until(lambda: len(desk.slack.posts()) > posts, PATIENCE)
            return copy.deepcopy(desk.slack.posts()[-1])

        def click(user: str, where: dict[str, Any], action: str) -> None:
            assert desk.slack.person(user, desk.transport).clicks(where, action).status == 200

        def submit(user: str, where: dict[str, Any], action: str, **values: Any) -> Any:
            views = len(desk.slack.views)
            click(user, where, action)
            wait_until(lambda: len(desk.slack.views) > views, PATIENCE)
            view = list(desk.slack.views.values())[-1]

            def send() -> None:
                act = desk.slack.person(user, desk.transport).submits(view, values)
                assert act.status == 200

            return send

        def goes(number: int, act: Callable[[], object]) -> None:
            if chance.random() < 0.5:
                killed_after_calls(desk, act, chance.randint(0, 7))
            else:
                killed_while_posting(desk, act, chance.randint(1, 3))
            wait_until(lambda: desk.events() == number, PATIENCE)

        first = answer_to("U1")
        goes(1, lambda: click("U1", first, "ask-person"))
        second = answer_to("U2")
        goes(2, lambda: click("U2", second, "ask-person"))
        goes(3, lambda: click("U7", desk.staff_message(), "handover-claim"))
        goes(4, submit("U7", desk.staff_message(), "handover-answer", text="Yes."))
        answer = next(
            one for one in desk.slack.posts()
            if one["text"].startswith(f"<@U1>: {U7} of the staff answers")
        )  # fmt: skip
        goes(5, submit("U1", answer, "handover-object", text="Which firm?"))
        goes(6, submit("U7", desk.staff_message(), "handover-answer", text="Any.", closes=["yes"]))
        time.sleep(2)  # for what comes once too often

        looking, answers = (
            EN(f"handover-told-{kind}", person=U7) for kind in ("claimed", "answered")
        )
        assert desk.posts("C1", "U1") == [
            f"<@U1>: {line}"
            for line in (EN("handover-received"), looking, answers, EN("handover-told-objected"),
                         answers)
        ]  # fmt: skip
        assert desk.posts("C1", "U2") == [
            f"<@U2>: {line}"
            for line in (EN("handover-told-joined"), looking, answers, EN("handover-told-reopened"),
                         answers)
        ]  # fmt: skip
        head, joined, *history = desk.posts(STAFF)
        assert head.startswith("*Closed* · <@U1> asks in ")
        assert joined.startswith("+1: <@U2> asks the same in ")
        assert history == [
            EN("handover-log-claimed", person=U7),
            EN("handover-log-answered", person=U7),
            EN("handover-log-objected-claimed", person="<@U1>", holder=U7),
            EN("handover-log-resolved", person=U7),
        ]
        assert desk.slack.problems == []
