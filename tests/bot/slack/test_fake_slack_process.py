"""The local Slack as a process of its own."""

import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_slack import BOT_TOKEN, wait_until
from fake_slack_listener import listening
from fake_slack_process import slack_process
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


def test_another_process_keeps_what_was_posted_and_tells_it() -> None:
    with slack_process() as slack, listening() as app:
        web = WebClient(BOT_TOKEN, slack.url, retry_handlers=[])
        said = slack.act("says", target=app.url, channel="C1", text="<@UBOT> Who pays?")
        assert said["statuses"] == [200, 200]
        assert len(app.received) == 2
        web.chat_postMessage(channel="C1", thread_ts=said["message"]["ts"], text="The city")
        (post,) = slack.wait_for_posts(1, settle=0)
        assert post["text"] == "The city"
        slack.plan("chat.postMessage", error="fatal_error")
        with pytest.raises(SlackApiError, match="fatal_error"):
            web.chat_postMessage(channel="C1", text="Again")
        with pytest.raises(SlackApiError, match="no_text"):
            web.api_call("chat.postMessage", json={"channel": "C1"})
        assert slack.told("refusals") == [["chat.postMessage", "no_text"]]
        assert [call["method"] for call in slack.told("calls")] == ["chat.postMessage"] * 3


def test_a_browser_that_allows_the_app_is_sent_back_with_a_code() -> None:
    with slack_process() as slack, listening() as app:

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *arguments: object) -> None:  # type: ignore[override]
                told.append(str(arguments[-1]))

        told: list[str] = []
        base = slack.url.removesuffix("/api/")
        address = f"{base}/oauth/v2/authorize?state=s1&redirect_uri={app.url}/back"
        opener = urllib.request.build_opener(Stay)
        with pytest.raises(urllib.request.HTTPError):  # type: ignore[attr-defined]
            opener.open(address)
        wait_until(lambda: told)
        query = parse_qs(urlsplit(told[0]).query)
        assert query["state"] == ["s1"]
        assert query["code"]
