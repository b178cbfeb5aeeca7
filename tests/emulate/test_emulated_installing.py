"""A workspace adds the app by the emulator's OAuth, and is answered with the token it gave."""

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

import pytest
from fake_slack_calls import wait_until
from httpx import Response
from pydantic import SecretStr

from bot.slack.checking import check_slack
from bot.slack.installing import installation_store
from bot.slack.known import known_of
from bot.slack.manifest import bot_scopes
from tests.emulate.office import Office, office
from tests.emulate.room import CLIENT_ID, CLIENT_SECRET, DESK, REDIRECT, TEAM, channel, person


class _Unfollowed(HTTPErrorProcessor):
    """Gives a redirect back instead of following it."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


@pytest.fixture
def shared(emulated: str) -> Iterator[Office]:
    """The desk that workspaces add themselves."""
    with office(
        emulated, slack_client_id=CLIENT_ID, slack_client_secret=SecretStr(CLIENT_SECRET),
        public_url="https://desk.example",
    ) as running:  # fmt: skip
        yield running


def way_in(desk: Office) -> dict[str, str]:
    """Open the desk's page, and return what it asks of Slack."""
    page = desk.http.get("/slack/install")
    (url,) = re.findall(r'href="(https://slack\.com/oauth/v2/authorize[^"]+)"', page.text)
    return {name: values[0] for name, values in parse_qs(urlsplit(unescape(url)).query).items()}


def agreed(desk: Office, asked: dict[str, str], who: str) -> dict[str, str]:
    """Let a person agree on the emulator's page; return what the browser brings back."""
    with build_opener().open(f"{desk.slack}/oauth/v2/authorize?{urlencode(asked)}") as page:
        form = page.read().decode()
    assert "Guideline Desk" in form
    fields = {name: asked.get(name, "") for name in (
        "client_id", "redirect_uri", "scope", "user_scope", "state")}  # fmt: skip
    chosen = urlencode(fields | {"user_id": person(desk.slack, who)}).encode()
    request = Request(f"{desk.slack}/oauth/v2/authorize/callback", chosen, method="POST")
    with build_opener(_Unfollowed).open(request) as answer:
        assert answer.status == 302
        back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == REDIRECT
    return {name: values[0] for name, values in parse_qs(back.query).items()}


def added(desk: Office) -> Response:
    """Add the app, from the desk's page and back to it."""
    return desk.http.get("/slack/oauth_redirect", params=agreed(desk, way_in(desk), "admin"))


def test_a_workspace_adds_the_app_and_is_answered_with_its_own_token(shared: Office) -> None:
    asked = way_in(shared)
    assert asked["scope"].split(",") == list(bot_scopes())
    page = added(shared)
    assert page.status_code == 200
    assert "甲方" in page.text
    token = installation_store(shared.settings, shared.database).token(TEAM)
    assert token is not None
    assert token.startswith("xoxb-")
    assert token not in page.text

    room = channel(shared.slack)
    message = room.says("lin", f"<@{DESK}> Who pays?")
    shared.deliver(room.told(message, "app_mention"))
    wait_until(lambda: room.replies(message["ts"]), 30)

    # The emulator does not tell a token's scopes, and has no events that `never came` speaks of.
    findings = check_slack(shared.settings, known_of(shared.settings, shared.database))
    said = [finding.text for finding in findings]
    assert any(text.startswith("the token of 甲方 works: workspace 甲方") for text in said)


def test_an_event_of_a_workspace_that_has_not_added_the_app_is_not_answered(shared: Office) -> None:
    room = channel(shared.slack)
    message = room.says("lin", f"<@{DESK}> Who pays?")
    shared.deliver(room.told(message, "app_mention"))
    time.sleep(1)
    assert room.replies(message["ts"]) == []
    assert shared.front.calls == []


def test_adding_it_again_keeps_the_newer_token_and_no_other(shared: Office) -> None:
    store = installation_store(shared.settings, shared.database)
    tokens = []
    for _ in range(2):
        assert added(shared).status_code == 200
        tokens.append(store.token(TEAM))
        time.sleep(1.1)  # an installation's time has whole seconds
    assert len(set(tokens)) == 2
    assert store.token(TEAM) == tokens[1]
    with shared.database.connect() as connection:
        kept = connection.execute(store.bots.select()).all()
    assert [row.bot_token for row in kept] == [tokens[1]]


def test_a_code_of_another_app_or_used_before_adds_nothing(shared: Office) -> None:
    back = agreed(shared, way_in(shared), "admin")
    assert shared.http.get("/slack/oauth_redirect", params=back).status_code == 200
    for code in (back["code"], "no-such-code"):
        again = way_in(shared)
        page = shared.http.get("/slack/oauth_redirect", params={"state": again["state"],
                                                                "code": code})  # fmt: skip
        assert page.status_code >= 400
        assert "xoxb" not in page.text


def test_a_workspace_that_is_not_listed_is_refused(emulated: str) -> None:
    with office(
        emulated, slack_client_id=CLIENT_ID, slack_client_secret=SecretStr(CLIENT_SECRET),
        public_url="https://desk.example", slack_workspaces="T0OTHER",
    ) as desk:  # fmt: skip
        page = added(desk)
        assert page.status_code == 403
        assert TEAM in page.text
        assert installation_store(desk.settings, desk.database).token(TEAM) is None
        assert desk.front.made("apps.uninstall")


def test_a_removed_app_leaves_no_token(shared: Office) -> None:
    assert added(shared).status_code == 200
    store = installation_store(shared.settings, shared.database)
    time.sleep(1.1)  # what was added later than the removal is kept
    removal = channel(shared.slack).told({"ts": "1.1"}) | {
        "event": {"type": "app_uninstalled"}, "event_time": int(time.time()),
    }  # fmt: skip
    shared.deliver(removal)
    wait_until(lambda: store.token(TEAM) is None, 10)
