"""The one place where objects are constructed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from bot.answer.engine import Engine
from bot.settings import Settings
from knowledge.knowledge_base import knowledge_hash, load_knowledge
from knowledge.search.encoder import (
    MANIFEST,
    STANDARD,
    Encoder,
    OnnxEncoder,
    SentenceTransformerEncoder,
)
from knowledge.search.encoder import read_manifest as read_encoder
from knowledge.search.index import current_version, open_index, read_manifest
from knowledge.search.vectors import preload

Progress = Callable[[str], None]
BUILTIN = "builtin"


def index_root(settings: Settings) -> Path:
    """Return the folder of the index versions."""
    return settings.data / "index"


def prepare(settings: Settings, progress: Progress) -> str:
    """Make the encoder and the index where they are missing or outdated.

    Returns:
        The identity of the encoder that serves questions.

    Raises:
        KnowledgeError: a data file is faulty.
        EncoderError, EncoderBuildError: the encoder cannot be made or opened.
        OSError: the data folder cannot be written.
    """
    identity = _encoder_identity(settings, progress)
    if not index_is_current(settings, identity):
        from ingest.run import ingest  # brings torch; a start with a ready index goes without

        ingest(settings.knowledge, index_root(settings), _ingest_encoder(settings), progress)
    return identity


def build_engine(settings: Settings, progress: Progress) -> Engine:
    """Prepare what is missing and open the engine, its parts side by side."""
    loading = preload()
    identity = prepare(settings, progress)
    with ThreadPoolExecutor() as pool:
        encoder = pool.submit(_serving_encoder, settings)
        knowledge = pool.submit(load_knowledge, settings.knowledge)
        loading.join()
        index = open_index(index_root(settings), identity, encoder.result)
        return Engine(knowledge.result(), index, settings.opencc)


def index_is_current(settings: Settings, identity: str) -> bool:
    """Tell whether the live index was made of the present data and with this encoder."""
    folder = current_version(index_root(settings))
    manifest = read_manifest(folder) if folder else None
    return (
        manifest is not None
        and manifest.encoder == identity
        and manifest.knowledge_hash == knowledge_hash(settings.knowledge)
    )


def _encoder_identity(settings: Settings, progress: Progress) -> str:
    """Return the identity of the encoder, which is made where it is missing."""
    if settings.encoder != BUILTIN:
        return _model(settings.encoder).identity
    folder = settings.data / "encoder"
    if not (folder / MANIFEST).exists():
        from ingest.encoder.build import build_encoder  # brings torch

        build_encoder(folder, progress)
    return read_encoder(folder).identity


def _serving_encoder(settings: Settings) -> Encoder:
    if settings.encoder != BUILTIN:
        return _model(settings.encoder)
    return OnnxEncoder(settings.data / "encoder")


def _ingest_encoder(settings: Settings) -> Encoder:
    """Return the encoder for documents: the same weights, by sentence-transformers."""
    if settings.encoder != BUILTIN:
        return _model(settings.encoder)
    return SentenceTransformerEncoder(settings.data / "encoder" / STANDARD)


@cache
def _model(name: str) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(name)
