"""What a whole conversation says of each passage, and not its last message alone.

A last message ("and if I moved abroad?") tells which passage is asked for, but seldom of which
document: that was said before. So each part of the evidence reads as much of the conversation as
serves it:

- the document's keywords read all turns alike, whoever wrote them: the subject stays;
- the passage's keywords read the last turn most, older ones less and less, and what was answered
  less than what was asked;
- the vectors read the last turn alone: that of several turns is the vector of none.

The weights were chosen on half of the documents of Doc2Dial and measured on the other half, as
docs/evaluating.md tells; the results change little around them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fusion import fuse, min_max
from knowledge.search.keywords import KeywordIndex

FADING = 0.5
"""How much a turn counts against the turn after it, for the passage's keywords."""

ANSWERED = 0.25
"""How much a turn of the other side counts against one of the person who asks, likewise."""

DOCUMENT_WEIGHT = 0.5
"""How much the document counts against the passage."""

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Turn:
    """One message of a conversation.

    Attributes:
        asked: written by the person who asks, not by who answers.
    """

    text: str
    asked: bool = True


def fading_scores(
    index: KeywordIndex,
    turns: Sequence[Turn],
    fading: float = FADING,
    answered: float = ANSWERED,
) -> Scores:
    """Return the BM25 scores of a conversation, older turns counting less and less.

    BM25 adds up over terms, so that weighting turns is the same as weighting their terms.

    Args:
        index: of the documents.
        turns: oldest first, at least one; the last counts 1.
        fading: the weight of a turn against the next.
        answered: the weight of a turn of the other side, on top of that.

    Returns:
        Shape (documents,).
    """
    weights = [
        fading**age * (1.0 if turn.asked else answered) for age, turn in enumerate(reversed(turns))
    ]
    rows = [
        np.float32(weight) * index.scores(turn.text)
        for turn, weight in zip(reversed(turns), weights, strict=True)
        if weight
    ]
    summed: Scores = np.sum(rows, axis=0, dtype=np.float32)
    return summed


def whole_scores(index: KeywordIndex, turns: Sequence[Turn]) -> Scores:
    """Return the BM25 scores of a conversation, all of its turns alike; shape (documents,)."""
    return fading_scores(index, turns, 1.0, 1.0)


def conversation_scores(
    dense: Scores, passage_keyword: Scores, document_keyword: Scores, document_of: NDArray[np.intp]
) -> Scores:
    """Fuse what is known of each passage with what is known of its document.

    Args:
        dense: cosines of the last turn, shape (passages,).
        passage_keyword: of `fading_scores`, shape (passages,).
        document_keyword: of `whole_scores`, shape (documents,).
        document_of: each passage's document, shape (passages,).

    Returns:
        Scores in 0..1, shape (passages,).
    """
    passage = fuse(dense, passage_keyword)
    document = min_max(document_keyword)[document_of]
    return (DOCUMENT_WEIGHT * document + (1 - DOCUMENT_WEIGHT) * passage).astype(np.float32)
