"""Turns of one thread: what was asked before, and their order."""

import time
from typing import Any

from fake_slack import rate_limited, refused
from fake_slack_engine import ENGLISH, FakeEngine
from slack_workspace import event, mention, stamp, workspace

from bot.answer.question import Question
from bot.answer.record import Answer
from bot.slack.history import MOST_TURNS


def said(text: str, **fields: Any) -> dict[str, Any]:
    """Return a message of a thread, as conversations.replies gives it."""
    return {"type": "message", "user": "U1", "text": text, "ts": stamp()} | fields


def test_a_follow_up_leans_on_the_threads_own_frame_and_reads_nothing() -> None:
    with workspace() as desk:
        first = event("Who pays?")
        root = first["event"]["ts"]
        desk.deliver(first)
        desk.slack.wait_for_posts(1)
        desk.deliver(event("And the district?", thread_ts=root))
        desk.slack.wait_for_posts(2)
        question, frame = desk.engine.asked[1]
        assert question.history == ()
        assert frame is not None
        assert frame.text == "Who pays?"
        assert desk.slack.made("conversations.replies") == []


def test_in_an_unknown_thread_what_people_wrote_is_the_history() -> None:
    with workspace() as desk:
        root = stamp()
        desk.slack.threads[f"C1:{root}"] = [
            said("The city gives 8 million &amp; more", ts=root),
            said("I say something else", user="U2"),
            said("joined", subtype="channel_join"),
            said("I am a bot", bot_id="B9", user="U1"),
            said("<@U2> is it <https://example.org|item ten>?"),
            said("<@UBOT>"),
        ]
        body = mention("And the district?", thread_ts=root)
        desk.slack.threads[f"C1:{root}"] += [body["event"], said("Said afterwards")]
        desk.deliver(body)
        desk.slack.wait_for_posts(1)
        ((question, frame),) = desk.engine.asked
        assert frame is None
        assert question.history == (
            "The city gives 8 million & more", "I say something else", "is it item ten?",
        )  # fmt: skip
        assert len(desk.slack.made("conversations.replies")) == 1

        desk.deliver(mention("And Item Ten?", thread_ts=root))
        desk.slack.wait_for_posts(2)
        assert len(desk.slack.made("conversations.replies")) == 1


def test_of_a_long_thread_the_last_messages_are_taken() -> None:
    with workspace() as desk:
        root = stamp()
        desk.slack.threads[f"C1:{root}"] = [said(f"turn {at}") for at in range(30)]
        desk.deliver(mention("And?", thread_ts=root))
        desk.slack.wait_for_posts(1)
        assert desk.engine.asked[0][0].history == tuple(
            f"turn {at}" for at in range(30 - MOST_TURNS, 30)
        )


def test_a_thread_that_slack_does_not_show_is_answered_without_it() -> None:
    with workspace() as desk:
        desk.slack.plan("conversations.replies", refused("not_in_channel"))
        desk.deliver(mention("Who pays?", thread_ts=stamp()))
        assert len(desk.slack.wait_for_posts(1)) == 1
        assert desk.engine.asked[0][0].history == ()


def test_an_answer_does_not_wait_for_a_thread_that_is_rate_limited() -> None:
    with workspace() as desk:
        # Longer than the wait for the post below: obeying it would fail that.
        desk.slack.plan("conversations.replies", rate_limited(60))
        desk.deliver(mention("Who pays?", thread_ts=stamp()))
        assert len(desk.slack.wait_for_posts(1)) == 1
        assert desk.engine.asked[0][0].history == ()
        assert len(desk.slack.made("conversations.replies")) == 1


def test_threads_of_other_channels_and_teams_are_other_threads() -> None:
    with workspace() as desk:
        root = stamp()
        bodies = [mention("A?", thread_ts=root), mention("B?", thread_ts=root, channel="C2")]
        elsewhere = [{"team_id": "T2", "user_id": "UBOT", "is_bot": True}]
        bodies.append(mention("C?", thread_ts=root) | {"authorizations": elsewhere})
        for body in bodies:
            desk.deliver(body)
        desk.slack.wait_for_posts(3)
        assert [frame for _, frame in desk.engine.asked] == [None] * 3


def test_turns_of_one_thread_are_answered_in_their_order() -> None:
    def slow_at_first(question: Question) -> Answer:
        time.sleep(0.3 if question.text == "turn 0" else 0)
        return ENGLISH

    with workspace(FakeEngine(slow_at_first)) as desk:
        root = stamp()
        for at in range(6):
            desk.deliver(event(f"turn {at}", thread_ts=root))
        desk.slack.wait_for_posts(6)
        assert [question.text for question, _ in desk.engine.asked] == [
            f"turn {at}" for at in range(6)
        ]
        assert [frame.text if frame else None for _, frame in desk.engine.asked[1:]] == [
            f"turn {at}" for at in range(5)
        ]
