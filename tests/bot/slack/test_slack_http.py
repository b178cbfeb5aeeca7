"""Events over HTTP: one reply in the right thread, and nothing for who is not Slack."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from fake_slack import BOT_TOKEN, refused, wait_until
from fake_slack_engine import ENGLISH, QUOTE, SIMPLIFIED, TRADITIONAL, FakeEngine
from pydantic import SecretStr
from slack_reading import quotes
from slack_workspace import event, mention, signed, stamp, workspace

from bot.answer.record import Answer
from bot.settings import Settings
from bot.slack.app import create_slack_desk
from bot.slack.errors import SlackSettingsError
from bot.slack.http import LARGEST, PATH, create_slack_router
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of

NOT_FOR_THE_DESK: dict[str, dict[str, Any]] = {
    "another bot": event("hello", bot_id="B9"),
    "an app's post in a person's name": event("hello", bot_profile={"id": "B9"}),
    "the desk itself": event("hello", user="UBOT"),
    "Slackbot": event("hello", user="USLACKBOT"),
    "an edit": event("hello", subtype="message_changed", hidden=True),
    "a deletion": event("hello", subtype="message_deleted"),
    "a join": event("hello", subtype="channel_join"),
    "a bot's subtype": event("hello", subtype="bot_message", user=""),
    "talk in a channel": event("hello", channel="C1", channel_type="channel"),
    "talk in a group DM": event("hello", channel="G1", channel_type="mpim"),
    "no stamp": event("hello", ts=""),
}


def test_a_mention_gets_one_reply_in_its_thread_with_the_quote() -> None:
    with workspace() as desk:
        body = mention("Who pays?")
        assert desk.deliver(body) == 200
        (reply,) = desk.slack.wait_for_posts(1)
        assert (reply["channel"], reply["thread_ts"]) == ("C1", body["event"]["ts"])
        assert quotes([reply]) == {1: QUOTE}
        assert reply["unfurl_links"] is False
        assert reply["unfurl_media"] is False
        assert [call.token for call in desk.slack.calls] == [BOT_TOKEN]
        assert desk.engine.asked[0][0].text == "Who pays?"


def test_a_message_in_a_thread_is_answered_in_that_thread() -> None:
    with workspace() as desk:
        root = stamp()
        desk.deliver(event("Who pays?", thread_ts=root))
        (reply,) = desk.slack.wait_for_posts(1)
        assert (reply["channel"], reply["thread_ts"]) == ("D1", root)


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_words_with_a_file_and_a_reply_sent_to_the_channel_are_answered(subtype: str) -> None:
    with workspace() as desk:
        desk.deliver(event("Who pays?", subtype=subtype))
        assert len(desk.slack.wait_for_posts(1)) == 1


def test_what_nobody_asks_is_acknowledged_and_not_answered() -> None:
    with workspace() as desk:
        for body in NOT_FOR_THE_DESK.values():
            assert desk.deliver(body) == 200
        desk.deliver(event("Who pays?"))
        assert len(desk.slack.wait_for_posts(1)) == 1
        assert [question.text for question, _ in desk.engine.asked] == ["Who pays?"]


def test_a_retry_is_acknowledged_and_not_answered_again() -> None:
    with workspace() as desk:
        body = event("Who pays?")
        assert [desk.deliver(body, retry) for retry in (None, 1, 2, 3)] == [200] * 4
        assert len(desk.slack.wait_for_posts(1)) == 1


@pytest.mark.parametrize("first", ["message", "app_mention"])
def test_a_mention_inside_a_dm_comes_as_two_events_and_is_answered_once(first: str) -> None:
    with workspace() as desk:
        message = event("<@UBOT> Who pays?")
        same = {"channel": "D1", "ts": message["event"]["ts"]}
        pair = [message, mention("Who pays?", **same)]
        for body in pair if first == "message" else reversed(pair):
            assert desk.deliver(body) == 200
        assert len(desk.slack.wait_for_posts(1)) == 1


def test_slack_is_told_the_challenge_of_its_address() -> None:
    with workspace() as desk:
        raw = json.dumps({"type": "url_verification", "challenge": "c-1", "token": "t"})
        response = desk.http.post(PATH, content=raw, headers=signed(raw))
        assert response.status_code == 200
        assert response.json() == {"challenge": "c-1"}


RAW = json.dumps(event("Who pays?"))
# Signed when its test runs: a signature ages while other tests do.
WRONGLY_SIGNED: dict[str, Callable[[], dict[str, str]]] = {
    "not at all": dict,
    "another body": lambda: signed("{}"),
    "another secret": lambda: signed(RAW, secret="another secret"),
    "six minutes ago": lambda: signed(RAW, age=360),
    "in six minutes": lambda: signed(RAW, age=-360),
    "at no time": lambda: signed(RAW) | {"X-Slack-Request-Timestamp": "soon"},
    "without a time": lambda: {"X-Slack-Signature": signed(RAW)["X-Slack-Signature"]},
    "in no ASCII": lambda: signed(RAW) | {"X-Slack-Signature": b"v0=\xe9".decode("latin-1")},
}


@pytest.mark.parametrize("how", WRONGLY_SIGNED)
def test_a_wrong_signature_is_refused(how: str) -> None:
    headers = [(k.encode(), v.encode("latin-1")) for k, v in WRONGLY_SIGNED[how]().items()]
    with workspace() as desk:
        assert desk.http.post(PATH, content=RAW, headers=headers).status_code == 401
        assert desk.slack.wait_for_posts(0) == []


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"[]", b"{", b"[" * 100_000, b""])
def test_what_is_no_event_and_not_signed_is_refused(raw: bytes) -> None:
    with workspace() as desk:
        assert desk.http.post(PATH, content=raw).status_code == 401


def test_a_body_past_any_event_is_refused() -> None:
    with workspace() as desk:
        assert desk.http.post(PATH, content=b"x" * (LARGEST + 1)).status_code == 413


def test_without_a_signing_secret_no_request_is_taken() -> None:
    settings = Settings(slack_bot_token=SecretStr(BOT_TOKEN))
    with workspace() as desk, pytest.raises(SlackSettingsError, match="SIGNING_SECRET"):
        create_slack_router(desk.app, settings)


def test_without_a_bot_token_the_missing_setting_is_named() -> None:
    with workspace() as desk:
        asking = asking_of(FixedSource(FakeEngine()), desk.database)
        with pytest.raises(SlackSettingsError, match="DESK_SLACK_BOT_TOKEN"):
            create_slack_desk(asking, desk.database, desk.work, Settings())


@pytest.mark.parametrize(
    ("text", "answer", "footer"),
    [
        ("Who pays?", ENGLISH, "press release of 18 January 2018"),
        ("经费由谁出？", SIMPLIFIED, "非官方工具。回答依据2018年1月18日"),
        ("經費由誰出？", TRADITIONAL, "非官方工具。回答依據2018年1月18日"),
    ],
)
def test_each_language_gets_its_quote_and_footer(text: str, answer: Answer, footer: str) -> None:
    with workspace(FakeEngine(lambda _: answer)) as desk:
        desk.deliver(event(text))
        (reply,) = desk.slack.wait_for_posts(1)
        assert quotes([reply]) == {1: QUOTE}
        assert json.dumps(reply["blocks"], ensure_ascii=False).count(footer) == 1
        rendering = answer.citations[0].rendering
        assert rendering is None or rendering in json.dumps(reply["blocks"], ensure_ascii=False)


def test_an_event_waits_for_no_answer() -> None:
    release = threading.Event()

    def slowly(_: Any) -> Answer:
        release.wait(10)
        return ENGLISH

    with workspace(FakeEngine(slowly)) as desk:
        for at in range(20):
            assert desk.deliver(event(f"Question {at}", channel=f"D{at}")) == 200
        assert desk.slack.posts() == []
        release.set()
        assert len(desk.slack.wait_for_posts(20)) == 20


def test_a_reply_that_slack_refuses_for_good_ends_nothing_else() -> None:
    with workspace() as desk:
        desk.slack.plan("chat.postMessage", refused("is_archived"))
        desk.deliver(event("First?"))
        wait_until(lambda: len(desk.slack.made("chat.postMessage")) == 1)
        desk.deliver(event("Second?"))
        assert len(desk.slack.wait_for_posts(1)) == 1
