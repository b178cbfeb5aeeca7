"""A question that its asker deletes takes its reply and all that was kept of it along."""

import time

import pytest
from fake_slack import slow
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
from slack_workspace import event, workspace

from bot.answer.question import Question
from bot.answer.record import Answer


@pytest.mark.parametrize("thread", [False, True], ids=["root", "in a thread"])
@pytest.mark.parametrize("text", ["Who pays?", f"Who pays {LONG}?"], ids=["short", "long"])
def test_a_deleted_question_takes_every_part_of_its_reply_with_it(thread: bool, text: str) -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        root = asker.says("C1", "Something else").ts if thread else None
        act = asker.says("C1", f"{MENTION} {text}", thread=root)
        wait_for(lambda: len(desk.slack.posts()) == (PARTS if LONG in text else 1))
        asker.deletes(act.ts)
        wait_for(lambda: desk.slack.posts() == [])
        wait_for(is_idle)  # what is gone from Slack goes from the store after that
        gone = question(desk, "C1", act.ts)
        assert (gone.state, gone.text) == ("deleted", "")
        assert frame_text(desk, "C1", root or act.ts) is None
        with desk.database.connect() as connection:
            for table in ("answers", "replies"):
                rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
                assert rows.scalar_one() == 0


def test_after_a_deletion_the_thread_goes_on_from_the_turn_before() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        first = asker.says(None, "First?")
        wait_for_answers(desk, "First?")
        second = asker.says(None, "Second?", thread=first.ts)
        wait_for_answers(desk, "First?", "Second?")
        asker.deletes(second.ts)
        wait_for_answers(desk, "First?")
        wait_for(lambda: frame_text(desk, asker.dm, first.ts) == "First?")


def test_a_question_deleted_while_it_is_answered_gets_no_reply() -> None:
    def slowly(asked: Question) -> Answer:
        time.sleep(0.6)
        return echo(asked)

    with workspace(FakeEngine(slowly)) as desk:
        asker = person(desk)
        act = asker.says(None, "Who pays?")
        wait_for(lambda: len(desk.engine.asked) == 1)
        asker.deletes(act.ts)
        wait_for(is_idle)
        assert desk.slack.posts() == []
        assert frame_text(desk, asker.dm, act.ts) is None
        assert desk.slack.refusals() == []


def test_a_reply_that_was_on_its_way_while_its_question_was_deleted_does_not_stay() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.slack.plan("chat.postMessage", slow(1))
        asker = person(desk)
        act = asker.says(None, "Who pays?")
        wait_for(lambda: len(desk.slack.posts()) == 1)
        asker.deletes(act.ts)
        wait_for(lambda: desk.slack.posts() == [])
        wait_for(is_idle)
        assert desk.slack.posts() == []


def test_a_message_whose_deletion_came_first_is_not_answered() -> None:
    with workspace(FakeEngine(echo)) as desk:
        body = event("Who pays?")
        desk.deliver(
            event("", subtype="message_deleted", deleted_ts=body["event"]["ts"], hidden=True)
        )
        desk.deliver(body, retry=1)
        wait_for(is_idle)
        assert desk.engine.asked == []
        assert desk.slack.posts() == []


def test_an_edit_after_the_deletion_brings_nothing_back() -> None:
    with workspace(FakeEngine(echo)) as desk:
        body = event("Who pays?")
        desk.deliver(body)
        wait_for_answers(desk, "Who pays?")
        desk.deliver(event("", subtype="message_deleted", deleted_ts=body["event"]["ts"]))
        wait_for_answers(desk)
        desk.deliver(changed(body, "Who pays now?", time.time()))
        wait_for_answers(desk)
