"""Calls of the local Slack as a test of the server itself makes them."""

from typing import Any

import pytest
from fake_slack import BOT_TOKEN, FakeSlack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]
POST = {"channel": "C1", "text": "Hello"}


def client(slack: FakeSlack, token: str = BOT_TOKEN) -> WebClient:
    """Return a client that tries nothing again."""
    return WebClient(token, slack.url, retry_handlers=[])


def code(slack: FakeSlack, method: str, arguments: Json, token: str = BOT_TOKEN) -> str:
    """Return the error of a call."""
    with pytest.raises(SlackApiError) as raised:
        client(slack, token).api_call(method, json=arguments)
    return str(raised.value.response["error"])
