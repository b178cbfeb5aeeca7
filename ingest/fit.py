"""Fits what an index version judges questions by, and calibrates it on phrasings left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Document
from ingest.support import Texts, fit_support, gather
from ingest.wording import fit_wording
from knowledge.candidates import GROUPS, UNLISTED, Candidate, Group
from knowledge.search.classifier import (
    Places,
    Regression,
    TopicClassifier,
    Vectors,
    log_softmax,
    mixed,
    places,
)
from knowledge.search.support import Support
from knowledge.search.wording import Wording

SEED = 20180201
SAMPLE = 2_500
HIDDEN = 3
"""One in so many silences, pairs of near questions and unlisted ones is hidden from the trial."""

STRENGTH = 128.0
"""Inverse regularisation of the regressions on standardised features, by cross-validation."""

ASKED: Mapping[Group, float] = {"answered": 0.5, "silent": 0.35, "outside": 0.15}
"""How often people ask for what each status answers; services of this kind see about as much."""

FAR = 0.2
"""How often people ask for what no entry names, against its share of the data, which has to be
large to show how wide that is. Found on question sets."""

_UNKNOWN = -1e3
"""The bias of a class that has no rows."""

_BEGINNING = (1.0, 1.5, 0.7, 0.2, 0.2)

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Fitted:
    """What an index version judges questions by."""

    classifier: TopicClassifier
    support: Support
    wording: Wording


@dataclass(frozen=True)
class _Fit:
    """One fit: with it, the regression over groups alone."""

    classifier: TopicClassifier
    status: Regression
    wording: Wording


def fit_classifier(
    rows: Sequence[Document],
    topics: Mapping[str, Candidate],
    features: Vectors,
) -> Fitted:
    """Fit all; the same rows always give the same weights.

    A trial is fitted on a part of the rows, as if some topics were not known. The others show
    how much each kind of evidence counts, and what a question looks like whose topic nobody
    listed. Then all is fitted on all rows. At last the topics are weighed by how often people
    ask for their group, since the data holds more silences than people ask for.

    Args:
        rows: the documents of topics: phrasings and texts.
        topics: each topic by its name.
        features: the rows' vectors as questions, shape (rows, dimension).
    """
    number, labels = places([row.candidate for row in rows])
    known = [topics[name] for name in number]
    group = np.array([GROUPS.index(topic.group) for topic in known])
    listed = Texts(tuple(row.text for row in rows), features, labels)
    twin = np.array([bool(row.twin) for row in rows])
    unseen = _unseen(rows, labels, known, np.random.default_rng(SEED))
    seen, held = listed.part(~unseen), listed.part(unseen)
    trial = _fit(seen, twin[~unseen], known, group)
    found = gather(held, seen, trial.wording, len(known))
    mix = _mix(trial.classifier.evidence(found.features, found.lexical, found.nearest),
               held.labels, np.isin(held.labels, labels[~unseen]))  # fmt: skip
    tried = replace(trial.classifier, mix=mix, prior=np.log(_prior(known, labels[~unseen])))
    support = fit_support(
        tried, found, held.labels, group, trial.status, [ASKED[name] for name in GROUPS]
    )
    final = _fit(listed, twin, known, group, trial.classifier)
    return Fitted(
        replace(final.classifier, mix=mix, prior=np.log(_prior(known, labels))),
        replace(support, status=final.status),
        final.wording,
    )


def _unseen(
    rows: Sequence[Document],
    labels: Places,
    topics: Sequence[Candidate],
    chance: np.random.Generator,
) -> Mask:
    """Choose what the trial does not see: silences and near questions whole, and a sample."""
    hidden = np.array([topic.kind == "silence" for topic in topics])
    hidden &= chance.integers(0, HIDDEN, len(topics)) == 0
    twins = sorted({row.twin for row in rows if row.twin})
    left_out = {twin for twin in twins if chance.integers(0, HIDDEN) == 0}
    unseen: Mask = hidden[labels] | np.array([row.twin in left_out for row in rows])
    others = chance.permutation(np.flatnonzero(~unseen))
    unseen[others[: min(SAMPLE, max(1, len(others) // 5))]] = True
    return unseen


def _fit(
    listed: Texts,
    twin: Mask,
    topics: Sequence[Candidate],
    group: Places,
    start: TopicClassifier | None = None,
) -> _Fit:
    asked = group[listed.labels]
    wording = fit_wording(
        listed.texts, listed.labels, asked == GROUPS.index("answered"), twin,
        asked != GROUPS.index("outside"), len(topics),
    )  # fmt: skip
    status = _regression(listed.features, asked, len(GROUPS))
    regressions = _regressions(listed.features, listed.labels, topics, start)
    return _Fit(regressions, status, wording)


def _regressions(
    features: Vectors,
    labels: Places,
    topics: Sequence[Candidate],
    start: TopicClassifier | None,
) -> TopicClassifier:
    """Fit the three regressions; their mix is not known yet."""
    aspects, aspect_of = places([topic.aspect for topic in topics])
    subjects, subject_of = places([topic.subject for topic in topics])
    return TopicClassifier(
        tuple(topic.name for topic in topics),
        _regression(features, labels, len(topics), start.topic if start else None),
        _regression(features, aspect_of[labels], len(aspects), start.aspect if start else None),
        _regression(features, subject_of[labels], len(subjects), start.subject if start else None),
        aspect_of, subject_of, np.array(_BEGINNING, np.float32),
        np.zeros(len(topics), np.float32),
    )  # fmt: skip


def _regression(
    features: Vectors, labels: Places, count: int, start: Regression | None = None
) -> Regression:
    """Fit a regression and fold the standardisation of its features into its weights.

    Where one of fewer rows is given to start from, that takes half the time.
    """
    from sklearn.linear_model import LogisticRegression

    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    weights = np.zeros((count, features.shape[1]), np.float32)
    bias = np.full(count, _UNKNOWN, np.float32)
    if len(np.unique(labels)) < 2:
        bias[labels[:1]] = 0
        return Regression(weights, bias)
    model: Any = LogisticRegression(
        C=STRENGTH / features.shape[1], max_iter=200, tol=1e-3, random_state=SEED,
        warm_start=True,
    )  # fmt: skip
    there = np.unique(labels)
    if start is not None and len(there) > 2:  # two classes share one row of coefficients
        model.coef_ = start.weights[there] * spread
        known = start.bias[there] > _UNKNOWN
        model.intercept_ = start.bias[there] + start.weights[there] @ mean
        model.intercept_[~known] = model.intercept_[known].min()
    model.fit((features - mean) / spread, labels)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    weights[model.classes_] = coefficients / spread
    bias[model.classes_] = intercepts - (coefficients / spread) @ mean
    return Regression(weights, bias)


def _mix(evidence: Sequence[Vectors], labels: Places, known: Mask) -> Vectors:
    """Return the mix of the evidence under which the right topics of some rows are likeliest."""
    from scipy.optimize import minimize

    chosen = np.flatnonzero(known)
    chosen = chosen[:: max(1, len(chosen) // SAMPLE)]  # more rows would only take longer
    evidence = [kind[chosen] for kind in evidence]
    labels = labels[chosen]
    if not len(labels):
        return np.array(_BEGINNING, np.float32)
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
    # Of a tiny document a group may be hidden from the trial whole.
    weights = [
        (FAR if one.name == UNLISTED else 1) * ASKED[one.group] * len(labels)
        / max(1, rows[one.group])
        for one in topics
    ]  # fmt: skip
    return np.array(weights, np.float32)
