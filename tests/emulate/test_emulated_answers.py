"""The desk against a Slack that others wrote: questions become replies, once and in their place."""

import time
from typing import Any

import pytest
from fake_slack_calls import wait_until
from fake_slack_engine import FakeEngine, answer
from slack_reading import contexts, markdown, quotes

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph
from tests.emulate.office import Office, office
from tests.emulate.room import DESK, Room, channel, direct_message, person

_SETTLED = 0.5  # for one reply too many


def replies(room: Room, root: str, number: int = 1) -> list[dict[str, Any]]:
    """Wait for the desk's messages in a thread, then a little for one too many."""
    wait_until(lambda: len(room.replies(root)) >= number, 30)
    time.sleep(_SETTLED)
    found = room.replies(root)
    assert len(found) == number
    return found


def echo(question: Question) -> Answer:
    return answer(Paragraph(f"You asked: {question.text}"))


@pytest.mark.parametrize("private", [False, True])
def test_a_mention_is_answered_once_in_its_thread_however_often_it_is_delivered(
    desk: Office, private: bool
) -> None:
    room = channel(desk.slack, private)
    message = room.says("lin", f"<@{DESK}> Who pays?")
    mention = room.told(message, "app_mention")
    desk.deliver(mention)
    desk.deliver(mention, retry=1)
    desk.deliver(room.told(message))  # Slack sends each mention as a message too
    (reply,) = replies(room, message["ts"])
    assert reply["thread_ts"] == message["ts"]
    assert reply["metadata"]["event_type"] == "guideline_desk"
    assert reply["metadata"]["event_payload"]["part"] == 1
    assert "At least 8,000,000 yuan" in reply["text"]
    assert "**At least 8,000,000 yuan**:" in markdown([reply])[0]
    assert quotes([reply])
    assert (reply["unfurl_links"], reply["unfurl_media"]) == (False, False)
    assert [one["user"] for one in room.thread(message["ts"])] == [message["user"], DESK]


def test_each_message_of_a_dm_is_a_thread_of_its_own(emulated: str) -> None:
    with office(emulated, FakeEngine(echo)) as desk:
        room = direct_message(desk.slack)
        for text in ("Who pays?", "区级是否配套？"):
            message = room.says("lin", text)
            desk.deliver(room.told(message))
            (reply,) = replies(room, message["ts"])
            assert markdown([reply]) == [f"You asked: {text}"]
            assert reply["thread_ts"] == message["ts"]


def test_who_asked_goes_on_in_the_thread_and_others_talk(desk: Office) -> None:
    room = channel(desk.slack)
    desk.set_channel(room.channel, follows=True)
    first = room.says("lin", f"<@{DESK}> Who pays?")
    root = first["ts"]
    desk.deliver(room.told(first, "app_mention"))
    replies(room, root)
    desk.deliver(room.told(room.says("wang", "I will ask Zhou", root)))
    desk.deliver(room.told(room.says("lin", "And the district?", root)))
    replies(room, root, 2)
    assert [question.text for question, _ in desk.engine.asked] == [
        "Who pays?",
        "And the district?",
    ]


def test_the_desks_own_messages_are_not_answered(desk: Office) -> None:
    room = direct_message(desk.slack)
    message = room.says("lin", "Who pays?")
    desk.deliver(room.told(message))
    (reply,) = replies(room, message["ts"])
    desk.deliver(room.told(reply))
    assert replies(room, message["ts"]) == [reply]


def test_in_a_thread_that_it_does_not_know_it_reads_what_people_wrote(desk: Office) -> None:
    room = channel(desk.slack)
    root = room.says("lin", "The city gives 8 million")["ts"]
    room.says("wang", "And the district?", root)
    asked = room.says("lin", f"<@{DESK}> Well?", root)
    desk.deliver(room.told(asked, "app_mention"))
    replies(room, root)
    ((question, _),) = desk.engine.asked
    assert question.history == ("The city gives 8 million", "And the district?")


def test_an_edit_changes_the_reply_and_a_deletion_takes_it_away(emulated: str) -> None:
    with office(emulated, FakeEngine(echo)) as desk:
        room = channel(desk.slack)
        before = room.says("lin", f"<@{DESK}> Who pays?")
        desk.deliver(room.told(before, "app_mention"))
        (first,) = replies(room, before["ts"])
        after = room.edits("lin", before, f"<@{DESK}> Who decides?")
        desk.deliver(room.changed(before, after))
        desk.deliver(room.changed(before, after), retry=1)
        wait_until(lambda: "Who decides?" in markdown(room.replies(before["ts"]))[0], 30)
        (second,) = replies(room, before["ts"])
        assert (second["ts"], second["thread_ts"]) == (first["ts"], before["ts"])

        room.deletes("lin", after)
        desk.deliver(room.deleted(after))
        wait_until(lambda: room.thread(before["ts"]) == [], 30)
        time.sleep(_SETTLED)
        assert room.thread(before["ts"]) == []


def test_a_private_answer_goes_to_its_asker_alone(desk: Office) -> None:
    room = channel(desk.slack)
    desk.set_channel(room.channel, answers="private")
    message = room.says("lin", f"<@{DESK}> Who pays?")
    desk.deliver(room.told(message, "app_mention"))
    wait_until(lambda: desk.front.made("chat.postEphemeral"), 30)
    time.sleep(_SETTLED)
    # A message for one person cannot be read back, from Slack neither: the call is looked at.
    (sent,) = desk.front.made("chat.postEphemeral")
    assert sent.answer["ok"]
    assert sent.arguments["user"] == person(desk.slack, "lin")
    assert room.replies(message["ts"]) == []


def test_a_reply_whose_receipt_was_lost_is_found_again_by_its_metadata(desk: Office) -> None:
    room = channel(desk.slack)
    desk.front.lost.append("chat.postMessage")
    message = room.says("lin", f"<@{DESK}> Who pays?")
    desk.deliver(room.told(message, "app_mention"))
    # After the call whose answer was lost the thread is looked through.
    wait_until(lambda: desk.front.made("conversations.replies"), 30)
    (reply,) = replies(room, message["ts"])
    assert desk.front.lost == []
    assert len(desk.front.made("chat.postMessage")) == 1
    # The emulator shows metadata to everybody; Slack shows it to who asks for it.
    (looked,) = desk.front.made("conversations.replies")
    assert looked.arguments["include_all_metadata"] in ("1", "true", "True")

    # What was found is what an edit changes and a deletion takes away.
    room.deletes("lin", message)
    desk.deliver(room.deleted(message))
    wait_until(lambda: room.thread(message["ts"]) == [], 30)
    (taken,) = desk.front.made("chat.delete")
    assert taken.arguments["ts"] == reply["ts"]


def test_no_call_is_refused_but_those_that_the_emulator_does_not_know(desk: Office) -> None:
    """With strict scopes: what the manifest asks for does for every call."""
    room = direct_message(desk.slack)
    message = room.says("lin", "Who pays?")
    desk.deliver(room.told(message))
    replies(room, message["ts"])
    refused = {call.method for call in desk.front.calls if not call.answer.get("ok")}
    # Slack has these; they show that the desk is at work.
    assert refused <= {"assistant.threads.setStatus", "assistant.threads.setTitle"}
    assert desk.front.made("chat.postMessage")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("When does the guideline take effect?", "February 1st 2018"),
        ("实施细则什么时候起施行？", "2018年2月1日"),
    ],
)
def test_the_real_engine_answers_in_the_thread(
    engine: Engine, emulated: str, asked: str, said: str
) -> None:
    with office(emulated, engine) as desk:
        room = channel(desk.slack)
        message = room.says("wang", f"<@{DESK}> {asked}")
        desk.deliver(room.told(message, "app_mention"))
        (reply,) = replies(room, message["ts"])
        assert said in reply["text"]
        assert said in "".join(markdown([reply]) + list(quotes([reply]).values()))
        assert contexts([reply])
