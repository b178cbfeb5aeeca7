"""The whole of an ingest: read, split, check, encode and fit, publish; and shipping vectors."""

from collections.abc import Callable
from pathlib import Path

from ingest.check import check_folder
from ingest.documents import documents
from ingest.encode import VectorCache, encode
from ingest.publish import publish
from ingest.shipped import ship
from knowledge.contrasts import load_contrasts
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import load_knowledge
from knowledge.search.encoder import Encoder
from knowledge.search.index import EMBEDDED
from knowledge.search.vectors import VectorStore


def ingest(
    knowledge: Path,
    root: Path,
    encoder: Encoder,
    progress: Callable[[str], None],
    store: VectorStore = EMBEDDED,
) -> Path:
    """Check a knowledge folder and publish it as the live index version.

    Args:
        knowledge: the knowledge folder.
        root: the folder of the index versions.
        encoder: gives the documents' vectors.
        progress: told what is being done.
        store: keeps the vectors.

    Returns:
        The live version's folder.

    Raises:
        KnowledgeError: the data does not pass the checks; the live version stays.
        VectorsAwayError: the store does not answer; the live version stays.
    """
    report = check_folder(knowledge)
    if report.problems:
        more = len(report.problems) - 1
        tail = f" (and {more} more: run `desk check knowledge`)" if more else ""
        raise KnowledgeError(knowledge.name, "", f"{report.problems[0]}{tail}")
    progress(report.summary())
    return publish(root, knowledge, encoder, progress, store)


def ship_vectors(
    knowledge: Path, root: Path, encoder: Encoder, progress: Callable[[str], None]
) -> int:
    """Add to the vectors that come with the desk those of texts that were edited since.

    Returns:
        How many were added, in one more file.

    Raises:
        KnowledgeError: a data file is faulty.
        OSError: the folder cannot be written.
    """
    base = load_knowledge(knowledge)
    rows = tuple(documents(base, load_contrasts(base.answers, knowledge)))
    cache = VectorCache(root / "encoded", encoder, progress)
    encode(rows, cache)
    if new := cache.not_shipped():
        ship(encoder.identity, new)
    return len(new)
