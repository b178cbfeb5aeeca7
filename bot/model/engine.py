"""The engine with a model in front: what the model proposes is taken, or the desk answers itself.

It answers as `bot.answer.engine.Engine` does and under the same promises; a reader of an answer
that the model did not write notices nothing but the wait.
"""

from dataclasses import replace

import structlog

from bot.answer.accept import accept, unsure
from bot.answer.engine import Engine
from bot.answer.frame import Frame
from bot.answer.handed import HandOut
from bot.answer.proposal import NotAcceptedError, Proposal
from bot.answer.question import Question, today
from bot.answer.record import Answer
from bot.answer.trace import Consulted, Draftsheet, Trace
from bot.answer.worked import Worked
from bot.engines import Tell
from bot.model.drafting import Drafter, Session
from bot.model.judging import doubts
from bot.model.limits import Budget, ModelFailedError, Rest
from bot.model.outgoing import found_by_the_desk, outgoing
from bot.model.rewriting import in_doubt, put_anew
from bot.model.tools import tools_for
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

log = structlog.get_logger()
_AT_REST = ("slow", "provider")
"""What a model's service is left alone for when it happens again and again."""


class ModelEngine:
    """Answers with a model's help.

    Args:
        engine: the built-in one.
        drafter: asks the model.
        name: the model's name, which the record gives as the engine.
        budget: what a day's questions may use.
        send_question: whether a person's own words may leave the house.
        rest: leaves the model alone when it keeps failing.
        judge: asks a second model whether statements are supported; None asks nobody.
    """

    def __init__(
        self,
        engine: Engine,
        drafter: Drafter,
        name: str,
        budget: Budget,
        send_question: bool = True,
        rest: Rest | None = None,
        judge: Drafter | None = None,
    ) -> None:
        self._engine = engine
        self._drafter = drafter
        self._name = name
        self._budget = budget
        self._send_question = send_question
        self._rest = rest or Rest()
        self._judge = judge

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base that the answers quote."""
        return self._engine.knowledge

    def problem(self) -> str | None:
        """Say what keeps questions from being answered now, or None; the model never does."""
        return self._engine.problem()

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer a question, and return what the thread's next turn may lean on."""
        return self.answer_telling(question, frame, lambda _: None)

    def answer_telling(
        self, question: Question, frame: Frame | None, tell: Tell
    ) -> tuple[Answer, Frame]:
        """Answer a question, and tell what is being done while the model is asked."""
        worked = self._engine.work(question, self._engine.before(question, frame))
        if not (worth_asking(worked) or self._may_put_anew(worked)):
            return self._engine.finish(worked)
        session = Session(self._drafter.limits)
        failure = ""
        try:
            self._let_pass()
            tell("reading")
            if self._may_put_anew(worked):
                worked = put_anew(worked, self._engine, self._drafter, session)
            if worth_asking(worked):
                worked = self._drafted(worked, session, tell)
            self._rest.worked()
        except ModelFailedError as error:
            failure = error.kind
            if error.kind in _AT_REST:
                self._rest.failed()
            log.warning("the model gave no draft", kind=error.kind, reason=str(error))
        except NotAcceptedError as error:
            failure = "refused"
            log.info("the model's draft was refused", reasons=[r.reason for r in error.refusals])
        except Exception as error:  # whatever a model does, people get an answer
            failure = "provider"
            log.error("the model could not be asked", error=type(error).__name__)
        if session.calls:
            self._budget.use(today(), session.usage.tokens)
        answer, after = self._engine.finish(worked)
        return replace(answer, trace=_with_model(answer, session, self._name, failure)), after

    def _drafted(self, worked: Worked, session: Session, tell: Tell) -> Worked:
        """Return the question with the model's draft in the place of the desk's own.

        Raises:
            ModelFailedError: there is none.
            NotAcceptedError: none was accepted.
        """
        engine, knowledge = self._engine, self._engine.knowledge
        handed = HandOut(knowledge, Words(worked.understanding.language, engine.opencc))
        found = found_by_the_desk(worked, handed)
        sent = outgoing(worked, found, knowledge, self._send_question)
        if sent is None:
            raise ModelFailedError("form", "nothing of this question may be sent")

        def accepted(proposal: Proposal) -> Worked:
            tell("checking")
            taken = accept(proposal, handed, worked, engine.topics, knowledge, self._name)
            if self._judge is not None:
                doubted = tuple(doubts(proposal, handed, self._judge, session))
                if doubted:
                    raise NotAcceptedError(doubted)
            return taken

        return self._drafter.draft(session, sent, tools_for(engine, worked, handed, tell), accepted)

    def _let_pass(self) -> None:
        """Let a question pass to the model.

        Raises:
            ModelFailedError: the model is left alone now, or the day's budget is used.
        """
        self._rest.check()
        if not self._budget.left(today()):
            raise ModelFailedError("budget")

    def _may_put_anew(self, worked: Worked) -> bool:
        return self._send_question and in_doubt(worked)


def worth_asking(worked: Worked) -> bool:
    """Tell whether a model can add anything: it may word what is stated, and settle doubts.

    What is looked up by number, left open for certain, small talk or none of the desk's business
    is said in reviewed words alone.
    """
    own = worked.draft
    if worked.understanding.refusal is not None or own.route in ("item", "scope", "clarify"):
        return False
    return own.status == "answered" or unsure(worked)


def _with_model(answer: Answer, session: Session, name: str, failure: str) -> Trace | None:
    """Return an answer's trace with what the model did."""
    drafts = tuple(
        Draftsheet(
            proposal.status,
            tuple((one.text, one.tokens) for one in proposal.statements),
            tuple((refusal.reason, refusal.detail) for refusal in refusals),
        )
        for proposal, refusals in session.proposals
    )
    used = session.usage
    consulted = Consulted(
        name, failure, used.calls, used.tools, used.tokens_in, used.tokens_out, drafts
    )  # fmt: skip
    return replace(answer.trace, model=consulted) if answer.trace else None
