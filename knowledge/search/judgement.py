"""Support and wording as one file of an index version."""

from pathlib import Path

import numpy as np

from knowledge.search.classifier import Regression
from knowledge.search.support import Support
from knowledge.search.wording import Wording


def save_support(path: Path, support: Support, wording: Wording) -> None:
    """Write both into one file."""
    np.savez(
        path,
        group=support.group, beside=support.beside,
        status_weights=support.status.weights, status_bias=support.status.bias,
        mean=support.mean, spread=support.spread, weights=support.weights, bias=support.bias,
        words=np.array("\n".join(wording.words)), rarity=wording.rarity, starts=wording.starts,
        topics=wording.topics, shares=wording.shares, leaning=wording.leaning,
        wording_bias=wording.bias, count=wording.count,
    )  # fmt: skip


def load_support(path: Path) -> tuple[Support, Wording]:
    """Read what `save_support` wrote."""
    with np.load(path) as kept:
        support = Support(
            kept["group"], kept["beside"],
            Regression(kept["status_weights"], kept["status_bias"]),
            kept["mean"], kept["spread"], kept["weights"], float(kept["bias"]),
        )  # fmt: skip
        words = str(kept["words"]).split("\n")
        wording = Wording(
            {word: at for at, word in enumerate(words)}, kept["rarity"], kept["starts"],
            kept["topics"], kept["shares"], kept["leaning"], float(kept["wording_bias"]),
            int(kept["count"]),
        )  # fmt: skip
    return support, wording
