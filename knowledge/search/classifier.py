"""The topic classifier as served: one matrix product and a calibrated softmax."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class TopicClassifier:
    """Multinomial logistic regression over topics, with lexical evidence beside it.

    Attributes:
        topics: the topics' names, in the order of the rows of `weights`.
        weights, bias: shapes (topics, features) and (topics,); the features are a text's
            vector as a question and as a passage, side by side.
        lexical: how much a topic's best keyword score adds to its logit.
        nearest: how much the cosine of a topic's nearest phrasing adds to its logit.
        scale: the inverse temperature that makes the probabilities calibrated.
    """

    topics: tuple[str, ...]
    weights: Vectors
    bias: Vectors
    lexical: float
    nearest: float
    scale: float

    def probabilities(self, features: Vectors, lexical: Vectors, nearest: Vectors) -> Vectors:
        """Return each topic's probability.

        Args:
            features: shape (rows, features).
            lexical: each topic's best keyword score in 0..1, shape (rows, topics).
            nearest: each topic's nearest phrasing's cosine, shape (rows, topics).

        Returns:
            Shape (rows, topics); each row adds up to 1.
        """
        logits: Vectors = features @ self.weights.T + self.bias
        return self.combine(logits, lexical, nearest)

    def combine(self, logits: Vectors, lexical: Vectors, nearest: Vectors) -> Vectors:
        """Add the evidence to the regression's logits and take the calibrated softmax."""
        total = self.scale * (logits + self.lexical * lexical + self.nearest * nearest)
        total = total - total.max(axis=1, keepdims=True)
        exponents = np.exp(total)
        shares: Vectors = (exponents / exponents.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares

    def save(self, path: Path) -> None:
        """Write the classifier into one file."""
        np.savez(
            path,
            topics=np.array(self.topics),
            weights=self.weights,
            bias=self.bias,
            scalars=np.array([self.lexical, self.nearest, self.scale]),
        )


def load_classifier(path: Path) -> TopicClassifier:
    """Read a classifier that `save` wrote."""
    with np.load(path) as kept:
        lexical, nearest, scale = kept["scalars"].tolist()
        topics: Sequence[str] = kept["topics"].tolist()
        return TopicClassifier(
            tuple(topics), kept["weights"], kept["bias"], lexical, nearest, scale
        )


def side_by_side(queries: Vectors, passages: Vectors) -> Vectors:
    """Join vectors as questions and as passages into features, shape (rows, 2 × dimension)."""
    return np.hstack([queries, passages]).astype(np.float32)
