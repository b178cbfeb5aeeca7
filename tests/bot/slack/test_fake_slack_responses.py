"""Posts to a response_url of the local Slack: how often, how long, and what they change."""

import json
from collections.abc import Iterator

import pytest
from fake_slack import FakeSlack, HttpTransport, Person, fake_slack
from fake_slack_client import client
from fake_slack_listener import Listener, listening
from fake_slack_payloads import BLOCKS
from slack_sdk.webhook import WebhookClient


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


@pytest.fixture
def app() -> Iterator[Listener]:
    with listening() as running:
        yield running


@pytest.fixture
def person(slack: FakeSlack, app: Listener) -> Person:
    return slack.person("U1", HttpTransport(app.url, waits=(0,)))


def test_a_click_on_an_ephemeral_comes_without_the_message_and_replaces_it(
    slack: FakeSlack, person: Person
) -> None:
    client(slack).chat_postEphemeral(channel="C1", user="U1", text="Sure?", blocks=BLOCKS)
    payload = person.clicks(slack.shown_to("U1")[0], "again").body
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    hook = WebhookClient(payload["response_url"])
    hook.send(text="Done", replace_original=True)
    assert [message["text"] for message in slack.shown_to("U1")] == ["Done"]
    hook.send(delete_original=True)
    assert slack.shown_to("U1") == []


def test_a_response_url_ends_after_five_uses_or_half_an_hour(
    slack: FakeSlack, person: Person
) -> None:
    hook = WebhookClient(person.runs("/desk").body["response_url"])
    answers = [hook.send(text="Hello") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert json.loads(answers[-1].body)["error"] == "used_url"
    later = WebhookClient(person.runs("/desk").body["response_url"])
    slack.response_seconds = 0
    assert "expired_url" in later.send(text="Hello").body
    assert [one.error for one in slack.refusals()] == ["used_url", "expired_url"]


def test_a_response_over_a_limit_is_refused(slack: FakeSlack, person: Person) -> None:
    hook = WebhookClient(person.runs("/desk").body["response_url"])
    answer = hook.send(text="x" * 12_001)
    assert (answer.status_code, json.loads(answer.body)["error"]) == (400, "msg_too_long")
    assert slack.ephemerals == []


def test_a_response_may_change_or_take_away_the_message_that_was_clicked(
    slack: FakeSlack, person: Person
) -> None:
    client(slack).chat_postMessage(channel="C1", text="Answer", blocks=BLOCKS)
    hook = WebhookClient(person.clicks(slack.posts()[0], "again").body["response_url"])
    hook.send(text="Changed", replace_original=True)
    assert [(post["text"], "blocks" in post) for post in slack.posts()] == [("Changed", False)]
    hook.send(text="For all", response_type="in_channel")
    hook.send(delete_original=True)
    assert [post["text"] for post in slack.posts()] == ["For all"]
