"""An index of passages that belong to documents, searched by the turns of a conversation.

It is a folder with `chroma/`, `passages/` and `documents/` (keywords), and `passages.json`, which
is written last; `ingest/passages.py` makes it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.search.conversation import (
    Turn,
    conversation_scores,
    fading_scores,
    whole_scores,
)
from knowledge.search.fusion import fuse
from knowledge.search.keywords import KeywordIndex
from knowledge.search.vectors import VectorIndex, open_vectors

COLLECTION = "passages"
CHROMA, PASSAGES, DOCUMENTS = "chroma", "passages", "documents"
_LIST = "passages.json"
_MOST_NEAREST = 5_000
"""Passages whose cosine is looked up; those beyond count as no nearer than the farthest."""

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Passage:
    """A piece of a document.

    Attributes:
        text: with its title, where it has one.
        document: the document's id; passages of one id stand together in it.
    """

    id: str
    text: str
    document: str


class PassageIndex:
    """An opened index; safe to use from several threads.

    Attributes:
        ids: the passages', in the order of all scores.
    """

    def __init__(
        self,
        passages: Sequence[tuple[str, str]],
        vectors: VectorIndex,
        passage_keywords: KeywordIndex,
        document_keywords: KeywordIndex,
    ) -> None:
        self.ids = tuple(id for id, _ in passages)
        self._vectors = vectors
        self._passages = passage_keywords
        self._documents = document_keywords
        places = {name: at for at, name in enumerate(dict.fromkeys(name for _, name in passages))}
        self._document_of = np.array([places[name] for _, name in passages])
        self._grouped = len(places) < len(passages)

    def keyword(self, turns: Sequence[Turn]) -> Scores:
        """Return the BM25 scores of all turns alike, shape (passages,)."""
        return whole_scores(self._passages, turns)

    def dense(self, vector: Scores) -> Scores:
        """Return the cosines of a vector of shape (dimension,), shape (passages,)."""
        count = min(len(self.ids), _MOST_NEAREST)
        (hits,) = self._vectors.nearest(COLLECTION, vector[None], count)
        scores = np.full(len(self.ids), hits[-1].cosine, np.float32)
        scores[[int(hit.id) for hit in hits]] = [hit.cosine for hit in hits]
        return scores

    def fused(self, turns: Sequence[Turn], dense: Scores) -> Scores:
        """Return the fused scores of a conversation, shape (passages,).

        Where no document has a second passage and nothing was said before, document and
        passage are the same, and one would only count twice.

        Args:
            turns: oldest first, at least one.
            dense: the cosines of the last turn.
        """
        passage = fading_scores(self._passages, turns)
        if len(turns) == 1 and not self._grouped:
            return fuse(dense, passage)
        document = whole_scores(self._documents, turns)
        return conversation_scores(dense, passage, document, self._document_of)


def write_list(folder: Path, passages: Sequence[Passage]) -> None:
    """Write which passages there are; that marks the index complete."""
    rows = [(passage.id, passage.document) for passage in passages]
    partial = folder / f"{_LIST}.partial"
    partial.write_text(json.dumps(rows), "utf-8")
    partial.replace(folder / _LIST)


def is_complete(folder: Path) -> bool:
    """Tell whether a folder holds a whole index."""
    return (folder / _LIST).is_file()


def open_passages(folder: Path) -> PassageIndex:
    """Open an index; its vectors are copied for this process alone.

    Raises:
        OSError: it is not there, or its private copy cannot be made.
    """
    rows = json.loads((folder / _LIST).read_text("utf-8"))
    return PassageIndex(
        [(id, document) for id, document in rows],
        open_vectors(folder / CHROMA),
        KeywordIndex.load(folder / PASSAGES),
        KeywordIndex.load(folder / DOCUMENTS),
    )
