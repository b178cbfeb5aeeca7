"""Where the desk answers: DMs, mentions, threads, channels; and where it keeps silent."""

from typing import Any

import pytest
import structlog
from fake_slack_engine import SIMPLIFIED, FakeEngine
from slack_talk import MENTION, echo, is_idle, person, wait_for, wait_for_answers
from slack_workspace import event, mention, workspace

from bot.store.questions import Questions


def test_a_dm_is_answered_in_a_thread_of_its_own_with_status_and_title() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        act = asker.says(None, "Who pays?")
        (reply,) = wait_for_answers(desk, "Who pays?")
        assert (reply["channel"], reply["thread_ts"]) == (asker.dm, act.ts)
        assert desk.slack.titles[asker.dm, act.ts] == "Who pays?"
        assert "is reading the guideline…" in desk.slack.statuses[asker.dm, act.ts]
        asker.says(None, "And the district?", thread=act.ts)
        wait_for_answers(desk, "Who pays?", "And the district?")
        assert desk.slack.titles[asker.dm, act.ts] == "Who pays?"


def test_a_title_is_no_longer_than_slack_takes_and_says_nothing_personal() -> None:
    with workspace(FakeEngine(echo)) as desk:
        asker = person(desk)
        act = asker.says(None, "Call 13812345678: " + "who pays and why " * 2_000)
        wait_for(lambda: len(desk.slack.posts()) >= 1)
        wait_for(lambda: (asker.dm, act.ts) in desk.slack.titles)
        title = desk.slack.titles[asker.dm, act.ts]
        assert len(title) <= 80
        assert "13812345678" not in title
        assert desk.slack.refusals() == []


def test_a_mention_is_answered_once_in_its_thread() -> None:
    with workspace(FakeEngine(echo)) as desk:
        act = person(desk).says("C1", f"{MENTION} Who pays?")
        assert len(act.bodies) == 2, "Slack tells of it as a message and as a mention"
        (reply,) = wait_for_answers(desk, "Who pays?")
        assert (reply["channel"], reply["thread_ts"]) == ("C1", act.ts)
        assert desk.slack.titles == {}
        assert desk.slack.statuses == {}


def test_in_a_thread_of_others_what_they_wrote_is_the_context() -> None:
    with workspace(FakeEngine(echo)) as desk:
        root = person(desk, "U2").says("C1", "The city gives 8 million.")
        person(desk, "U3").says("C1", "For operation.", thread=root.ts)
        person(desk).says("C1", f"{MENTION} And the district?", thread=root.ts)
        wait_for_answers(desk, "And the district?")
        question, frame = desk.engine.asked[0]
        assert question.history == ("The city gives 8 million.", "For operation.")
        assert frame is None
        person(desk).says("C1", f"{MENTION} And the year after?", thread=root.ts)
        wait_for_answers(desk, "And the district?", "And the year after?")
        assert len(desk.slack.made("conversations.replies")) == 1, "the thread is known by then"


def test_a_channel_that_is_read_whole_has_its_questions_answered_and_others_not() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_channel(reads="all")
        person(desk).says("C1", "Who pays?")
        wait_for_answers(desk, "Who pays?")
        person(desk).says("C1", "<@U2> who pays you?")
        person(desk).says("C2", "Who pays there?")
        wait_for_answers(desk, "Who pays?")


def test_a_group_dm_is_answered_where_the_desk_is_named() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.slack.teams["T1"].add_channel("G1", "U1", "U2", kind="mpim")
        person(desk).says("G1", "Who pays?")
        person(desk).says("G1", f"{MENTION} Who pays now?", order=("message",))
        (reply,) = wait_for_answers(desk, "Who pays now?")
        assert reply["channel"] == "G1"


def test_a_private_answer_is_seen_by_its_asker_alone() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_channel(answers="private")
        person(desk).says("C1", f"{MENTION} Who pays?")
        wait_for(lambda: len(desk.slack.shown_to("U1")) == 1)
        wait_for(is_idle)
        (shown,) = desk.slack.ephemerals
        assert "You asked: Who pays?" in shown["text"]
        assert desk.slack.posts() == []


def test_an_answer_in_the_dm_repeats_what_was_asked() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_channel(answers="dm")
        person(desk).says("C1", f"{MENTION} Who pays?")
        (reply,) = wait_for_answers(desk, "Who pays?")
        assert reply["channel"] == "D1"
        assert reply["text"].startswith("Asked: Who pays?")


def test_the_language_of_a_channel_is_the_language_of_its_answers() -> None:
    with workspace(FakeEngine(lambda _: SIMPLIFIED)) as desk:
        desk.set_channel(language="zh-Hans")
        desk.set_channel("C2", language=None)
        person(desk).says("C1", f"{MENTION} Who pays?")
        person(desk).says("C2", f"{MENTION} Who pays?")
        wait_for(lambda: len(desk.engine.asked) == 2)
        assert sorted(str(asked.language) for asked, _ in desk.engine.asked) == ["None", "zh-Hans"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"answering": False}, "switched off"),
        ({"channels": ("C2",)}, "do not answer in this channel"),
    ],
)
def test_where_nothing_is_answered_who_asked_is_told_once_and_nobody_else(
    chosen: dict[str, Any], sentence: str
) -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_workspace(**chosen)
        desk.set_channel(reads="all", follows=True)
        root = person(desk).says("C1", f"{MENTION} Who pays?")
        wait_for(lambda: len(desk.slack.shown_to("U1")) == 1)
        again = person(desk).says("C1", f"{MENTION} Really?", thread=root.ts)
        person(desk).edits(again.ts, f"{MENTION} Really not?")
        person(desk).says("C1", "And now?", thread=root.ts)
        person(desk, "U2").says("C1", "Who pays?")
        wait_for(is_idle)
        (told,) = desk.slack.ephemerals
        assert sentence in told["text"]
        assert desk.slack.posts() == []
        assert desk.engine.asked == []


def test_a_switched_off_desk_says_so_in_a_dm_in_the_language_of_the_question() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_workspace(answering=False)
        person(desk).says(None, "谁出资？")
        (reply,) = desk.slack.wait_for_posts(1)
        assert "自动答复目前已关闭" in reply["text"]
        assert desk.engine.asked == []


def test_a_restricted_desk_still_answers_in_its_channels_and_in_dms() -> None:
    with workspace(FakeEngine(echo)) as desk:
        desk.set_workspace(channels=("C2",))
        person(desk).says("C2", f"{MENTION} Who pays?")
        person(desk).says(None, "Who pays here?")
        wait_for_answers(desk, "Who pays?", "Who pays here?")


def test_a_foreign_workspace_gets_nothing_and_is_logged() -> None:
    with structlog.testing.capture_logs() as logs, workspace(FakeEngine(echo), served="T1") as desk:
        foreign = {
            "team_id": "T2",
            "authorizations": [{"team_id": "T2", "user_id": "UBOT", "is_bot": True}],
        }
        desk.deliver(mention("Who pays?") | foreign)
        desk.deliver(event("Who pays?") | foreign)
        wait_for(is_idle)
        assert desk.slack.posts() == []
        assert desk.engine.asked == []
        assert Questions(desk.database).waiting() == []
        desk.deliver(mention("Who pays?"))
        wait_for_answers(desk, "Who pays?")
    refusals = [entry for entry in logs if entry["event"] == "call of a foreign workspace refused"]
    assert {entry["team"] for entry in refusals} == {"T2"}
    assert "Who pays" not in str(refusals)


def test_in_a_shared_channel_the_desk_answers_as_the_workspace_it_is_installed_in() -> None:
    with workspace(FakeEngine(echo), served="T1") as desk:
        # Slack names the workspace of who wrote; the desk's own stands in the authorization.
        shared = mention("Who pays?", user="U7", team="T7", user_team="T7", source_team="T7")
        desk.deliver(shared | {"team_id": "T7", "context_team_id": "T1"})
        wait_for_answers(desk, "Who pays?")
        found = Questions(desk.database).of_message("T1", "C1", shared["event"]["ts"])
        assert found is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"event_id": ""},
        {"authorizations": []},
        {"authorizations": None},
        {"event_id": "", "authorizations": None},
    ],
)
def test_an_event_that_lacks_what_slack_may_leave_out_is_answered_once(
    fields: dict[str, Any],
) -> None:
    with workspace(FakeEngine(echo)) as desk:
        body = mention("Who pays?") | fields
        for retry in range(3):
            desk.deliver(body, retry)
        wait_for_answers(desk, "Who pays?")


def test_a_message_of_40000_characters_is_taken_and_answered() -> None:
    with workspace(FakeEngine(echo)) as desk:
        act = person(desk).says(None, ("Who pays? 1" * 4_000)[:40_000])
        assert act.status == 200
        assert act.acknowledged[0].tries == 1
        wait_for(lambda: len(desk.engine.asked) == 1)
        question, _ = desk.engine.asked[0]
        assert 8_000 < len(question.text) < 10_000


def test_what_no_database_takes_is_left_out_of_a_text() -> None:
    with workspace(FakeEngine(echo)) as desk:
        assert desk.deliver(event("Who\u0000 pays\ud83d?")) == 200
        wait_for_answers(desk, "Who pays?")
