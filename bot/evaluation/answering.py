"""Answers a set's questions with the engine, and judges each answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog

from bot.answer.question import Question
from bot.answer.record import Answer
from bot.answer.trace_words import as_text, in_words
from bot.engines import AnsweringEngine
from bot.evaluation.grounding import Record
from bot.evaluation.judgement import Cause, judge
from bot.evaluation.question_set import SetQuestion
from bot.words import Words

log = structlog.get_logger()
_TOLD_EVERY = 100


@dataclass(frozen=True)
class Result:
    """A question, its answer and the judgement.

    Attributes:
        trace: what each step found; empty where the engine gave none.
        steps: the same in words, a line each, what was decided left out.
    """

    question: SetQuestion
    record: Record
    trace: Mapping[str, Any]
    causes: tuple[Cause, ...]
    steps: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Nothing falls short."""
        return not self.causes

    @property
    def right_status(self) -> bool:
        """The status is one of those that the question accepts."""
        return self.record["status"] in self.question.expect.status


def evaluate_questions(
    questions: Sequence[SetQuestion],
    engine: AnsweringEngine,
    asked_on: date,
    say: Callable[[str], None],
) -> tuple[Result, ...]:
    """Answer each question as `desk batch` does, and judge it.

    Args:
        questions: of one set or several.
        engine: answers them.
        asked_on: what is taken as today.
        say: told how far it is.
    """
    source, results = engine.knowledge.source.text, []
    for at, question in enumerate(questions, start=1):
        answer = _answer(question, engine, asked_on)
        record = answer.record()
        causes = judge(question, record, source)
        trace = answer.trace.plain() if answer.trace else {}
        results.append(Result(question, record, trace, causes, tuple(_steps(answer))))
        if at % _TOLD_EVERY == 0:
            say(f"answered: {at} of {len(questions)} questions")
    return tuple(results)


def _steps(answer: Answer) -> Iterator[str]:
    words = Words("en")
    for step in in_words(answer.trace, words) if answer.trace else ():
        if step.key != "decide":
            _, *lines = as_text((step,), words)
            yield f"{step.heading}: {'; '.join(line.strip(' -') for line in lines)}"


def _answer(question: SetQuestion, engine: AnsweringEngine, asked_on: date) -> Answer:
    *history, text = question.turns
    try:
        return engine.answer(Question(text, tuple(history), asked_on, id=question.id))[0]
    except Exception:
        # A question that breaks the engine is a failure to report, and must not lose the others.
        log.exception("a question could not be answered", id=question.id, set=question.set)
        return Answer(
            question.id, "", "en", "error", None, "", (), (), (), (), 0.0, "builtin", 0.0
        )  # fmt: skip
