"""The desk as it runs, with the emulator for Slack."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fake_slack_calls import SECRET
from fake_slack_engine import FakeEngine
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from slack_workspace import asking_of, data_folder, signed
from sqlalchemy import Engine

from bot.engines import AnsweringEngine
from bot.settings import Settings
from bot.slack.app import create_slack_desk
from bot.slack.http import PATH, create_slack_router
from bot.slack.installing import oauth_settings
from bot.slack.installing_pages import mount_oauth
from bot.store.channels import Channels, ChannelSettings
from bot.store.database import database_url, open_database
from bot.store.slots import slots_of
from bot.store.work import Work
from tests.bot.engine_source import FixedSource
from tests.emulate.front import Front, front
from tests.emulate.room import ADMIN, BOT_TOKEN, TEAM


@dataclass(frozen=True)
class Office:
    """The running desk.

    Attributes:
        slack: the emulator's address.
        front: the Web API as the desk reaches it.
        http: the desk's own address, as Slack and browsers reach it.
    """

    slack: str
    front: Front
    settings: Settings
    database: Engine
    engine: Any
    http: TestClient

    def deliver(self, body: dict[str, Any], retry: int | None = None) -> None:
        """Deliver an event, signed, which the desk must acknowledge."""
        raw = json.dumps(body)
        headers = signed(raw) | ({"X-Slack-Retry-Num": str(retry)} if retry else {})
        answer = self.http.post(PATH, content=raw, headers=headers)
        assert answer.status_code == 200

    def set_channel(self, channel: str, **chosen: Any) -> None:
        """Choose the settings of a channel."""
        Channels(self.database).choose_channel(TEAM, channel, ChannelSettings(**chosen), ADMIN)


@contextmanager
def office(slack: str, engine: AnsweringEngine | None = None, **chosen: Any) -> Iterator[Office]:
    """Run the desk against the emulator.

    Args:
        slack: the emulator's address.
        engine: what answers; answers made by hand where none is given.
        chosen: further settings; a client id turns OAuth on in place of the bot token.
    """
    engine = engine or FakeEngine()
    tokens = {} if "slack_client_id" in chosen else {"slack_bot_token": SecretStr(BOT_TOKEN)}
    with front(slack) as standing, data_folder() as folder:
        settings = Settings(
            data=folder, slack_signing_secret=SecretStr(SECRET), slack_api=standing.url,
            **tokens, **chosen,
        )  # fmt: skip
        database = open_database(database_url(None, folder))
        work = Work(database, slots_of(database, folder / "slots"))
        desk = create_slack_desk(
            asking_of(FixedSource(engine), database), database, work, settings
        )  # fmt: skip
        work.start()
        web = FastAPI()
        web.include_router(create_slack_router(desk.app, settings))
        if settings.slack_client_id:
            mount_oauth(web, oauth_settings(settings, database), settings)
        try:
            with TestClient(web, "https://desk.example") as http:
                yield Office(slack, standing, settings, database, engine, http)
        finally:
            work.close()
            desk.stop()
            database.dispose()
