"""Whether the release answers a question at all: what tells an answer from its near silences.

A topic classifier knows only the topics that it was given, and takes an unforeseen question for
one of them. So what it found is judged once more, by a small regression that was fitted on
questions whose own topics had been hidden from the classifier.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.candidates import GROUPS
from knowledge.search.classifier import Regression, TopicClassifier, log_softmax
from knowledge.search.wording import Coverage

Vectors = NDArray[np.float32]
Places = NDArray[np.int64]
_LEAST = 1e-6
_FARTHEST = 6.0


@dataclass(frozen=True)
class Findings:
    """What was found for some texts, shape (rows, topics) each.

    Attributes:
        features: the texts' vectors as questions, shape (rows, features).
        lexical: each topic's best keyword score in 0..1.
        nearest: the cosine of each topic's nearest phrasing, 0 beyond the nearest few.
        coverage: how much of its words each topic holds, for each text.
        lean: what its words alone tell, shape (rows,).
    """

    features: Vectors
    lexical: Vectors
    nearest: Vectors
    coverage: tuple[Coverage, ...]
    lean: Vectors


@dataclass(frozen=True)
class Support:
    """A logistic regression over what a classifier found.

    Attributes:
        group: each topic's place in `GROUPS`, shape (topics,).
        beside: the topic of what is left open near an answer, -1 where it has none.
        status: a regression over the groups on the texts' vectors alone.
        mean, spread: of each measure, shape (measures,).
        weights, bias: of the regression on the measures so standardised.
    """

    group: Places
    beside: Places
    status: Regression
    mean: Vectors
    spread: Vectors
    weights: Vectors
    bias: float

    def probability(self, classifier: TopicClassifier, found: Findings) -> Vectors:
        """Return how likely the release answers each text, given that it is about it at all.

        Returns:
            Shape (rows,), in 0..1.
        """
        measures = standardised(self.measures(classifier, found), self.mean, self.spread)
        odds = measures @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)

    def measures(self, classifier: TopicClassifier, found: Findings) -> Vectors:
        """Describe what was found by numbers that mean the same for any topic.

        Returns:
            Shape (rows, measures).
        """
        logits, lexical, nearest, aspects, subjects = classifier.evidence(
            found.features, found.lexical, _floored(found.nearest)
        )
        logs = np.log(
            classifier.probabilities(found.features, found.lexical, found.nearest) + _LEAST
        )
        covered = [
            np.vstack([getattr(one, kind) for one in found.coverage])
            for kind in ("held", "usual", "missing")
        ]
        rows = np.arange(len(logs))
        columns: list[Vectors] = []
        for group in range(len(GROUPS)):
            among = self.group == group
            best = np.where(among, logs, -np.inf).argmax(axis=1)
            columns.append(np.log(np.exp(logs[:, among]).sum(axis=1) + _LEAST))
            columns.append(nearest[:, among].max(axis=1))
            kinds = (logs, logits, lexical, nearest, aspects, subjects, *covered)
            columns += [kind[rows, best] for kind in kinds]
            if group == GROUPS.index("answered"):
                columns += self._against_what_is_beside(best, logits, nearest)
        top = np.sort(logits, axis=1)
        columns += [
            -(np.exp(logs) * logs).sum(axis=1),
            top[:, -1],
            top[:, -1] - top[:, -2],
            nearest.max(axis=1),
            aspects.max(axis=1),
            subjects.max(axis=1),
            found.lean,
            *log_softmax(self.status.logits(found.features)).T,
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def _against_what_is_beside(
        self, best: Places, logits: Vectors, nearest: Vectors
    ) -> Sequence[Vectors]:
        """Compare answers with what is left open near them, by logit and by nearest phrasing."""
        rows, beside = np.arange(len(best)), self.beside[best]
        known = beside >= 0
        return [
            np.where(known, np.clip(kind[rows, best] - kind[rows, beside], -50, 50), 0.0)
            for kind in (logits, nearest)
        ]


def standardised(measures: Vectors, mean: Vectors, spread: Vectors) -> Vectors:
    """Return measures in units of their spread; no single one may outweigh all others."""
    return np.asarray(np.clip((measures - mean) / spread, -_FARTHEST, _FARTHEST), np.float32)


def beside_of(topics: Sequence[str]) -> Places:
    """Return, for each topic, the place of what is left open near it, or -1."""
    place = {name: at for at, name in enumerate(topics)}
    return np.array(
        [
            place.get(f"open:{name.partition(':')[2]}", -1) if name.startswith("answer:") else -1
            for name in topics
        ]
    )


def _floored(nearest: Vectors) -> Vectors:
    """Take what was not among the nearest to be no farther than the farthest of them."""
    least = np.where(nearest > 0, nearest, np.inf).min(axis=1, keepdims=True)
    floored: Vectors = np.where(nearest > 0, nearest, np.where(np.isfinite(least), least, 0.0))
    return floored
