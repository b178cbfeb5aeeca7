"""Counts which words belong to which topic, and fits which lean to what the release states."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.wording import Wording, rarities, weighted, words_of

SEED = 20180201
_FEWEST = 2
"""In how many texts a word must stand to be kept."""

_STRENGTH = 3.0
_TWIN_WEIGHT = 4.0
"""How much a near question counts against another phrasing: it tells where an answer ends."""

Places = NDArray[np.int64]


def fit_wording(
    texts: Sequence[str],
    labels: Places,
    stated: NDArray[np.bool_],
    twin: NDArray[np.bool_],
    judged: NDArray[np.bool_],
    count: int,
) -> Wording:
    """Count the words of topics, and fit their leaning.

    Args:
        texts: the texts, in Chinese or English.
        labels: each text's topic, shape (texts,).
        stated: whether the release states what it asks, shape (texts,).
        twin: whether it is one of two near questions, or unlisted, shape (texts,).
        judged: whether it counts for the leaning, shape (texts,).
        count: how many topics there are.
    """
    split = [set(words_of(text)) for text in texts]
    frequency = Counter(word for words in split for word in words)
    kept = sorted(word for word, times in frequency.items() if times >= _FEWEST)
    row = {word: at for at, word in enumerate(kept)}
    rarity = rarities([frequency[word] for word in kept], len(texts))
    held: dict[tuple[int, int], int] = defaultdict(int)
    for words, label in zip(split, labels.tolist(), strict=True):
        for word in words:
            if word in row:
                held[row[word], label] += 1
    sizes = np.bincount(labels, minlength=count)
    pairs = sorted(held)
    rows = np.array([word for word, _ in pairs])
    leaning, bias = _leaning(texts, row, rarity, stated, np.where(twin, _TWIN_WEIGHT, 1.0), judged)
    return Wording(
        row, rarity,
        np.searchsorted(rows, np.arange(len(kept) + 1)),
        np.array([topic for _, topic in pairs]),
        np.array([held[pair] / sizes[pair[1]] for pair in pairs], np.float32),
        leaning, bias, count,
    )  # fmt: skip


def _leaning(
    texts: Sequence[str],
    row: dict[str, int],
    rarity: NDArray[np.float32],
    stated: NDArray[np.bool_],
    weight: NDArray[np.float64],
    judged: NDArray[np.bool_],
) -> tuple[NDArray[np.float32], float]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    chosen = np.flatnonzero(judged).tolist()
    values = [weighted(texts[at], row, rarity) for at in chosen]
    starts = np.cumsum([0, *map(len, values)])
    matrix = csr_matrix(
        (
            [value for found in values for value in found.values()],
            [word for found in values for word in found],
            starts,
        ),
        shape=(len(chosen), len(row)),
    )
    if len(set(stated[chosen].tolist())) < 2:  # nothing to tell apart
        return np.zeros(len(row), np.float32), 0.0
    model: Any = LogisticRegression(
        C=_STRENGTH, max_iter=300, class_weight="balanced", random_state=SEED
    )
    model.fit(matrix, stated[chosen], sample_weight=weight[chosen])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])
