"""Complaint 7: a reply that is streamed is never left half, whatever dies, and is there once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_process import DeskProcess, Nursery, Start, echo, free_ports, nursery
from fake_slack import FakeSlack, HttpTransport, Outcome, fake_slack, refused, wait_until
from fake_slack_engine import ENGLISH, FakeEngine
from slack_reading import quotes
from slack_workspace import data_folder, event, mention, workspace

from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.engines import Step, Tell

STEPS: tuple[Step, ...] = ("reading", "searching", "searching", "checking")


class Telling(FakeEngine):
    """Tells its steps, and looks at what Slack shows after each."""

    def __init__(self) -> None:
        super().__init__()
        self.slack: FakeSlack | None = None
        self.shown: list[list[str]] = []

    def answer_telling(
        self, question: Question, frame: Frame | None, tell: Tell
    ) -> tuple[Answer, Frame]:
        for step in STEPS:
            tell(step)
            assert self.slack is not None
            self.shown.append([post["text"] for post in self.slack.posts()])
        return self.answer(question, frame)


def test_steps_are_shown_first_and_the_answer_takes_their_place() -> None:
    engine = Telling()
    with workspace(engine) as desk:
        engine.slack = desk.slack
        desk.deliver(event("Who pays?"))
        wait_until(lambda: "8,000,000" in "".join(p["text"] for p in desk.slack.posts()))
        (reply,) = desk.slack.wait_for_posts(1)
        assert not desk.slack.refusals()
    reading, searching, again, checking = [texts[0] for texts in engine.shown]
    assert "Reading" in reading
    assert searching == again
    assert searching.startswith(reading)
    assert checking.startswith(searching)
    assert "Checking" in checking
    # Nothing of the answer is there before it is verified, and nothing of the steps after.
    assert not any("8,000,000" in text for texts in engine.shown for text in texts)
    assert "Reading" not in reply["text"]
    assert quotes([reply])
    assert reply["metadata"]["event_payload"]["name"].startswith("answer:")


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize(
    "outcome", [refused("message_not_in_streaming_state"), refused("unknown_method"),
                Outcome(dropped=True), Outcome("internal_error", status=500)],
)  # fmt: skip
def test_whatever_fails_of_a_stream_the_answer_is_there_once(method: str, outcome: Outcome) -> None:
    engine = Telling()
    with workspace(engine) as desk:
        engine.slack = desk.slack
        desk.slack.plan(method, *[outcome] * 9)
        desk.deliver(event("Who pays?"))
        wait_until(lambda: "8,000,000" in "".join(p["text"] for p in desk.slack.posts()), 40)
        (reply,) = desk.slack.wait_for_posts(1)
    assert quotes([reply])


def test_a_stream_that_died_is_replaced_by_an_edit() -> None:
    engine = Telling()
    with workspace(engine) as desk:
        engine.slack = desk.slack
        desk.slack.streams_die = True
        desk.deliver(event("Who pays?"))
        wait_until(lambda: bool(desk.slack.made("chat.update")))
        (reply,) = desk.slack.wait_for_posts(1)
        assert not desk.slack.made("chat.postMessage")
    assert quotes([reply])


def test_a_reply_that_somebody_removed_meanwhile_is_posted_anew() -> None:
    engine = Telling()
    with workspace(engine) as desk:
        engine.slack = desk.slack
        desk.slack.plan("chat.update", refused("message_not_found"))
        desk.deliver(event("Who pays?"))
        wait_until(lambda: bool(desk.slack.made("chat.postMessage")))


def test_what_one_person_alone_may_see_is_not_streamed() -> None:
    engine = Telling()
    with workspace(engine) as desk:
        engine.slack = desk.slack
        desk.set_channel(answers="private")
        desk.deliver(mention("Who pays?"))
        wait_until(lambda: bool(desk.slack.ephemerals))
        assert not desk.slack.made("chat.startStream")


def test_an_engine_that_tells_nothing_streams_nothing() -> None:
    with workspace(FakeEngine(lambda _: ENGLISH)) as desk:
        desk.deliver(event("Who pays?"))
        desk.slack.wait_for_posts(1)
        assert not desk.slack.made("chat.startStream")


@pytest.fixture(scope="module")
def desks() -> Iterator[Nursery]:
    with nursery() as running:
        yield running


@pytest.mark.parametrize("when", ["before its stamp is kept", "while it is thought"])
def test_a_stream_whose_desk_is_killed_becomes_the_answer_of_the_next(
    when: str, desks: Nursery
) -> None:
    with data_folder() as folder, fake_slack() as slack:
        begun = _killed(desks, slack, folder, when)
        desk = desks.start(_start(slack, folder, think=0))
        desk.wait_ready()
        wait_until(lambda: "Asked" in "".join(p["text"] for p in slack.posts()), 60)
        (reply,) = slack.wait_for_posts(1)
        assert echo("q1 who pays?") in reply["text"]
        assert reply["ts"] == begun
        desk.kill9()


def _start(slack: FakeSlack, folder: Path, think: float) -> Start:
    (port,) = free_ports(1)
    return Start(str(folder), port, slack.url, think=think, tells=True)


def _killed(desks: Nursery, slack: FakeSlack, folder: Path, when: str) -> str:
    """Let a desk begin a reply, kill it, and return the reply's stamp."""
    desk: DeskProcess = desks.start(_start(slack, folder, think=30))
    desk.wait_ready()
    if when.startswith("before"):
        slack.plan("chat.startStream", Outcome(delay=20))
    HttpTransport(desk.url, patience=10).event(event("q1 who pays?"))
    (begun,) = slack.wait_for_posts(1)
    if not when.startswith("before"):
        wait_until(lambda: "Reading" in slack.posts()[0]["text"])
    desk.kill9()
    return str(begun["ts"])
