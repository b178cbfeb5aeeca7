"""Dense search: the only module that speaks to Chroma."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BATCH = 2000


@dataclass(frozen=True)
class Hit:
    """A document found: its id, what it is, and its cosine to the query."""

    id: str
    metadata: Mapping[str, Any]
    cosine: float


class VectorIndex:
    """One Chroma collection of unit vectors under cosine distance."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def nearest(self, vector: NDArray[np.float32], count: int) -> tuple[Hit, ...]:
        """Return the documents nearest to a vector of shape (dimension,), best first."""
        collection = self._client.get_collection(self._name, embedding_function=None)
        found = collection.query(
            query_embeddings=vector[np.newaxis], n_results=count, include=["metadatas", "distances"]
        )
        rows = zip(found["ids"][0], found["metadatas"][0], found["distances"][0], strict=True)
        return tuple(Hit(id, metadata, 1.0 - distance) for id, metadata, distance in rows)

    def count(self) -> int:
        """Return how many documents the collection holds."""
        return int(self._client.get_collection(self._name, embedding_function=None).count())


def write_vectors(
    folder: Path,
    name: str,
    ids: Sequence[str],
    metadatas: Sequence[Mapping[str, Any]],
    texts: Sequence[str],
    vectors: NDArray[np.float32],
) -> None:
    """Write a new collection into a folder of its own.

    Embeddings are always given: without them Chroma would try to fetch a model.
    """
    client = _client(folder)
    collection = client.create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    for start in range(0, len(ids), _BATCH):
        chunk = slice(start, start + _BATCH)
        collection.add(
            ids=list(ids[chunk]),
            embeddings=vectors[chunk],
            metadatas=[dict(metadata) for metadata in metadatas[chunk]],
            documents=list(texts[chunk]),
        )
    client.close()


def open_vectors(folder: Path, name: str) -> VectorIndex:
    """Open a copy of a collection's folder that belongs to this process alone.

    Chroma writes to its folder even when it reads, and two writing processes corrupt a
    folder without a word; so no process opens the published one.
    """
    private = Path(tempfile.mkdtemp(prefix="desk-vectors-"))
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    shutil.copytree(folder, private, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return VectorIndex(_client(private), name)


def _client(folder: Path) -> Any:
    import chromadb  # heavy; loaded where vectors are used
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
