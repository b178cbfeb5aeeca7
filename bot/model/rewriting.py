"""Has a model put a question anew that the desk did not understand; the desk then answers that."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.accept import unsure
from bot.answer.engine import Engine
from bot.answer.rewriting import is_faithful
from bot.answer.worked import Worked
from bot.model.drafting import Drafter, Session
from bot.model.forms import QuestionForm
from bot.model.outgoing import outgoing_question


def in_doubt(worked: Worked) -> bool:
    """Tell whether the desk did not understand a question, or may have taken it for another."""
    if worked.understanding.refusal is not None:
        return False
    unclear = worked.draft.route == "clarify" and not worked.draft.results
    return unclear or worked.draft.route == "passages" or unsure(worked)


def put_anew(worked: Worked, engine: Engine, drafter: Drafter, session: Session) -> Worked:
    """Return a question as the desk works it once a model has put it anew.

    What the model wrote is used where it still asks what was asked and the desk is surer of it;
    else the question stays as it was.

    Raises:
        ModelFailedError: the model gave nothing in time.
    """
    sent = outgoing_question(worked)
    form = drafter.ask(session, sent, QuestionForm)
    rewritten = form.question.strip()
    if rewritten == worked.understanding.text or not is_faithful(rewritten, worked):
        return worked
    question = worked.understanding.question
    anew = engine.work(replace(question, text=rewritten, history=()), worked.frame)
    surer = anew.choices[0].probability > worked.choices[0].probability
    if in_doubt(anew) or not surer or anew.draft.language != worked.draft.language:
        return worked
    understanding = replace(
        anew.understanding, question=question, shown=worked.understanding.shown
    )  # fmt: skip
    return replace(anew, understanding=understanding, started=worked.started)
