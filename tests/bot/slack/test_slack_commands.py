"""What is typed after `/desk`, or at the start of a message to the desk."""

import re
from typing import Any

import pytest
from fake_slack import wait_until
from slack_doing import clean, person, shown, text_of, window, windows
from slack_workspace import Workspace, workspace
from structlog.testing import capture_logs

from bot.store.questions import Questions

CODE = "7K3F-9QWX-2M0A"


def test_a_question_after_the_slash_is_answered_to_the_person_alone() -> None:
    with workspace() as desk:
        act = person(desk).runs("/desk", "Who pays? Call 13812345678", "C1")
        assert (act.status, act.acknowledged[0].body) == (200, None)
        (message,) = shown(desk, "U1")
        assert "8,000,000" in text_of(message)
        assert "Asked: Who pays?" in text_of(message)
        assert desk.slack.posts() == []
        ((question, _),) = desk.engine.asked
        assert "138" not in question.text
        clean(desk)


def test_in_the_desks_own_dm_the_answer_to_a_command_stays() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.opens_messages_tab()
        wait_until(lambda: bool(desk.slack.prompts))
        acting.runs("/desk", "Who pays?")
        desk.slack.wait_for_posts(1)
        (place,) = desk.slack.threads
        assert place.startswith("D1:")
        assert desk.slack.posts()[0].get("thread_ts") is None
        clean(desk)


def test_a_command_is_answered_where_the_desk_is_no_member() -> None:
    with workspace() as desk:
        desk.slack.teams["T1"].add_channel("C5", "U1", bot=False)
        person(desk).runs("/desk", "Who pays?", "C5")
        assert "8,000,000" in text_of(shown(desk, "U1")[0])


@pytest.mark.parametrize(
    ("locale", "said", "examples"),
    [
        ("en-US", "Ask me about", "What does Item Ten say?"),
        ("zh-CN", "可以用中文或英文", "第十条是什么内容？"),
        ("zh-TW", "可以用中文或英文詢問", "第十條是什麼內容？"),
    ],
)
def test_help_tells_what_can_be_typed_in_the_persons_language(
    locale: str, said: str, examples: str
) -> None:
    with workspace() as desk:
        acting = person(desk, locale=locale)
        acting.runs("/desk", "help", "C1")
        (message,) = shown(desk, "U1")
        assert said in text_of(message)
        assert "/desk" in text_of(message)
        acting.clicks(message, "ask:0")
        (_, answer) = shown(desk, "U1", 2)
        assert desk.engine.asked[0][0].text == examples
        assert "8,000,000" in text_of(answer)
        clean(desk)


@pytest.mark.parametrize("text", ["help", "<@UBOT> help", "", "帮助"])
def test_help_in_the_dm_is_a_reply_and_no_answer(text: str) -> None:
    with workspace() as desk:
        act = person(desk).says(None, text)
        (message,) = desk.slack.wait_for_posts(1)
        assert message["thread_ts"] == act.ts
        assert "/desk" in text_of(message)
        assert desk.engine.asked == []
        clean(desk)


def test_a_command_after_a_mention_is_carried_out_once_and_to_its_writer_alone() -> None:
    with workspace() as desk:
        person(desk).says("C1", "<@UBOT> rules", order=("app_mention", "message", "app_mention"))
        messages = shown(desk, "U1")
        desk.slack.wait_for_posts(0)
        assert len(desk.slack.shown_to("U1")) == len(messages) == 1
        assert desk.slack.posts() == []
        assert Questions(desk.database).recent("T1", "U1", 5) == []


def test_the_word_for_asking_is_left_out_of_a_mention() -> None:
    with workspace() as desk:
        person(desk).says("C1", "<@UBOT> ask who pays?")
        desk.slack.wait_for_posts(1)
        assert desk.engine.asked[0][0].text == "who pays?"


def test_what_people_say_to_each_other_is_no_command() -> None:
    with workspace() as desk:
        person(desk).says("C1", "help")
        person(desk).says("C1", "<@U2> settings")
        assert desk.slack.wait_for_posts(0) == []
        assert desk.slack.shown_to("U1") == []


def _answered(desk: Workspace) -> str:
    """Let a question be answered, and return its receipt's code."""
    person(desk).says("C1", "<@UBOT> Who pays?")
    (message,) = desk.slack.wait_for_posts(1)
    found = re.search(r"\w{4}-\w{4}-\w{4}", text_of(message))
    assert found is not None
    return found.group()


@pytest.mark.parametrize("where", ["slash", "mention", "dm"])
def test_a_receipt_is_checked(where: str) -> None:
    with workspace() as desk:
        code = _answered(desk)
        if where == "slash":
            person(desk, "U2").runs("/desk", f"check {code}", "C1")
        elif where == "mention":
            person(desk, "U2").says("C1", f"<@UBOT> check {code}")
        else:
            person(desk, "U2").says(None, f"核对 {code}")
            assert code in text_of(desk.slack.wait_for_posts(2)[1])
            return
        assert code in text_of(shown(desk, "U2")[0])
        assert len(desk.slack.posts()) == 1
        clean(desk)


@pytest.mark.parametrize(
    ("text", "said"), [(f"check {CODE}", "No answer is kept"), ("check 7K3F-9QWX-2M00", "whole")]
)
def test_a_receipt_that_is_not_there_is_told(text: str, said: str) -> None:
    with workspace() as desk:
        person(desk).runs("/desk", text, "C1")
        assert said in text_of(shown(desk, "U1")[0])


def test_a_rule_is_filled_in_and_answered_alone_after_the_slash() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "rule co-funding", "C1")
        act = acting.submits(window(desk), {"input:city": "8 million"})
        assert act.acknowledged[0].body == {"response_action": "clear"}
        (message,) = shown(desk, "U1")
        assert "8,000,000" in text_of(message)
        assert "Operating co-funding" in text_of(message)
        assert desk.slack.posts() == []
        assert windows(desk) == 0
        clean(desk)


def test_what_cannot_be_read_is_told_at_its_field() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "rule co-funding", "C1")
        act = acting.submits(window(desk), {"input:city": "a lot"})
        body: dict[str, Any] = act.acknowledged[0].body
        assert set(body["errors"]) == {"input:city"}
        acting.submits(window(desk), {"input:city": "8 million"})
        shown(desk, "U1")
        clean(desk)


def test_a_list_of_rules_leads_to_a_form_whose_result_stands_in_the_thread() -> None:
    with workspace() as desk:
        acting = person(desk)
        asked = acting.says("C1", "<@UBOT> 规则")
        (message,) = shown(desk, "U1")
        acting.clicks(message, "rule-form:co-funding")
        acting.submits(window(desk), {"input:city": "8 million"})
        (posted,) = desk.slack.wait_for_posts(1)
        assert posted["thread_ts"] == asked.ts
        assert "8,000,000" in text_of(posted)
        clean(desk)


def test_a_result_that_lacks_something_asks_for_it_alone() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.says("C1", "<@UBOT> rule co-funding")
        acting.clicks(shown(desk, "U1")[0], "rule-form:co-funding")
        acting.submits(window(desk), {})
        (posted,) = desk.slack.wait_for_posts(1)
        acting.clicks(posted, "rule-more:co-funding")
        again = window(desk)
        assert again["callback_id"] == "rule:co-funding"
        acting.submits(again, {again["blocks"][1]["block_id"]: "8 million"})
        second = desk.slack.wait_for_posts(2)[1]
        assert second["thread_ts"] == posted["thread_ts"]
        clean(desk)


def test_a_form_that_is_sent_twice_is_answered_once() -> None:
    with workspace() as desk:
        acting = person(desk)
        acting.runs("/desk", "rule co-funding", "C1")
        view = window(desk)
        acting.submits(view, {"input:city": "8 million"})
        acting.submits(view, {"input:city": "8 million"})
        shown(desk, "U1")
        desk.slack.wait_for_posts(0)
        assert len(desk.slack.shown_to("U1")) == 1


def test_a_window_that_slack_does_not_open_is_told_and_not_lost_in_silence() -> None:
    with workspace() as desk, capture_logs() as logs:
        desk.slack.trigger_seconds = 0
        person(desk).runs("/desk", "rule co-funding", "C1")
        assert "before I could open it" in text_of(shown(desk, "U1")[0])
        assert any(log["event"] == "view not opened" for log in logs)


def test_while_the_index_is_made_commands_are_answered_as_far_as_they_can() -> None:
    with workspace(is_ready=False, why="broken") as desk:
        person(desk).runs("/desk", "help", "C1")
        assert "/desk" in text_of(shown(desk, "U1")[0])
        person(desk).runs("/desk", "rules", "C1")
        assert "cannot answer" in text_of(shown(desk, "U1", 2)[1])
        person(desk).runs("/desk", "rule co-funding", "C1")
        assert "getting ready" in text_of(shown(desk, "U1", 3)[2])
