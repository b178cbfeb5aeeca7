"""People who talk with the desk, and what stands in Slack afterwards."""

from collections.abc import Callable, Mapping
from typing import Any

from dbos import DBOS
from fake_slack import HttpTransport, Person, wait_until
from fake_slack_engine import answer
from slack_workspace import Workspace, event

from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph
from bot.store.questions import Asked, Questions
from bot.store.threads import StoredThreads

MENTION = "<@UBOT>"
LONG = "at length"
PARTS = 2  # of an answer at length


def echo(question: Question) -> Answer:
    """Answer with the question; one that asks for it "at length" needs several messages."""
    said = Paragraph(f"You asked: {question.text}.")
    if LONG not in question.text:
        return answer(said)
    return answer(said, *(Paragraph(f"Part {at}. " + "word " * 280) for at in range(7)))


def person(desk: Workspace, id: str = "U1", team: str = "T1") -> Person:
    """Return a person whose acts reach the desk over HTTP."""
    return desk.slack.person(id, HttpTransport(desk.http, patience=20), team)


def answered(message: Mapping[str, Any]) -> str:
    """Return the question that a reply of `echo` answers, "" for a part that goes on."""
    _, found, rest = str(message["text"]).partition("You asked: ")
    return rest.partition(".")[0] if found else ""


def wait_for_answers(desk: Workspace, *texts: str) -> list[dict[str, Any]]:
    """Wait until all work is done and exactly these questions are answered for all to see.

    Returns:
        Every message of the desk.
    """

    def now() -> list[str]:
        return sorted(filter(None, map(answered, desk.slack.posts())))

    wait_for(lambda: now() == sorted(texts), lambda: f"{now()} and not {sorted(texts)}")
    wait_for(is_idle)
    assert now() == sorted(texts)
    return desk.slack.posts()


def is_idle() -> bool:
    """Tell whether the desk has done all that it was to do."""
    waiting = ["PENDING", "ENQUEUED", "DELAYED"]
    return not DBOS.list_workflows(status=waiting, load_input=False, load_output=False)


def question(desk: Workspace, channel: str, ts: str) -> Asked:
    """Return the question that a message asked, as the desk keeps it."""
    found = Questions(desk.database).of_message("T1", channel, ts)
    assert found is not None
    return found


def frame_text(desk: Workspace, channel: str, root: str) -> str | None:
    """Return which question a thread's next turn would lean on, or None."""
    frame = StoredThreads(desk.database).get(f"T1:{channel}:{root}")
    return frame.text if frame else None


def changed(body: dict[str, Any], text: str, at: float, /, **fields: Any) -> dict[str, Any]:
    """Return the event of a change of an event's message."""
    message = body["event"]
    now = message | {"text": text, "edited": {"user": message["user"], "ts": f"{at:.6f}"}}
    return event(
        "", subtype="message_changed", channel=message["channel"], hidden=True,
        channel_type=message.get("channel_type", "channel"), message=now | fields,
        previous_message=message,
    )  # fmt: skip


def wait_for(holds: Callable[[], bool], why: Callable[[], object] = lambda: "") -> None:
    """Wait generously, and say what stood there instead."""
    try:
        wait_until(holds, 30)
    except AssertionError as error:
        raise AssertionError(f"waited in vain: {why()}") from error
