"""Fits the topic classifier on the phrasings, and calibrates it on phrasings left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Document
from knowledge.candidates import Group
from knowledge.search.classifier import TopicClassifier, side_by_side
from knowledge.search.fusion import min_max
from knowledge.search.keywords import KeywordIndex

SEED = 20180201
SAMPLE = 2_500
ASKED: Mapping[Group, float] = {"answered": 0.5, "silent": 0.35, "outside": 0.15}
"""How often people ask for what each status answers; services of this kind see about as much."""
STRENGTH = 128.0
"""Inverse regularisation of the regression on standardised features, found by cross-validation."""

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]


def fit_classifier(
    rows: Sequence[Document], groups: Mapping[str, Group], queries: Vectors, passages: Vectors
) -> TopicClassifier:
    """Fit the classifier; the same rows always give the same weights.

    The regression is fitted on all rows. How much the keyword score and the nearest phrasing
    add to it, and the temperature, are fitted on a sample of rows that a second regression,
    fitted on the others, did not see. At last the topics are weighed by how often people ask
    for their group, since the data holds more silences than people ask for.

    Args:
        rows: the documents of topics, phrasings and texts.
        groups: the status that each topic leads to, by its name.
        queries: the rows' vectors as questions, shape (rows, dimension).
        passages: the rows' vectors as passages, shape (rows, dimension).
    """
    topics = tuple(dict.fromkeys(row.candidate for row in rows))
    label = {topic: at for at, topic in enumerate(topics)}
    labels = np.array([label[row.candidate] for row in rows])
    features = side_by_side(queries, passages)
    order = np.random.default_rng(SEED).permutation(len(labels))
    unseen = order[: min(SAMPLE, max(1, len(labels) // 5))]
    seen = np.setdiff1d(order, unseen)
    weights, bias = _regression(features[seen], labels[seen], len(topics))
    evidence = (
        features[unseen] @ weights.T + bias,
        _lexical([row.text for row in rows], unseen, labels, len(topics)),
        _nearest(queries, passages, unseen, labels, len(topics)),
    )
    by_keyword, by_nearest, scale = _calibrate(*evidence, labels[unseen])
    weights, bias = _regression(features, labels, len(topics))
    bias += np.log(_prior([groups[topic] for topic in topics], labels)) / scale
    return TopicClassifier(topics, weights, bias, by_keyword, by_nearest, scale)


def _prior(groups: Sequence[Group], labels: Labels) -> Vectors:
    """Return, for each topic, the share of its group among questions over that among rows."""
    rows = Counter(groups[label] for label in labels.tolist())
    weights = [ASKED[group] * len(labels) / rows[group] for group in groups]
    return np.array(weights, np.float32)


def _regression(features: Vectors, labels: Labels, count: int) -> tuple[Vectors, Vectors]:
    """Fit a regression and fold the standardisation of its features into its weights."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    model: Any = LogisticRegression(
        C=STRENGTH / features.shape[1], max_iter=200, tol=1e-3, random_state=SEED
    )
    model.fit((features - mean) / spread, labels)
    weights = np.zeros((count, features.shape[1]), np.float32)
    bias = np.full(count, -1e3, np.float32)
    weights[model.classes_] = model.coef_ / spread
    bias[model.classes_] = model.intercept_ - (model.coef_ / spread) @ mean
    return weights, bias


def _lexical(texts: Sequence[str], rows: Labels, labels: Labels, count: int) -> Vectors:
    """Return some rows' best keyword score per topic, the row itself left out."""
    index = KeywordIndex.build(texts)
    best = np.zeros((len(rows), count), np.float32)
    for at, row in enumerate(rows):
        scores = index.scores(texts[row]).copy()
        scores[row] = 0
        np.maximum.at(best[at], labels, scores)
        best[at] = min_max(best[at])
    return best


def _nearest(
    queries: Vectors, passages: Vectors, rows: Labels, labels: Labels, count: int
) -> Vectors:
    """Return some rows' cosine to the nearest phrasing per topic, the row itself left out."""
    best = np.zeros((len(rows), count), np.float32)
    for at, row in enumerate(rows):
        cosines = passages @ queries[row]
        cosines[row] = 0
        kept = np.argpartition(-cosines, min(60, len(cosines) - 1))[:60]
        np.maximum.at(best[at], labels[kept], cosines[kept])
    return best


def _calibrate(
    logits: Vectors, lexical: Vectors, nearest: Vectors, labels: Labels
) -> tuple[float, float, float]:
    """Return the weights of keyword score and nearest phrasing, and the inverse temperature."""
    from scipy.optimize import minimize

    rows = np.arange(len(labels))

    def loss(scalars: NDArray[np.float64]) -> float:
        by_keyword, by_nearest, scale = scalars
        total = scale * (logits + by_keyword * lexical + by_nearest * nearest)
        total = total - total.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(total).sum(axis=1))
        return float((log_sum - total[rows, labels]).mean())

    found = minimize(
        loss, np.array([1.0, 1.0, 1.0]), method="Nelder-Mead",
        options={"xatol": 0.02, "fatol": 1e-4, "maxiter": 120},
    )  # fmt: skip
    by_keyword, by_nearest, scale = (float(value) for value in found.x)
    return by_keyword, by_nearest, scale
