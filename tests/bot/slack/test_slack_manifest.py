"""The manifest makes the app in one paste: what it must say (`.ci/run` checks Slack's schema)."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
MANIFEST: dict[str, Any] = json.loads((ROOT / "deploy" / "slack-manifest.json").read_text("utf-8"))


def test_people_can_write_to_the_app() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


def test_every_event_has_its_scopes_and_the_desk_may_reply() -> None:
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    needed = {"app_mention": {"app_mentions:read"}, "message.im": {"im:history"}}
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) == set(needed)
    assert scopes >= set.union(*needed.values()) | {"chat:write"}
    # Threads that the desk did not start are read back in channels of every kind.
    assert scopes >= {"channels:history", "groups:history", "mpim:history"}


def test_it_is_an_agent_by_socket_mode_within_slacks_limits() -> None:
    features, display = MANIFEST["features"], MANIFEST["display_information"]
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert "assistant_view" not in features
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4_000
    assert "nofficial" in display["long_description"]
