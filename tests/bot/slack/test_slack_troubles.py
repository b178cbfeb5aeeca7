"""Troubles: Slack's refusals, the engine's errors, and what a log may hold of them."""

import logging
from dataclasses import dataclass

import pytest
import structlog
from fake_slack import BOT_TOKEN, Outcome, rate_limited, refused, wait_until
from fake_slack_engine import QUOTE, FakeEngine, answer
from slack_reading import markdown, quotes
from slack_sdk.errors import SlackApiError
from slack_workspace import event, mention, workspace

from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph
from bot.slack.errors import described

PHONE = "13812345678"


def _slack_error(response: object) -> SlackApiError:
    return SlackApiError("odd", response)  # type: ignore[no-untyped-call] # the SDK leaves it so


@dataclass
class Preparing:
    """An engine that is there when a test says so."""

    made: FakeEngine
    is_ready: bool = False

    def ready(self) -> bool:
        return self.is_ready

    def problem(self) -> None:
        return None

    def engine(self) -> FakeEngine:
        return self.made


def fail(question: Question) -> Answer:
    raise RuntimeError(f"cannot read {question.text} with {BOT_TOKEN}, call {PHONE}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Who pays for SECRET-PLAN?", "Something went wrong"),
        ("机密方案由谁出资？", "我们这边出了点问题"),
        ("機密方案由誰出資？", "我們這邊出了點問題"),
    ],
)
def test_an_error_is_a_sentence_to_people_and_no_secret_to_the_log(
    text: str, sentence: str
) -> None:
    with structlog.testing.capture_logs() as logs, workspace(FakeEngine(fail)) as desk:
        desk.deliver(event(text))
        (reply,) = desk.slack.wait_for_posts(1)
    assert sentence in markdown([reply])[0]
    assert sentence in reply["text"]
    (entry,) = [entry for entry in logs if entry["event"] == "answering failed"]
    assert entry["error"] == "RuntimeError"
    assert "fail" in entry["at"]
    for kept_back in (text, BOT_TOKEN, PHONE):
        assert kept_back not in str(logs)


def test_where_the_engine_cannot_be_made_people_are_told_so() -> None:
    with workspace(is_ready=False, why="the folder cannot be written") as desk:
        desk.deliver(event("Who pays?"))
        (reply,) = desk.slack.wait_for_posts(1)
        assert "cannot answer" in reply["text"]
        assert "folder" not in reply["text"]
        assert desk.engine.asked == []


def test_who_asks_while_the_engine_is_being_made_is_told_and_then_answered() -> None:
    source = Preparing(FakeEngine())
    with workspace(source=source) as desk:
        desk.deliver(mention("Who pays?"))
        wait_until(lambda: desk.slack.shown_to("U1"), 20)
        assert "still getting ready" in desk.slack.shown_to("U1")[0]["text"]
        assert desk.slack.posts() == []
        source.is_ready = True
        (reply,) = desk.slack.wait_for_posts(1)
        assert quotes([reply]) == {1: QUOTE}


def test_a_429_is_obeyed() -> None:
    with workspace() as desk:
        desk.slack.plan("chat.postMessage", rate_limited(1), rate_limited(1))
        desk.deliver(event("Who pays?"))
        assert len(desk.slack.wait_for_posts(1)) == 1
        first, second, third = (call.at for call in desk.slack.made("chat.postMessage"))
        assert second - first >= 1
        assert third - second >= 1


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long", "invalid_arguments"])
def test_where_slack_refuses_the_blocks_the_text_answers(code: str) -> None:
    with structlog.testing.capture_logs() as logs, workspace() as desk:
        desk.slack.plan("chat.postMessage", refused(code))
        desk.deliver(event("Who pays?"))
        (reply,) = desk.slack.wait_for_posts(1)
        assert "blocks" not in reply
        assert "8,000,000 yuan" in reply["text"]
        assert "not lower than the city's *funds*" in reply["text"]
    assert [entry["why"] for entry in logs if entry["event"] == "post refused"] == [code]


@pytest.mark.parametrize(
    "outcome",
    [refused("service_unavailable"), Outcome("internal_error", status=500)],
    ids=["not done", "status 500"],
)
def test_after_a_passing_trouble_the_reply_is_posted(outcome: Outcome) -> None:
    with workspace() as desk:
        desk.slack.plan("chat.postMessage", outcome)
        desk.deliver(event("Who pays?"))
        (reply,) = desk.slack.wait_for_posts(1)
        assert quotes([reply]) == {1: QUOTE}


@pytest.mark.parametrize(
    "outcome",
    [refused("internal_error", done=True), Outcome(dropped=True)],
    ids=["an error", "a broken connection"],
)
def test_a_post_that_was_done_but_not_confirmed_is_not_repeated(outcome: Outcome) -> None:
    with workspace() as desk:
        desk.slack.plan("chat.postMessage", outcome)
        desk.deliver(event("Who pays?"))
        wait_until(lambda: desk.slack.made("conversations.replies"))
        (reply,) = desk.slack.wait_for_posts(1)
        assert reply["metadata"]["event_payload"]["part"] == 1


def test_a_refusal_for_good_is_logged_and_not_tried_again() -> None:
    with structlog.testing.capture_logs() as logs, workspace() as desk:
        desk.slack.plan("chat.postMessage", refused("channel_not_found"))
        desk.deliver(event("Who pays?"))
        wait_until(lambda: any(entry["event"] == "reply not sent" for entry in logs))
        assert len(desk.slack.made("chat.postMessage")) == 1
        assert desk.slack.posts() == []
    assert "channel_not_found" in str(logs)
    assert BOT_TOKEN not in str(logs)


def test_an_error_without_a_readable_response_is_described() -> None:
    assert described(_slack_error(None))["why"] == "status_unknown"
    assert described(_slack_error({"ok": False, "error": "fatal_error"}))["why"] == "fatal_error"


def test_the_slack_packages_log_nothing_that_people_wrote(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        with workspace(FakeEngine(lambda asked: answer(Paragraph(asked.text)))) as desk:
            desk.deliver(event("Who pays for SECRET-PLAN?"))
            desk.http.post("/slack/events", content='{"text": "SECRET-PLAN"}')
            desk.slack.wait_for_posts(1)
    finally:
        logging.getLogger().setLevel(logging.WARNING)
    ours = [record for record in caplog.records if "slack" in record.name]
    assert not any("SECRET-PLAN" in record.getMessage() for record in ours)
    assert not any(BOT_TOKEN in record.getMessage() for record in caplog.records)
