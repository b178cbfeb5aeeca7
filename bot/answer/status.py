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

_JUDGED = 0.6
"""How much the judgement counts that was fitted on unforeseen questions; the rest is what the
topics say. Found on question sets, as is the next."""

_ENOUGH = -0.15
"""From these log odds on, both together are taken as answered."""

_OUTSIDE = 0.6
"""From this probability on, something is not the desk's to answer: to say so of what is wanted
of the platforms is worse than to say that the release leaves it open."""

_ORDERED = 0.5
"""The same of orders to break the rules."""

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
    leading = np.array([chances[table.group == at].max() for at in (ANSWERED, SILENT)])
    scores = _MASS * mass[: len(leading)] + (1 - _MASS) * leading
    by_topics = scores[ANSWERED] / scores.sum()
    odds = _JUDGED * _log_odds(evidence.supported) + (1 - _JUDGED) * _log_odds(by_topics)
    answered = float(1 / (1 + np.exp(_ENOUGH - odds)))
    about = 1 - mass[OUTSIDE]
    ordered = chances[table.orders].sum() >= _ORDERED
    group = (
        OUTSIDE if ordered or mass[OUTSIDE] >= _OUTSIDE else ANSWERED if answered >= 0.5 else SILENT
    )
    shares = np.array([about * answered, about * (1 - answered), mass[OUTSIDE]], np.float32)
    return Leaning(group, shares)


def _log_odds(share: float) -> float:
    share = min(max(share, _EPSILON), 1 - _EPSILON)
    return float(np.log(share / (1 - share)))
