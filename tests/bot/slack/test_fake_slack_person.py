"""What a person does in the local Slack, and the shape in which the app hears of it."""

import json
from collections.abc import Iterator

import pytest
from fake_slack import FakeSlack, HttpTransport, Person, fake_slack
from fake_slack_client import Json, client
from fake_slack_listener import Listener, listening
from fake_slack_payloads import BLOCKS, CHOICES
from slack_sdk.errors import SlackApiError
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


def test_what_is_said_in_a_dm_is_a_message(person: Person, app: Listener) -> None:
    act = person.says(None, "Who pays?")
    event = act.body["event"]
    assert (event["type"], event["channel"], event["channel_type"]) == ("message", "D1", "im")
    assert (event["user"], event["text"], event["ts"]) == ("U1", "Who pays?", act.ts)
    assert event["event_ts"] == act.ts
    assert act.status == 200
    assert json.loads(app.received[0][1]) == act.body
    assert act.body["authorizations"][0]["user_id"] == "UBOT"


@pytest.mark.parametrize("order", [("message", "app_mention"), ("app_mention", "message")])
def test_a_mention_in_a_channel_is_two_events_in_either_order(
    person: Person, order: tuple[str, ...]
) -> None:
    act = person.says("C1", "<@UBOT> Who pays?", order=order)
    assert tuple(body["event"]["type"] for body in act.bodies) == order
    mention = act.bodies[order.index("app_mention")]["event"]
    assert (mention["ts"], mention["channel"]) == (act.ts, "C1")
    assert "channel_type" not in mention
    assert len({body["event_id"] for body in act.bodies}) == 2


def test_a_mention_in_a_dm_is_a_message_alone_unless_both_are_asked_for(person: Person) -> None:
    assert len(person.says(None, "<@UBOT> Who pays?").bodies) == 1
    assert len(person.says(None, "<@UBOT> x", order=("app_mention", "message")).bodies) == 2


def test_the_app_hears_what_it_subscribed_to_where_it_is_a_member(
    slack: FakeSlack, person: Person
) -> None:
    slack.subscribed = {"app_mention", "message.im"}
    kinds = [body["event"]["type"] for body in person.says("C1", "<@UBOT> hi").bodies]
    assert kinds == ["app_mention"]
    slack.teams["T1"].add_channel("C7", "U1", bot=False)
    assert person.says("C7", "<@UBOT> hi").bodies == ()
    slack.subscribed = None
    (joined,) = person.invites_bot("C7").bodies
    assert joined["event"]["type"] == "member_joined_channel"
    assert len(person.says("C7", "<@UBOT> hi").bodies) == 2


def test_what_is_said_is_read_back_in_its_thread(slack: FakeSlack, person: Person) -> None:
    root = person.says("C1", "First").ts
    second = person.says("C1", "Second", thread=root)
    assert second.body["event"]["thread_ts"] == root
    assert second.body["event"]["parent_user_id"] == "U1"
    read = client(slack).conversations_replies(channel="C1", ts=root)["messages"]
    assert [message["text"] for message in read] == ["First", "Second"]


def test_an_edit_is_a_hidden_change_with_what_stood_there_before(
    slack: FakeSlack, person: Person
) -> None:
    first = person.says(None, "Who pays?")
    assert first.message is not None
    event = person.edits(first.message, "Who pays now?").body["event"]
    assert (event["subtype"], event["hidden"], event["channel_type"]) == (
        "message_changed", True, "im",
    )  # fmt: skip
    assert event["message"]["text"] == "Who pays now?"
    assert event["message"]["edited"]["user"] == "U1"
    assert event["previous_message"]["text"] == "Who pays?"
    assert event["message"]["ts"] == first.ts != event["ts"] == event["event_ts"]
    assert "user" not in event


def test_an_edit_that_mentions_the_bot_is_a_mention_with_the_first_stamp(person: Person) -> None:
    first = person.says("C1", "<@UBOT> Who pays?")
    change, mention = person.edits(first.ts, "<@UBOT> Who pays now?").bodies
    assert change["event"]["subtype"] == "message_changed"
    assert mention["event"]["type"] == "app_mention"
    assert (mention["event"]["ts"], "edited" in mention["event"]) == (first.ts, True)


def test_a_deletion_tells_what_is_gone_and_a_root_leaves_a_tombstone(
    slack: FakeSlack, person: Person
) -> None:
    alone = person.says("C1", "Alone")
    event = person.deletes(alone.ts).body["event"]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", alone.ts)
    assert event["previous_message"]["text"] == "Alone"
    root = person.says("C1", "Root")
    client(slack).chat_postMessage(channel="C1", thread_ts=root.ts, text="Reply")
    event = person.deletes(root.ts).body["event"]
    assert event["subtype"] == "message_changed"
    assert event["message"]["subtype"] == "tombstone"
    read = client(slack).conversations_replies(channel="C1", ts=root.ts)["messages"]
    assert [message["text"] for message in read] == ["This message was deleted.", "Reply"]


def test_an_unfurl_is_a_change_that_nobody_made(person: Person) -> None:
    event = person.sees_unfurl(person.says(None, "https://example.org").ts).body["event"]
    assert event["subtype"] == "message_changed"
    assert "edited" not in event["message"]
    assert event["message"]["text"] == event["previous_message"]["text"]


def test_only_the_writer_changes_a_message(slack: FakeSlack, person: Person) -> None:
    first = person.says("C1", "Mine")
    with pytest.raises(AssertionError, match="another's"):
        slack.person("U2").deletes(first.ts)


def test_opening_the_app_tells_which_tab_and_what_it_shows(
    slack: FakeSlack, person: Person
) -> None:
    event = person.opens_messages_tab().body["event"]
    assert (event["type"], event["tab"], event["channel"]) == ("app_home_opened", "messages", "D1")
    assert "view" not in person.opens_home().body["event"]
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    client(slack).views_publish(user_id="U1", view=home)
    event = person.opens_home().body["event"]
    assert (event["tab"], event["view"]["type"]) == ("home", "home")
    assert slack.homes["T1", "U1"]["blocks"][0]["type"] == "divider"


def test_a_command_is_a_form_with_a_trigger_and_an_address(
    slack: FakeSlack, person: Person, app: Listener
) -> None:
    form = person.runs("/desk", "who pays & why", "C1").body
    assert app.forms() == [form]
    assert (form["command"], form["text"], form["channel_id"]) == ("/desk", "who pays & why", "C1")
    assert app.received[0][0]["content-type"] == "application/x-www-form-urlencoded"
    WebhookClient(form["response_url"]).send(text="Later")
    assert [message["text"] for message in slack.shown_to("U1")] == ["Later"]


def test_what_a_command_is_answered_with_is_shown(slack: FakeSlack, app: Listener) -> None:
    person = slack.person("U1", HttpTransport(app.url))
    app.answer = lambda number: (200, ["Only you", {"text": "All", "response_type": "in_channel"},
                                       {"text": "<!here>"}][number - 1], 0)  # fmt: skip
    for _ in range(3):
        person.runs("/desk", channel="C1")
    assert [message["text"] for message in slack.shown_to("U1")] == ["Only you"]
    assert [message["text"] for message in slack.posts()] == ["All"]
    assert slack.problems[0] == "response_url: text mentions everyone: <!here>"


@pytest.mark.parametrize(
    ("action", "given", "told"),
    [
        ("again", {}, {"value": "7", "type": "button"}),
        ("rated", {"value": "down"}, {"value": "down", "type": "feedback_buttons"}),
        ("who", {"selected": "city"}, {"selected_option": CHOICES[0]}),
        ("day", {"selected": "2018-01-18"}, {"selected_date": "2018-01-18"}),
    ],
)
def test_a_click_tells_what_was_done_and_where(
    slack: FakeSlack, person: Person, app: Listener, action: str, given: Json, told: Json
) -> None:
    client(slack).chat_postMessage(channel="C1", text="Answer", blocks=BLOCKS)
    act = person.clicks(slack.posts()[0], action, **given)
    payload = json.loads(app.forms()[0]["payload"])
    assert payload == act.body
    assert payload["type"] == "block_actions"
    (done,) = payload["actions"]
    assert {"action_id": action} | told == {"action_id": done["action_id"]} | {
        name: done[name] for name in told
    }
    assert done["block_id"] == ("doing" if action != "rated" else done["block_id"])
    assert payload["container"]["message_ts"] == payload["message"]["ts"]
    assert payload["channel"]["id"] == "C1"
    assert payload["user"]["id"] == "U1"


def test_nothing_that_is_not_there_is_clicked(slack: FakeSlack, person: Person) -> None:
    client(slack).chat_postMessage(channel="C1", text="Answer", blocks=BLOCKS)
    with pytest.raises(AssertionError, match="no gone to click"):
        person.clicks(slack.posts()[0], "gone")
    with pytest.raises(AssertionError, match="none of"):
        person.clicks(slack.posts()[0], "who", selected="state")


def test_shortcuts_come_with_a_message_or_without(slack: FakeSlack, person: Person) -> None:
    act = person.says("C1", "Who pays?")
    assert act.message is not None
    payload = person.uses_shortcut("ask_about", act.message | {"channel": "C1"}).body
    assert (payload["type"], payload["callback_id"]) == ("message_action", "ask_about")
    assert (payload["message"]["text"], payload["channel"]["id"]) == ("Who pays?", "C1")
    assert WebhookClient(payload["response_url"]).send(text="Hi").status_code == 200
    general = person.uses_shortcut("ask").body
    assert general["type"] == "shortcut"
    assert "message" not in general


def test_taking_the_app_out_is_told_and_ends_its_token(slack: FakeSlack, person: Person) -> None:
    kinds = [body["event"]["type"] for body in person.uninstalls().bodies]
    assert kinds == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(SlackApiError):
        client(slack).auth_test()


def test_people_of_two_workspaces_have_two_dms(slack: FakeSlack, app: Listener) -> None:
    slack.add_team("T2")
    act = slack.person("U5", HttpTransport(app.url), "T2").says(None, "Hello")
    assert act.body["team_id"] == "T2"
    assert act.body["authorizations"][0]["user_id"] == "UBOT2"
    assert act.body["event"]["channel"] == "D5"
