"""The path of a question, in order: the steps of an answer stand here and nowhere else."""

import time
from dataclasses import dataclass
from functools import cached_property

import structlog

from bot.answer.basis import basis_of
from bot.answer.compose import compose
from bot.answer.compute import compute
from bot.answer.decide import decide
from bot.answer.draft import Draft
from bot.answer.frame import Frame
from bot.answer.markdown import write_markdown
from bot.answer.naming import Naming
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.answer.retrieve import retrieve
from bot.answer.topic_table import TopicTable, topic_table
from bot.answer.trace import Checked, Refused, trace_of
from bot.answer.trace_decide import Weighing
from bot.answer.understand import understand
from bot.answer.verify import UngroundedError, Verified, verify
from bot.answer.worked import Worked
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.search.index import Index

log = structlog.get_logger()


@dataclass(frozen=True)
class Engine:
    """Answers questions from one knowledge base and its index; keeps no state.

    Attributes:
        opencc: the OpenCC configuration that Traditional Chinese is written with.
    """

    knowledge: KnowledgeBase
    index: Index
    opencc: str = "s2tw"

    @cached_property
    def topics(self) -> TopicTable:
        """The index's topics, with what the knowledge base says of each."""
        return topic_table(self.index.topics, self.knowledge)

    def problem(self) -> str | None:
        """Say what keeps questions from being answered now, or None."""
        return self.index.vectors.problem()

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer a question, and return what the thread's next turn may lean on.

        Where no frame is given, the thread's earlier messages are answered first, to form it.
        """
        return self.finish(self.work(question, self.before(question, frame)))

    def before(self, question: Question, frame: Frame | None) -> Frame | None:
        """Return the frame that a question is asked in, formed of its history where none is given.

        Of the earlier messages nothing is shown, so nothing of them is verified.
        """
        for at, text in enumerate(question.history if frame is None else ()):
            turn = Question(text, question.history[:at], question.asked_on, question.language)
            frame = self.work(turn, frame).computed.frame
        return frame

    def work(self, question: Question, frame: Frame | None) -> Worked:
        """Go the path of a question as far as the draft of its answer."""
        started = time.perf_counter()
        understanding = understand(question, frame, self.knowledge.flag_readers, self.index.mended)
        retrieved = retrieve(understanding, frame, self.index)
        choices = decide(understanding, retrieved, frame, self.topics, self.knowledge.structure)
        computed = compute(choices, understanding, frame, self.knowledge)
        draft = compose(choices, computed, understanding, self.knowledge)
        return Worked(frame, understanding, retrieved, choices, computed, draft, started)

    def finish(self, worked: Worked) -> tuple[Answer, Frame]:
        """Verify a draft and make it an answer."""
        understanding, computed, draft = worked.understanding, worked.computed, worked.draft
        words = Words(draft.language, self.opencc)
        shown, verified, refused = self._verify(draft, understanding.shown, words)
        said = () if refused else worked.said(self.knowledge)
        answer = Answer(
            id=understanding.question.id,
            question=understanding.shown,
            language=draft.language,
            status=draft.status,
            route=draft.route,
            text=write_markdown(
                verified.blocks, verified.citations, verified.figures, verified.notes, words
            ),
            citations=verified.citations,
            figures=verified.figures,
            notes=verified.notes,
            suggestions=tuple(map(words.script, draft.suggestions)),
            confidence=round(draft.confidence, 4),
            engine=draft.engine,
            elapsed_ms=round(1000 * (time.perf_counter() - worked.started), 3),
            blocks=verified.blocks,
            trace=trace_of(
                Weighing(understanding, worked.frame, worked.retrieved, self.topics.names),
                worked.choices,
                computed,
                Checked(len(verified.citations), verified.numbers, refused),
                Naming(self.knowledge, words),
            ),
            basis=basis_of(
                shown,
                worked.choices[0].candidate or None,
                said,
                computed.frame.inputs,
                understanding.question.asked_on,
                self.opencc,
            ),
        )
        return answer, computed.frame

    def _verify(
        self, draft: Draft, asked: str, words: Words
    ) -> tuple[Draft, Verified, Refused | None]:
        """Verify a draft; what is refused is logged, and shown without the desk's own words.

        Returns:
            The draft that is shown, verified, and why it is not the one that was composed.
        """
        try:
            return draft, verify(draft, asked, self.knowledge, words), None
        except UngroundedError as error:
            log.error("draft refused", reason=str(error), status=draft.status)
            lead = words.written()("open-unlisted")
            quotes = draft.quotes_only(lead)
            verified = verify(quotes, asked, self.knowledge, words)
            return quotes, verified, Refused(error.kind, error.name)
