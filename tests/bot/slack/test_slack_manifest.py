"""The manifest makes the app in one paste: what it must say, in both forms."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.slack.http import PATH
from bot.slack.manifest import (
    EVENTS,
    EVENTS_PATH,
    SCOPES,
    bot_events,
    bot_scopes,
    http_manifest,
    socket_mode_manifest,
)

ROOT = Path(__file__).parents[3]
MANIFEST: dict[str, Any] = json.loads((ROOT / "deploy" / "slack-manifest.json").read_text("utf-8"))

DOCUMENT = ROOT / "docs" / "slack.md"
URL = "https://desk.example/"
FORMS = pytest.mark.parametrize(
    "manifest", [MANIFEST, http_manifest(URL)], ids=["Socket Mode", "HTTP"]
)


@FORMS
def test_people_can_write_to_the_app_and_it_has_a_home(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
    assert home["home_tab_enabled"] is True
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_every_event_has_its_scope_and_its_purpose() -> None:
    assert set(bot_events()) == set(EVENTS)
    needed = {event.scope for event in EVENTS.values() if event.scope}
    assert needed <= set(bot_scopes())


def test_every_scope_has_its_purpose_and_none_is_asked_for_without_one() -> None:
    assert set(bot_scopes()) == set(SCOPES)
    assert "user" not in MANIFEST["oauth_config"]["scopes"]


def test_the_document_says_what_each_scope_and_event_is_for() -> None:
    rows = dict(re.findall(r"^\| `([\w:.]+)` \| (.+) \|$", DOCUMENT.read_text("utf-8"), re.M))
    assert {name: rows.get(name) for name in SCOPES} == dict(SCOPES)
    assert {name: rows.get(name) for name in EVENTS} == {
        name: event.purpose for name, event in EVENTS.items()
    }


@FORMS
def test_the_command_and_the_shortcut_are_there(manifest: dict[str, Any]) -> None:
    (command,) = manifest["features"]["slash_commands"]
    assert command["command"] == "/desk"
    assert "item 10" in command["usage_hint"]
    (shortcut,) = manifest["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", "ask-about")
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150


@FORMS
def test_it_is_an_agent_within_slacks_limits(manifest: dict[str, Any]) -> None:
    features, display = manifest["features"], manifest["display_information"]
    assert "assistant_view" not in features
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4_000
    assert "nofficial" in display["long_description"]
    assert manifest["settings"]["token_rotation_enabled"] is False


def test_the_file_is_for_socket_mode_and_names_no_address() -> None:
    assert socket_mode_manifest() == MANIFEST
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "://" not in json.dumps(MANIFEST)


def test_over_http_everything_comes_to_the_one_route_and_nothing_else_differs() -> None:
    events = f"https://desk.example{PATH}"
    assert PATH == EVENTS_PATH
    manifest = http_manifest(URL)
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"].pop("request_url") == events
    assert settings["interactivity"].pop("request_url") == events
    assert manifest["features"]["slash_commands"][0].pop("url") == events
    redirects = manifest["oauth_config"].pop("redirect_urls")
    assert redirects == ["https://desk.example/slack/oauth_redirect"]
    settings["socket_mode_enabled"] = True
    assert manifest == MANIFEST
