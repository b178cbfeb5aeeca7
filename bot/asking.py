"""Answers a question and keeps the answer, for every face that remembers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.answer.by_rule import answer_by_rule
from bot.answer.frame import Frame, Threads
from bot.answer.frame_json import frame_from_json, frame_to_json
from bot.answer.question import SHANGHAI, Language, Question
from bot.answer.record import Answer
from bot.engines import EngineSource, Tell, TellingEngine
from bot.receipts.kept import keep
from bot.store.answers import Answers, StoredAnswer
from bot.store.questions import Asked, Questions


class Asking:
    """The engine, and the memory of what it was asked and what it answered.

    Args:
        source: gives the engine once its index is there.
        threads: keeps the frames of threads.
        questions, answers: keep what was asked and answered.
        opencc: the OpenCC configuration for Traditional Chinese.
    """

    def __init__(
        self,
        source: EngineSource,
        threads: Threads,
        questions: Questions,
        answers: Answers,
        opencc: str,
    ) -> None:
        self.source = source
        self.questions = questions
        self.answers = answers
        self._threads = threads
        self._opencc = opencc

    def answer(
        self,
        asked: Asked,
        history: Callable[[], Sequence[str]] = tuple,
        worth_it: Callable[[Answer], bool] = lambda _: True,
        text: str | None = None,
        asked_on: date | None = None,
        id: str | None = None,
        tell: Tell | None = None,
    ) -> StoredAnswer | None:
        """Answer a question; asked again, the answer that was kept.

        Args:
            asked: the question; its frame is that of its thread before it.
            history: gives the earlier messages of its thread where no frame is known.
            worth_it: tells whether an answer is given at all.
            text: the message as it came, where it is at hand: what is kept of it is masked.
            asked_on: the day that is taken for that of the question, where it is another.
            id: what the record names the question by.
            tell: told what is being done, where answering takes a while.

        Returns:
            The answer as it is kept; None where it was not worth giving.
        """
        given = self.answers.to(asked.id, asked.revision)
        if given is not None:
            return given
        frame = self._frame_before(asked)
        engine = self.source.engine()
        question = Question(
            asked.text if text is None else text, () if frame else tuple(history()),
            asked_on or asked.asked_at.astimezone(SHANGHAI).date(), asked.language,
            id,
        )  # fmt: skip
        if tell is not None and isinstance(engine, TellingEngine):
            answer, after = engine.answer_telling(question, frame, tell)
        else:
            answer, after = engine.answer(question, frame)
        if not worth_it(answer):
            return None
        kept = keep(answer, engine.knowledge, datetime.now(UTC))
        # Before the answer: where that is kept, nothing of this is done again after a kill.
        if self.questions.is_last(asked):
            self._threads.put(asked.thread, after)
        return self.answers.put(asked.id, asked.revision, kept, answer)

    def withdraw(self, asked: Asked) -> None:
        """Forget a question that its asker deleted: its thread is as it was before it."""
        known = self.questions.get(asked.id)
        self.questions.blank(asked.id)
        if known is None or known.frame is None or not self.questions.is_last(known):
            return
        before = frame_from_json(known.frame) if known.frame else None
        if before is None:
            self._threads.forget(known.thread)
        else:
            self._threads.put(known.thread, before)

    def work_out(
        self,
        asked: Asked,
        rule: str,
        values: Mapping[str, object],
        language: Language,
        id: str | None = None,
    ) -> StoredAnswer:
        """Answer by a rule, on what a form gave.

        Raises:
            KeyError: there is no such rule.
            GivenError: a value cannot be read.
        """
        given = self.answers.to(asked.id, asked.revision)
        if given is not None:
            return given
        knowledge = self.source.engine().knowledge
        answer = answer_by_rule(rule, values, knowledge, language, self._opencc)
        answer = replace(answer, id=id)
        kept = keep(answer, knowledge, datetime.now(UTC))
        return self.answers.put(asked.id, asked.revision, kept, answer)

    def _frame_before(self, asked: Asked) -> Frame | None:
        """Return the frame that the question was asked in; it is kept before it is used."""
        if asked.frame is None:
            now = self._threads.get(asked.thread)
            known = self.questions.keep_frame(asked.id, frame_to_json(now) if now else {})
            asked = known or asked
        return frame_from_json(asked.frame) if asked.frame else None
