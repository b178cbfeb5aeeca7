"""Several workspaces add the app by OAuth; a stranger's, a forged and a replayed way in do not."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy
from pydantic import SecretStr
from slack_adding import desk
from slack_sdk.oauth.installation_store import Installation
from structlog.testing import capture_logs

from bot.settings import Settings
from bot.slack.errors import SlackSettingsError
from bot.slack.installing import (
    Installations,
    authorized_by,
    forget_installation,
    installation_store,
    missing_for_oauth,
)
from bot.slack.manifest import bot_scopes


def test_two_workspaces_add_the_app_and_each_has_its_token(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        for team in ("T1", "T2"):
            page = here.install(team)
            assert page.status_code == 200
            assert "client-secret" not in page.text
            assert f"xoxb-{team}" not in page.text
            assert f"https://slack.com/app_redirect?app=A1&amp;team={team}" in page.text
        assert [here.token(team) for team in ("T1", "T2", "T3")] == ["xoxb-T1", "xoxb-T2", None]
        assert [team for _, team, _ in here.store.workspaces()] == ["T1", "T2"]
        authorize = authorized_by(here.store)
        first = authorize(None, "T1")
        assert first is not None
        assert (first.bot_token, first.bot_user_id) == ("xoxb-T1", "UBOT")
        assert authorize(None, "T3") is None


def test_the_way_in_asks_for_the_scopes_of_the_manifest(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        page = here.browser.get("/slack/install").text
        (url,) = re.findall(r'href="(https://slack\.com/oauth/[^"]+)"', page)
        asked = parse_qs(urlsplit(url.replace("&amp;", "&")).query)
        assert asked["scope"] == [",".join(bot_scopes())]
        assert asked["redirect_uri"] == ["https://desk.example/slack/oauth_redirect"]
        assert "user_scope" not in asked
        assert "http" not in page.replace(url, "")  # nothing from another host


@pytest.mark.parametrize(
    ("accepted", "title", "done"),
    [
        ("en-GB,en;q=0.9", "Add Guideline Desk to Slack", "It is in 乙方 now"),
        ("zh-CN", "将 Guideline Desk 添加到 Slack", "现在可以在 乙方 中使用了"),
        ("zh-TW,zh;q=0.8", "將 Guideline Desk 添加到 Slack", "現在可以在 乙方 中使用了"),
        ("", "Add Guideline Desk to Slack", "It is in 乙方 now"),
    ],
)
def test_the_pages_are_in_the_browsers_language(
    accepted: str, title: str, done: str, tmp_path: Path
) -> None:
    with desk(tmp_path) as here:
        here.browser.headers["Accept-Language"] = accepted
        assert f"<h1>{title}</h1>" in here.browser.get("/slack/install").text
        assert done in here.install("T2").text


def test_a_workspaces_name_is_shown_as_text(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        assert "Alpha &amp; &lt;Söhne&gt;" in here.install("T1").text


def test_a_state_is_good_once(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        state = here.start()
        cookie = dict(here.browser.cookies)
        assert here.come_back(state=state, code="code-T1").status_code == 200
        here.browser.cookies.update(cookie)
        again = here.come_back(state=state, code="code-T2")
        assert again.status_code == 401
        assert "works once" in again.text
        assert here.token("T2") is None


def test_a_forged_state_is_refused(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.start()
        here.browser.cookies.clear()
        here.browser.cookies.set("slack-app-oauth-state", "forged")
        assert here.come_back(state="forged", code="code-T1").status_code == 401
        assert here.slack.made("oauth.v2.access") == []


def test_a_state_of_another_browser_is_refused(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        state = here.start()
        here.browser.cookies.clear()
        page = here.come_back(state=state, code="code-T1")
        assert page.status_code == 400
        assert "browser that it was opened in" in page.text
        assert here.slack.made("oauth.v2.access") == []


def test_a_state_is_good_for_ten_minutes_and_then_gone(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        state = here.start()
        states = here.states.oauth_states
        past = datetime.now(UTC).replace(tzinfo=None) - timedelta(seconds=1)
        with here.database.begin() as connection:
            left = connection.execute(sqlalchemy.select(states.c.expire_at)).scalar_one()
            assert timedelta(seconds=590) < left - past < timedelta(seconds=610)
            connection.execute(states.update().values(expire_at=past))
        assert here.come_back(state=state, code="code-T1").status_code == 401
        here.start()
        with here.database.begin() as connection:
            count = sqlalchemy.select(sqlalchemy.func.count()).select_from(states)
            assert connection.execute(count).scalar_one() == 1


def test_a_workspace_that_is_not_listed_is_refused_and_not_kept(tmp_path: Path) -> None:
    with capture_logs() as logs, desk(tmp_path, slack_workspaces="T1,T9") as here:
        page = here.install("T2")
        assert page.status_code == 403
        assert "T2" in page.text
        assert here.token("T2") is None
        assert here.store.workspaces() == []
        (removed,) = here.slack.made("apps.uninstall")
        assert removed.token == "xoxb-T2"
        assert here.install("T1").status_code == 200
    assert [line["team_id"] for line in logs if line["log_level"] == "warning"] == ["T2"]
    assert "xoxb" not in repr(logs)


def test_a_workspace_taken_off_the_list_is_not_served_any_more(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.install("T1")
        later = Installations("1.2", here.database, frozenset({"T2"}))
        assert authorized_by(later)(None, "T1") is None


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        ({"error": "access_denied"}, 200, "nothing was changed"),
        ({"error": "<script>alert(1)</script>"}, 200, "try again in a few minutes"),
        ({"code": "code-T1"}, 400, "Please start again"),
    ],
)
def test_what_slack_sends_back_instead_of_a_code_is_told_plainly(
    query: dict[str, str], status: int, text: str, tmp_path: Path
) -> None:
    with capture_logs() as logs, desk(tmp_path) as here:
        page = here.come_back(**query)
        assert (page.status_code, text in page.text) == (status, True)
        assert "script>alert" not in page.text + repr(logs)
        assert 'href="/slack/install"' in page.text


@pytest.mark.parametrize("trouble", ["a code that is wrong", "Slack away", "the database away"])
def test_trouble_shows_no_error_and_keeps_nothing(trouble: str, tmp_path: Path) -> None:
    with capture_logs() as logs, desk(tmp_path) as here:
        state = here.start()
        code = "code-T1"
        if trouble == "a code that is wrong":
            code = "wrong-code"
        elif trouble == "Slack away":
            here.slack.answers["oauth.v2.access"] = lambda _: 1 / 0  # type: ignore[return-value,dict-item]
        else:
            here.store.installations.drop(here.database)
        page = here.come_back(state=state, code=code)
        assert page.status_code in (401, 503)
        assert "try again in a few minutes" in page.text
        for word in ("Error", "Traceback", "sqlite", "invalid_code"):
            assert word not in page.text
        assert here.store.workspaces() == []
    assert any(line["log_level"] in ("warning", "error") for line in logs)
    assert code not in repr(logs)


def test_a_workspace_that_adds_it_again_has_one_row_with_the_newest_token(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        for number in (1, 2, 3):
            here.store.save(Installation(user_id=f"U{number}", team_id="T1", bot_token=f"t{number}",
                                         app_id="A1", installed_at=1e9 + number))  # fmt: skip
        assert here.token("T1") == "t3"
        with here.database.begin() as connection:
            for table in (here.store.installations, here.store.bots):
                assert len(connection.execute(table.select()).all()) == 1


def test_a_workspace_that_removes_it_is_forgotten_and_no_other(tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.install("T1")
        here.install("T2")
        assert forget_installation(here.store, None, "T1") is True
        assert (here.token("T1"), here.token("T2")) == (None, "xoxb-T2")
        assert here.store.find_bot(enterprise_id=None, team_id="T1") is None
        assert forget_installation(here.store, None, "T1") is False


def test_news_of_a_removal_that_comes_after_it_was_added_again_deletes_nothing(
    tmp_path: Path,
) -> None:
    with desk(tmp_path) as here:
        here.install("T1")
        now = datetime.now(UTC)
        assert forget_installation(here.store, None, "T1", now - timedelta(hours=1)) is False
        assert here.token("T1") == "xoxb-T1"
        assert forget_installation(here.store, None, "T1", now + timedelta(seconds=1)) is True


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, None),
        ({"slack_client_id": "1"}, "DESK_SLACK_CLIENT_SECRET"),
        ({"slack_client_secret": SecretStr("s")}, "DESK_SLACK_CLIENT_ID"),
        ({"slack_client_id": "1", "slack_client_secret": SecretStr("s")}, "DESK_PUBLIC_URL"),
        ({"slack_client_id": "1", "slack_client_secret": SecretStr("s"),
          "public_url": "https://desk.example"}, None),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(given: dict[str, Any], missing: str | None) -> None:
    settings = Settings(**given)
    assert missing_for_oauth(settings) == missing
    if missing or not given:
        with pytest.raises(SlackSettingsError, match=missing or "DESK_SLACK_CLIENT_ID"):
            installation_store(settings, sqlalchemy.create_engine("sqlite://"))
