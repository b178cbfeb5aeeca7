"""The vectors that come with the desk: a first start encodes only what was edited since.

On a processor without half-precision matrix units, encoding all texts takes longer than everything
else in a first start. A row is kept in 8 bits a number: no cosine changes by more than 0.002,
which is what half precision changes too.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
FOLDER = Path(__file__).parent / "vectors"
_LARGEST = 127


def key_of(prompt: str, text: str) -> str:
    """Return what a text's vector is kept under."""
    return hashlib.sha256(f"{prompt}\0{text}".encode()).hexdigest()


class ShippedVectors:
    """Vectors by key, read from the files of one encoder; empty where there are none.

    Args:
        identity: the encoder's.
        folder: holds the files; one that is damaged is passed over, its texts are encoded.
    """

    def __init__(self, identity: str, folder: Path = FOLDER) -> None:
        self._rows: dict[int, Vectors] = {}
        for path in sorted(folder.glob(f"{_name(identity)}-*.npz")):
            with suppress(ValueError, KeyError, EOFError, OSError, BadZipFile):
                with path.open("rb") as file, np.load(file) as kept:
                    keys, vectors = kept["keys"].tolist(), _widened(kept["rows"])
                self._rows.update(zip(keys, vectors, strict=True))

    def get(self, key: str) -> Vectors | None:
        """Return a text's vector of unit length, shape (dimension,), if it is shipped."""
        return self._rows.get(_short(key))


def ship(identity: str, vectors: Mapping[str, Vectors], folder: Path = FOLDER) -> Path:
    """Write one more file of vectors; those that are there stay as they are.

    Args:
        identity: the encoder's.
        vectors: rows of unit length, by key.
        folder: holds the files.

    Returns:
        The new file.
    """
    folder.mkdir(exist_ok=True)
    number = len(list(folder.glob(f"{_name(identity)}-*.npz"))) + 1
    path = folder / f"{_name(identity)}-{number:02}.npz"
    order = sorted(vectors)
    rows = np.vstack([vectors[key] for key in order])
    narrow = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True) * _LARGEST).astype(np.int8)
    keys = np.array([_short(key) for key in order], np.uint64)
    np.savez_compressed(path, keys=keys, rows=narrow)
    return path


def _widened(rows: NDArray[np.int8]) -> Vectors:
    """Return rows of unit length; by how much each was scaled need not be kept for that."""
    wide = rows.astype(np.float32)
    return np.asarray(wide / np.linalg.norm(wide, axis=1, keepdims=True), np.float32)


def _name(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def _short(key: str) -> int:
    return int(key[:16], 16)
