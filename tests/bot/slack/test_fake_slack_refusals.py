"""The local Slack refuses what Slack refuses, with the same code."""

from collections.abc import Iterator

import pytest
from fake_slack import BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, FakeSlack, Team, fake_slack
from fake_slack_client import POST, Json, client, code
from slack_sdk.errors import SlackApiError


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


def strict(slack: FakeSlack) -> Team:
    """Declare the first workspace in full."""
    team = slack.teams["T1"]
    team.add_channel("C2", "U1", bot=False)
    team.add_channel("G2", "U1", bot=False)
    team.add_channel("C3", "U1", archived=True)
    team.add_user("U4")
    team.strict = True
    return team


REFUSALS: dict[str, tuple[str, Json, str]] = {
    "an unknown method": ("chat.shout", {}, "unknown_method"),
    "an unknown channel": ("chat.postMessage", POST | {"channel": "C9"}, "channel_not_found"),
    "no channel": ("chat.postMessage", {"text": "Hello"}, "channel_not_found"),
    "another's channel": ("chat.postMessage", POST | {"channel": "C2"}, "not_in_channel"),
    "a private channel": ("chat.postMessage", POST | {"channel": "G2"}, "channel_not_found"),
    "an archived channel": ("chat.postMessage", POST | {"channel": "C3"}, "is_archived"),
    "no text": ("chat.postMessage", {"channel": "C1"}, "no_text"),
    "too much text": ("chat.postMessage", POST | {"text": "x" * 12_001}, "msg_too_long"),
    "wrong blocks": (
        "chat.postMessage",
        POST | {"blocks": [{"type": "alert"}]},
        "invalid_blocks",
    ),
    "blocks past the limit": (
        "chat.postMessage",
        POST | {"blocks": [{"type": "divider"}] * 51},
        "invalid_blocks",
    ),
    "blocks that are no JSON": (
        "chat.postMessage",
        POST | {"blocks": "[{"},
        "invalid_blocks_format",
    ),
    "no message to update": ("chat.update", POST | {"ts": "1.1"}, "message_not_found"),
    "another's message to update": ("chat.update", POST | {"ts": "U1's"}, "cant_update_message"),
    "no message to delete": ("chat.delete", POST | {"ts": "1.1"}, "message_not_found"),
    "another's message to delete": ("chat.delete", POST | {"ts": "U1's"}, "cant_delete_message"),
    "an ephemeral to a stranger": (
        "chat.postEphemeral",
        POST | {"user": "U4"},
        "user_not_in_channel",
    ),
    "an ephemeral to nobody": ("chat.postEphemeral", POST | {"user": "U9"}, "user_not_found"),
    "no such permalink": (
        "chat.getPermalink",
        {"channel": "C1", "message_ts": "1.1"},
        "message_not_found",
    ),
    "no such thread": ("conversations.replies", {"channel": "C1", "ts": "1.1"}, "thread_not_found"),
    "a thread elsewhere": ("conversations.replies", {"channel": "C2", "ts": "1"}, "not_in_channel"),
    "a cursor of nothing": (
        "conversations.members",
        {"channel": "C1", "cursor": "?"},
        "invalid_cursor",
    ),
    "a limit of nothing": (
        "conversations.members",
        {"channel": "C1", "limit": -1},
        "invalid_limit",
    ),
    "joining an archived channel": ("conversations.join", {"channel": "C3"}, "is_archived"),
    "joining a private channel": ("conversations.join", {"channel": "G2"}, "channel_not_found"),
    "joining a DM": (
        "conversations.join",
        {"channel": "D1"},
        "method_not_supported_for_channel_type",
    ),
    "a DM with nobody": ("conversations.open", {}, "users_list_not_supplied"),
    "a DM with a stranger": ("conversations.open", {"users": "U9"}, "user_not_found"),
    "an unknown user": ("users.info", {"user": "U9"}, "user_not_found"),
    "an unknown bot": ("bots.info", {"bot": "B9"}, "bot_not_found"),
    "a reaction to nothing": (
        "reactions.add",
        {"channel": "C1", "name": "eyes", "timestamp": "1.1"},
        "message_not_found",
    ),
    "a reaction with colons": (
        "reactions.add",
        {"channel": "C1", "name": ":eyes:", "timestamp": "1.1"},
        "invalid_name",
    ),
    "a status of no thread": (
        "assistant.threads.setStatus",
        {"channel_id": "D1", "status": "thinks"},
        "invalid_thread_ts",
    ),
    "five prompts": (
        "assistant.threads.setSuggestedPrompts",
        {"channel_id": "D1", "prompts": [{"title": "t", "message": "m"}] * 5},
        "invalid_arguments",
    ),
    "a code of nothing": (
        "oauth.v2.access",
        {"code": "x", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET},
        "invalid_code",
    ),
    "another app": ("oauth.v2.access", {"code": "x"}, "invalid_client_id"),
    "another secret": (
        "oauth.v2.access",
        {"code": "x", "client_id": CLIENT_ID},
        "bad_client_secret",
    ),
    "a view that is none": ("views.open", {"trigger_id": "1.1.x"}, "invalid_arguments"),
    "a view to update": (
        "views.update",
        {"view_id": "V9", "view": {"type": "home", "blocks": [{"type": "divider"}]}},
        "not_found",
    ),
    "nothing to validate": ("blocks.validate", {}, "invalid_arguments"),
    "wrong blocks to validate": (
        "blocks.validate",
        {"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]},
        "invalid_blocks",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_has_slacks_code(slack: FakeSlack, name: str) -> None:
    team = strict(slack)
    slack.add(team, "C1", {"type": "message", "user": "U1", "text": "Mine", "ts": "U1's"})
    method, arguments, expected = REFUSALS[name]
    assert code(slack, method, arguments) == expected
    assert [(one.method, one.error) for one in slack.refusals()] == [(method, expected)]
    assert slack.posts() == []


@pytest.mark.parametrize(
    ("method", "token", "expected"),
    [
        ("auth.test", "xoxb-wrong", "invalid_auth"),
        ("auth.test", "", "not_authed"),
        ("apps.connections.open", BOT_TOKEN, "not_allowed_token_type"),
        ("apps.connections.open", "xapp-wrong", "invalid_auth"),
    ],
)
def test_a_token_that_is_wrong_is_refused(
    slack: FakeSlack, method: str, token: str, expected: str
) -> None:
    assert code(slack, method, {}, token) == expected


@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("chat.postMessage", POST, "chat:write"),
        ("conversations.replies", {"channel": "G1", "ts": "1.1"}, "groups:history"),
        ("conversations.info", {"channel": "D1"}, "im:read"),
        ("users.info", {"user": "U1"}, "users:read"),
        ("assistant.threads.setTitle", {"channel_id": "D1"}, "assistant:write"),
    ],
)
def test_a_missing_scope_is_named(
    slack: FakeSlack, method: str, arguments: Json, needed: str
) -> None:
    slack.teams["T1"].scopes = ["commands"]
    with pytest.raises(SlackApiError) as raised:
        client(slack).api_call(method, json=arguments)
    response = raised.value.response
    told = (response["error"], response["needed"], response["provided"])
    assert told == ("missing_scope", needed, "commands")
    slack.teams["T1"].scopes = [needed]
    if method != "assistant.threads.setTitle":
        client(slack).api_call(method, json=arguments)
