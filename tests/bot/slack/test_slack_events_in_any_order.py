"""Whatever people write, edit and delete: one reply a living question, true to its last text."""

import time
from dataclasses import dataclass
from typing import Any, Literal

from fake_slack_engine import FakeEngine
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from slack_talk import MENTION, answered, echo, is_idle, wait_for
from slack_workspace import Workspace, event, workspace

Does = Literal["write", "edit", "delete", "again"]
MESSAGES = 3
PEOPLE = ("U1", "U2")


@dataclass(frozen=True)
class Step:
    """One thing that a person does to one of the messages; "again" is Slack's retry."""

    does: Does
    message: int
    text: int = 0


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["write", "write", "edit", "edit", "delete", "again"]),
        st.integers(0, MESSAGES - 1),
        st.integers(0, 2),
    ),
    min_size=2,
    max_size=9,
)


class Told:
    """What Slack tells of the messages, and what must stand in the end."""

    def __init__(self) -> None:
        self._first = time.time()
        self._written: dict[int, dict[str, Any]] = {}
        self._number = 0
        self.texts: dict[int, str] = {}
        self.sent: list[dict[str, Any]] = []

    def bodies(self, step: Step) -> list[dict[str, Any]]:
        """Return the events of a step; none where there is no such message to do it to."""
        at = step.message
        if step.does == "again":
            return self.sent[-1 - step.text :][:1] if self.sent else []
        if step.does == "write":
            if at in self._written:
                return []
            return self._events(at, step, None)
        if at not in self.texts:
            return []
        if step.does == "edit":
            return self._events(at, step, dict(self._written[at]))
        del self.texts[at]
        gone = event(
            "", subtype="message_deleted", channel="C1", channel_type="channel", hidden=True,
            deleted_ts=self._written[at]["ts"], previous_message=self._written[at],
        )  # fmt: skip
        self.sent.append(gone)
        return [gone]

    def _events(self, at: int, step: Step, before: dict[str, Any] | None) -> list[dict[str, Any]]:
        self._number += 1
        text = f"Question {at} text {step.text}?"
        message = {
            "type": "message", "user": PEOPLE[at % 2], "text": f"{MENTION} {text}", "team": "T1",
            "channel": "C1", "ts": before["ts"] if before else f"{self._first + at:.6f}",
        }  # fmt: skip
        if before:
            edited = f"{self._first + MESSAGES + self._number:.6f}"
            message["edited"] = {"user": message["user"], "ts": edited}
        self._written[at], self.texts[at] = message, text
        inner = {name: value for name, value in message.items() if name not in ("type", "text")}
        mentioned = event(message["text"], "app_mention", **inner)
        if before:
            said = event(
                "", subtype="message_changed", channel="C1", channel_type="channel", hidden=True,
                message=message, previous_message=before,
            )  # fmt: skip
        else:
            said = event(message["text"], channel_type="channel", **inner)
        both = [said, mentioned]
        self.sent += both
        return both


def standing(desk: Workspace) -> list[str]:
    return sorted(answered(message) for message in desk.slack.posts())


def play(steps: list[Step]) -> None:
    with workspace(FakeEngine(echo)) as desk:
        told = Told()
        for step in steps:
            for body in told.bodies(step):
                assert desk.deliver(body, retry=1 if step.does == "again" else None) == 200
        expected = sorted(told.texts.values())
        wait_for(lambda: standing(desk) == expected, lambda: f"{standing(desk)}, not {expected}")
        wait_for(is_idle)
        assert standing(desk) == expected
        assert [(one.method, one.error) for one in desk.slack.refusals()] == []


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(STEPS)
@example([Step("write", 0), Step("edit", 0, 1), Step("edit", 0, 2), Step("again", 0, 1)])
@example([Step("write", 0), Step("delete", 0), Step("again", 0, 2), Step("again", 0, 1)])
@example([Step("write", 0), Step("write", 1), Step("edit", 0, 1), Step("delete", 1)])
@example([Step("write", 0), Step("edit", 0, 1), Step("delete", 0), Step("again", 0, 1)])
def test_each_living_question_has_one_reply_to_its_last_text_and_a_deleted_one_none(
    steps: list[Step],
) -> None:
    play(steps)
