"""What people do to a message after they sent it: the one reply follows, and nothing else."""

import time
from dataclasses import replace
from typing import Any

import pytest
from fake_slack_engine import FakeEngine
from slack_talk import (
    LONG,
    MENTION,
    PARTS,
    changed,
    echo,
    frame_text,
    is_idle,
    person,
    question,
    wait_for,
    wait_for_answers,
)
from slack_workspace import Workspace, event, workspace

from bot.answer.question import Question
from bot.answer.record import Answer
from bot.slack.amending import EDITABLE


def updates(desk: Workspace) -> int:
    return len(desk.slack.made("chat.update"))


@pytest.mark.parametrize("channel", ["C1", None], ids=["mention", "dm"])
def test_an_edit_updates_the_one_reply_and_the_frame_of_its_thread(channel: str | None) -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        act = asker.says(channel, f"{MENTION} Who pays?")
        (before,) = wait_for_answers(desk, "Who pays?")
        asker.edits(act.ts, f"{MENTION} Who pays for it?")
        (after,) = wait_for_answers(desk, "Who pays for it?")
        assert after["ts"] == before["ts"]
        assert updates(desk) == 1, "the mention and the change are one edit"
        assert frame_text(desk, channel or asker.dm, act.ts) == "Who pays for it?"
        assert question(desk, channel or asker.dm, act.ts).revision == 1


def test_a_longer_answer_gets_further_parts_and_a_shorter_one_loses_them() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        act = asker.says(None, "Who pays?")
        (first,) = wait_for_answers(desk, "Who pays?")
        asker.edits(act.ts, f"Who pays {LONG}?")
        wait_for(lambda: len(desk.slack.posts()) == PARTS)
        parts = wait_for_answers(desk, f"Who pays {LONG}?")
        assert parts[0]["ts"] == first["ts"]
        assert len(parts) == PARTS
        assert "Part 6." in parts[-1]["text"]
        asker.edits(act.ts, "Who pays now?")
        wait_for(lambda: len(desk.slack.posts()) == 1, lambda: len(desk.slack.posts()))
        (last,) = wait_for_answers(desk, "Who pays now?")
        assert last["ts"] == first["ts"]


def test_an_edit_after_five_minutes_changes_nothing() -> None:
    with workspace(FakeEngine(echo)) as desk:
        long_ago = f"{time.time() - EDITABLE - 60:.6f}"
        body = event("Who pays?", ts=long_ago)
        desk.deliver(body)
        wait_for_answers(desk, "Who pays?")
        desk.deliver(changed(body, "Who pays late?", time.time()))
        wait_for_answers(desk, "Who pays?")
        assert updates(desk) == 0
        # What counts is when it was edited, not when Slack came to tell it.
        desk.deliver(changed(body, "Who pays early?", float(long_ago) + EDITABLE - 1))
        wait_for_answers(desk, "Who pays early?")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Who pays?", {"attachments": [{"from_url": "https://example.org"}]}),
        ("Who pays?", {"files": [{"id": "F1"}], "subtype": "file_share"}),
        ("Who else?", {"edited": None}),
        ("Who else?", {"edited": {"user": "U2"}}),
        ("Who else?", {"user": "U2", "edited": {"user": "U2"}}),
        ("Who else?", {"bot_id": "B1", "user": "UBOT"}),
        ("Who else?", {"bot_id": "B7"}),
        ("Who else?", {"subtype": "bot_message"}),
    ],
    ids=["unfurl", "file", "no edit", "by another", "of another", "own", "a bot", "bot message"],
)
def test_a_change_that_is_not_its_askers_edit_changes_nothing(
    text: str, fields: dict[str, Any]
) -> None:
    with workspace(FakeEngine(echo)) as desk:
        body = event("Who pays?")
        desk.deliver(body)
        wait_for_answers(desk, "Who pays?")
        desk.deliver(changed(body, text, time.time(), **fields))
        wait_for_answers(desk, "Who pays?")
        assert updates(desk) == 0
        assert len(desk.engine.asked) == 1


def test_the_desks_own_updates_answer_nobody() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        desk.slack.echo = desk.deliver
        act = asker.says("C1", f"{MENTION} Who pays?")
        wait_for_answers(desk, "Who pays?")
        asker.edits(act.ts, f"{MENTION} Who pays now?")
        wait_for_answers(desk, "Who pays now?")
        assert len(desk.engine.asked) == 2


def test_an_edit_that_adds_the_mention_asks_once() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        act = asker.says("C1", "Who pays?")
        asker.edits(act.ts, f"{MENTION} Who pays?")
        wait_for_answers(desk, "Who pays?")
        assert len(desk.engine.asked) == 1


def test_a_message_that_was_left_alone_is_answered_once_it_names_the_desk() -> None:
    def only_named(asked: Question) -> Answer:
        return replace(echo(asked), confidence=0.1)

    with workspace(FakeEngine(only_named)) as desk:
        desk.set_channel(reads="all")
        asker = person(desk)
        act = asker.says("C1", "Lunch at twelve?")
        wait_for(lambda: question(desk, "C1", act.ts).state == "silent")
        assert question(desk, "C1", act.ts).text == "", "what was not meant for it is not kept"
        asker.edits(act.ts, "Lunch at one?")
        asker.edits(act.ts, f"{MENTION} Lunch at one?")
        wait_for_answers(desk, "Lunch at one?")


def test_a_question_that_was_asked_of_nobody_and_is_none_any_more_loses_its_reply() -> None:
    def sure_of_money(asked: Question) -> Answer:
        return replace(echo(asked), confidence=0.9 if "pays" in asked.text else 0.1)

    with workspace(FakeEngine(sure_of_money)) as desk:
        desk.set_channel(reads="all")
        asker = person(desk)
        act = asker.says("C1", "Who pays?")
        wait_for_answers(desk, "Who pays?")
        asker.edits(act.ts, "Lunch at twelve?")
        wait_for_answers(desk)
        assert question(desk, "C1", act.ts).text == ""
        asker.edits(act.ts, f"{MENTION} Lunch at one?")
        wait_for_answers(desk, "Lunch at one?")


def test_an_edit_before_the_first_answer_is_out_ends_in_one_reply_to_the_last_text() -> None:
    def slowly(asked: Question) -> Answer:
        time.sleep(0.4)
        return echo(asked)

    with workspace(FakeEngine(slowly)) as desk:
        asker = person(desk)
        act = asker.says(None, "First?")
        asker.edits(act.ts, "Second?")
        asker.edits(act.ts, "Third?")
        (reply,) = wait_for_answers(desk, "Third?")
        assert reply["metadata"]["event_payload"]["part"] == 1
        assert frame_text(desk, asker.dm, act.ts) == "Third?"


def test_edits_that_come_out_of_order_end_in_the_later_one() -> None:
    with workspace(FakeEngine(echo)) as desk:
        body = event("First?")
        desk.deliver(body)
        wait_for_answers(desk, "First?")
        now = time.time()
        desk.deliver(changed(body, "Third?", now + 2))
        desk.deliver(changed(body, "Second?", now + 1))
        wait_for_answers(desk, "Third?")


def test_an_edit_delivered_again_updates_once() -> None:
    with workspace(FakeEngine(echo)) as desk:
        body = event("First?")
        desk.deliver(body)
        wait_for_answers(desk, "First?")
        edit = changed(body, "Second?", time.time())
        for retry in range(4):
            desk.deliver(edit, retry)
        wait_for_answers(desk, "Second?")
        assert updates(desk) == 1


def test_an_edit_of_an_earlier_turn_leaves_the_later_turns_alone() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        first = asker.says(None, "First?")
        wait_for_answers(desk, "First?")
        asker.says(None, "Second?", thread=first.ts)
        wait_for_answers(desk, "First?", "Second?")
        asker.edits(first.ts, "First now?")
        wait_for_answers(desk, "First now?", "Second?")
        assert updates(desk) == 1
        assert frame_text(desk, asker.dm, first.ts) == "Second?"


def test_an_edited_turn_is_answered_from_what_its_thread_held_before_it() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        first = asker.says(None, "First?")
        wait_for_answers(desk, "First?")
        second = asker.says(None, "Second?", thread=first.ts)
        wait_for_answers(desk, "First?", "Second?")
        asker.edits(second.ts, "Second now?")
        wait_for_answers(desk, "First?", "Second now?")
        _, frame = desk.engine.asked[-1]
        assert frame is not None
        assert frame.text == "First?"


def test_an_edited_mention_in_a_thread_of_others_keeps_the_thread_as_its_context() -> None:
    with workspace(FakeEngine(echo)) as desk:
        root = person(desk, "U2").says("C1", "The city gives 8 million.")
        asker = person(desk)
        act = asker.says("C1", f"{MENTION} And the district?", thread=root.ts)
        wait_for_answers(desk, "And the district?")
        asker.edits(act.ts, f"{MENTION} And the district, at least?")
        wait_for_answers(desk, "And the district, at least?")
        assert [asked.history for asked, _ in desk.engine.asked] == [
            ("The city gives 8 million.",)
        ] * 2


def test_an_edit_of_a_private_question_gives_a_new_private_answer() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_channel(answers="private")
        asker = person(desk)
        act = asker.says("C1", f"{MENTION} Who pays?")
        wait_for(lambda: len(desk.slack.shown_to("U1")) == 1)
        asker.edits(act.ts, f"{MENTION} Who pays now?")
        wait_for(lambda: len(desk.slack.shown_to("U1")) == 2)
        wait_for(is_idle)
        texts = [message["text"] for message in desk.slack.shown_to("U1")]
        assert ["You asked: Who pays?." in texts[0], "You asked: Who pays now?." in texts[1]] == [
            True, True,
        ]  # fmt: skip
        assert len(texts) == 2
        assert desk.slack.posts() == []


def test_an_edit_of_a_question_whose_answer_went_to_the_dm_updates_it_there() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_channel(answers="dm")
        asker = person(desk)
        act = asker.says("C1", f"{MENTION} Who pays?")
        (before,) = wait_for_answers(desk, "Who pays?")
        asker.edits(act.ts, f"{MENTION} Who pays now?")
        (after,) = wait_for_answers(desk, "Who pays now?")
        assert (after["ts"], after["channel"]) == (before["ts"], "D1")
