"""Builds an index version beside the live one and makes it current by one pointer."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ingest.documents import Document, documents
from ingest.encode import VectorCache, Vectors, encode
from ingest.fit import fit_classifier
from ingest.lock import one_at_a_time
from ingest.spelling import gather_spelling
from knowledge.candidates import topics
from knowledge.contrasts import load_contrasts
from knowledge.knowledge_base import knowledge_hash, load_knowledge
from knowledge.search.encoder import Encoder
from knowledge.search.index import (
    CLASSIFIER,
    EMBEDDED,
    FORMAT,
    MANIFEST,
    SENTENCES,
    SPELLING,
    SUPPORT,
    TOPICS,
    Manifest,
    current_version,
    has_vectors,
    is_current,
    read_manifest,
    write_documents,
)
from knowledge.search.judgement import save_support
from knowledge.search.keywords import KeywordIndex
from knowledge.search.sizes import sizes_of
from knowledge.search.vectors import Collection, VectorStore

Progress = Callable[[str], None]
_KEPT = 2


def publish(
    root: Path,
    knowledge: Path,
    encoder: Encoder,
    progress: Progress,
    store: VectorStore = EMBEDDED,
) -> Path:
    """Build the index version of a knowledge folder, unless it is live already.

    Of a version that is live but whose vectors the store does not have, these are written alone.
    One process builds at a time; a second waits and then finds the work done. An
    interruption leaves the live version as it was, and what was encoded is kept.

    Args:
        root: the folder that holds `versions` and `current`.
        knowledge: the knowledge folder.
        encoder: gives the documents' vectors.
        progress: told, in a few words, what is being done.
        store: keeps the vectors.

    Returns:
        The live version's folder.

    Raises:
        KnowledgeError: a data file is faulty; the live version stays.
        VectorsAwayError: the store does not answer; the live version stays.
        OSError: the folder cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(root / ".lock"):
        digest = knowledge_hash(knowledge)
        live = current_version(root)
        current = live is not None and is_current(root, digest, encoder.identity)
        if live is not None and current and has_vectors(root, store):
            return live
        base = load_knowledge(knowledge)
        rows = tuple(documents(base, load_contrasts(base.answers, knowledge)))
        found = encode(rows, VectorCache(root / "encoded", encoder, progress))
        collections = (
            _collection(TOPICS, found.asked, found.questions),
            _collection(SENTENCES, found.written, found.passages),
        )  # fmt: skip
        if live is not None and current:
            return _write_vectors_of(live, collections, store, progress)
        name = sha256(f"{FORMAT}\0{digest}\0{encoder.identity}".encode()).hexdigest()[:16]
        folder, partial = root / "versions" / name, root / "versions" / f"{name}.partial"
        for stale in (folder, partial):
            shutil.rmtree(stale, ignore_errors=True)
        partial.mkdir(parents=True)
        progress("writing vectors")
        store.write(partial, collections)
        KeywordIndex.build([row.text for row in rows]).save(partial / "keywords")
        progress("fitting the classifier")
        known = {topic.name: topic for topic in topics(base)}
        fitted = fit_classifier(found.asked, known, found.questions)
        fitted.classifier.save(partial / CLASSIFIER)
        save_support(partial / SUPPORT, fitted.support, fitted.wording)
        gather_spelling([row.text for row in found.asked], encoder.has_word).save(
            partial / SPELLING
        )
        write_documents(partial, [(row.id, row.candidate) for row in rows])
        Manifest(
            FORMAT, base.source.sha256, digest, encoder.identity, sizes_of(partial)
        ).write(partial)  # fmt: skip
        partial.rename(folder)
        _point(root, name)
        _forget_old(root, name, store)
        progress(f"index version {name} is live: {len(rows)} documents")
        return folder


def _collection(name: str, rows: Sequence[Document], vectors: Vectors) -> Collection:
    return Collection(
        name, [row.id for row in rows],
        [{"candidate": row.candidate, "role": row.role} for row in rows],
        [row.text for row in rows], vectors,
    )  # fmt: skip


def _write_vectors_of(
    live: Path, collections: Sequence[Collection], store: VectorStore, progress: Progress
) -> Path:
    """Write a whole version's vectors into a store that has them not."""
    progress("writing vectors")
    store.write(live, collections)
    if manifest := read_manifest(live):  # now with the sizes of what was added to the folder
        sizes = {name: size for name, size in sizes_of(live).items() if name != MANIFEST}
        replace(manifest, bytes=sizes).write(live)
    progress(f"index version {live.name} is live: its vectors are there")
    return live


def _point(root: Path, name: str) -> None:
    """Make a version current in one step that no reader can see half done."""
    pointer = root / "current.partial"
    pointer.write_text(name, "utf-8")
    os.replace(pointer, root / "current")


def _forget_old(root: Path, live: str, store: VectorStore) -> None:
    """Remove all but the live version and the last one before it."""
    versions = [path for path in (root / "versions").iterdir() if path.name != live]
    versions.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in versions[_KEPT - 1 :]:
        store.forget(path)
        shutil.rmtree(path, ignore_errors=True)
