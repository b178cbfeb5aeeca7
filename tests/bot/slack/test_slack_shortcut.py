"""The shortcut on a message: what it shows, and where its answer goes."""

import pytest
from fake_slack import HttpTransport
from slack_doing import clean, person, shown, text_of, window, windows
from slack_workspace import Workspace, workspace


def test_a_message_is_asked_about_and_answered_in_its_thread() -> None:
    with workspace() as desk:
        written = person(desk, "U2").says("C1", "Is 70/30 allowed, <@U1>? &amp; why")
        acting = person(desk)
        assert written.message is not None
        acting.uses_shortcut("ask-about", written.message | {"channel": "C1"})
        modal = window(desk)
        typed = modal["blocks"][0]["element"]
        assert typed["initial_value"] == "Is 70/30 allowed, ? & why"
        acting.submits(modal, {"reply": "thread"})
        (answer,) = desk.slack.wait_for_posts(1)
        assert answer["thread_ts"] == written.ts
        assert "Asked: Is 70/30 allowed" in text_of(answer)
        assert windows(desk) == 0
        clean(desk)


def test_only_the_person_sees_the_answer_unless_they_choose_otherwise() -> None:
    with workspace() as desk:
        written = person(desk, "U2").says("C1", "Is 70/30 allowed?")
        acting = person(desk)
        assert written.message is not None
        acting.uses_shortcut("ask-about", written.message | {"channel": "C1"})
        act = acting.submits(window(desk), {"question": "Who pays? 13812345678"})
        again = HttpTransport(desk.http).interaction(act.body)
        assert again.status == 200
        assert "8,000,000" in text_of(shown(desk, "U1")[0])
        assert desk.slack.wait_for_posts(0) == []
        ((question, _),) = desk.engine.asked
        assert question.text.startswith("Who pays?")
        assert "138" not in question.text
        assert len(desk.slack.shown_to("U1")) == 1
        clean(desk)


def _absent(desk: Workspace) -> None:
    desk.slack.teams["T1"].channels["C1"].members.remove("UBOT")


def _private(desk: Workspace) -> None:
    desk.set_channel(answers="private")


def _unknown(desk: Workspace) -> None:
    desk.slack.teams["T1"].scopes = ["chat:write", "commands"]


@pytest.mark.parametrize("make", [_absent, _private, _unknown])
def test_where_the_desk_may_not_reply_to_all_there_is_no_choice(make: object) -> None:
    assert callable(make)
    with workspace() as desk:
        written = person(desk, "U2").says("C1", "Is 70/30 allowed?")
        make(desk)
        assert written.message is not None
        person(desk).uses_shortcut("ask-about", written.message | {"channel": "C1"})
        modal = window(desk)
        assert [block["block_id"] for block in modal["blocks"] if block["type"] == "input"] == [
            "question"
        ]
        person(desk).submits(modal)
        assert "8,000,000" in text_of(shown(desk, "U1")[0])
        assert desk.slack.posts() == []


def test_a_choice_that_no_longer_holds_is_not_followed() -> None:
    with workspace() as desk:
        written = person(desk, "U2").says("C1", "Is 70/30 allowed?")
        assert written.message is not None
        person(desk).uses_shortcut("ask-about", written.message | {"channel": "C1"})
        desk.set_channel(answers="private")
        person(desk).submits(window(desk), {"reply": "thread"})
        assert "8,000,000" in text_of(shown(desk, "U1")[0])
        assert desk.slack.posts() == []


def test_a_long_message_is_cut_and_one_without_words_asks_for_some() -> None:
    with workspace() as desk:
        acting = person(desk)
        long = person(desk, "U2").says("C1", "x" * 5_000)
        assert long.message is not None
        acting.uses_shortcut("ask-about", long.message | {"channel": "C1"})
        assert len(window(desk)["blocks"][0]["element"]["initial_value"]) == 3_000
        acting.submits(window(desk))
        file = person(desk, "U2").says("C1", "")
        assert file.message is not None
        acting.uses_shortcut("ask-about", file.message | {"channel": "C1"})
        act = acting.submits(window(desk), {"question": "   "})
        assert set(act.acknowledged[0].body["errors"]) == {"question"}
        clean(desk)


def test_in_a_thread_the_messages_before_are_known() -> None:
    with workspace() as desk:
        root = person(desk, "U2").says("C1", "The city gives 8 million")
        reply = person(desk, "U2").says("C1", "And the district?", thread=root.ts)
        assert reply.message is not None
        acting = person(desk)
        acting.uses_shortcut("ask-about", reply.message | {"channel": "C1"})
        acting.submits(window(desk), {"reply": "thread"})
        (answer,) = desk.slack.wait_for_posts(1)
        assert answer["thread_ts"] == root.ts
        assert "The city gives 8 million" in desk.engine.asked[0][0].history
