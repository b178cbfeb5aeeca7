"""What cannot be meant is set aside before anything is chosen."""

from dataclasses import replace

import numpy as np

from bot.answer.thresholds import MEANT, PRESSED, PRESSED_FOR
from bot.answer.topic_table import AGAIN, TopicTable
from knowledge.search.index import Evidence


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
    pressing = table.pressing
    matters = ~table.scope
    matter = chances[matters].max(initial=0.0)
    if matter >= max(PRESSED, PRESSED_FOR * float(chances[matters].sum())):
        chances[pressing] = 0
    return replace(evidence, probabilities=np.asarray(chances / chances.sum(), np.float32))
