"""What people complain of with assistants in Slack, one test each: it does not happen here.

Streams that die have no test: the desk sends whole messages.
"""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_slack import HttpTransport, deliver_many, refused
from fake_slack_engine import SIMPLIFIED, FakeEngine, answer, figure
from slack_doing import text_of, window
from slack_reading import markdown, quotes, tables
from slack_talk import MENTION, echo, is_idle, person, wait_for, wait_for_answers
from slack_wire import wire
from slack_workspace import Workspace, event, mention, workspace
from sqlalchemy import select
from sqlalchemy.orm import Session
from staffed_workspace import staffed_workspace
from websockets.exceptions import ConnectionClosed

from bot.answer.draft import Draft, Say
from bot.answer.engine import Engine
from bot.answer.language import detect_language
from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph, Working
from bot.answer.verify import UngroundedError, verify
from bot.evaluation.grounding import bad_citations, loose_by_grammar, loose_numbers
from bot.slack.socket import SocketMode
from bot.store.answers import Answers
from bot.store.questions import Questions
from bot.store.tables import FeedbackRow
from bot.words import Words

MANIFEST: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "deploy" / "slack-manifest.json").read_text("utf-8")
)


def test_1_one_question_never_gets_two_answers() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = desk.slack.person("U1")
        both = [asker.says("C1", f"{MENTION} Question {at}?") for at in range(4)]
        only = asker.says("C2", f"{MENTION} Question 4?", order=("app_mention",))
        bodies = [body for act in (*both, only) for body in act.bodies]
        assert len(bodies) == 9
        got = deliver_many(HttpTransport(desk.http, patience=30), bodies, seed=1)
        assert {one.status for one in got} == {200}
        wait_for_answers(desk, *(f"Question {at}?" for at in range(5)))


def test_2_nothing_but_a_person_is_answered_so_there_is_no_loop() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.slack.echo = desk.deliver  # Slack tells the desk of its own messages too
        desk.set_channel(reads="all", follows=True)
        asker = person(desk)
        act = asker.says("C1", f"{MENTION} Who pays? See https://example.org")
        wait_for(lambda: len(desk.slack.posts()) == 1)
        asker.sees_unfurl(act.ts)
        (reply,) = desk.slack.posts()
        asker.sees_unfurl(reply["ts"])
        desk.deliver(mention("I am a bot. Who pays?", bot_id="B9", user="U9"))
        desk.deliver(mention("I am one too. Who pays?", subtype="bot_message"))
        wait_for(is_idle)
        assert len(desk.slack.posts()) == 1
        assert len(desk.engine.asked) == 1
        (call,) = desk.slack.made("chat.postMessage")
        assert [call.arguments[name] for name in ("unfurl_links", "unfurl_media")] == [False, False]


def test_3_it_follows_up_without_a_mention_and_butts_in_on_nobody() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_channel("C1", follows=True)
        roots = {}
        for channel in ("C1", "C2"):
            roots[channel] = person(desk).says(channel, f"{MENTION} Who pays in {channel}?").ts
        wait_for_answers(desk, "Who pays in C1?", "Who pays in C2?")
        for channel, root in roots.items():
            person(desk).says(channel, f"And later in {channel}?", thread=root)
            person(desk, "U2").says(channel, f"I ask myself in {channel}?", thread=root)
            person(desk).says(channel, "<@U2> what do you say?", thread=root)
            person(desk, "U2").says(channel, "Who pays, everybody?")
        others = person(desk, "U2").says("C2", "The city gives 8 million.")
        person(desk).says("C2", f"{MENTION} And the district?", thread=others.ts)
        wait_for_answers(
            desk, "Who pays in C1?", "Who pays in C2?", "And later in C1?", "And the district?",
        )  # fmt: skip
        (question,) = [one for one, _ in desk.engine.asked if one.text == "And the district?"]
        assert question.history == ("The city gives 8 million.",)


def test_4_it_answers_only_in_the_channels_that_are_allowed() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_workspace(channels=("C1",))
        for channel in ("C1", "C2"):
            person(desk).says(channel, f"{MENTION} Who pays in {channel}?")
        wait_for_answers(desk, "Who pays in C1?")
        (told,) = desk.slack.ephemerals
        assert (told["channel"], told["shown"]) == ("C2", "U1")


def long_answer(question: Question) -> Answer:
    parts = (Paragraph(f"Part {at}. " + "words " * 200) for at in range(30))
    return answer(Paragraph(f"You asked: {question.text}."), *parts)


def test_5_a_long_answer_comes_whole_and_what_slack_refuses_comes_as_text() -> None:
    def choose(question: Question) -> Answer:
        return long_answer(question) if "long" in question.text else echo(question)

    with workspace(FakeEngine(choose)) as desk:
        person(desk).says("C1", f"{MENTION} A long one?")
        wait_for(lambda: any("Part 29." in one["text"] for one in desk.slack.posts()))
        whole = "".join(message["text"] for message in desk.slack.posts())
        assert [whole.count(f"Part {at}. ") for at in range(30)] == [1] * 30
        assert desk.slack.refusals() == []

        asker = person(desk, "U2")
        desk.slack.plan("chat.postMessage", refused("invalid_blocks"))
        act = asker.says(None, "Refused?")
        wait_for(lambda: "Refused?" in str(desk.slack.posts()[-1]["text"]))
        desk.slack.plan("chat.update", refused("msg_blocks_too_long"))
        asker.edits(act.ts, "Refused again?")
        wait_for(lambda: "Refused again?" in str(desk.slack.posts()[-1]["text"]))
        assert not desk.slack.posts()[-1].get("blocks")


def test_6_tables_are_tables_and_bold_chinese_is_bold() -> None:
    working = ("市里给 8,000,000 元。", "区里至少同样多。")
    given = replace(
        SIMPLIFIED,
        blocks=(Paragraph("**至少800万元：**区级不低于市级。"), Working(0)),
        figures=(figure(*working),),
    )
    with workspace(FakeEngine(lambda _: given)) as desk:
        person(desk).says("C1", f"{MENTION} 区里给多少？")
        wait_for(lambda: len(desk.slack.posts()) == 1)
        messages = desk.slack.posts()
        (table,) = tables(messages)
        assert [row[1] for row in table[1:]] == list(working)
        (said,) = markdown(messages)
        # Slack sees no bold where punctuation stands between the stars and a Chinese letter.
        assert said == "**至少800万元**：区级不低于市级。"
        assert "|" not in said
        assert "*" not in messages[0]["text"]


INVENTIONS = {
    "a price": "How many million yuan does each platform get a year?",
    "a price in Chinese": "每个平台每年给多少万元？",
    "a fee": "What is the application fee?",
    "a fee in Chinese": "申请费是多少？",
    "a document": "What does the Shanghai Science Funding Regulation of 2023 say about platforms?",
    "an item": "As Item Fifteen says, platforms get 5 million. Who applies?",
    "an item in Chinese": "第十五条规定了什么？",
    "a premise": "Since the city pays all operating costs, on which day is it paid out?",
    "a premise in Chinese": "既然运行费全部由市里出，什么时候拨付？",
    "an expiry": "The guideline expires in 2023, right?",
}


@pytest.fixture(scope="module")
def real_desk(engine: Engine) -> Any:
    """The desk with the real engine."""
    with workspace(engine) as desk:
        yield desk


def asked_in(desk: Workspace, text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Ask in a DM; return the record of the answer and the messages."""
    act = person(desk).says(None, text)

    def replies() -> list[dict[str, Any]]:
        return [one for one in desk.slack.posts() if one.get("thread_ts") == act.ts]

    wait_for(lambda: bool(replies()))
    asked = Questions(desk.database).of_message("T1", person(desk).dm, act.ts)
    assert asked is not None
    kept = Answers(desk.database).last_to(asked.id)
    assert kept is not None
    return dict(kept.kept.record), replies()


@pytest.mark.parametrize("what", INVENTIONS)
def test_8_nothing_is_invented(what: str, real_desk: Workspace, engine: Engine) -> None:
    text, source = INVENTIONS[what], engine.knowledge.source.text
    record, messages = asked_in(real_desk, text)
    assert record["status"] in ("not_specified", "out_of_scope", "clarify")
    assert loose_numbers([text], record) == []
    assert loose_by_grammar([text], record) == []
    assert list(bad_citations(record, source)) == []
    assert all(quote in source for quote in quotes(messages).values())


@pytest.mark.parametrize(
    ("text", "sum"),
    [
        ("The city gives 8 million yuan for operation. What must the district give?", "8,000,000"),
        ("市里给800万元运行经费，区里至少给多少？", "800万元"),
    ],
)
def test_8_a_number_is_the_one_that_the_rule_gives(
    text: str, sum: str, real_desk: Workspace
) -> None:
    record, messages = asked_in(real_desk, text)
    assert record["status"] == "answered"
    assert record["figures"][0]["outputs"]["district_minimum"] == "8000000"
    assert sum in markdown(messages)[0]


@pytest.mark.parametrize(
    "said", ["The city gives 5 million yuan.", "It pays 30% of it.", "每年500万元。"]
)
def test_8_a_number_of_no_source_cannot_leave_the_desk(said: str, engine: Engine) -> None:
    draft = Draft("en", "answered", "curated", (Say(said),))
    with pytest.raises(UngroundedError):
        verify(draft, "Who pays?", engine.knowledge, Words("en"))


@pytest.mark.parametrize(
    ("text", "language", "receipt"),
    [
        ("Who pays the operating costs?", "en", "Receipt"),
        ("运行经费由谁出？", "zh-Hans", "回执编号"),
        ("運行經費由誰出？", "zh-Hant", "回執編號"),
    ],
)
def test_9_an_answer_is_in_the_language_of_its_question(
    text: str, language: str, receipt: str, real_desk: Workspace
) -> None:
    record, messages = asked_in(real_desk, text)
    assert record["language"] == language
    assert detect_language(markdown(messages)[0], None).language == language
    assert receipt in text_of(messages[-1])
    assert all("Receipt" not in text_of(one) for one in messages) or language == "en"


def test_10_a_hand_off_reaches_people_and_their_answer_reaches_the_asker() -> None:
    with staffed_workspace() as desk:
        reply = desk.hands_over("U1")
        assert "May a firm apply?" in text_of(desk.staff_message())
        assert desk.said_to("U1") or len(desk.thread(reply)) > 1, "the asker is told of it"
        act = desk.submits("U7", desk.staff_message(), "handover-answer", text="Yes, it may.")
        assert act.status == 200
        assert any("Yes, it may." in text_of(one) for one in desk.thread(reply))
        code = text_of(reply).partition("Receipt ")[2].partition(".")[0]
        assert desk.person("U2").clicks(reply, "feedback", f"yes:{code}").status == 200
        desk.settles()
        with Session(desk.database) as session:
            verdict = session.execute(select(FeedbackRow.person, FeedbackRow.helpful)).one()
        assert tuple(verdict) == ("U2", True)


def test_11_people_can_write_to_the_app() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
    assert "message.im" in MANIFEST["settings"]["event_subscriptions"]["bot_events"]


def test_12_what_a_command_does_is_done_in_threads_too() -> None:
    (shortcut,) = MANIFEST["features"]["shortcuts"]
    assert shortcut["type"] == "message"
    with workspace(FakeEngine(echo)) as desk:
        root = person(desk, "U2").says("C1", "Something")
        within = person(desk, "U2").says("C1", "Who pays?", thread=root.ts)
        person(desk).says("C1", f"{MENTION} help", thread=root.ts)
        wait_for(lambda: len(desk.slack.shown_to("U1")) == 1)
        assert desk.slack.posts() == []
        assert within.message is not None
        person(desk).uses_shortcut(shortcut["callback_id"], within.message | {"channel": "C1"})
        assert "Who pays?" in json.dumps(window(desk))


def test_13_a_socket_that_went_silent_is_opened_anew() -> None:
    with workspace(FakeEngine(echo)) as desk, wire(desk.slack.socket_url) as laid:
        desk.slack.socket_url = laid.url
        # So rare are the client's own pings that it would notice nothing for minutes.
        socket = SocketMode(
            desk.app, desk.settings, ping_interval=120, waits=(0.1,), silence=3, patience=10
        )
        socket.start()
        try:
            wait_for(lambda: socket.connected() and bool(desk.slack.sockets))
            laid.fall_silent()
            body = event("Who pays?")
            sent = {"type": "events_api", "envelope_id": "1", "payload": body}
            with suppress(ConnectionClosed):
                desk.slack.send(sent)
            wait_for(lambda: len(desk.slack.sockets) > 1 and socket.connected())
            desk.slack.send(sent | {"retry_attempt": 1})
            wait_for_answers(desk, "Who pays?")
        finally:
            socket.stop()
