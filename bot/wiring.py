"""The one place where objects are constructed."""

from collections.abc import Callable
from pathlib import Path

from bot.answer.engine import Engine
from bot.settings import Settings
from knowledge.knowledge_base import knowledge_hash, load_knowledge
from knowledge.search.encoder import Encoder, OnnxEncoder, SentenceTransformerEncoder
from knowledge.search.index import current_version, open_index, read_manifest

Progress = Callable[[str], None]
BUILTIN = "builtin"


def index_root(settings: Settings) -> Path:
    """Return the folder of the index versions."""
    return settings.data / "index"


def prepare(settings: Settings, progress: Progress) -> Encoder:
    """Make the encoder and the index where they are missing or outdated.

    Returns:
        The encoder that serves questions.

    Raises:
        KnowledgeError: a data file is faulty.
        EncoderError, EncoderBuildError: the encoder cannot be made or opened.
        OSError: the data folder cannot be written.
    """
    encoder = _serving_encoder(settings, progress)
    if not index_is_current(settings, encoder):
        from ingest.run import ingest  # brings torch; a start with a ready index goes without

        ingest(settings.knowledge, index_root(settings), _ingest_encoder(settings), progress)
    return encoder


def build_engine(settings: Settings, progress: Progress) -> Engine:
    """Prepare what is missing and open the engine."""
    encoder = prepare(settings, progress)
    return Engine(
        load_knowledge(settings.knowledge),
        open_index(index_root(settings), encoder),
        settings.opencc,
    )


def index_is_current(settings: Settings, encoder: Encoder) -> bool:
    """Tell whether the live index was made of the present data and with this encoder."""
    folder = current_version(index_root(settings))
    manifest = read_manifest(folder) if folder else None
    return (
        manifest is not None
        and manifest.encoder == encoder.identity
        and manifest.knowledge_hash == knowledge_hash(settings.knowledge)
    )


def _serving_encoder(settings: Settings, progress: Progress) -> Encoder:
    if settings.encoder != BUILTIN:
        return SentenceTransformerEncoder(settings.encoder)
    folder = settings.data / "encoder"
    if not (folder / "encoder.json").exists():
        from ingest.encoder.build import build_encoder  # brings torch

        build_encoder(folder, progress)
    return OnnxEncoder(folder)


def _ingest_encoder(settings: Settings) -> Encoder:
    """Return the encoder for documents: the same weights, by sentence-transformers."""
    if settings.encoder != BUILTIN:
        return SentenceTransformerEncoder(settings.encoder)
    return SentenceTransformerEncoder(settings.data / "encoder" / "standard")
