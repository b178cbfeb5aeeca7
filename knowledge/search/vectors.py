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
    """A document found: its id, and its cosine to the query."""

    id: str
    cosine: float


class VectorIndex:
    """The Chroma collections of one index version: unit vectors under cosine distance."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def nearest(
        self, collection: str, vectors: NDArray[np.float32], count: int
    ) -> tuple[tuple[Hit, ...], ...]:
        """Return, for each vector of shape (dimension,), the nearest documents, best first."""
        # Fetched anew each time: a handle fails once its collection was replaced.
        held = self._client.get_collection(collection, embedding_function=None)
        found = held.query(query_embeddings=vectors, n_results=count, include=["distances"])
        return tuple(
            tuple(Hit(id, 1.0 - distance) for id, distance in zip(ids, distances, strict=True))
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        )

    def warm(self, collections: Sequence[str]) -> None:
        """Read the collections into memory, which the first query would else wait for."""
        for name in collections:
            held = self._client.get_collection(name, embedding_function=None)
            some = held.get(limit=1, include=["embeddings"])["embeddings"]
            held.query(query_embeddings=some, n_results=1, include=[])


def write_vectors(
    folder: Path,
    name: str,
    ids: Sequence[str],
    metadatas: Sequence[Mapping[str, Any]],
    texts: Sequence[str],
    vectors: NDArray[np.float32],
) -> None:
    """Write a new collection into a version's folder.

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


def open_vectors(folder: Path) -> VectorIndex:
    """Open a copy of the collections' folder that belongs to this process alone.

    Chroma writes to its folder even when it reads, and two writing processes corrupt a
    folder without a word; so no process opens the published one.
    """
    return VectorIndex(_client(copy_for_this_process(folder)))


def copy_for_this_process(folder: Path) -> Path:
    """Copy a folder to a writable, private one that goes when the process ends."""
    private = Path(tempfile.mkdtemp(prefix="desk-vectors-"))
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    shutil.copytree(folder, private, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for path in (private, *private.rglob("*")):
        if path.is_dir():
            path.chmod(0o700)  # copytree gives folders the modes of a published, read-only one
    return private


def _client(folder: Path) -> Any:
    import chromadb  # heavy; loaded where vectors are used
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
