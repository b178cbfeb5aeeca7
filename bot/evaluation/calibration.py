"""How far the confidence of answers can be relied on, and how well silence is told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.answering import Result

BINS = 10
_RESAMPLES = 10_000
_SEED = 20180118
"""The release's date; any fixed number gives the same interval on every run."""


@dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies between two bounds.

    Attributes:
        confidence: their mean confidence, 0..1.
        right: how many have a right status.
    """

    low: float
    high: float
    of: int
    confidence: float
    right: int


def reliability(results: Sequence[Result]) -> tuple[Bin, ...]:
    """Return ten bins of equal width over the confidence, the empty ones too."""
    confidence, right = _arrays(results)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = []
    for at in range(BINS):
        held = place == at
        of = int(held.sum())
        mean = float(confidence[held].mean()) if of else 0.0
        bins.append(Bin(at / BINS, (at + 1) / BINS, of, mean, int(right[held].sum())))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: |share right - confidence|, weighted by bin."""
    of = sum(one.of for one in bins)
    return sum(abs(one.right - one.of * one.confidence) for one in bins) / of if of else 0.0


def coverage_curve(results: Sequence[Result]) -> NDArray[np.float64]:
    """Return the share of right statuses among the k most confident answers, for each k.

    Answers of equal confidence have no order: each of them counts as their mean.
    """
    confidence, right = _arrays(results)
    hits = right.astype(np.float64)
    for value in np.unique(confidence):
        tied = confidence == value
        hits[tied] = hits[tied].mean()
    order = np.argsort(-confidence, kind="stable")
    curve: NDArray[np.float64] = np.cumsum(hits[order]) / np.arange(1, len(order) + 1)
    return curve


def area(curve: NDArray[np.float64]) -> float:
    """Return the mean over all coverages: 1 where every answer is right."""
    return float(curve.mean()) if len(curve) else 0.0


def answered_probability(result: Result) -> float:
    """Return how likely the engine took it that the source answers the question, 0..1."""
    decided = result.trace.get("decide")
    if decided:
        return float(decided[0]["answered"])
    return float(result.record["status"] in ("answered", "clarify"))


@dataclass(frozen=True)
class Silence:
    """How well answered and silent are told apart, over the questions that accept one of them.

    Attributes:
        answered, silent: how many questions expect each.
        answered_right, silent_right: how many of them were given that status.
        auroc: of `answered_probability`; None where either kind is missing.
        balanced: mean of the two shares of right statuses; None likewise.
        interval: its 95 % bootstrap interval.
    """

    answered: int
    silent: int
    answered_right: int
    silent_right: int
    auroc: float | None
    balanced: float | None
    interval: tuple[float, float] | None


def silence(results: Sequence[Result]) -> Silence:
    """Measure how well what the source leaves open is told from what it says.

    A question that accepts both statuses tells nothing of this and is left out.
    """
    answered, silent = (
        [r for r in results if (s := r.question.expect.status)[0] == status and other not in s]
        for status, other in (("answered", "not_specified"), ("not_specified", "answered"))
    )
    given = sum(result.record["status"] == "answered" for result in answered)
    held = sum(result.record["status"] == "not_specified" for result in silent)
    if not answered or not silent:
        return Silence(len(answered), len(silent), given, held, None, None, None)
    likely, unlikely = map(answered_probability, answered), map(answered_probability, silent)
    return Silence(
        len(answered), len(silent), given, held,
        auroc(list(likely), list(unlikely)),
        (given / len(answered) + held / len(silent)) / 2,
        _bootstrap(given, len(answered), held, len(silent)),
    )  # fmt: skip


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how often a positive scores above a negative; equal scores count half."""
    below = np.sort(np.asarray(negative))
    beaten = np.searchsorted(below, positive, "left")
    held = np.searchsorted(below, positive, "right")
    return float(((beaten + held) / 2).mean() / len(below))


def _bootstrap(given: int, answered: int, held: int, silent: int) -> tuple[float, float]:
    """Resample each side with replacement; of zeros and ones that is a binomial draw."""
    random = np.random.default_rng(_SEED)
    left = random.binomial(answered, given / answered, _RESAMPLES) / answered
    right = random.binomial(silent, held / silent, _RESAMPLES) / silent
    low, high = np.quantile((left + right) / 2, (0.025, 0.975))
    return float(low), float(high)


def _arrays(results: Sequence[Result]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    confidence = np.array([float(result.record["confidence"]) for result in results])
    return confidence, np.array([result.right_status for result in results], bool)
