"""Whatever is asked, the engine answers with a record that holds what every record holds."""

import json
from collections.abc import Sequence
from datetime import date

import structlog
from hypothesis import given

from bot.answer.question import Question
from tests.bot.robustness.budget import count, generated
from tests.bot.robustness.in_process import Desk
from tests.bot.robustness.inputs import conversations, messages
from tests.bot.robustness.properties import faults, logged_errors

DAY = date(2026, 11, 24)


def answered(desk: Desk, turns: Sequence[str]) -> list[str]:
    """Answer the last turn of a thread, and return what is wrong with the record."""
    with structlog.testing.capture_logs() as logs:
        answer, _ = desk.engine.answer(Question(turns[-1], tuple(turns[:-1]), DAY))
    record = json.loads(json.dumps(answer.record()))
    return [*faults(record, turns, desk.source), *logged_errors(logs)]


@generated("messages")
@given(message=messages(surrogates=True))
def test_any_message_is_answered(desk: Desk, message: str) -> None:
    count("messages", message)
    assert answered(desk, [message]) == []


@generated("conversations")
@given(turns=conversations(surrogates=True))
def test_any_thread_is_answered(desk: Desk, turns: list[str]) -> None:
    count("conversations", turns)
    assert answered(desk, turns) == []
