"""A mention that only points at what stands above it answers that."""

from dataclasses import replace

import pytest
from fake_slack import refused
from fake_slack_engine import FakeEngine
from slack_talk import MENTION, echo, person, wait_for_answers
from slack_workspace import workspace

from bot.answer.question import Question
from bot.answer.record import Answer
from bot.slack.pointing import only_points
from bot.store.questions import Questions


@pytest.mark.parametrize("said", ["", " ?", " 请回答", " 請回答"])
def test_a_mention_that_only_points_answers_what_was_asked_last_in_the_thread(said: str) -> None:
    def sure_of_money(asked: Question) -> Answer:
        return replace(echo(asked), confidence=0.9 if "pays" in asked.text else 0.1)

    with workspace(FakeEngine(sure_of_money)) as desk:
        root = person(desk, "U2").says("C1", "We apply next week.")
        person(desk, "U2").says("C1", "Who pays?", thread=root.ts)
        person(desk, "U3").says("C1", "No idea.", thread=root.ts)
        act = person(desk).says("C1", MENTION + said, thread=root.ts)
        (reply,) = wait_for_answers(desk, "Who pays?")
        assert reply["thread_ts"] == root.ts
        assert "Asked: Who pays?" in reply["text"], "it does not stand right above its answer"
        asked = Questions(desk.database).of_message("T1", "C1", act.ts)
        assert asked is not None
        assert asked.text == "Who pays?"
        question, _ = desk.engine.asked[-1]
        assert question.history == ("We apply next week.",)


def test_where_nothing_in_the_thread_is_a_question_the_last_message_is_answered() -> None:
    def unsure(asked: Question) -> Answer:
        return replace(echo(asked), confidence=0.1)

    with workspace(FakeEngine(unsure)) as desk:
        root = person(desk, "U2").says("C1", "Hm")
        person(desk, "U2").says("C1", "Something about money", thread=root.ts)
        person(desk).says("C1", f"{MENTION} ?", thread=root.ts)
        wait_for_answers(desk, "Something about money")


def test_a_pointing_mention_where_slack_shows_no_thread_takes_what_the_desk_was_asked() -> None:
    with workspace(FakeEngine(echo)) as desk:
        root = person(desk).says("C1", f"{MENTION} Who pays?")
        wait_for_answers(desk, "Who pays?")
        desk.slack.plan("conversations.replies", refused("not_in_channel"))
        person(desk, "U2").says("C1", f"{MENTION} ?", thread=root.ts)
        wait_for_answers(desk, "Who pays?", "Who pays?")


def test_a_pointing_mention_outside_threads_is_put_to_the_engine_as_it_is() -> None:
    with workspace(FakeEngine(echo)) as desk:
        person(desk).says("C1", f"{MENTION} 请回答")
        wait_for_answers(desk, "请回答")
        assert desk.slack.made("conversations.replies") == []


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", True), ("?", True), ("？！", True), ("Please answer!", True), ("请回答。", True),
        ("請解答一下", True), ("👀", True), ("any ideas?", True),
        ("Who pays?", False), ("请回答谁出资", False), ("answer 10", False), ("help", False),
        ("item 10", False), ("? " * 100, False),
    ],
)  # fmt: skip
def test_what_only_points_at_the_messages_before_it(text: str, points: bool) -> None:
    assert only_points(text) == points
