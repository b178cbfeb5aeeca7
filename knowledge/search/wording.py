"""Which words belong to which topic, and which lean to what the release states.

The encoder sees what a text is about better than the one word in it that no answer speaks of
("which bank holds the construction money?"); that word is seen here.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.search.keywords import keywords

Vectors = NDArray[np.float32]
Places = NDArray[np.int64]


def words_of(text: str) -> list[str]:
    """Split a text into its keywords and the pairs of keywords that follow each other."""
    single = keywords(text)
    return single + [f"{a} {b}" for a, b in pairwise(single)]


@dataclass(frozen=True)
class Coverage:
    """How much of a text's words each topic holds, shape (topics,) each, all in 0..1.

    Attributes:
        held: the share of the words, by rarity, that stand in some text of the topic.
        usual: the same, each word counted by the share of the topic's texts that hold it.
        missing: how rare the rarest word is that the topic does not hold.
    """

    held: Vectors
    usual: Vectors
    missing: Vectors


@dataclass(frozen=True)
class Wording:
    """The words of all topics.

    Attributes:
        words: each word's row.
        rarity: each word's inverse document frequency, scaled to 0..1; one that is not known
            has rarity 1.
        starts: where each word's entries begin in `topics` and `shares`, shape (words + 1,).
        topics: the topics that hold a word.
        shares: which share of the topic's texts hold it.
        leaning: each word's weight for what the release states.
        bias: what is added to them.
        count: how many topics there are.
    """

    words: Mapping[str, int]
    rarity: Vectors
    starts: Places
    topics: Places
    shares: Vectors
    leaning: Vectors
    bias: float
    count: int

    def coverage(self, text: str) -> Coverage:
        """Tell how much of a text's words each topic holds."""
        found = sorted(set(words_of(text)))
        usual = np.zeros((max(1, len(found)), self.count), np.float32)
        rarity = np.ones(max(1, len(found)), np.float32)
        for at, word in enumerate(found):
            row = self.words.get(word)
            if row is not None:
                rarity[at] = self.rarity[row]
                span = slice(self.starts[row], self.starts[row + 1])
                usual[at, self.topics[span]] = self.shares[span]
        held = usual > 0
        weights = rarity / rarity.sum()
        missing = np.where(held, 0.0, rarity[:, None]).max(axis=0).astype(np.float32)
        return Coverage(weights @ held, weights @ usual, missing)

    def lean(self, text: str) -> float:
        """Return the log odds, by words alone, that the release states what a text asks."""
        values = weighted(text, self.words, self.rarity)
        return self.bias + sum(value * float(self.leaning[row]) for row, value in values.items())


def weighted(text: str, words: Mapping[str, int], rarity: Vectors) -> dict[int, float]:
    """Return the known words' rows with their weights: damped counts by rarity, length 1."""
    counts = Counter(word for word in words_of(text) if word in words)
    rows = {
        words[word]: (1 + math.log(count)) * float(rarity[words[word]])
        for word, count in counts.items()
    }
    length = math.sqrt(sum(value * value for value in rows.values())) or 1.0
    return {row: value / length for row, value in rows.items()}


def rarities(frequency: Sequence[int], texts: int) -> Vectors:
    """Return words' inverse document frequencies, scaled so that an unknown word has 1."""
    found = np.log((texts + 1) / (np.array(frequency, np.float32) + 0.5)) / math.log(
        (texts + 1) / 0.5
    )
    return np.asarray(found, np.float32)
