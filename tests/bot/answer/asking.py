"""Asks an engine as a person does, on a day that stays the same."""

from datetime import date

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.answer.record import Answer


def ask(engine: Engine, *turns: str) -> Answer:
    """Return the answer to the last turn of a thread."""
    return engine.answer(Question(turns[-1], turns[:-1], date(2026, 11, 24)))[0]
