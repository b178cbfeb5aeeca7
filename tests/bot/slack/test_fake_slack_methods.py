"""The local Slack's Web API: what each method does."""

import threading
import time
from collections.abc import Iterator
from http.client import HTTPException

import pytest
from fake_slack import (
    APP_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    FakeSlack,
    Outcome,
    fake_slack,
    rate_limited,
    refused,
    slow,
)
from fake_slack_client import POST, Json, client, code
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with fake_slack() as running:
        yield running


def test_a_token_tells_its_workspace_and_scopes(slack: FakeSlack) -> None:
    slack.add_team("T2", scopes=["chat:write", "im:history"])
    told = client(slack, "xoxb-2-bot-token").auth_test()
    assert (told["team_id"], told["user_id"], told["bot_id"]) == ("T2", "UBOT2", "B2")
    assert told.headers["x-oauth-scopes"] == "chat:write,im:history"
    assert client(slack).auth_test()["user_id"] == "UBOT"


def test_workspaces_keep_their_messages_apart(slack: FakeSlack) -> None:
    slack.add_team("T2")
    client(slack).chat_postMessage(channel="C1", text="One")
    client(slack, "xoxb-2-bot-token").chat_postMessage(channel="C1", text="Two")
    assert [post["text"] for post in slack.posts("T1")] == ["One"]
    assert [post["text"] for post in slack.posts("T2")] == ["Two"]
    read = client(slack).conversations_history(channel="C1")["messages"]
    assert [message["text"] for message in read] == ["One"]


def test_a_form_is_read_like_json(slack: FakeSlack) -> None:
    blocks = '[{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]'
    client(slack).api_call("chat.postMessage", data=POST | {"blocks": blocks})
    assert slack.posts()[0]["blocks"][0]["text"]["text"] == "Hello"


def test_an_update_is_marked_and_takes_blocks_away_that_it_leaves_out(slack: FakeSlack) -> None:
    web = client(slack)
    blocks = [{"type": "divider"}]
    ts = web.chat_postMessage(channel="C1", text="One", blocks=blocks)["ts"]
    web.chat_update(channel="C1", ts=ts, text="Two", blocks=blocks * 2)
    (post,) = slack.posts()
    assert (post["text"], len(post["blocks"]), post["edited"]["user"]) == ("Two", 2, "UBOT")
    web.chat_update(channel="C1", ts=ts, text="Three")
    assert "blocks" not in slack.posts()[0]
    web.chat_delete(channel="C1", ts=ts)
    assert slack.posts() == []


def test_metadata_is_told_only_to_whom_asks_for_it(slack: FakeSlack) -> None:
    web, metadata = client(slack), {"event_type": "t", "event_payload": {"part": 1}}
    ts = web.chat_postMessage(channel="C1", text="One", metadata=metadata)["ts"]
    for method in (web.conversations_replies, web.conversations_history):
        place: Json = {"channel": "C1"} | ({"ts": ts} if "replies" in method.__name__ else {})
        assert "metadata" not in method(**place)["messages"][0]
        asked = method(**place, include_all_metadata=True)["messages"][0]
        assert asked["metadata"] == metadata


def test_a_thread_is_read_in_pages_oldest_first_and_a_channel_newest_first(
    slack: FakeSlack,
) -> None:
    web = client(slack)
    root = web.chat_postMessage(channel="C1", text="root")["ts"]
    stamps = [
        web.chat_postMessage(channel="C1", text=f"reply {at}", thread_ts=root)["ts"]
        for at in range(5)
    ]
    web.chat_postMessage(channel="C1", text="later")
    pages = [
        [message["text"] for message in page["messages"]]
        for page in web.conversations_replies(channel="C1", ts=root, limit=4)
    ]
    assert pages == [["root", "reply 0", "reply 1", "reply 2"], ["reply 3", "reply 4"]]
    between = web.conversations_replies(channel="C1", ts=root, oldest=stamps[0], latest=stamps[3])
    assert [message["text"] for message in between["messages"]] == ["reply 1", "reply 2"]
    newest = web.conversations_history(channel="C1")["messages"]
    assert [message["text"] for message in newest] == ["later", "root"]
    assert newest[1]["reply_count"] == 5


def test_an_ephemeral_is_seen_by_one_person_and_read_back_by_nobody(slack: FakeSlack) -> None:
    web = client(slack)
    web.chat_postEphemeral(channel="C1", user="U1", text="Only you")
    assert [message["text"] for message in slack.shown_to("U1")] == ["Only you"]
    assert slack.shown_to("U2") == []
    assert slack.posts() == []
    assert web.conversations_history(channel="C1")["messages"] == []


def test_members_come_in_pages(slack: FakeSlack) -> None:
    team = slack.teams["T1"]
    team.add_channel("C5", *(f"U{at}" for at in range(10, 250)))
    found: list[str] = []
    for page in client(slack).conversations_members(channel="C5"):
        assert len(page["members"]) <= 100
        found += page["members"]
    assert len(found) == 241


def test_a_dm_is_opened_and_posted_to_by_a_persons_id(slack: FakeSlack) -> None:
    web = client(slack)
    assert web.conversations_open(users="U2")["channel"]["id"] == "D2"
    group = web.conversations_open(users=["U1", "U2"])["channel"]["id"]
    assert web.conversations_info(channel=group)["channel"]["is_mpim"]
    web.chat_postMessage(channel="U2", text="Hello")
    assert slack.posts()[0]["channel"] == "D2"
    told = web.users_conversations(types="im")["channels"]
    assert {channel["id"] for channel in told} >= {"D1", "D2"}


def test_people_and_places_are_described(slack: FakeSlack) -> None:
    slack.teams["T1"].add_user("U8", name="ann", is_admin=True, locale="zh-CN")
    web = client(slack)
    user = web.users_info(user="U8", include_locale=True)["user"]
    assert (user["name"], user["is_admin"], user["is_owner"]) == ("ann", True, False)
    assert user["locale"] == "zh-CN"
    assert web.bots_info(bot="B1")["bot"]["user_id"] == "UBOT"
    assert web.team_info()["team"]["id"] == "T1"
    web.conversations_join(channel="C1")
    ts = web.chat_postMessage(channel="C1", text="Hello")["ts"]
    link = web.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
    assert link == f"https://team-t1.slack.com/archives/C1/p{ts.replace('.', '')}"
    web.reactions_add(channel="C1", name="eyes", timestamp=ts)
    arguments = {"channel": "C1", "name": "eyes", "timestamp": ts}
    assert code(slack, "reactions.add", arguments) == "already_reacted"


def test_a_status_stands_until_the_reply(slack: FakeSlack) -> None:
    web = client(slack)
    web.assistant_threads_setStatus(channel_id="D1", thread_ts="1.1", status="is reading")
    assert slack.statuses["D1", "1.1"] == ["is reading"]
    web.chat_postMessage(channel="D1", thread_ts="1.1", text="Read")
    assert slack.statuses["D1", "1.1"] == ["is reading", ""]
    web.assistant_threads_setTitle(channel_id="D1", thread_ts="1.1", title="Costs")
    assert slack.titles["D1", "1.1"] == "Costs"


def test_prompts_with_a_thread_fail_in_silence_under_agent_view(slack: FakeSlack) -> None:
    web, prompts = client(slack), [{"title": "Who?", "message": "Who pays?"}]
    web.assistant_threads_setSuggestedPrompts(channel_id="D1", thread_ts="1.1", prompts=prompts)
    assert slack.prompts == {}
    assert "fails in silence" in slack.problems[0]
    web.assistant_threads_setSuggestedPrompts(channel_id="D1", title="Ask", prompts=prompts)  # type: ignore[call-arg]
    assert slack.prompts["D1"] == {"title": "Ask", "prompts": prompts}


def test_installing_gives_a_token_that_ends_with_the_installation(slack: FakeSlack) -> None:
    slack.add_team("T2", scopes=["chat:write"])
    web = WebClient(base_url=slack.url)
    keys = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    once = slack.code("T2")
    told = web.oauth_v2_access(**keys, code=once)
    assert (told["access_token"], told["team"]["id"]) == ("xoxb-2-bot-token", "T2")
    assert code(slack, "oauth.v2.access", keys | {"code": once}) == "invalid_code"
    client(slack, told["access_token"]).apps_uninstall(**keys)
    assert code(slack, "auth.test", {}, told["access_token"]) == "account_inactive"
    again = web.oauth_v2_access(**keys, code=slack.code("T2"))["access_token"]
    client(slack, again).auth_revoke()
    assert code(slack, "auth.test", {}, again) == "token_revoked"


def test_what_is_over_a_limit_is_remembered_in_words(slack: FakeSlack) -> None:
    code(slack, "chat.postMessage", POST | {"text": "<!channel> come"})
    assert slack.problems == ["chat.postMessage: text mentions everyone: <!channel>"]
    slack.mentionable = set()
    code(slack, "chat.postMessage", POST | {"text": "<@U1> asked"})
    assert slack.refusals()[1].reasons == ("text mentions <@U1>",)


def test_a_plan_is_for_the_next_calls_or_for_those_that_it_describes(slack: FakeSlack) -> None:
    slack.plan("chat.postMessage", refused("is_archived"))
    slack.plan("chat.postMessage", refused("fatal_error"), when=lambda made: made["text"] == "Two")
    assert code(slack, "chat.postMessage", POST) == "is_archived"
    client(slack).chat_postMessage(**POST)
    assert code(slack, "chat.postMessage", POST | {"text": "Two"}) == "fatal_error"
    assert slack.refusals() == []


def test_a_slow_call_is_done_before_it_is_told(slack: FakeSlack) -> None:
    slack.plan("chat.postMessage", slow(1))
    began = time.monotonic()
    thread = threading.Thread(target=lambda: client(slack).chat_postMessage(**POST))
    thread.start()
    while not slack.posts():
        assert time.monotonic() - began < 1
        time.sleep(0.01)
    thread.join()
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("outcome", [Outcome(dropped=True), Outcome(cut=True)])
def test_a_broken_connection_is_one_to_the_client(slack: FakeSlack, outcome: Outcome) -> None:
    slack.plan("chat.postMessage", outcome)
    with pytest.raises((OSError, HTTPException)):
        client(slack).chat_postMessage(**POST)
    assert len(slack.posts()) == 1


def test_a_429_comes_by_plan_or_where_calls_come_too_fast(slack: FakeSlack) -> None:
    slack.plan("auth.test", rate_limited(7))
    slack.rates.allowed["chat.postMessage"] = (2, 60)
    with pytest.raises(SlackApiError) as raised:
        client(slack).auth_test()
    assert raised.value.response.headers["Retry-After"] == "7"
    statuses = []
    for channel in ("C1", "C1", "C1", "C2"):
        try:
            made = client(slack).chat_postMessage(channel=channel, text="Hello")
        except SlackApiError as error:
            made = error.response
            assert int(made.headers["Retry-After"]) > 50
        statuses.append(made.status_code)
    assert statuses == [200, 200, 429, 200]


def test_the_apps_own_calls_cause_events_where_a_test_asks_for_them(slack: FakeSlack) -> None:
    heard: list[Json] = []
    slack.echo = heard.append
    web = client(slack)
    ts = web.chat_postMessage(channel="C1", text="One")["ts"]
    web.chat_update(channel="C1", ts=ts, text="Two")
    web.chat_delete(channel="C1", ts=ts)
    end = time.monotonic() + 5
    while len(heard) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    by_kind = {body["event"].get("subtype"): body["event"] for body in heard}
    assert set(by_kind) == {None, "message_changed", "message_deleted"}
    assert by_kind[None]["bot_id"] == "B1"
    assert by_kind["message_changed"]["previous_message"]["text"] == "One"
    assert by_kind["message_deleted"]["deleted_ts"] == ts


def test_five_hundred_posts_from_many_threads_all_stand(slack: FakeSlack) -> None:
    def post(part: int) -> None:
        for at in range(50):
            client(slack).chat_postMessage(channel=f"C{part}", text=f"{at}")

    threads = [threading.Thread(target=post, args=(part,)) for part in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    posts = slack.posts()
    assert len({post["ts"] for post in posts}) == len(posts) == 500


def test_an_app_token_opens_a_connection(slack: FakeSlack) -> None:
    assert client(slack, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)["url"]
