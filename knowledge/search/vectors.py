"""Dense search: the vectors of an index version, kept in Chroma beside its other files."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

_BATCH = 2000
_FOLDER = "chroma"


class VectorsAwayError(Exception):
    """The vectors cannot be reached at the moment; the message says what to do."""


@dataclass(frozen=True)
class Hit:
    """A document found: its id, and its cosine to the query."""

    id: str
    cosine: float


@dataclass(frozen=True)
class Collection:
    """The vectors of one collection and what is kept with them; all of one length.

    Attributes:
        vectors: unit vectors, shape (documents, dimension).
    """

    name: str
    ids: Sequence[str]
    metadatas: Sequence[Mapping[str, Any]]
    texts: Sequence[str]
    vectors: NDArray[np.float32]


class VectorIndex:
    """The Chroma collections of one index version: unit vectors under cosine distance.

    Args:
        client: Chroma's.
        prefix: stands before a collection's name.
    """

    def __init__(self, client: Any, prefix: str = "") -> None:
        self._client = client
        self._prefix = prefix

    def nearest(
        self, collection: str, vectors: NDArray[np.float32], count: int
    ) -> tuple[tuple[Hit, ...], ...]:
        """Return, for each vector of shape (dimension,), the nearest documents, best first.

        Raises:
            VectorsAwayError: they are on a server that does not answer.
        """
        # Fetched anew each time: a handle fails once its collection was replaced.
        held = self._client.get_collection(self._prefix + collection, embedding_function=None)
        found = held.query(query_embeddings=vectors, n_results=count, include=["distances"])
        return tuple(
            tuple(Hit(id, 1.0 - distance) for id, distance in zip(ids, distances, strict=True))
            for ids, distances in zip(found["ids"], found["distances"], strict=True)
        )

    def warm(self, collections: Sequence[str]) -> None:
        """Read the collections into memory, which the first query would else wait for."""
        for name in collections:
            held = self._client.get_collection(self._prefix + name, embedding_function=None)
            some = held.get(limit=1, include=["embeddings"])["embeddings"]
            held.query(query_embeddings=some, n_results=1, include=[])

    def problem(self) -> str | None:
        """Say what keeps the vectors from being searched now, or None."""
        return None


class VectorStore(Protocol):
    """Where the vectors of index versions are kept; a version is named by its folder.

    Every method but `forget` raises VectorsAwayError where the store does not answer.
    """

    def holds(self, folder: Path, sizes: Mapping[str, int]) -> bool:
        """Tell whether a version's collections are there, each with so many documents."""

    def write(self, folder: Path, collections: Sequence[Collection]) -> None:
        """Write a version's collections; none is seen before it is whole."""

    def open(self, folder: Path) -> VectorIndex:
        """Open a version's collections."""

    def forget(self, folder: Path) -> None:
        """Remove the collections of a version whose folder is removed."""


class EmbeddedVectors:
    """Keeps a version's vectors in its folder: the store where no server is set."""

    def holds(self, folder: Path, sizes: Mapping[str, int]) -> bool:
        """Tell whether the folder has them; it has them whole or not at all."""
        return (folder / _FOLDER).is_dir()

    def write(self, folder: Path, collections: Sequence[Collection]) -> None:
        """Write them beside, then put them in place in one step."""
        partial = folder / f"{_FOLDER}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        for collection in collections:
            write_vectors(partial, collection)
        partial.rename(folder / _FOLDER)

    def open(self, folder: Path) -> VectorIndex:
        """Open a copy of them."""
        return open_vectors(folder / _FOLDER)

    def forget(self, folder: Path) -> None:
        """Nothing is left of them once the folder is removed."""


def write_vectors(folder: Path, collection: Collection) -> None:
    """Write a new collection into a folder."""
    client = _client(folder)
    fill(
        client.create_collection(
            collection.name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        ),
        collection,
    )
    client.close()


def fill(made: Any, collection: Collection) -> None:
    """Put documents into a collection that was made for them.

    Embeddings are always given: without them Chroma would try to fetch a model.
    """
    for start in range(0, len(collection.ids), _BATCH):
        chunk = slice(start, start + _BATCH)
        made.add(
            ids=list(collection.ids[chunk]),
            embeddings=collection.vectors[chunk],
            metadatas=[dict(metadata) for metadata in collection.metadatas[chunk]],
            documents=list(collection.texts[chunk]),
        )


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
