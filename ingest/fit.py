"""Fits the topic classifier on the phrasings, and calibrates it on phrasings left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Document
from knowledge.candidates import Candidate, Group
from knowledge.search.classifier import (
    Places,
    Regression,
    TopicClassifier,
    Vectors,
    log_softmax,
    mixed,
    places,
)
from knowledge.search.fusion import min_max
from knowledge.search.keywords import KeywordIndex

SEED = 20180201
SAMPLE = 2_500
STRENGTH = 128.0
"""Inverse regularisation of the regressions on standardised features, by cross-validation."""

ASKED: Mapping[Group, float] = {"answered": 0.5, "silent": 0.35, "outside": 0.15}
"""How often people ask for what each status answers; services of this kind see about as much."""

_BEGINNING = (1.0, 1.5, 0.7, 0.2, 0.2)


def fit_classifier(
    rows: Sequence[Document],
    topics: Mapping[str, Candidate],
    features: Vectors,
) -> TopicClassifier:
    """Fit the classifier; the same rows always give the same weights.

    The regressions are fitted on all rows. How much each kind of evidence counts is fitted on
    a sample of rows that regressions on the others did not see. At last the topics are weighed
    by how often people ask for their group, since the data holds more silences than people
    ask for.

    Args:
        rows: the documents of topics, phrasings and texts.
        topics: each topic by its name.
        features: the rows' vectors as questions, shape (rows, dimension).
    """
    number, labels = places([row.candidate for row in rows])
    known = [topics[name] for name in number]
    order = np.random.default_rng(SEED).permutation(len(labels))
    unseen = order[: min(SAMPLE, max(1, len(labels) // 5))]
    seen = np.setdiff1d(order, unseen)
    lexical = _lexical([row.text for row in rows], unseen, labels, len(known))
    nearest = _nearest(features, unseen, labels, len(known))
    trial = _regressions(features[seen], labels[seen], known)
    mix = _calibrate(trial.evidence(features[unseen], lexical, nearest), labels[unseen])
    final = _regressions(features, labels, known)
    return TopicClassifier(
        tuple(number), final.topic, final.aspect, final.subject, final.aspect_of,
        final.subject_of, mix, np.log(_prior(known, labels)),
    )  # fmt: skip


def _regressions(features: Vectors, labels: Places, topics: Sequence[Candidate]) -> TopicClassifier:
    """Fit the three regressions; their mix is not known yet."""
    aspects, aspect_of = places([topic.aspect for topic in topics])
    subjects, subject_of = places([topic.subject for topic in topics])
    return TopicClassifier(
        tuple(topic.name for topic in topics),
        _regression(features, labels, len(topics)),
        _regression(features, aspect_of[labels], len(aspects)),
        _regression(features, subject_of[labels], len(subjects)),
        aspect_of, subject_of, np.array(_BEGINNING, np.float32),
        np.zeros(len(topics), np.float32),
    )  # fmt: skip


def _regression(features: Vectors, labels: Places, count: int) -> Regression:
    """Fit a regression and fold the standardisation of its features into its weights."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    weights = np.zeros((count, features.shape[1]), np.float32)
    bias = np.full(count, -1e3, np.float32)
    if len(np.unique(labels)) < 2:
        bias[labels[:1]] = 0
        return Regression(weights, bias)
    model: Any = LogisticRegression(
        C=STRENGTH / features.shape[1], max_iter=200, tol=1e-3, random_state=SEED
    )
    model.fit((features - mean) / spread, labels)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # two classes share one row of coefficients
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    weights[model.classes_] = coefficients / spread
    bias[model.classes_] = intercepts - (coefficients / spread) @ mean
    return Regression(weights, bias)


def _lexical(texts: Sequence[str], rows: Places, labels: Places, count: int) -> Vectors:
    """Return some rows' best keyword score per topic, the row itself left out."""
    index = KeywordIndex.build(texts)
    best = np.zeros((len(rows), count), np.float32)
    for at, row in enumerate(rows):
        scores = index.scores(texts[row]).copy()
        scores[row] = 0
        np.maximum.at(best[at], labels, scores)
        best[at] = min_max(best[at])
    return best


def _nearest(features: Vectors, rows: Places, labels: Places, count: int) -> Vectors:
    """Return some rows' cosine to the nearest phrasing per topic, the row itself left out."""
    best = np.zeros((len(rows), count), np.float32)
    for at, row in enumerate(rows):
        cosines = features @ features[row]
        cosines[row] = 0
        kept = np.argpartition(-cosines, min(60, len(cosines) - 1))[:60]
        np.maximum.at(best[at], labels[kept], cosines[kept])
    return best


def _calibrate(evidence: Sequence[Vectors], labels: Places) -> Vectors:
    """Return the mix of the evidence under which the right topics are likeliest."""
    from scipy.optimize import minimize

    rows = np.arange(len(labels))

    def loss(mix: NDArray[np.float64]) -> float:
        return -float(log_softmax(mixed(evidence, mix))[rows, labels].mean())

    found = minimize(
        loss, np.array(_BEGINNING), method="Nelder-Mead",
        options={"xatol": 0.02, "fatol": 1e-4, "maxiter": 200},
    )  # fmt: skip
    return np.array(found.x, np.float32)


def _prior(topics: Sequence[Candidate], labels: Places) -> Vectors:
    """Return, for each topic, the share of its group among questions over that among rows."""
    rows = Counter(topics[label].group for label in labels.tolist())
    weights = [ASKED[topic.group] * len(labels) / rows[topic.group] for topic in topics]
    return np.array(weights, np.float32)
