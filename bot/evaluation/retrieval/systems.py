"""Searches a retrieval set with three systems in one run: keywords, vectors, and their fusion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.retrieval.beir import Query, RetrievalSet
from bot.evaluation.retrieval.ranking import DEPTH, measure
from knowledge.search.encoder import Encoder
from knowledge.search.passages import PassageIndex

SYSTEMS = ("BM25", "dense", "fusion")
_CHUNK = 512


@dataclass(frozen=True)
class Found:
    """How well one system searched.

    Attributes:
        measures: by their names, 0..1.
    """

    system: str
    measures: dict[str, float]


def search_all(
    data: RetrievalSet, encoder: Encoder, index: PassageIndex, say: Callable[[str], None]
) -> tuple[Found, ...]:
    """Search each query with each system, and measure the rankings.

    BM25 reads the whole conversation as one query, the vectors its last turn: each in the way
    that serves it best alone. The fusion is that of `knowledge/search/conversation.py`.

    Args:
        data: with at least one query.
        encoder: of the queries; the one that the index was made with.
        index: of the set's passages.
        say: told how far it is.
    """
    runs: dict[str, dict[str, dict[str, float]]] = {system: {} for system in SYSTEMS}
    for start in range(0, len(data.queries), _CHUNK):
        queries = data.queries[start : start + _CHUNK]
        vectors = encoder.encode_query([query.turns[-1].text for query in queries])
        for query, vector in zip(queries, vectors, strict=True):
            for system, scores in zip(SYSTEMS, _scores(query, vector, index), strict=True):
                runs[system][query.id] = _best(scores, index.ids)
        say(f"searched: {start + len(queries)} of {len(data.queries)} queries")
    return tuple(Found(system, measure(data.relevant, run)) for system, run in runs.items())


def _scores(
    query: Query, vector: NDArray[np.float32], index: PassageIndex
) -> tuple[NDArray[np.float32], ...]:
    dense = index.dense(vector)
    return index.keyword(query.turns), dense, index.fused(query.turns, dense)


def _best(scores: NDArray[np.float32], ids: Sequence[str]) -> dict[str, float]:
    """Return the best passages; of equal scores the earlier passage comes first.

    The measures rank by score and part ties by the ids' spelling, so that the place is given.
    """
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return {ids[at]: float(DEPTH - place) for place, at in enumerate(order)}
