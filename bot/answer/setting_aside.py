"""What cannot be meant is set aside before anything is chosen."""

from dataclasses import replace

import numpy as np

from bot.answer.status import ANSWERED, SILENT
from bot.answer.thresholds import MEANT, PRESSED, PRESSED_AT_ALL, PRESSED_FOR
from bot.answer.topic_table import AGAIN, LOOKUP, TopicTable
from knowledge.search.index import Evidence, Scores


def placed(evidence: Evidence, table: TopicTable) -> Evidence:
    """Take what is near an answer for the answer, where only its item's number is asked for.

    Whichever detail of a matter the words name, its passage stands where it stands; so what the
    judgement says of details does not count.
    """
    chances = evidence.probabilities.copy()
    answers = np.flatnonzero(table.beside >= 0)
    chances[answers] += chances[table.beside[answers]]
    chances[table.beside[answers]] = 0
    for meant in (AGAIN, LOOKUP):
        chances[table.at(meant)] = 0
    answered, silent = (chances[table.group == group].sum() for group in (ANSWERED, SILENT))
    supported = float(answered / (answered + silent))
    return replace(_with(evidence, chances), supported=supported)


def set_aside(evidence: Evidence, table: TopicTable, first: bool) -> Evidence:
    """Set aside a wish to hear something again where nothing was said, and mere pressing.

    Who presses for a value ("just estimate the yearly rate") asks for the same as who does not,
    so where the matter is known, what it is answered with stays the same.

    Args:
        evidence: what was found.
        table: the topics.
        first: there is no turn before.
    """
    chances = evidence.probabilities.copy()
    again = table.at(AGAIN)
    if first and chances[again] < MEANT:
        chances[again] = 0
    matters = ~table.scope
    matter = chances[matters].max(initial=0.0)
    open_matters = float(chances[(table.group == SILENT) & matters].sum())
    known = matter >= max(PRESSED, PRESSED_FOR * float(chances[matters].sum()))
    if known or open_matters >= PRESSED_AT_ALL:
        chances[table.pressing] = 0
    return _with(evidence, chances)


def _with(evidence: Evidence, chances: Scores) -> Evidence:
    """Return the evidence with other chances, which are made to add up to 1."""
    return replace(evidence, probabilities=np.asarray(chances / chances.sum(), np.float32))
