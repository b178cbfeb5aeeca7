"""Fits what judges whether the release answers a question at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.candidates import GROUPS
from knowledge.search.classifier import Places, Regression, TopicClassifier, Vectors
from knowledge.search.fusion import min_max
from knowledge.search.keywords import KeywordIndex
from knowledge.search.support import Findings, Support, beside_of, standardised
from knowledge.search.wording import Wording

SEED = 20180201
NEAREST = 60
_STRENGTH = 0.1
_BATCH = 512


@dataclass(frozen=True)
class Texts:
    """Texts with their vectors as questions and their topics.

    Attributes:
        features: shape (texts, dimension).
        labels: each text's topic, shape (texts,).
    """

    texts: tuple[str, ...]
    features: Vectors
    labels: Places

    def part(self, chosen: NDArray[np.bool_]) -> "Texts":
        """Return some of them."""
        texts = tuple(self.texts[at] for at in np.flatnonzero(chosen))
        return Texts(texts, self.features[chosen], self.labels[chosen])


def gather(asked: Texts, known: Texts, wording: Wording, count: int) -> Findings:
    """Find for texts what an index of other texts, which know their topics, would find."""
    index = KeywordIndex.build(known.texts)
    order = np.argsort(known.labels, kind="stable")
    held, starts = np.unique(known.labels[order], return_index=True)
    lexical = np.zeros((len(asked.texts), count), np.float32)
    for at, text in enumerate(asked.texts):
        lexical[at, held] = np.maximum.reduceat(index.scores(text)[order], starts)
        lexical[at] = min_max(lexical[at])
    nearest = np.zeros_like(lexical)
    for start in range(0, len(asked.features), _BATCH):
        batch = asked.features[start : start + _BATCH] @ known.features.T
        for at, cosines in enumerate(batch, start):
            kept = np.argpartition(-cosines, min(NEAREST, len(cosines) - 1))[:NEAREST]
            np.maximum.at(nearest[at], known.labels[kept], cosines[kept])
    return Findings(
        asked.features, lexical, nearest,
        tuple(wording.coverage(text) for text in asked.texts),
        np.array([wording.lean(text) for text in asked.texts], np.float32),
    )  # fmt: skip


def fit_support(
    trial: TopicClassifier,
    found: Findings,
    labels: Places,
    group: Places,
    status: Regression,
    asked: Sequence[float],
) -> Support:
    """Fit the judgement on what a trial found for texts that it was not fitted on.

    Args:
        trial: the classifier of the trial, which does not know the topics of some.
        found: what it found for them.
        labels: the texts' topics, shape (texts,).
        group: each topic's place in `GROUPS`.
        status: a regression over groups, fitted as the trial was.
        asked: how often each group is asked for.
    """
    from sklearn.linear_model import LogisticRegression

    flat = np.zeros(1, np.float32)
    blank = Support(group, beside_of(trial.topics), status, flat, flat + 1, flat, 0.0)
    of = group[labels]
    judged = of != GROUPS.index("outside")
    measures = blank.measures(trial, found)[judged]
    answered = of[judged] == GROUPS.index("answered")
    mean, spread = measures.mean(axis=0), measures.std(axis=0) + 1e-6
    if answered.all() or not answered.any():
        # A document with nothing left open, or nothing else: there is nothing to tell apart.
        flat = np.zeros(measures.shape[1], np.float32)
        return replace(blank, mean=mean, spread=spread, weights=flat)
    weights = np.where(
        answered,
        asked[GROUPS.index("answered")] / answered.sum(),
        asked[GROUPS.index("silent")] / (~answered).sum(),
    )
    model: Any = LogisticRegression(C=_STRENGTH, max_iter=1000, random_state=SEED)
    model.fit(standardised(measures, mean, spread), answered, sample_weight=weights * len(answered))
    return replace(
        blank, mean=mean, spread=spread,
        weights=model.coef_[0].astype(np.float32), bias=float(model.intercept_[0]),
    )  # fmt: skip
