"""Answers a question inside its thread, or works out a rule, away from the event loop."""

import traceback
import uuid
from collections.abc import Callable, Mapping
from typing import ParamSpec

import structlog
from starlette.concurrency import run_in_threadpool

from bot.answer.personal import mask_personal_data
from bot.answer.question import Language
from bot.asking import Asking
from bot.engines import AnsweringEngine, Tell
from bot.store.answers import StoredAnswer
from bot.store.questions import Asked as Accepted
from bot.store.questions import NewQuestion, Place
from bot.web.asked import Asked
from bot.web.problems import ProblemError, internal
from bot.words import Words
from knowledge.rules import AnyRule

log = structlog.get_logger()
P_ = ParamSpec("P_")


class Conversation:
    """The engine, as it becomes ready, and the memory of what it answered."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._source = asking.source

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

    async def answer(
        self, asked: Asked, place: Place, request_id: str, tell: Tell | None = None
    ) -> StoredAnswer:
        """Answer a question, and keep question, answer and its thread's frame.

        Args:
            asked: the question.
            place: where it was asked.
            request_id: the id that the logs hold the request under.
            tell: told what is being done, where that takes a while; from any thread.

        Raises:
            ProblemError: 503 where the engine is not ready; 500 where it fails, logged with why.
        """
        try:
            self.engine()
            return await _apart(request_id, self._answer, asked, place, tell)
        except ProblemError:
            if self._source.ready():
                raise
            raise self._not_ready() from None  # what it needs went away meanwhile

    async def work_out(
        self, rule: AnyRule, given: Mapping[str, object], words: Words, request_id: str
    ) -> StoredAnswer:
        """Answer by a rule, on values that can be read, and keep the answer.

        Raises:
            ProblemError: 503 where the engine is not ready; 500 where it fails, logged with why.
        """
        self.engine()
        return await _apart(request_id, self._work_out, rule, given, words)

    def kept(self, code: str) -> StoredAnswer | None:
        """Return the answer of a receipt, or None where none is kept under this code."""
        return self._asking.answers.by_code(code)

    def _answer(self, asked: Asked, place: Place, tell: Tell | None) -> StoredAnswer:
        question = asked.question
        accepted = self._accept(place, question.text, asked.thread, question.language)
        given = self._asking.answer(
            accepted, lambda: question.history, text=question.text,
            asked_on=question.asked_on, id=question.id, tell=tell,
        )  # fmt: skip
        assert given is not None  # every answer is worth giving here
        self._asking.questions.set_state(accepted.id, "answered")
        return given

    def _work_out(self, rule: AnyRule, given: Mapping[str, object], words: Words) -> StoredAnswer:
        label = self._source.engine().knowledge.rules[rule.key].label.en
        accepted = self._accept("form", label, None, words.language)
        answer = self._asking.work_out(accepted, rule.key, given, words.language)
        self._asking.questions.set_state(accepted.id, "answered")
        return answer

    def _accept(
        self, place: Place, text: str, thread: str | None, language: Language | None
    ) -> Accepted:
        event = f"web:{uuid.uuid4().hex}"
        new = NewQuestion(
            event=event, thread=f"web:{thread}" if thread else event, place=place,
            team="", channel="", user="", ts="", thread_ts=None,
            text=mask_personal_data(text), language=language,
        )  # fmt: skip
        accepted = self._asking.questions.accept(new)
        assert accepted is not None  # its id is new
        return accepted


async def _apart(
    request_id: str, work: Callable[P_, StoredAnswer], *args: P_.args, **kwargs: P_.kwargs
) -> StoredAnswer:
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
