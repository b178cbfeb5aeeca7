"""An opened index version: vectors, keywords and classifier that belong together.

A version is a folder `versions/<name>` with `keywords/`, `classifier.npz`, `support.npz`,
`spelling.json`, `documents.json`, `manifest.json` and, unless a server keeps the vectors,
`chroma/`; the file `current` beside `versions` names the live one.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.search.classifier import TopicClassifier, load_classifier
from knowledge.search.encoder import Encoder
from knowledge.search.fusion import fuse, min_max
from knowledge.search.judgement import load_support
from knowledge.search.keywords import KeywordIndex
from knowledge.search.preload import preload
from knowledge.search.sizes import damaged
from knowledge.search.spelling import Spelling, load_spelling
from knowledge.search.support import Findings, Support
from knowledge.search.vectors import EmbeddedVectors, VectorIndex, VectorsAwayError, VectorStore
from knowledge.search.wording import Wording

FORMAT = 8
EMBEDDED: VectorStore = EmbeddedVectors()
TOPICS, SENTENCES = "topics", "sentences"
"""The collections of a version: the texts of topics, and those of the source's sentences."""

NEAREST = 60
"""How many phrasings of topics are looked at."""

_NEAREST_SENTENCES = 24
CLASSIFIER, SUPPORT, SPELLING = "classifier.npz", "support.npz", "spelling.json"
MANIFEST, _DOCUMENTS = "manifest.json", "documents.json"
_NAME = re.compile(r"[0-9a-f]+")

Scores = NDArray[np.float32]


class IndexUnusableError(Exception):
    """There is no index version that can be opened; the message says what to do."""


@dataclass(frozen=True)
class Manifest:
    """What an index version was made of.

    Attributes:
        bytes: size of each of the version's other files, by its path.
    """

    format: int
    source_sha256: str
    knowledge_hash: str
    encoder: str
    bytes: dict[str, int]

    def write(self, folder: Path) -> None:
        """Write it as the version's `manifest.json`; that marks the version complete."""
        partial = folder / f"{MANIFEST}.partial"
        partial.write_text(json.dumps(asdict(self)), "utf-8")
        partial.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest | None:
    """Read a version's manifest; None where a file is missing or not of the size it was made."""
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        if data["format"] != FORMAT or damaged(folder, data["bytes"]):
            return None
        return Manifest(**data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def current_version(root: Path) -> Path | None:
    """Return the folder of the live version, or None where none is published."""
    try:
        name = (root / "current").read_text("utf-8").strip()
    except (OSError, ValueError):
        return None
    return root / "versions" / name if _NAME.fullmatch(name) else None


def is_current(root: Path, knowledge_hash: str, encoder: str) -> bool:
    """Tell whether the live version is whole and made of this data and with this encoder.

    Whether its vectors are there is asked of the store (`has_vectors`).

    Args:
        root: the folder of the versions.
        knowledge_hash: the digest of the knowledge folder.
        encoder: the encoder's identity.
    """
    folder = current_version(root)
    manifest = read_manifest(folder) if folder else None
    return manifest is not None and (manifest.knowledge_hash, manifest.encoder) == (
        knowledge_hash, encoder,
    )  # fmt: skip


def has_vectors(root: Path, store: VectorStore) -> bool:
    """Tell whether a store has the vectors of the live version.

    Raises:
        VectorsAwayError: the store does not answer.
    """
    folder = current_version(root)
    try:
        return folder is not None and store.holds(folder, collection_sizes(folder))
    except (OSError, ValueError):
        return False


def collection_sizes(folder: Path) -> dict[str, int]:
    """Return how many documents each collection of a version has.

    Raises:
        OSError, ValueError: the version's list of documents cannot be read.
    """
    names = [candidate for _, candidate in read_documents(folder)]
    sentences = sum(name.startswith("sentence:") for name in names)
    return {TOPICS: len(names) - sentences, SENTENCES: sentences}


def condemn(root: Path) -> None:
    """Mark the live version as unusable, so that the next ingest makes it anew."""
    if (folder := current_version(root)) is not None:
        (folder / MANIFEST).unlink(missing_ok=True)


def write_documents(folder: Path, documents: Sequence[tuple[str, str]]) -> None:
    """Write each document's id and its candidate's name, in the keyword index's order."""
    (folder / _DOCUMENTS).write_text(json.dumps(documents), "utf-8")


def read_documents(folder: Path) -> list[tuple[str, str]]:
    """Read what `write_documents` wrote."""
    rows = json.loads((folder / _DOCUMENTS).read_text("utf-8"))
    return [(id, candidate) for id, candidate in rows]


@dataclass(frozen=True)
class Evidence:
    """What the index knows about one text.

    Attributes:
        probabilities: each topic's, shape (topics,), in the order of `Index.topics`.
        sentences: the sentences' fused scores in 0..1, by candidate name, best first.
        supported: how likely the release answers it, given that it is about it at all.
    """

    probabilities: Scores
    sentences: tuple[tuple[str, float], ...]
    supported: float


class Index:
    """One index version, opened for searching; safe to use from several threads."""

    def __init__(
        self,
        documents: Sequence[tuple[str, str]],
        encoder: Encoder,
        vectors: VectorIndex,
        keywords: KeywordIndex,
        classifier: TopicClassifier,
        support: Support,
        wording: Wording,
        spelling: Spelling,
    ) -> None:
        self.encoder = encoder
        self.topics = classifier.topics
        self.vectors = vectors
        self._keywords = keywords
        self._classifier = classifier
        self._support = support
        self._wording = wording
        self._spelling = spelling
        names = [candidate for _, candidate in documents]
        rank = {name: at for at, name in enumerate(self.topics)}
        self._row = {id: at for at, (id, _) in enumerate(documents)}
        self._topic_of = np.array([rank.get(name, -1) for name in names])
        self._owned = np.flatnonzero(self._topic_of >= 0)
        self._sentence_rows = np.flatnonzero(self._topic_of < 0)
        self._sentence_names = [names[row] for row in self._sentence_rows]
        self._sentence_place = {row: at for at, row in enumerate(self._sentence_rows.tolist())}

    def mended(self, text: str) -> str:
        """Return a message with its misspelt words mended; Chinese in Simplified."""
        return self._spelling.mended(text, self.encoder.has_word)

    def search(self, texts: Sequence[str]) -> tuple[Evidence, ...]:
        """Gather the evidence for texts, all in one run of the encoder."""
        queries = self.encoder.encode_query(texts)
        keyword = np.vstack([self._keywords.scores(text) for text in texts])
        lexical = np.vstack([self._by_topic(scores) for scores in keyword])
        nearest = self._nearest_topics(queries)
        chosen = self._classifier.probabilities(queries, lexical, nearest)
        sentences = self._sentences(queries, keyword)
        coverage = tuple(self._wording.coverage(text) for text in texts)
        lean = np.array([self._wording.lean(text) for text in texts], np.float32)
        found = Findings(queries, lexical, nearest, coverage, lean)
        supported = self._support.probability(self._classifier, found)
        return tuple(
            Evidence(row, near, float(share))
            for row, near, share in zip(chosen, sentences, supported, strict=True)
        )

    def _nearest_topics(self, queries: Scores) -> Scores:
        """Return the cosine of each topic's nearest phrasing, zero beyond the nearest few."""
        nearest = np.zeros((len(queries), len(self.topics)), np.float32)
        for at, hits in enumerate(self.vectors.nearest(TOPICS, queries, NEAREST)):
            for hit in hits:
                topic = self._topic_of[self._row[hit.id]]
                nearest[at, topic] = max(nearest[at, topic], hit.cosine)
        return nearest

    def _by_topic(self, scores: Scores) -> Scores:
        """Return each topic's best keyword score, scaled to 0..1 over all topics."""
        best = np.zeros(len(self.topics), np.float32)
        np.maximum.at(best, self._topic_of[self._owned], scores[self._owned])
        return min_max(best)

    def _sentences(
        self, queries: Scores, keyword: Scores
    ) -> tuple[tuple[tuple[str, float], ...], ...]:
        """Return the source's sentences for each query by fused score, best first."""
        found = []
        hits = self.vectors.nearest(SENTENCES, queries, _NEAREST_SENTENCES)
        for scores, near in zip(keyword, hits, strict=True):
            dense = np.zeros(len(self._sentence_rows), np.float32)
            for hit in near:
                dense[self._sentence_place[self._row[hit.id]]] = hit.cosine
            # What was not among the nearest is no farther than the farthest of them.
            dense[dense == 0] = min((hit.cosine for hit in near), default=0.0)
            fused = fuse(dense, scores[self._sentence_rows])
            best: dict[str, float] = {}
            for at in np.argsort(-fused):
                best.setdefault(self._sentence_names[at], float(fused[at]))
            found.append(tuple(best.items())[:_NEAREST_SENTENCES])
        return tuple(found)


def open_index(
    root: Path, identity: str, encoder: Callable[[], Encoder], store: VectorStore = EMBEDDED
) -> Index:
    """Open the live version.

    Args:
        root: the folder of the versions.
        identity: the encoder's, which the version must have been made with.
        encoder: gives the encoder; called last, so that it may be opened meanwhile.
        store: keeps the vectors.

    Raises:
        IndexUnusableError: none is published, it is damaged, or it was made with another
            encoder.
        VectorsAwayError: the store does not answer.
        OSError: its private copy cannot be made.
    """
    folder = current_version(root)
    manifest = read_manifest(folder) if folder else None
    if folder is None or manifest is None:
        raise IndexUnusableError("there is no complete index; run `desk ingest`")
    if manifest.encoder != identity:
        raise IndexUnusableError(
            "the index was made with another encoder; run `desk ingest` to make it anew"
        )
    try:
        # bm25s brings scipy, whose import can go on while Chroma reads its files.
        loading = preload("bm25s")
        vectors = store.open(folder)
        vectors.warm((TOPICS, SENTENCES))
        loading.join()
        keywords = KeywordIndex.load(folder / "keywords")
        classifier = load_classifier(folder / CLASSIFIER)
        support, wording = load_support(folder / SUPPORT)
        spelling = load_spelling(folder / SPELLING)
        documents = read_documents(folder)
    except (OSError, VectorsAwayError):
        raise  # a full disk, say: the version may be whole
    except Exception as error:  # what Chroma, bm25s and numpy raise shares no class
        raise IndexUnusableError("the index is damaged; run `desk ingest`") from error
    return Index(documents, encoder(), vectors, keywords, classifier, support, wording, spelling)
