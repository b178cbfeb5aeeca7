"""How the local Slack delivers: signed, tried again by Slack's rules, in any order."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fake_slack import SECRET, FakeSlack, HttpTransport, deliver, deliver_many, fake_slack
from fake_slack_listener import listening
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from slack_sdk.signature import SignatureVerifier

QUICK = (0, 0, 0)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


def body(slack: FakeSlack, text: str = "Who pays?") -> dict[str, Any]:
    return slack.person().says("D1", text).body


def test_an_event_is_signed_and_delivered_once_where_it_is_acknowledged(slack: FakeSlack) -> None:
    with listening() as app:
        sent = body(slack, "谁出钱？")
        got = deliver(app.url, sent)
        assert (got.status, got.body, got.tries) == (200, None, 1)
        ((headers, raw),) = app.received
        assert json.loads(raw) == sent
        assert SignatureVerifier(SECRET).is_valid_request(raw.encode(), headers)
        assert "x-slack-retry-num" not in headers


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda number: (500, "", 0), "http_error"),
        (lambda number: (200, "", 1), "http_timeout"),
    ],
)
def test_an_event_that_is_not_acknowledged_comes_again_three_times(
    slack: FakeSlack, answer: Any, reason: str
) -> None:
    with listening(answer) as app:
        got = HttpTransport(app.url, waits=QUICK, patience=0.3).event(body(slack))
        assert got.tries == 4
        told = [
            (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason"))
            for headers, _ in app.received
        ]
        assert told == [(None, None), ("1", reason), ("2", reason), ("3", reason)]
        assert len({raw for _, raw in app.received}) == 1


def test_an_event_that_is_acknowledged_at_the_second_try_comes_twice(slack: FakeSlack) -> None:
    with listening(lambda number: (503 if number == 1 else 200, "", 0)) as app:
        got = HttpTransport(app.url, waits=QUICK).event(body(slack))
        assert (got.status, got.tries) == (200, 2)


def test_an_app_that_wants_no_retry_gets_none(slack: FakeSlack) -> None:
    with listening(lambda number: (500, "", 0)) as app:
        app.headers["X-Slack-No-Retry"] = "1"
        assert HttpTransport(app.url, waits=QUICK).event(body(slack)).tries == 1


def test_an_app_that_is_not_there_is_tried_again(slack: FakeSlack) -> None:
    got = HttpTransport("http://127.0.0.1:9", waits=QUICK).event(body(slack))
    assert (got.status, got.tries) == (0, 4)


def test_a_test_client_is_delivered_to_like_an_address(slack: FakeSlack) -> None:
    web, received = FastAPI(), list[str]()

    @web.post("/slack/events")
    async def events(request: Request) -> dict[str, str]:
        received.append((await request.body()).decode())
        return {"taken": "yes"}

    sent = body(slack)
    got = deliver(TestClient(web), sent)
    assert (got.status, got.body) == (200, {"taken": "yes"})
    assert json.loads(received[0]) == sent


def test_many_events_come_one_to_four_times_in_random_order(slack: FakeSlack) -> None:
    with listening() as app:
        bodies = [body(slack, f"{at}") for at in range(40)]
        acknowledged = deliver_many(HttpTransport(app.url), bodies, seed=7)
        ids = [json.loads(raw)["event_id"] for _, raw in app.received]
        times = Counter(ids)
        assert set(times) == {sent["event_id"] for sent in bodies}
        assert {1, 4} <= set(times.values()) <= {1, 2, 3, 4}
        assert len(acknowledged) == len(ids)
        assert list(dict.fromkeys(ids)) != [sent["event_id"] for sent in bodies]
        deliver_many(HttpTransport(app.url), bodies, seed=7)
        assert Counter(json.loads(raw)["event_id"] for _, raw in app.received) == Counter(
            {id: 2 * number for id, number in times.items()}
        )


def test_five_hundred_events_are_delivered_within_a_generous_time(slack: FakeSlack) -> None:
    with listening() as app:
        bodies = [body(slack, f"{at}") for at in range(500)]
        began = time.monotonic()
        deliver_many(HttpTransport(app.url), bodies, most=1)
        assert len(app.received) == 500
        assert time.monotonic() - began < 60
