"""Encodes the documents, keeping every vector so that an edit costs only what is new."""

import hashlib
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Document, by_prompt
from ingest.shipped import ShippedVectors, key_of
from knowledge.search.encoder import Encoder

Vectors = NDArray[np.float32]
_CHUNK = 256
_KEPT_EVERY = 8
"""After so many chunks all vectors are written; that takes as long as encoding a few texts."""

_DAMAGE = (ValueError, KeyError, EOFError, BadZipFile, zlib.error, UnpicklingError)
"""What numpy raises of a damaged file; everything is then encoded anew."""


@dataclass(frozen=True)
class Encoded:
    """Documents with their vectors.

    Attributes:
        asked, written: those that are encoded as questions, and those encoded as passages.
        questions, passages: their vectors, shape (documents, dimension).
    """

    asked: list[Document]
    written: list[Document]
    questions: Vectors
    passages: Vectors


def encode(rows: Sequence[Document], cache: "VectorCache") -> Encoded:
    """Encode documents, each with the prompt of its kind."""
    asked, written = by_prompt(rows)
    return Encoded(
        asked, written,
        cache.queries([row.text for row in asked]), cache.passages([row.text for row in written]),
    )  # fmt: skip


class VectorCache:
    """Vectors by text and prompt, in one file for each encoder; it survives an interruption.

    What comes with the desk is neither encoded nor kept again.

    Args:
        folder: where the file is kept.
        encoder: gives the vectors that are not there yet.
        progress: told how far the encoding is.
    """

    def __init__(self, folder: Path, encoder: Encoder, progress: Callable[[str], None]) -> None:
        self._encoder = encoder
        self._progress = progress
        name = hashlib.sha256(encoder.identity.encode()).hexdigest()[:16]
        self._path = folder / f"{name}.npz"
        self._shipped = ShippedVectors(encoder.identity)
        self._known: dict[str, Vectors] = {}
        self._asked: set[str] = set()
        with (
            suppress(FileNotFoundError, *_DAMAGE),
            self._path.open("rb") as file,  # numpy leaves a file that it opened itself open
            np.load(file) as kept,
        ):
            self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts as questions, shape (len(texts), dimension)."""
        return self._vectors("query", texts, self._encoder.encode_query)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts as passages, shape (len(texts), dimension)."""
        return self._vectors("passage", texts, self._encoder.encode_document)

    def not_shipped(self) -> dict[str, Vectors]:
        """Return by key what was asked for and does not come with the desk."""
        return {key: self._known[key] for key in self._asked if self._shipped.get(key) is None}

    def _vectors(
        self, prompt: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]
    ) -> Vectors:
        keys = [key_of(prompt, text) for text in texts]
        self._asked.update(keys)
        missing = {
            key: text
            for key, text in zip(keys, texts, strict=True)
            if key not in self._known and self._shipped.get(key) is None
        }
        todo = sorted(missing.items(), key=lambda pair: len(pair[1]))
        for start in range(0, len(todo), _CHUNK):
            chunk = todo[start : start + _CHUNK]
            found = encode([text for _, text in chunk])
            self._known.update((key, found[at]) for at, (key, _) in enumerate(chunk))
            if start // _CHUNK % _KEPT_EVERY == 0 or start + _CHUNK >= len(todo):
                self._save()
            self._progress(f"encoding: {start + len(chunk)} of {len(todo)} texts as {prompt}")
        return np.vstack([self._vector(key) for key in keys]).astype(np.float32)

    def _vector(self, key: str) -> Vectors:
        shipped = self._shipped.get(key)
        return self._known[key] if shipped is None else shipped

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_suffix(".partial.npz")
        keys, vectors = np.array(list(self._known)), np.vstack(list(self._known.values()))
        np.savez(partial, keys=keys, vectors=vectors)
        partial.replace(self._path)
