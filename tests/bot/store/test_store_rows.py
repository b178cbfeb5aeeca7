"""Replies, settings, feedback, pace, frames and sightings, each in the database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from stored import accepted, answered, at_once

from bot.answer.frame import Frame
from bot.store.channels import Channels, ChannelSettings, WorkspaceSettings
from bot.store.claims import claim
from bot.store.columns import now
from bot.store.database import open_database
from bot.store.feedback import Feedback
from bot.store.pace import Pace
from bot.store.replies import Replies
from bot.store.sightings import Sightings
from bot.store.tables import ConversationRow, FeedbackRow, SettingsRow, SightingRow
from bot.store.threads import StoredThreads


def test_a_name_is_claimed_by_one_of_many_at_once(database: Engine) -> None:
    def take(number: int) -> bool:
        with Session(database) as session, session.begin():
            return claim(session, f"owner {number}", ["b", "a"] if number % 2 else ["a", "b"])

    taken = at_once(10, take)
    assert taken.count(True) == 1
    with Session(database) as session, session.begin():
        owner = f"owner {taken.index(True)}"
        assert claim(session, owner, ["a"])
        assert not claim(session, "another", ["a", "c"])


def test_messages_at_once_into_one_channel_are_a_second_apart(database: Engine) -> None:
    pace = Pace(database)
    moments = sorted(at_once(8, lambda _: pace.reserve("T1:C1", 1_000.0)))
    assert moments == pytest.approx([1_000.0 + at for at in range(8)])
    assert pace.reserve("T1:C2", 1_000.0) == pytest.approx(1_000.0)


def test_a_channel_that_was_quiet_is_free_at_once(database: Engine) -> None:
    pace = Pace(database, interval=2)
    assert pace.reserve("T1:C1", 1_000.0) == pytest.approx(1_000.0)
    assert pace.reserve("T1:C1", 1_000.5) == pytest.approx(1_002.0)
    assert pace.reserve("T1:C1", 1_900.0) == pytest.approx(1_900.0)


def test_a_reply_is_intended_once_and_known_afterwards(database: Engine) -> None:
    replies, asked = Replies(database), accepted(database)
    tried = at_once(6, lambda _: replies.intend("answer:1", 1, "T1", "C1", asked.id).tried)
    assert tried.count(False) == 1
    replies.intend("answer:1", 2, "T1", "C1", asked.id)
    replies.sent("answer:1", 1, "5.0")
    found = replies.of_question(asked.id)
    assert [(one.part, one.ts, one.sent) for one in found] == [(1, "5.0", True), (2, None, False)]
    again = replies.intend("answer:1", 1, "T1", "C1", asked.id)
    assert (again.sent, again.ts, again.tried) == (True, "5.0", True)
    replies.forget("answer:1", 1)
    assert [one.part for one in replies.of_question(asked.id)] == [2]


def test_a_private_reply_is_sent_without_a_stamp(database: Engine) -> None:
    replies = Replies(database)
    replies.intend("notice", 1, "T1", "C1", None)
    replies.sent("notice", 1, None)
    reply = replies.intend("notice", 1, "T1", "C1", None)
    assert (reply.sent, reply.ts) == (True, None)


def test_settings_hold_at_once_and_are_of_their_channel(database: Engine) -> None:
    channels = Channels(database)
    assert channels.channel("T1", "C1") == ChannelSettings()
    assert channels.workspace("T1") == WorkspaceSettings()
    chosen = ChannelSettings("all", True, "zh-Hans", "private", "C9")
    channels.choose_channel("T1", "C1", ChannelSettings(follows=True), "UADMIN")
    channels.choose_channel("T1", "C1", chosen, "UADMIN")
    channels.choose_workspace("T1", WorkspaceSettings(False, ("C1", "C2"), "C8", 30), "UADMIN")
    assert channels.channel("T1", "C1") == chosen
    assert channels.channel("T1", "C2") == ChannelSettings()
    assert channels.channel("T2", "C1") == ChannelSettings()
    assert channels.workspace("T1") == WorkspaceSettings(False, ("C1", "C2"), "C8", 30)
    assert channels.workspace("T2") == WorkspaceSettings()


def test_open_questions_go_to_the_channels_own_staff_or_the_workspaces(database: Engine) -> None:
    channels = Channels(database)
    assert channels.staff_channel("T1", "C1") == ""
    channels.choose_workspace("T1", WorkspaceSettings(staff_channel="C8"), "UADMIN")
    channels.choose_channel("T1", "C1", ChannelSettings(staff_channel="C9"), "UADMIN")
    channels.choose_channel("T2", "C1", ChannelSettings(staff_channel="C7"), "UADMIN")
    assert channels.staff_channel("T1", "C1") == "C9"
    assert channels.staff_channel("T1", "C2") == "C8"
    assert channels.staff_channels("T1") == ["C8", "C9"]
    assert channels.every_staff_channel() == [("T1", "C8"), ("T1", "C9"), ("T2", "C7")]


def test_settings_of_another_version_leave_the_known_ones(database: Engine) -> None:
    channels = Channels(database)
    channels.choose_channel("T1", "C1", ChannelSettings(follows=True), "UADMIN")
    with Session(database) as session, session.begin():
        session.execute(update(SettingsRow).values(chosen={"follows": True, "mood": "sunny"}))
    assert channels.channel("T1", "C1") == ChannelSettings(follows=True)


def test_a_later_verdict_takes_the_place_of_an_earlier_one(database: Engine) -> None:
    answer, feedback = answered(database, accepted(database)), Feedback(database)
    feedback.give(answer.id, "U1", True)
    feedback.give(answer.id, "U1", False, "not what I asked")
    feedback.give(answer.id, "U2", True)
    with Session(database) as session:
        found = session.execute(
            select(FeedbackRow.person, FeedbackRow.helpful, FeedbackRow.reason)
            .order_by(FeedbackRow.person)
        ).all()  # fmt: skip
    assert [tuple(one) for one in found] == [("U1", False, "not what I asked"), ("U2", True, "")]


def test_frames_survive_a_restart(database: Engine) -> None:
    frame = Frame("zh-Hans", "谁出钱？", "answer:who-pays", 10, awaiting=True, about="Who pays?")
    StoredThreads(database).put("T1:C1:1.0", Frame("en", "before"))
    StoredThreads(database).put("T1:C1:1.0", frame)
    database.dispose()
    again = open_database(database.url)
    assert StoredThreads(again).get("T1:C1:1.0") == frame
    assert StoredThreads(again).get("T1:C1:2.0") is None
    StoredThreads(again).forget("T1:C1:1.0")
    assert StoredThreads(again).get("T1:C1:1.0") is None
    again.dispose()


@pytest.mark.parametrize("kept", [{}, {"form": 99}, {"language": "en", "text": "x"}])
def test_a_frame_of_another_shape_starts_the_thread_anew(
    database: Engine, kept: dict[str, object]
) -> None:
    threads = StoredThreads(database)
    threads.put("thread", Frame("en", "Who pays?"))
    with Session(database) as session, session.begin():
        session.execute(update(ConversationRow).values(frame=kept))
    assert threads.get("thread") is None
    threads.put("thread", Frame("en", "And now?"))
    assert threads.get("thread") == Frame("en", "And now?")


def test_of_each_kind_the_last_sighting_is_known(database: Engine) -> None:
    sightings, begun = Sightings(database), now()
    assert sightings.all() == {}
    sightings.saw("app_mention")
    with Session(database) as session, session.begin():
        session.execute(update(SightingRow).values(at=begun - timedelta(days=3)))
    sightings.saw("message.im")
    sightings.saw("app_mention")
    assert set(sightings.all()) == {"app_mention", "message.im"}
    assert all(at >= begun for at in sightings.all().values())


def test_a_moment_comes_back_in_utc_and_needs_a_zone(database: Engine) -> None:
    shanghai = datetime(2026, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    sightings = Sightings(database)
    sightings.saw("message")
    with Session(database) as session, session.begin():
        session.execute(update(SightingRow).values(at=shanghai))
    assert sightings.all()["message"] == datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
    with Session(database) as session, pytest.raises(StatementError, match="without a zone"):
        session.execute(update(SightingRow).values(at=shanghai.replace(tzinfo=None)))


def test_a_row_that_belongs_to_nothing_is_refused(database: Engine) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.begin() as connection:
        connection.execute(
            text("INSERT INTO feedback (answer_id, person, helpful, reason, at)"
                 " VALUES (99, 'U1', :yes, '', :at)"),
            {"yes": True, "at": now().replace(tzinfo=None)},
        )  # fmt: skip
