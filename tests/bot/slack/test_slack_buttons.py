"""The buttons under an answer: further questions, sharing, showing again, feedback."""

import re
from typing import Any

import pytest
from fake_slack import HttpTransport, Person, refused, wait_until
from slack_doing import Json, clean, person, shown, text_of, window, windows
from slack_workspace import Workspace, workspace
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.tables import FeedbackRow


def asks(desk: Workspace, channel: str | None = "C1", **fields: Any) -> tuple[Person, Json]:
    """Let a person ask, and return them with the public answer."""
    acting = person(desk, **fields)
    before = len(desk.slack.posts())
    acting.says(channel, "<@UBOT> Who pays?")
    wait_until(lambda: len(desk.slack.posts()) > before)
    return acting, desk.slack.posts()[-1] | {"channel": channel or acting.dm}


def code_of(message: Json) -> str:
    """Return the receipt's code under an answer."""
    found = re.search(r"\w{4}-\w{4}-\w{4}", text_of(message))
    assert found is not None
    return found.group()


def verdicts(desk: Workspace) -> list[tuple[str, bool, str]]:
    """Return what is kept of feedback."""
    with Session(desk.database) as session:
        rows = session.scalars(select(FeedbackRow).order_by(FeedbackRow.id))
        return [(row.person, row.helpful, row.reason) for row in rows]


@pytest.mark.parametrize("channel", ["C1", None])
def test_a_follow_up_is_answered_in_the_thread_of_its_message(channel: str | None) -> None:
    with workspace() as desk:
        acting, answer = asks(desk, channel)
        acting.clicks(answer, "ask:1")
        second = desk.slack.wait_for_posts(2)[1]
        assert second["thread_ts"] == answer["thread_ts"]
        assert "Asked: Who pays for construction?" in text_of(second)
        question, frame = desk.engine.asked[1]
        assert question.text == "Who pays for construction?"
        assert frame is not None
        assert frame.text == "Who pays?"
        clean(desk)


def test_who_presses_is_who_asks() -> None:
    with workspace() as desk:
        _, answer = asks(desk)
        person(desk, "U2").clicks(answer, "ask:0")
        desk.slack.wait_for_posts(2)
        with Session(desk.database) as session:
            rows = session.execute(
                select(FeedbackRow.__table__.metadata.tables["questions"].c.asker)
            )
            assert [row[0] for row in rows] == ["U1", "U2"]


def test_a_click_that_is_delivered_again_is_one_question() -> None:
    with workspace() as desk:
        acting, answer = asks(desk)
        act = acting.clicks(answer, "ask:0")
        again = HttpTransport(desk.http).interaction(act.body)
        assert (act.status, again.status) == (200, 200)
        assert len(desk.slack.wait_for_posts(2)) == 2
        acting.clicks(answer, "ask:0")
        assert len(desk.slack.wait_for_posts(3)) == 3


def test_under_a_private_answer_a_follow_up_is_private_and_leans_on_it() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "Who pays?", "C1")
        acting.clicks(shown(desk, "U1")[0], "ask:0")
        second = shown(desk, "U1", 2)[1]
        assert "Asked: What does Item Ten say?" in text_of(second)
        frame = desk.engine.asked[1][1]
        assert frame is not None
        assert frame.text == "Who pays?"
        assert desk.slack.posts() == []
        clean(desk)


def test_where_answers_are_private_by_now_so_is_a_follow_up() -> None:
    with workspace() as desk:
        acting, answer = asks(desk)
        desk.set_channel(answers="private")
        acting.clicks(answer, "ask:0")
        assert "What does Item Ten say?" in text_of(shown(desk, "U1")[0])
        assert len(desk.slack.posts()) == 1


def test_a_private_answer_is_shared_by_its_asker_once() -> None:
    with workspace() as desk:
        desk.set_channel(answers="private")
        acting = person(desk)
        asked = acting.says("C1", "<@UBOT> Who pays?")
        (private,) = shown(desk, "U1")
        code, pressed = code_of(private), dict(private)
        acting.clicks(pressed, "share")
        acting.clicks(pressed, "share")
        (public,) = desk.slack.wait_for_posts(1, settle=2.5)
        assert public["thread_ts"] == asked.ts
        assert code_of(public) == code
        assert "Asked: Who pays?" in text_of(public)
        wait_until(lambda: "Shared" in text_of(desk.slack.shown_to("U1")[0]))
        assert "share" not in [
            element.get("action_id")
            for block in public["blocks"]
            for element in block.get("elements", ())
        ]
        clean(desk)


def test_a_command_is_shared_into_the_channel_itself() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "Who pays?", "C1")
        acting.clicks(shown(desk, "U1")[0], "share")
        (public,) = desk.slack.wait_for_posts(1)
        assert public.get("thread_ts") is None
        person(desk, "U2").clicks(public | {"channel": "C1"}, "ask:0")
        assert desk.slack.wait_for_posts(2)[1]["thread_ts"] == public["ts"]
        clean(desk)


def test_what_cannot_be_shared_is_told_and_can_be_later() -> None:
    with workspace() as desk:
        channel = desk.slack.teams["T1"].add_channel("C5", "U1", bot=False)
        acting = person(desk)
        acting.runs("/desk", "Who pays?", "C5")
        (private,) = shown(desk, "U1")
        acting.clicks(private, "share")
        assert "/invite" in text_of(shown(desk, "U1", 2)[1])
        channel.members.append("UBOT")
        acting.clicks(private, "share")
        assert len(desk.slack.wait_for_posts(1)) == 1


def test_an_answer_that_may_be_lost_is_shown_again_to_its_asker() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "Who pays?", "C1")
        (private,) = shown(desk, "U1")
        offer = {
            "type": "actions",
            "elements": [
                {
                    "type": "button", "action_id": "show", "value": code_of(private),
                    "text": {"type": "plain_text", "text": "Show"},
                }
            ],
        }  # fmt: skip
        desk.slack.ephemerals[0]["blocks"] = [offer | {"block_id": "again"}]
        acting.clicks(desk.slack.ephemerals[0], "show")
        assert code_of(shown(desk, "U1", 2)[1]) == code_of(private | {"blocks": []})


def test_feedback_is_kept_with_the_click_and_thanked_for() -> None:
    with workspace() as desk:
        acting, answer = asks(desk)
        acting.clicks(answer, "feedback", value=f"yes:{code_of(answer)}")
        (thanks,) = shown(desk, "U1")
        assert "Thank you" in text_of(thanks)
        assert thanks["thread_ts"] == answer["thread_ts"]
        assert verdicts(desk) == [("U1", True, "")]
        assert windows(desk) == 0
        clean(desk)


def test_an_answer_that_did_not_help_may_be_explained_without_personal_data() -> None:
    with workspace() as desk:
        acting, answer = asks(desk)
        no = f"no:{code_of(answer)}"
        acting.clicks(answer, "feedback", value=no)
        modal = window(desk)
        assert verdicts(desk) == [("U1", False, "")]
        acting.closes(modal)
        assert verdicts(desk) == [("U1", False, "")]
        acting.clicks(answer, "feedback", value=no)
        act = acting.submits(window(desk), {"reason": "Call me: 13812345678, it is too short"})
        assert act.acknowledged[0].body["response_action"] == "update"
        assert "your reason is noted" in text_of(window(desk))
        ((_, helpful, reason),) = verdicts(desk)
        assert not helpful
        assert "138" not in reason
        assert "too short" in reason
        clean(desk)


def test_a_later_verdict_takes_the_place_of_an_earlier_one() -> None:
    with workspace() as desk:
        acting, answer = asks(desk)
        code = code_of(answer)
        acting.clicks(answer, "feedback", value=f"no:{code}")
        acting.submits(window(desk), {"reason": "Too short"})
        acting.clicks(answer, "feedback", value=f"no:{code}")
        assert verdicts(desk) == [("U1", False, "Too short")]
        acting.clicks(answer, "feedback", value=f"yes:{code}")
        assert verdicts(desk) == [("U1", True, "")]
        person(desk, "U2").clicks(answer, "feedback", value=f"no:{code}")
        assert verdicts(desk) == [("U1", True, ""), ("U2", False, "")]


def test_a_verdict_is_kept_and_thanked_for_where_slack_opens_no_window() -> None:
    with workspace() as desk:
        acting, answer = asks(desk)
        desk.slack.plan("views.open", refused("internal_error"))
        acting.clicks(answer, "feedback", value=f"no:{code_of(answer)}")
        assert "noted" in text_of(shown(desk, "U1")[0])
        assert verdicts(desk) == [("U1", False, "")]


@pytest.mark.parametrize("action", ["share", "show"])
def test_of_an_answer_that_is_gone_the_person_is_told(action: str) -> None:
    with workspace() as desk:
        acting = person(desk)
        element = {
            "type": "button", "action_id": action, "value": "7K3F-9QWX-2M0A",
            "text": {"type": "plain_text", "text": "Press"},
        }  # fmt: skip
        message = {
            "ts": "1.1", "channel": "C1", "shown": "U1",
            "blocks": [{"type": "actions", "block_id": "b", "elements": [element]}],
        }  # fmt: skip
        acting.clicks(message, action)
        assert "no longer kept" in text_of(shown(desk, "U1")[0])
