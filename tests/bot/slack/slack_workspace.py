"""A workspace with the desk in it: the fake Slack, the app, and events as Slack sends them."""

import atexit
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from fake_slack import APP_TOKEN, BOT_TOKEN, SECRET, FakeSlack, fake_slack
from fake_slack_engine import FakeEngine
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from slack_bolt import App
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import Engine

from bot.engines import AnsweringEngine, EngineSource
from bot.settings import Settings
from bot.slack.app import SlackDesk, create_slack_desk
from bot.slack.http import PATH, create_slack_router
from bot.store.channels import Channels, ChannelSettings, WorkspaceSettings
from bot.store.database import database_url, open_database
from bot.store.slots import slots_of
from bot.store.work import Work
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of

_NUMBERS = count(1)


@dataclass(frozen=True)
class Workspace:
    """The desk in a workspace; `deliver` is Slack calling it over HTTP."""

    slack: FakeSlack
    engine: FakeEngine
    desk: SlackDesk
    settings: Settings
    database: Engine
    work: Work
    http: TestClient

    @property
    def app(self) -> App:
        """The Bolt app."""
        return self.desk.app

    def deliver(self, body: dict[str, Any], retry: int | None = None) -> int:
        """Deliver an event, signed, and return the status."""
        raw = json.dumps(body)
        headers = signed(raw) | ({"X-Slack-Retry-Num": str(retry)} if retry else {})
        return self.http.post(PATH, content=raw, headers=headers).status_code

    def set_channel(self, channel: str = "C1", **chosen: Any) -> None:
        """Choose the settings of a channel."""
        Channels(self.database).choose_channel("T1", channel, ChannelSettings(**chosen), "UADMIN")

    def set_workspace(self, **chosen: Any) -> None:
        """Choose the settings of the workspace."""
        Channels(self.database).choose_workspace("T1", WorkspaceSettings(**chosen), "UADMIN")


@contextmanager
def workspace(
    engine: AnsweringEngine | None = None,
    data: Path | None = None,
    source: EngineSource | None = None,
    served: str = "",
    chosen: Mapping[str, Any] | None = None,
    **stands: Any,
) -> Iterator[Workspace]:
    """Run the desk against the fake Slack.

    Args:
        engine: what answers.
        data: the data folder; a new one where none is given.
        source: gives the engine.
        served: the workspaces that may use the desk; "" is any.
        chosen: further settings.
        stands: how that source stands where none is given, as of `FixedSource`.
    """
    engine = engine or FakeEngine()
    with fake_slack() as slack, data_folder(data) as folder:
        settings = Settings(
            data=folder,
            slack_bot_token=SecretStr(BOT_TOKEN),
            slack_app_token=SecretStr(APP_TOKEN),
            slack_signing_secret=SecretStr(SECRET),
            slack_api=slack.url,
            slack_workspaces=served,
            **(chosen or {}),
        )
        database = open_database(database_url(None, folder))
        work = Work(database, slots_of(database, folder / "slots"))
        asking = asking_of(source or FixedSource(engine, **stands), database)
        desk = create_slack_desk(asking, database, work, settings)
        work.start()
        web = FastAPI()
        web.include_router(create_slack_router(desk.app, settings))
        try:
            yield Workspace(slack, engine, desk, settings, database, work, TestClient(web))
        finally:
            desk.stop()
            work.close()
            database.dispose()


@contextmanager
def data_folder(given: Path | None = None) -> Iterator[Path]:
    """Give a data folder whose tables are made: making them anew takes half a second."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(_made_once(), folder, dirs_exist_ok=True)
        yield Path(folder)


@cache
def _made_once() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = open_database(database_url(None, folder))
    work = Work(database, slots_of(database, folder / "slots"))
    work.start()
    work.close()
    database.dispose()
    return folder


def signed(raw: str, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """Return the headers of a request that Slack signed `age` seconds ago."""
    stamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=raw)
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
    }


def stamp() -> str:
    """Return a new message's stamp."""
    return f"{int(time.time())}.{next(_NUMBERS):06d}"


def event(text: str, kind: str = "message", **fields: Any) -> dict[str, Any]:
    """Return an Events API payload of a person's message in a DM, or of a mention."""
    inner = {"type": kind, "user": "U1", "text": text, "ts": stamp(), "team": "T1"}
    inner |= {"channel": "D1", "channel_type": "im"} if kind == "message" else {"channel": "C1"}
    return {
        "type": "event_callback",
        "token": "verification",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": f"Ev{next(_NUMBERS)}",
        "event_time": int(time.time()),
        "event": inner | fields,
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
    }


def mention(text: str, **fields: Any) -> dict[str, Any]:
    """Return the payload of a mention of the desk in a channel."""
    return event(f"<@UBOT> {text}", "app_mention", **fields)
