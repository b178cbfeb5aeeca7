"""Any sentence-transformers model, by torch: the built-in encoder's documents, or another model.

Loading torch takes seconds: only what builds an index imports this, or who chose another model.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.search.cleaning import clean
from knowledge.search.digest import folder_digest
from knowledge.search.encoder import (
    MANIFEST,
    STANDARD,
    START_OF_WORD,
    EncoderError,
    Vectors,
    read_manifest,
)

_TEXTS_IN_A_BATCH = 64


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by its name on the hub or its folder; loads torch.

    Questions and passages take the model's own prompts, where it has any.
    """

    def __init__(self, name_or_folder: str | Path, halves: bool = False) -> None:
        """Loads the model.

        Args:
            name_or_folder: The model.
            halves: Whether to multiply matrices in half precision where the processor has that
                built in. It takes two fifths of the time, and changes no cosine by over 0.002.

        Raises:
            EncoderError: It cannot be loaded.
        """
        import torch
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # Standard error is for the desk's own lines; transformers leaves the call untyped.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model = SentenceTransformer(str(name_or_folder), device="cpu")
        except (OSError, ValueError, SafetensorError) as error:
            raise EncoderError(
                f"The encoder {name_or_folder} cannot be loaded: check its name or folder in the "
                "settings, and that a model named there has been downloaded."
            ) from error
        self._halves = halves and bool(torch.cpu.get_capabilities().get("amx_bf16"))
        self._identity = _identity(self._model, name_or_folder)
        self._dimension = len(self._encode(self._model.encode_query, [""])[0])

    @property
    def identity(self) -> str:
        """Names the weights: the built-in encoder's own, a hub revision, or a folder's hash."""
        return self._identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension)."""
        return self._encode(self._model.encode_query, texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""
        return self._encode(self._model.encode_document, texts)

    def has_word(self, word: str) -> bool:
        """Tell whether a word is one of its vocabulary; True where it has none of words."""
        held = self._vocabulary
        return not held or word in held or START_OF_WORD + word in held

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        tokenizer: Any = getattr(self._model, "tokenizer", None)
        pieces: dict[str, int] = getattr(tokenizer, "get_vocab", dict)()
        # One that knows parts of words has no pairs of Chinese characters.
        return frozenset(pieces if any(piece.startswith(START_OF_WORD) for piece in pieces) else ())

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        import torch

        if not texts:
            return np.empty((0, self._dimension), np.float32)
        with torch.autocast("cpu", torch.bfloat16, enabled=self._halves):
            vectors: Vectors = encode(
                [clean(text) for text in texts],
                batch_size=_TEXTS_IN_A_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return vectors.astype(np.float32, copy=False)


def _identity(model: Any, name_or_folder: str | Path) -> str:
    folder = Path(name_or_folder)
    if not folder.is_dir():
        # Models that are no transformer have no configuration of that kind.
        config = getattr(getattr(model[0], "auto_model", None), "config", None)
        revision = getattr(config, "_commit_hash", None)
        return f"{name_or_folder}@{revision or 'unknown'}"
    if folder.name == STANDARD and (folder.parent / MANIFEST).is_file():
        return read_manifest(folder.parent).identity
    return folder_digest(folder)
