"""A second model's opinion on each statement, where one is set: it can refuse, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.handed import HandOut
from bot.answer.proposal import Proposal, Refusal
from bot.answer.support import material_of, own_words
from bot.model.drafting import Drafter, Session
from bot.model.forms import VerdictForm
from bot.model.outgoing import outgoing_statements


def doubts(
    proposal: Proposal, handed: HandOut, judge: Drafter, session: Session
) -> Iterator[Refusal]:
    """Yield the statements that a judge does not find in what they rest on.

    Statements that are tokens alone are reviewed words and are not judged.

    Raises:
        ModelFailedError: the judge gives no verdict in time.
    """
    worded = [statement for statement in proposal.statements if own_words(statement)]
    if not worded:
        return
    pairs = [(own_words(one), material_of(one, handed)) for one in worded]
    verdict = judge.ask(session, outgoing_statements(pairs), VerdictForm)
    for number, statement in enumerate(worded, start=1):
        if number not in verdict.supported:
            detail = f"the judge does not find it: {own_words(statement)[:80]!r}"
            yield Refusal("unsupported", detail)
