"""A workspace with the desk in it: the fake Slack, the app, and events as Slack sends them."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from fake_slack import APP_TOKEN, BOT_TOKEN, SECRET, FakeSlack, fake_slack
from fake_slack_engine import FakeEngine
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from slack_bolt import App
from slack_sdk.signature import SignatureVerifier

from bot.answer.frame import MemoryThreads
from bot.settings import Settings
from bot.slack.app import create_slack_app
from bot.slack.http import PATH, create_slack_router
from tests.bot.engine_source import FixedSource

_NUMBERS = count(1)


@dataclass(frozen=True)
class Workspace:
    """The desk in a workspace; `deliver` is Slack calling it over HTTP."""

    slack: FakeSlack
    engine: FakeEngine
    app: App
    settings: Settings
    http: TestClient

    def deliver(self, body: dict[str, Any], retry: int | None = None) -> int:
        """Deliver an event, signed, and return the status."""
        raw = json.dumps(body)
        headers = signed(raw) | ({"X-Slack-Retry-Num": str(retry)} if retry else {})
        return self.http.post(PATH, content=raw, headers=headers).status_code


@contextmanager
def workspace(engine: FakeEngine | None = None, **source: Any) -> Iterator[Workspace]:
    """Run the desk against the fake Slack."""
    engine = engine or FakeEngine()
    with fake_slack() as slack:
        settings = Settings(
            slack_bot_token=SecretStr(BOT_TOKEN),
            slack_app_token=SecretStr(APP_TOKEN),
            slack_signing_secret=SecretStr(SECRET),
            slack_api=slack.url,
        )
        app = create_slack_app(FixedSource(engine, **source), MemoryThreads(), settings)
        web = FastAPI()
        web.include_router(create_slack_router(app, settings))
        yield Workspace(slack, engine, app, settings, TestClient(web))


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
