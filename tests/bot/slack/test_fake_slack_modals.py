"""Modals in the local Slack: opened by a trigger, stacked, sent, answered, closed."""

from collections.abc import Iterator

import pytest
from fake_slack import FakeSlack, HttpTransport, Person, fake_slack
from fake_slack_client import Json, client
from fake_slack_listener import Listener, listening
from fake_slack_payloads import CHOICES, plain
from slack_sdk.errors import SlackApiError


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


MODAL: Json = {
    "type": "modal",
    "callback_id": "ask",
    "title": plain("Ask a person"),
    "submit": plain("Send"),
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "question",
            "label": plain("Question"),
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "office",
            "optional": True,
            "label": plain("Office"),
            "element": {"type": "static_select", "action_id": "who", "options": CHOICES},
        },
    ],
}


def opened(slack: FakeSlack, person: Person) -> Json:
    """Open the modal, as the app does after a command."""
    trigger = person.runs("/desk").body["trigger_id"]
    view: Json = client(slack).views_open(trigger_id=trigger, view=MODAL)["view"]
    return view


def test_a_trigger_opens_one_modal_within_its_time(slack: FakeSlack, person: Person) -> None:
    web, trigger = client(slack), person.runs("/desk").body["trigger_id"]
    view = web.views_open(trigger_id=trigger, view=MODAL)["view"]
    assert slack.stacks["T1", "U1"] == [view["id"]]
    slack.trigger_seconds = 0
    late = person.runs("/desk").body["trigger_id"]
    for given, code in ((trigger, "exchanged"), (late, "expired"), ("1.1.x", "invalid")):
        with pytest.raises(SlackApiError) as raised:
            web.views_open(trigger_id=given, view=MODAL)
        assert raised.value.response["error"] == f"{code}_trigger_id"


def test_views_are_stacked_updated_by_their_hash_and_three_at_most(
    slack: FakeSlack, person: Person
) -> None:
    web, first = client(slack), opened(slack, person)
    button = {"type": "button", "action_id": "more", "text": plain("More")}
    more = MODAL | {"blocks": [{"type": "actions", "elements": [button]}]}
    shown = web.views_update(view_id=first["id"], hash=first["hash"], view=more)["view"]
    with pytest.raises(SlackApiError) as raised:
        web.views_update(view_id=first["id"], hash=first["hash"], view=more)
    assert raised.value.response["error"] == "hash_conflict"
    for depth in (2, 3):
        trigger = person.clicks(shown, "more").body["trigger_id"]
        shown = web.views_push(trigger_id=trigger, view=more)["view"]
        assert shown["root_view_id"] == first["id"]
        assert len(slack.stacks["T1", "U1"]) == depth
    trigger = person.clicks(shown, "more").body["trigger_id"]
    with pytest.raises(SlackApiError) as raised:
        web.views_push(trigger_id=trigger, view=more)
    assert raised.value.response["error"] == "push_limit_reached"


def test_a_modal_is_sent_with_all_its_values_and_then_closed(
    slack: FakeSlack, person: Person
) -> None:
    view = opened(slack, person)
    payload = person.submits(view, {"question": "Who pays?", "who": "city"}).body
    assert payload["type"] == "view_submission"
    assert payload["view"]["callback_id"] == "ask"
    assert payload["view"]["state"]["values"] == {
        "question": {"text": {"type": "plain_text_input", "value": "Who pays?"}},
        "office": {"who": {"type": "static_select", "selected_option": CHOICES[0]}},
    }
    assert slack.stacks["T1", "U1"] == []


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, "filled in"), ({"text": "x" * 21}, "21 characters"), ({"text": "x", "no": 1}, "no")],
)
def test_a_modal_that_slack_would_not_send_is_not_sent(
    slack: FakeSlack, person: Person, values: Json, words: str
) -> None:
    with pytest.raises(AssertionError, match=words):
        person.submits(opened(slack, person), values)


ANSWERS: dict[str, tuple[Json, int, str]] = {
    "errors": ({"response_action": "errors", "errors": {"question": "Too short"}}, 1, ""),
    "errors of nothing": ({"response_action": "errors", "errors": {"x": "y"}}, 1, "no inputs"),
    "update": ({"response_action": "update", "view": MODAL}, 1, ""),
    "push": ({"response_action": "push", "view": MODAL}, 2, ""),
    "clear": ({"response_action": "clear"}, 0, ""),
    "a view over a limit": (
        {"response_action": "update", "view": MODAL | {"title": plain("x" * 25)}},
        1,
        "25 characters of 24",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_to_a_modal_is_done(slack: FakeSlack, app: Listener, name: str) -> None:
    answer, depth, problem = ANSWERS[name]
    person = slack.person("U1", HttpTransport(app.url))
    view = opened(slack, person)
    app.answer = lambda _: (200, answer, 0)
    person.submits(view, {"text": "Who pays?"})
    assert len(slack.stacks["T1", "U1"]) == depth
    assert problem in " ".join(slack.problems)
    assert bool(problem) == bool(slack.problems)


def test_closing_is_heard_of_where_the_view_says_so(slack: FakeSlack, person: Person) -> None:
    view = opened(slack, person)
    payload = person.closes(view).body
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    assert "trigger_id" not in payload
    assert person.closes(view | {"notify_on_close": False}).bodies == ()
