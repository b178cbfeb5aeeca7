"""A desk that workspaces add by OAuth, and the browser of who adds it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import sqlalchemy
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import SecretStr
from slack_oauth import Asked, SlackDesk, slack_desk

from bot.settings import Settings
from bot.slack.installing import (
    Installations,
    States,
    oauth_settings,
)
from bot.slack.installing_pages import mount_oauth
from bot.slack.manifest import bot_scopes

NAMES = {"T1": "Alpha & <Söhne>", "T2": "乙方"}


@dataclass(frozen=True)
class Desk:
    slack: SlackDesk
    browser: TestClient
    store: Installations
    states: States
    database: sqlalchemy.Engine

    def start(self, browser: TestClient | None = None) -> str:
        """Open the way in; return the state that Slack is given."""
        page = (browser or self.browser).get("/slack/install")
        assert page.status_code == 200
        (url,) = re.findall(r'href="(https://slack\.com/oauth/[^"]+)"', page.text)
        return parse_qs(urlsplit(url.replace("&amp;", "&")).query)["state"][0]

    def come_back(self, **query: str) -> Response:
        return self.browser.get("/slack/oauth_redirect", params=query)

    def install(self, team: str) -> Response:
        return self.come_back(state=self.start(), code=f"code-{team}")

    def token(self, team: str) -> str | None:
        found = self.store.find_installation(enterprise_id=None, team_id=team)
        return found.bot_token if found else None


def access(call: Asked) -> dict[str, Any]:
    """Give a token for a code, as oauth.v2.access does."""
    team = call.arguments["code"].removeprefix("code-")
    if call.arguments["redirect_uri"] != "https://desk.example/slack/oauth_redirect":
        return {"ok": False, "error": "bad_redirect_uri"}
    if not team.startswith("T"):
        return {"ok": False, "error": "invalid_code"}
    return {
        "ok": True, "app_id": "A1", "authed_user": {"id": "U1"}, "token_type": "bot",
        "scope": ",".join(bot_scopes()), "access_token": f"xoxb-{team}", "bot_user_id": "UBOT",
        "team": {"id": team, "name": NAMES.get(team)}, "enterprise": None,
    }  # fmt: skip


@contextmanager
def desk(folder: Path, **given: Any) -> Iterator[Desk]:
    with slack_desk() as slack:
        slack.answers = {
            "oauth.v2.access": access,
            "auth.test": lambda call: {"ok": True, "bot_id": "B1", "token": call.token},
            "apps.uninstall": {"ok": True},
        }
        settings = Settings(
            slack_client_id="1.2", slack_client_secret=SecretStr("client-secret"),
            public_url="https://desk.example", slack_api=slack.url, **given,
        )  # fmt: skip
        database = sqlalchemy.create_engine(f"sqlite:///{folder / 'desk.sqlite'}")
        web = FastAPI()
        oauth = oauth_settings(settings, database)
        mount_oauth(web, oauth, settings)
        assert isinstance(oauth.installation_store, Installations)
        assert isinstance(oauth.state_store, States)
        with TestClient(web, "https://desk.example") as browser:
            yield Desk(slack, browser, oauth.installation_store, oauth.state_store, database)
        database.dispose()
