"""The whole of an ingest: read, split, check, encode and fit, publish."""

from collections.abc import Callable
from pathlib import Path

from ingest.check import check_folder
from ingest.publish import publish
from knowledge.errors import KnowledgeError
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
