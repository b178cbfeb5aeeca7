"""A workspace with a staff channel: people ask for a person, and staff answers."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fake_slack import (
    APP_TOKEN,
    BOT_TOKEN,
    SECRET,
    FakeSlack,
    HttpTransport,
    Person,
    fake_slack,
    wait_until,
)
from fake_slack_engine import ENGLISH, SIMPLIFIED, TRADITIONAL, FakeEngine
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from slack_talk import is_idle
from slack_workspace import asking_of, data_folder
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.answer.language import detect_language
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.settings import Settings
from bot.slack.app import SlackDesk, create_slack_desk
from bot.slack.http import create_slack_router
from bot.store.channels import Channels, ChannelSettings, WorkspaceSettings
from bot.store.database import database_url, open_database
from bot.store.handover_tables import HandoverEventRow
from bot.store.slots import slots_of
from bot.store.work import Work
from tests.bot.engine_source import FixedSource

STAFF = "C9"
STAFFERS = ("U7", "U8")
_ANSWERS = {"en": ENGLISH, "zh-Hans": SIMPLIFIED, "zh-Hant": TRADITIONAL}
Message = dict[str, Any]


def answer_by_words(question: Question) -> Answer:
    """Answer in the question's language; some words in it make it of a topic of its own."""
    answer = _ANSWERS[detect_language(question.text).language]
    assert answer.basis is not None
    if "deadline" in question.text:
        basis = replace(answer.basis, topic="silence:deadline")
        return replace(answer, status="not_specified", basis=basis)
    if question.text in ("ask a person", "人工"):
        return replace(answer, route="scope", basis=replace(answer.basis, topic="scope:ask-person"))
    return answer


@dataclass
class Clock:
    """A clock that a test sets."""

    at: datetime

    def __call__(self) -> datetime:
        """Return what the clock shows."""
        return self.at

    def passes(self, **time: float) -> None:
        """Set it forward."""
        self.at += timedelta(**time)


@dataclass(frozen=True)
class StaffedWorkspace:
    """The desk in a workspace where U1 to U3 ask, and U7 and U8 are the staff."""

    slack: FakeSlack
    desk: SlackDesk
    database: Engine
    clock: Clock
    transport: HttpTransport

    def person(self, id: str) -> Person:
        """Return a person whose acts the desk hears of."""
        return self.slack.person(id, self.transport)

    def asks(
        self,
        user: str,
        text: str = "May a firm apply?",
        channel: str | None = "C1",
        thread: str | None = None,
    ) -> Message:
        """Let a person ask the desk, and return its answer."""
        known = {message["ts"] for message in self._all()}
        mention = "" if channel is None else "<@UBOT> "
        self.person(user).says(channel, mention + text, thread)
        wait_until(lambda: self._new(known), 20)
        self.settles()
        return self._new(known)[0]

    def hands_over(self, user: str, **asked: Any) -> Message:
        """Let a person ask, and then ask for a person; return the desk's answer."""
        answer = self.asks(user, **asked)
        self.clicks(user, answer, "ask-person")
        return answer

    def clicks(self, user: str, where: Message, action: str) -> None:
        """Let a person click, and wait until everybody was told what came of it."""
        act = self.person(user).clicks(where, action)
        assert act.status == 200
        self.settles()

    def submits(self, user: str, where: Message, action: str, **values: Any) -> Any:
        """Let a person open a form by a button, fill it in and send it."""
        opened = len(self.slack.views)
        self.clicks(user, where, action)
        wait_until(lambda: len(self.slack.views) > opened)
        view = list(self.slack.views.values())[-1]
        act = self.person(user).submits(view, values)
        self.settles()
        return act

    def settles(self) -> None:
        """Wait until all work is done and every event was told of, or put off."""
        wait_until(lambda: not self._under_way(), 60)

    def sweeps(self) -> None:
        """Let the desk look for reminders and for what nobody was told of."""
        self.desk.sweep.look()
        self.settles()

    def staff_message(self, number: int = 0) -> Message:
        """Return the message of a handover in the staff channel."""
        found = [
            one for one in self.channel(STAFF)
            if any(block["type"] == "actions" for block in one["blocks"])
        ]  # fmt: skip
        return copy.deepcopy(found[number])

    def channel(self, id: str) -> list[Message]:
        """Return the desk's messages that stand in a channel itself."""
        return [
            one for one in self.slack.posts() if one["channel"] == id and not one.get("thread_ts")
        ]

    def thread(self, root: Message) -> list[Message]:
        """Return the desk's messages in the thread that a message stands in or begins."""
        ts = root.get("thread_ts") or root["ts"]
        posts = self.slack.posts()
        return [
            one for one in posts if one["channel"] == root["channel"] and one.get("thread_ts") == ts
        ]

    def said_to(self, user: str) -> list[str]:
        """Return what a person alone was told; what is on its way is waited for a little."""
        with suppress(AssertionError):
            wait_until(lambda: bool(self.slack.shown_to(user)), 5)
        return [message["text"] for message in self.slack.shown_to(user)]

    def set_workspace(self, **chosen: Any) -> None:
        """Choose the settings of the workspace."""
        settings = WorkspaceSettings(**({"staff_channel": STAFF} | chosen))
        Channels(self.database).choose_workspace("T1", settings, "UADMIN")

    def set_channel(self, channel: str, **chosen: Any) -> None:
        """Choose the settings of a channel."""
        Channels(self.database).choose_channel("T1", channel, ChannelSettings(**chosen), "UADMIN")

    def _new(self, known: set[str]) -> list[Message]:
        return [one for one in self._all() if one["ts"] not in known]

    def _all(self) -> list[Message]:
        return [*self.slack.posts(), *self.slack.ephemerals]

    def _under_way(self) -> bool:
        if not is_idle():
            return True
        with Session(self.database) as session:
            row = HandoverEventRow
            telling = select(row.id).where(row.tell_at.is_not(None), row.tries == 0)
            return session.scalar(telling) is not None


@contextmanager
def staffed_workspace(data: Path | None = None) -> Iterator[StaffedWorkspace]:
    """Run the desk in a workspace with a staff channel."""
    clock = Clock(datetime.now(UTC))
    with fake_slack() as slack, data_folder(data) as folder:
        slack.trigger_seconds = 60
        team = slack.teams["T1"]
        for user in STAFFERS:
            team.add_user(user)
        team.add_channel(STAFF, *STAFFERS)
        settings = Settings(
            data=folder,
            slack_bot_token=SecretStr(BOT_TOKEN),
            slack_app_token=SecretStr(APP_TOKEN),
            slack_signing_secret=SecretStr(SECRET),
            slack_api=slack.url,
        )
        database = open_database(database_url(None, folder))
        work = Work(database, slots_of(database, folder / "slots"))
        asking = asking_of(FixedSource(FakeEngine(answer_by_words)), database)
        desk = create_slack_desk(asking, database, work, settings, clock)
        work.start()
        web = FastAPI()
        web.include_router(create_slack_router(desk.app, settings))
        transport = HttpTransport(TestClient(web))
        found = StaffedWorkspace(slack, desk, database, clock, transport)
        found.set_workspace()
        try:
            yield found
            assert slack.problems == []
        finally:
            desk.stop()
            work.close()
            database.dispose()
