"""Texts to vectors: what an encoder is, and the built-in one, served without torch.

The built-in encoder is multilingual-e5-small. `ingest.encoder.build` makes its folder once; here it
is only read. Each encoder has one way to put a question and another to put a passage, as
sentence-transformers has them, and an identity: vectors of two identities are never compared.
"""

import json
import mmap
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.search.batches import runs_of
from knowledge.search.cleaning import clean
from knowledge.search.sizes import damaged

Vectors: TypeAlias = NDArray[np.float32]
"""Rows of unit length, shape (texts, dimension); one vector has shape (dimension,)."""

MANIFEST, BODY, BODY_WEIGHTS = "encoder.json", "body.onnx", "body.weights"
WORDS, PIECES = "words.f16", "pieces.model"
STANDARD = "standard"
"""The folder beside them that sentence-transformers loads: the same weights, for ingest."""

_THREADS = 2
START_OF_WORD = "\u2581"  # as sentencepiece marks it


class EncoderError(Exception):
    """An encoder cannot be loaded; the message says what to do."""


@dataclass(frozen=True)
class EncoderManifest:
    """What stands in a built encoder's `encoder.json`.

    Attributes:
        name: The model's name for people.
        identity: SHA-256 of what it was built from; goes into each index made with it.
        stamp: Package version and build format, which tell cheaply that it is outdated.
        dimension: Length of a vector.
        max_tokens: Tokens read of a text, with its prompt and the two marks around it.
        query_prompt: What a question is prefixed with.
        document_prompt: What a passage is prefixed with.
        bytes: Size of each file of both forms, by its path: shows a half-copied folder.
    """

    name: str
    identity: str
    stamp: str
    dimension: int
    max_tokens: int
    query_prompt: str
    document_prompt: str
    bytes: dict[str, int]

    def write(self, folder: Path) -> None:
        """Writes the manifest into a folder."""
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> EncoderManifest:
    """The manifest of a built encoder, its files' sizes checked; loads nothing else.

    Raises:
        EncoderError: The folder holds no whole encoder.
    """
    advice = "run `desk ingest`, which builds it"
    try:
        manifest = EncoderManifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        wrong = damaged(folder, manifest.bytes)
    except FileNotFoundError as error:
        raise EncoderError(f"No encoder in {folder}: {advice}.") from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EncoderError(f"The encoder in {folder} cannot be read: {advice}.") from error
    if wrong:
        raise EncoderError(f"The encoder in {folder} has damaged files {wrong}: {advice} again.")
    return manifest


class Encoder(Protocol):
    """Texts to unit vectors. Safe to call from several threads at once."""

    @property
    def identity(self) -> str:
        """Names the weights; two encoders of one identity give the same vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension)."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""

    def has_word(self, word: str) -> bool:
        """Tell whether a word is one of its vocabulary; True where it has none of words."""


class OnnxEncoder:
    """The built-in encoder through sentencepiece and onnxruntime, without torch.

    The word embeddings stay in their file: a message needs a few dozen of 250,037 rows.
    """

    # Of the vocabulary: a piece's id is sentencepiece's plus one, which has no `<pad>`.
    _START, _PADDING, _END, _UNKNOWN = 0, 1, 2, 3

    def __init__(self, folder: Path) -> None:
        """Loads the encoder from a folder that `ingest.encoder.build` made.

        Raises:
            EncoderError: The folder holds no whole encoder, or a damaged one.
        """
        self._manifest = read_manifest(folder)
        try:
            self._pieces, self._body = _pieces(folder / PIECES), _body(folder / BODY)
            self._words = _words(folder / WORDS, self._manifest.dimension)
        except Exception as error:  # onnxruntime's and sentencepiece's errors share no class
            raise EncoderError(
                f"The encoder in {folder} is damaged: run `desk ingest`, which builds it again."
            ) from error
        self._query_prompt = self._ids(self._manifest.query_prompt)
        self._document_prompt = self._ids(self._manifest.document_prompt)

    @property
    def identity(self) -> str:
        """Names the weights."""
        return self._manifest.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._manifest.dimension

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension)."""
        return self._encode([self._row(self._query_prompt, self._ids(clean(t))) for t in texts])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""
        return self._encode([self._row(self._document_prompt, self._ids(clean(t))) for t in texts])

    def query_ids(self, text: str) -> list[int]:
        """The token ids that a question is read as, marks and prompt included."""
        return self._row(self._query_prompt, self._ids(clean(text)))

    def has_word(self, word: str) -> bool:
        """Tell whether a word is one of its vocabulary, at the start of a word or within."""
        ids = (self._pieces.piece_to_id(one) for one in (START_OF_WORD + word, word))
        return any(id != self._pieces.unk_id() for id in ids)

    def _ids(self, text: str) -> list[int]:
        return [i + 1 if i else self._UNKNOWN for i in self._pieces.encode(text)]

    def _row(self, prompt: list[int], ids: list[int]) -> list[int]:
        # Prompts end in a space and pieces never reach across one: both can be split apart.
        return [self._START, *[*prompt, *ids][: self._manifest.max_tokens - 2], self._END]

    def _encode(self, rows: list[list[int]]) -> Vectors:
        vectors = np.empty((len(rows), self.dimension), np.float32)
        for run in runs_of([len(row) for row in rows]):
            vectors[run] = self._run([rows[i] for i in run])
        return vectors

    def _run(self, rows: list[list[int]]) -> Vectors:
        length = max(map(len, rows))
        ids = np.array([row + [self._PADDING] * (length - len(row)) for row in rows])
        mask = np.array([[1.0] * len(row) + [0.0] * (length - len(row)) for row in rows], "f4")
        inputs = {"inputs_embeds": self._words[ids].astype(np.float32), "attention_mask": mask}
        vectors: Vectors = self._body.run(None, inputs)[0]
        return vectors


def _pieces(path: Path) -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def _body(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    # The arena keeps the largest run's memory for good; without it a run is no slower.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _words(path: Path, dimension: int) -> NDArray[np.float16]:
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hasattr(mmap, "MADV_RANDOM"):  # otherwise each row would pull in its neighbours
        mapped.madvise(mmap.MADV_RANDOM)
    return np.frombuffer(mapped, np.float16).reshape(-1, dimension)
