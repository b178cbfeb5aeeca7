"""Fusion of dense and keyword scores into one ranking."""

import numpy as np
from numpy.typing import NDArray

DENSE_WEIGHT = 0.5


def min_max(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale scores to 0..1 over all documents; all equal become zeros."""
    low, high = float(scores.min()), float(scores.max())
    if high <= low:
        return np.zeros_like(scores)
    return ((scores - low) / (high - low)).astype(np.float32)


def fuse(
    dense: NDArray[np.float32], keyword: NDArray[np.float32], weight: float = DENSE_WEIGHT
) -> NDArray[np.float32]:
    """Combine two score lists of shape (documents,), each scaled to 0..1 first.

    `weight` is the dense share; results are flat between .3 and .7, so .5 is a safe choice.
    """
    return (weight * min_max(dense) + (1 - weight) * min_max(keyword)).astype(np.float32)
