"""Which status a request leads to: answered, left open, or not the desk's to answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answer.topic_table import TopicTable
from knowledge.candidates import GROUPS
from knowledge.search.index import Evidence

ANSWERED, SILENT, OUTSIDE = range(len(GROUPS))

_MASS = 0.25
"""How much a status gains by all its topics together, against its likeliest one alone."""

_ENOUGH = 0.35
"""From this on, the mean of two opinions is taken as answered: what the topics say, and what
the judgement says that was fitted on unforeseen questions. Found on question sets."""

_EPSILON = 1e-4


@dataclass(frozen=True)
class Leaning:
    """The likeliest status.

    Attributes:
        group: its place in `GROUPS`.
        chances: the probability of each status, shape (3,).
    """

    group: int
    chances: NDArray[np.float32]


def weigh(evidence: Evidence, table: TopicTable) -> Leaning:
    """Weigh the statuses of what was found."""
    chances = evidence.probabilities
    mass = np.bincount(table.group, weights=chances, minlength=len(GROUPS))
    leading = np.array([chances[table.group == at].max() for at in range(len(GROUPS))])
    scores = _MASS * mass + (1 - _MASS) * leading
    by_topics = scores[ANSWERED] / (scores[ANSWERED] + scores[SILENT])
    answered = _balanced(float(np.sqrt(by_topics * evidence.supported)))
    about = 1 - mass[OUTSIDE]
    outside = int(np.argmax(scores)) == OUTSIDE
    group = OUTSIDE if outside else ANSWERED if answered >= 0.5 else SILENT
    shares = np.array([about * answered, about * (1 - answered), mass[OUTSIDE]], np.float32)
    return Leaning(group, shares)


def _balanced(opinion: float) -> float:
    """Move an opinion so that what is just enough becomes one half."""
    odds = _log_odds(opinion) - _log_odds(_ENOUGH)
    return float(1 / (1 + np.exp(-odds)))


def _log_odds(share: float) -> float:
    share = min(max(share, _EPSILON), 1 - _EPSILON)
    return float(np.log(share / (1 - share)))
