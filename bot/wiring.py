"""The one place where objects are constructed."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from sqlalchemy import Engine as Database

from bot.answer.engine import Engine
from bot.asking import Asking
from bot.engines import AnsweringEngine, EngineSource
from bot.settings import Settings
from bot.store.answers import Answers
from bot.store.database import database_url, open_database
from bot.store.model_use import DailyUse
from bot.store.questions import Questions
from bot.store.threads import StoredThreads
from knowledge.knowledge_base import knowledge_hash, load_knowledge
from knowledge.search.encoder import (
    MANIFEST,
    STANDARD,
    Encoder,
    EncoderError,
    OnnxEncoder,
)
from knowledge.search.encoder import read_manifest as read_encoder
from knowledge.search.index import (
    EMBEDDED,
    Index,
    IndexUnusableError,
    condemn,
    has_vectors,
    is_current,
    open_index,
)
from knowledge.search.passages import Passage, PassageIndex, open_passages
from knowledge.search.preload import preload
from knowledge.search.transformer import SentenceTransformerEncoder
from knowledge.search.vector_server import ServerVectors
from knowledge.search.vectors import VectorStore

Progress = Callable[[str], None]
BUILTIN = "builtin"


def index_root(settings: Settings) -> Path:
    """Return the folder of the index versions."""
    return settings.data / "index"


def vector_store(settings: Settings, progress: Progress) -> VectorStore:
    """Return where the index's vectors are kept: a Chroma server where one is set."""
    return EMBEDDED if settings.chroma is None else ServerVectors(settings.chroma, progress)


def prepare(settings: Settings, progress: Progress) -> str:
    """Make the encoder and the index where they are missing or outdated.

    Returns:
        The identity of the encoder that serves questions.

    Raises:
        KnowledgeError: a data file is faulty.
        EncoderError, EncoderBuildError: the encoder cannot be made or opened.
        VectorsAwayError: the Chroma server that is set does not answer.
        OSError: the data folder cannot be written.
    """
    identity = _encoder_identity(settings, progress)
    root, store = index_root(settings), vector_store(settings, progress)
    current = is_current(root, knowledge_hash(settings.knowledge), identity)
    if not (current and has_vectors(root, store)):
        from ingest.run import ingest  # brings torch; a start with a ready index goes without

        # For documents, the same weights by sentence-transformers.
        encoder = _open_encoder(settings, _standard_encoder, progress)
        ingest(settings.knowledge, root, encoder, progress, store)
    return identity


def ship_vectors(settings: Settings, progress: Progress) -> int:
    """Add to the vectors that come with the desk those of texts edited since; return how many.

    Raises:
        KnowledgeError: a data file is faulty.
        EncoderError, EncoderBuildError: the encoder cannot be made or opened.
        OSError: a folder cannot be written.
    """
    from ingest.run import ship_vectors as ship  # brings torch, as above

    _encoder_identity(settings, progress)
    encoder = _open_encoder(settings, _standard_encoder, progress)
    return ship(settings.knowledge, index_root(settings), encoder, progress)


def build_engine(settings: Settings, progress: Progress) -> Engine:
    """Prepare what is missing and open the engine, its parts side by side.

    What turns out to be damaged when it is opened is made anew, once.

    Raises:
        IndexUnusableError: the index made anew cannot be opened either.
        Exception: as of `prepare`.
    """
    loading = preload("chromadb")  # half of a start
    identity = prepare(settings, progress)
    with ThreadPoolExecutor() as pool:
        encoder = pool.submit(_open_encoder, settings, OnnxEncoder, progress)
        knowledge = pool.submit(load_knowledge, settings.knowledge)
        loading.join()
        index = _open_index(settings, identity, encoder.result, progress)
        return Engine(knowledge.result(), index, settings.opencc)


def build_answering(
    settings: Settings, progress: Progress, database: Callable[[], Database] | None = None
) -> AnsweringEngine:
    """Build the engine, with the model in front of it where one is set.

    Args:
        settings: the settings.
        progress: told what is being done.
        database: gives the one that counts what the model uses in a day; without it nothing is.

    Raises:
        ModelSettingError: the model that is set cannot be opened.
        Exception: as of `build_engine`.
    """
    engine = build_engine(settings, progress)
    return engine if settings.model is None else _with_model(engine, settings, database)


def _with_model(
    engine: Engine, settings: Settings, database: Callable[[], Database] | None
) -> AnsweringEngine:
    from bot.model.chat import open_chat_model  # langchain is loaded where a model is set
    from bot.model.drafting import Drafter
    from bot.model.engine import ModelEngine
    from bot.model.limits import Limits, UnlimitedBudget

    key = settings.model_key.get_secret_value() if settings.model_key else None
    limits = Limits(seconds=settings.model_seconds, tokens=settings.model_tokens)
    name = settings.model or ""
    chat = open_chat_model(name, settings.model_url, key, limits.seconds)
    budget = (
        UnlimitedBudget()
        if database is None
        else DailyUse(database(), settings.model_daily_questions, settings.model_daily_tokens)
    )
    judge = None
    if settings.model_judge is not None:
        second = open_chat_model(settings.model_judge, settings.model_url, key, limits.seconds)
        judge = Drafter(second, limits)
    return ModelEngine(
        engine, Drafter(chat, limits), name, budget, settings.model_send_question, judge=judge
    )  # fmt: skip


def build_compared(
    settings: Settings, names: Sequence[str], progress: Progress
) -> dict[str, AnsweringEngine]:
    """Build engines by their names, to be held against each other.

    Args:
        settings: the settings; a model has the address and key that are set.
        names: "builtin", or a model as PROVIDER:NAME.
        progress: told what is being done.

    Raises:
        Exception: as of `build_answering`.
    """
    engine = build_engine(settings, progress)
    return {
        name: engine
        if name == BUILTIN
        else _with_model(engine, settings.model_copy(update={"model": name}), None)
        for name in names
    }


def build_database(settings: Settings) -> Database:
    """Open the database, its tables made or brought up to date.

    Raises:
        StoreError: it cannot be used.
    """
    return open_database(database_url(settings.database, settings.data))


def build_asking(source: EngineSource, database: Database, settings: Settings) -> Asking:
    """Return what answers and remembers."""
    return Asking(
        source, StoredThreads(database), Questions(database), Answers(database), settings.opencc
    )  # fmt: skip


def build_passages(
    settings: Settings, passages: Sequence[Passage], progress: Progress
) -> tuple[Encoder, PassageIndex]:
    """Index passages of any documents, where that was not done before, and open the index.

    Returns:
        The encoder of questions, and the index.

    Raises:
        EncoderError, EncoderBuildError: the encoder cannot be made or opened.
        OSError: the data folder cannot be written.
    """
    from ingest.passages import ingest_passages

    _encoder_identity(settings, progress)
    encoder = _open_encoder(settings, OnnxEncoder, progress)
    folder = ingest_passages(settings.data / "passages", passages, encoder, progress)
    return encoder, open_passages(folder)


def _encoder_identity(settings: Settings, progress: Progress) -> str:
    """Return the identity of the encoder, which is made where it is missing or outdated."""
    if settings.encoder != BUILTIN:
        return _model(settings.encoder).identity
    from ingest.encoder import build  # torch comes with a build alone

    folder = _encoder_folder(settings)
    if not build.is_current(folder):
        build.build_encoder(folder, progress)
    return read_encoder(folder).identity


def _open_encoder(
    settings: Settings, open_builtin: Callable[[Path], Encoder], progress: Progress
) -> Encoder:
    """Open the encoder; the built-in one is made anew where it turns out to be damaged."""
    if settings.encoder != BUILTIN:
        return _model(settings.encoder)
    folder = _encoder_folder(settings)
    try:
        return open_builtin(folder)
    except EncoderError:
        progress("the encoder is damaged; it is made anew")
        (folder / MANIFEST).unlink(missing_ok=True)
        _encoder_identity(settings, progress)
        return open_builtin(folder)


def _open_index(
    settings: Settings, identity: str, encoder: Callable[[], Encoder], progress: Progress
) -> Index:
    """Open the index, which is made anew where it turns out to be damaged."""
    root, store = index_root(settings), vector_store(settings, progress)
    try:
        return open_index(root, identity, encoder, store)
    except IndexUnusableError:
        progress("the index is damaged; it is made anew")
        condemn(root)
        return open_index(root, prepare(settings, progress), encoder, store)


def _encoder_folder(settings: Settings) -> Path:
    return settings.data / "encoder"


def _standard_encoder(folder: Path) -> Encoder:
    return SentenceTransformerEncoder(folder / STANDARD, halves=True)


@cache
def _model(name: str) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(name)
