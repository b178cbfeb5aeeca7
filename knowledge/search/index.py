"""An opened index version: vectors, keywords and classifier that belong together.

A version is a folder `versions/<name>` with `chroma/`, `keywords/`, `classifier.npz` and
`manifest.json`; the file `current` beside `versions` names the live one.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.search.classifier import TopicClassifier, load_classifier, side_by_side
from knowledge.search.encoder import Encoder
from knowledge.search.fusion import fuse, min_max
from knowledge.search.keywords import KeywordIndex
from knowledge.search.vectors import VectorIndex, open_vectors

FORMAT = 1
_NEAREST = 60

Scores = NDArray[np.float32]


class IndexUnusableError(Exception):
    """There is no index version that can be opened; the message says what to do."""


@dataclass(frozen=True)
class Manifest:
    """What an index version was made of.

    Attributes:
        documents: each document's id and its candidate's name, in the keyword index's order.
    """

    format: int
    source_sha256: str
    knowledge_hash: str
    encoder: str
    collection: str
    documents: tuple[tuple[str, str], ...]

    def write(self, folder: Path) -> None:
        """Write it as the version's `manifest.json`; that marks the version complete."""
        (folder / "manifest.json").write_text(json.dumps(asdict(self)), "utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """Read a version's manifest; None where the version is missing or half built."""
    try:
        data = json.loads((folder / "manifest.json").read_text("utf-8"))
        if data["format"] != FORMAT:
            return None
        return Manifest(**{**data, "documents": tuple(map(tuple, data["documents"]))})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def current_version(root: Path) -> Path | None:
    """Return the folder of the live version, or None where none is published."""
    try:
        return root / "versions" / (root / "current").read_text("utf-8").strip()
    except OSError:
        return None


@dataclass(frozen=True)
class Evidence:
    """What the index knows about one text.

    Attributes:
        probabilities: each topic's, shape (topics,), in the order of `Index.topics`.
        sentences: the sentences' fused scores in 0..1, by candidate name, best first.
    """

    probabilities: Scores
    sentences: tuple[tuple[str, float], ...]


class Index:
    """One index version, opened for searching; safe to use from several threads."""

    def __init__(
        self,
        manifest: Manifest,
        encoder: Encoder,
        vectors: VectorIndex,
        keywords: KeywordIndex,
        classifier: TopicClassifier,
    ) -> None:
        self.manifest = manifest
        self.encoder = encoder
        self.topics = classifier.topics
        self._vectors = vectors
        self._keywords = keywords
        self._classifier = classifier
        names = [candidate for _, candidate in manifest.documents]
        rank = {name: at for at, name in enumerate(self.topics)}
        self._owner = np.array([rank.get(name, -1) for name in names])
        self._rank = rank
        self._sentence_rows = np.flatnonzero([name.startswith("sentence:") for name in names])
        self._sentence_names = [names[row] for row in self._sentence_rows]
        self._row = {id: at for at, (id, _) in enumerate(manifest.documents)}
        self._names = names

    def search(self, texts: Sequence[str]) -> tuple[Evidence, ...]:
        """Gather the evidence for texts, all in one run of the encoder."""
        queries, passages = self._encode(texts)
        lexical = np.zeros((len(texts), len(self.topics)), np.float32)
        nearest = np.zeros_like(lexical)
        sentences = []
        for at, text in enumerate(texts):
            scores = self._keywords.scores(text)
            lexical[at] = self._by_topic(scores)
            dense = np.zeros(len(self._names), np.float32)
            for hit in self._vectors.nearest(queries[at], _NEAREST):
                row = self._row[hit.id]
                dense[row] = hit.cosine
                topic = self._owner[row]
                if topic >= 0:
                    nearest[at, topic] = max(nearest[at, topic], hit.cosine)
            sentences.append(self._sentences(dense, scores))
        chosen = self._classifier.probabilities(side_by_side(queries, passages), lexical, nearest)
        return tuple(Evidence(row, found) for row, found in zip(chosen, sentences, strict=True))

    def _encode(self, texts: Sequence[str]) -> tuple[Scores, Scores]:
        if len(texts) == 1:
            query, passage = self.encoder.encode_pair(texts[0])
            return query[np.newaxis], passage[np.newaxis]
        return self.encoder.encode_query(texts), self.encoder.encode_document(texts)

    def _by_topic(self, scores: Scores) -> Scores:
        """Return each topic's best keyword score, scaled to 0..1 over all topics."""
        best = np.zeros(len(self.topics), np.float32)
        owned = self._owner >= 0
        np.maximum.at(best, self._owner[owned], scores[owned])
        return min_max(best)

    def _sentences(self, dense: Scores, keyword: Scores) -> tuple[tuple[str, float], ...]:
        rows = self._sentence_rows
        fused = fuse(dense[rows], keyword[rows])
        best: dict[str, float] = {}
        for at in np.argsort(-fused)[:24]:
            best.setdefault(self._sentence_names[at], float(fused[at]))
        return tuple(best.items())


def open_index(root: Path, encoder: Encoder) -> Index:
    """Open the live version.

    Raises:
        IndexUnusableError: none is published, or it was made with another encoder.
    """
    folder = current_version(root)
    manifest = read_manifest(folder) if folder else None
    if folder is None or manifest is None:
        raise IndexUnusableError("there is no complete index; run `desk ingest`")
    if manifest.encoder != encoder.identity:
        raise IndexUnusableError(
            "the index was made with another encoder; run `desk ingest` to make it anew"
        )
    return Index(
        manifest,
        encoder,
        open_vectors(folder / "chroma", manifest.collection),
        KeywordIndex.load(folder / "keywords"),
        load_classifier(folder / "classifier.npz"),
    )
