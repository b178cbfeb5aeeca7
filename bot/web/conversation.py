"""Answers a question inside its thread, or works out a rule, away from the event loop."""

import traceback
from collections.abc import Callable, Mapping
from typing import ParamSpec

import structlog
from starlette.concurrency import run_in_threadpool

from bot.answer.by_rule import answer_by_rule
from bot.answer.frame import Threads
from bot.answer.record import Answer
from bot.engines import AnsweringEngine, EngineSource
from bot.web.asked import Asked
from bot.web.problems import ProblemError, internal
from bot.words import Words
from knowledge.rules import AnyRule

log = structlog.get_logger()
P_ = ParamSpec("P_")


class Conversation:
    """The engine, as it becomes ready, and the threads that it answers in."""

    def __init__(self, source: EngineSource, threads: Threads) -> None:
        self._source = source
        self._threads = threads

    def ready(self) -> bool:
        """Tell whether questions can be answered now."""
        return self._source.ready()

    def problem(self) -> str | None:
        """Say what keeps questions from being answered, where it is known."""
        return self._source.problem()

    def engine(self) -> AnsweringEngine:
        """Return the engine.

        Raises:
            ProblemError: 503, where it is not ready.
        """
        if self._source.ready():
            return self._source.engine()
        raise self._not_ready()

    def _not_ready(self) -> ProblemError:
        why = self._source.problem()
        if why is None:
            return ProblemError(503, "getting_ready", retry_after=5)
        return ProblemError(503, "not_ready", {"problem": why}, retry_after=30)

    async def answer(self, asked: Asked, request_id: str) -> Answer:
        """Answer a question, and keep its thread's frame.

        Raises:
            ProblemError: 503 where the engine is not ready; 500 where it fails, logged with why.
        """
        try:
            return await _apart(request_id, self._answer, self.engine(), asked)
        except ProblemError:
            if self._source.ready():
                raise
            raise self._not_ready() from None  # what it needs went away meanwhile

    async def work_out(
        self, rule: AnyRule, given: Mapping[str, object], words: Words, request_id: str
    ) -> Answer:
        """Answer by a rule, on values that can be read.

        Raises:
            ProblemError: 503 where the engine is not ready; 500 where it fails, logged with why.
        """
        knowledge, language = self.engine().knowledge, words.language
        return await _apart(
            request_id, answer_by_rule, rule.key, given, knowledge, language, words.opencc
        )

    def _answer(self, engine: AnsweringEngine, asked: Asked) -> Answer:
        frame = self._threads.get(asked.thread) if asked.thread else None
        answer, frame = engine.answer(asked.question, frame)
        if asked.thread:
            self._threads.put(asked.thread, frame)
        return answer


async def _apart(
    request_id: str, work: Callable[P_, Answer], *args: P_.args, **kwargs: P_.kwargs
) -> Answer:
    """Compute in a thread of its own, which leaves the loop to other visitors.

    Raises:
        ProblemError: 500 where it fails, logged with why.
    """
    try:
        return await run_in_threadpool(work, *args, **kwargs)
    except Exception:
        # As text: a renderer that adds local variables would log the question.
        log.error("answering failed", traceback=traceback.format_exc())
        raise internal(request_id) from None
