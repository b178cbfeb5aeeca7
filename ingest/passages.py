"""Builds an index of passages that belong to documents, once for each list of passages."""

import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from ingest.encode import VectorCache
from ingest.lock import one_at_a_time
from knowledge.search.encoder import Encoder
from knowledge.search.keywords import KeywordIndex
from knowledge.search.passages import (
    CHROMA,
    COLLECTION,
    DOCUMENTS,
    PASSAGES,
    Passage,
    is_complete,
    write_list,
)
from knowledge.search.vectors import Collection, write_vectors

_FORMAT = 1


def ingest_passages(
    root: Path, passages: Sequence[Passage], encoder: Encoder, progress: Callable[[str], None]
) -> Path:
    """Index passages, unless these were indexed with this encoder already.

    An interruption leaves no index that could be opened, and what was encoded is kept.

    Args:
        root: the folder of such indexes and of the vectors kept for them.
        passages: at least one; their order is that of the index.
        encoder: gives the passages' vectors.
        progress: told, in a few words, what is being done.

    Returns:
        The index's folder.

    Raises:
        OSError: the folder cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    digest = sha256(f"{_FORMAT}\0{encoder.identity}".encode())
    for passage in passages:
        digest.update(f"\0{passage.id}\0{passage.document}\0{passage.text}".encode())
    folder = root / digest.hexdigest()[:16]
    with one_at_a_time(root / ".lock"):
        if is_complete(folder):
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        texts = [passage.text for passage in passages]
        vectors = VectorCache(root / "encoded", encoder, progress).passages(texts)
        progress("writing vectors")
        metadatas = [{"passage": passage.id, "document": passage.document} for passage in passages]
        ids = [str(at) for at in range(len(passages))]
        write_vectors(folder / CHROMA, Collection(COLLECTION, ids, metadatas, texts, vectors))
        KeywordIndex.build(texts).save(folder / PASSAGES)
        KeywordIndex.build(_documents(passages)).save(folder / DOCUMENTS)
        write_list(folder, passages)
        progress(f"{len(passages)} passages are indexed")
        return folder


def _documents(passages: Sequence[Passage]) -> list[str]:
    """Return each document's passages as one text, in the order in which documents begin."""
    texts: dict[str, list[str]] = {}
    for passage in passages:
        texts.setdefault(passage.document, []).append(passage.text)
    return ["\n".join(several) for several in texts.values()]
