"""Answers a question inside its thread, away from the event loop."""

import traceback

import structlog
from starlette.concurrency import run_in_threadpool

from bot.answer.frame import Threads
from bot.answer.record import Answer
from bot.engines import AnsweringEngine, EngineSource
from bot.web.asked import Asked
from bot.web.problems import ProblemError, internal

log = structlog.get_logger()


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
        why = self._source.problem()
        if why is None:
            raise ProblemError(503, "getting_ready", retry_after=5)
        raise ProblemError(503, "not_ready", {"problem": why}, retry_after=30)

    async def answer(self, asked: Asked, request_id: str) -> Answer:
        """Answer a question, and keep its thread's frame.

        Raises:
            ProblemError: 503 where the engine is not ready; 500 where it fails, logged with why.
        """
        engine = self.engine()
        try:
            # The engine computes: in a thread of its own, it leaves the loop to other visitors.
            return await run_in_threadpool(self._answer, engine, asked)
        except Exception:
            # As text: a renderer that adds local variables would log the question.
            log.error("answering failed", traceback=traceback.format_exc())
            raise internal(request_id) from None

    def _answer(self, engine: AnsweringEngine, asked: Asked) -> Answer:
        frame = self._threads.get(asked.thread) if asked.thread else None
        answer, frame = engine.answer(asked.question, frame)
        if asked.thread:
            self._threads.put(asked.thread, frame)
        return answer
