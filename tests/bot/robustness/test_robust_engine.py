"""Whatever is asked, the engine answers with a record that holds what every record holds."""

import json
from collections.abc import Sequence
from datetime import date

import structlog
from hypothesis import given

from bot.answer.engine import Engine
from bot.answer.question import Question
from tests.bot.robustness.budget import count, generated
from tests.bot.robustness.inputs import conversations, messages
from tests.bot.robustness.properties import faults, logged_errors

DAY = date(2026, 11, 24)


def answered(engine: Engine, turns: Sequence[str]) -> list[str]:
    """Answer the last turn of a thread, and return what is wrong with the record."""
    with structlog.testing.capture_logs() as logs:
        answer, _ = engine.answer(Question(turns[-1], tuple(turns[:-1]), DAY))
    record = json.loads(json.dumps(answer.record()))
    return [*faults(record, turns, engine.knowledge.source.text), *logged_errors(logs)]


@generated("messages")
@given(message=messages(surrogates=True))
def test_any_message_is_answered(engine: Engine, message: str) -> None:
    count("messages")
    assert answered(engine, [message]) == []


@generated("conversations")
@given(turns=conversations(surrogates=True))
def test_any_thread_is_answered(engine: Engine, turns: list[str]) -> None:
    count("conversations")
    assert answered(engine, turns) == []
