"""The topic classifier as served: a few matrix products and a calibrated softmax."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Regression:
    """A multinomial logistic regression: shapes (classes, features) and (classes,)."""

    weights: Vectors
    bias: Vectors

    def logits(self, features: Vectors) -> Vectors:
        """Return the classes' logits, shape (rows, classes)."""
        found: Vectors = features @ self.weights.T + self.bias
        return found

    def log_shares(self, features: Vectors) -> Vectors:
        """Return the logarithms of the classes' probabilities, shape (rows, classes)."""
        return log_softmax(self.logits(features))


@dataclass(frozen=True)
class TopicClassifier:
    """Regressions over topics, aspects and subjects, with lexical evidence beside them.

    A topic's own phrasings tell its words; the aspect (when, how much, who) and the subject
    are learnt over all topics that share them, so a rare topic profits from the others.

    Attributes:
        topics: the topics' names, in the order of `topic`'s classes.
        aspect_of, subject_of: each topic's class in `aspect` and `subject`, shape (topics,).
        mix: how much each evidence counts: the topic's logit, its best keyword score, the
            cosine of its nearest phrasing, its aspect's and its subject's log probability.
            The mix is calibrated: it gives probabilities.
        prior: what is added for how often a topic's group is asked for, shape (topics,).
    """

    topics: tuple[str, ...]
    topic: Regression
    aspect: Regression
    subject: Regression
    aspect_of: Places
    subject_of: Places
    mix: Vectors
    prior: Vectors

    def probabilities(self, features: Vectors, lexical: Vectors, nearest: Vectors) -> Vectors:
        """Return each topic's probability.

        Args:
            features: the texts' vectors as questions, shape (rows, features).
            lexical: each topic's best keyword score in 0..1, shape (rows, topics).
            nearest: each topic's nearest phrasing's cosine, shape (rows, topics).

        Returns:
            Shape (rows, topics); each row adds up to 1.
        """
        evidence = self.evidence(features, lexical, nearest)
        shares: Vectors = np.exp(log_softmax(mixed(evidence, self.mix) + self.prior))
        return shares

    def evidence(self, features: Vectors, lexical: Vectors, nearest: Vectors) -> list[Vectors]:
        """Return each kind of evidence in the order of `mix`, shape (rows, topics) each."""
        return [
            self.topic.logits(features),
            lexical,
            nearest,
            self.aspect.log_shares(features)[:, self.aspect_of],
            self.subject.log_shares(features)[:, self.subject_of],
        ]

    def save(self, path: Path) -> None:
        """Write the classifier into one file."""
        np.savez(
            path,
            topics=np.array(self.topics),
            topic_weights=self.topic.weights, topic_bias=self.topic.bias,
            aspect_weights=self.aspect.weights, aspect_bias=self.aspect.bias,
            subject_weights=self.subject.weights, subject_bias=self.subject.bias,
            aspect_of=self.aspect_of, subject_of=self.subject_of,
            mix=self.mix, prior=self.prior,
        )  # fmt: skip


def load_classifier(path: Path) -> TopicClassifier:
    """Read a classifier that `save` wrote."""
    with np.load(path) as kept:
        topics: Sequence[str] = kept["topics"].tolist()
        topic, aspect, subject = (
            Regression(kept[f"{name}_weights"], kept[f"{name}_bias"])
            for name in ("topic", "aspect", "subject")
        )
        return TopicClassifier(
            tuple(topics), topic, aspect, subject, kept["aspect_of"], kept["subject_of"],
            kept["mix"], kept["prior"],
        )  # fmt: skip


def mixed(evidence: Sequence[Vectors], mix: NDArray[Any]) -> Vectors:
    """Add up the evidence, each kind with its weight, shape (rows, topics)."""
    total: Vectors = sum(kind * weight for kind, weight in zip(evidence, mix, strict=True))
    return total


def log_softmax(logits: Vectors) -> Vectors:
    """Return the logarithms of each row's softmax."""
    logits = logits - logits.max(axis=1, keepdims=True)
    found: Vectors = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return found


def places(values: Sequence[str]) -> tuple[Mapping[str, int], Places]:
    """Number distinct values in order of appearance, and return each value's number."""
    number = {value: at for at, value in enumerate(dict.fromkeys(values))}
    return number, np.array([number[value] for value in values])
