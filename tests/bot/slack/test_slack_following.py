"""Where its channel allows it the desk goes on in a thread unnamed, and butts in nowhere."""

from dataclasses import replace
from typing import Any

import pytest
from fake_slack_engine import FakeEngine, answer
from slack_talk import MENTION, echo, is_idle, person, wait_for, wait_for_answers
from slack_workspace import Workspace, workspace

from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph
from bot.store.questions import Questions


def follow_up(desk: Workspace, user: str, text: str, **chosen: Any) -> str:
    """Let U1 ask in a channel, then somebody write in the thread without the desk's name."""
    desk.set_channel(**chosen)
    root = person(desk).says("C1", f"{MENTION} Who pays?")
    wait_for_answers(desk, "Who pays?")
    person(desk, user).says("C1", text, thread=root.ts)
    return root.ts


def test_a_follow_up_needs_no_mention_where_the_channel_allows_it() -> None:
    with workspace(FakeEngine(echo)) as desk:
        follow_up(desk, "U1", "And the district?", follows=True)
        wait_for_answers(desk, "Who pays?", "And the district?")


@pytest.mark.parametrize(
    ("user", "text", "chosen"),
    [
        ("U1", "And the district?", {}),
        ("U1", "And the district?", {"reads": "all"}),
        ("U2", "And the district?", {"follows": True}),
        ("U1", "And the district, <@U2>?", {"follows": True}),
    ],
    ids=["not allowed", "only roots", "never asked here", "names others"],
)
def test_people_who_talk_in_a_thread_are_left_alone(
    user: str, text: str, chosen: dict[str, Any]
) -> None:
    with workspace(FakeEngine(echo)) as desk:
        follow_up(desk, user, text, **chosen)
        wait_for_answers(desk, "Who pays?")
        assert len(desk.engine.asked) == 1
        assert len(Questions(desk.database).waiting()) == 0


UNSURE = answer(Paragraph("I am not sure."))


@pytest.mark.parametrize(
    "unsure",
    [
        replace(UNSURE, status="out_of_scope"),
        replace(UNSURE, status="clarify", route="clarify"),
        replace(UNSURE, status="error"),
        replace(UNSURE, confidence=0.59),
        replace(UNSURE, route="scope"),
        replace(UNSURE, status="not_specified", confidence=0.4),
    ],
    ids=["out of scope", "clarify", "error", "unsure", "small talk", "unsure silence"],
)
@pytest.mark.parametrize("thread", [True, False], ids=["follow-up", "root"])
def test_what_the_desk_is_not_sure_of_it_answers_only_where_it_is_named(
    unsure: Answer, thread: bool
) -> None:
    def choose(asked: Question) -> Answer:
        return echo(asked) if "pays" in asked.text else unsure

    with workspace(FakeEngine(choose)) as desk:
        desk.set_channel(reads="all", follows=True)
        root = person(desk).says("C1", "Who pays?")
        wait_for_answers(desk, "Who pays?")
        act = person(desk).says("C1", "thanks, lunch?", thread=root.ts if thread else None)
        wait_for(lambda: len(desk.engine.asked) == 2)
        wait_for_answers(desk, "Who pays?")
        left = Questions(desk.database).of_message("T1", "C1", act.ts)
        assert left is not None
        assert (left.state, left.text) == ("silent", "")
        person(desk).says("C1", f"{MENTION} thanks, lunch?", thread=act.ts)
        wait_for(lambda: len(desk.slack.posts()) == 2)


def test_who_only_wrote_what_was_not_meant_is_no_asker_of_the_thread() -> None:
    with workspace(FakeEngine(lambda _: replace(UNSURE, confidence=0.1))) as desk:
        desk.set_channel(reads="all", follows=True)
        root = person(desk).says("C1", "Lunch?")
        wait_for(lambda: len(desk.engine.asked) == 1)
        thread = f"T1:C1:{root.ts}"
        wait_for(lambda: Questions(desk.database).in_thread(thread)[0].state == "silent")
        person(desk).says("C1", "At twelve.", thread=root.ts)
        wait_for(is_idle)
        assert len(desk.engine.asked) == 1
        assert len(Questions(desk.database).in_thread(thread)) == 1
