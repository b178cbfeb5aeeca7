"""Where the answers end: near questions that the release leaves open, in pairs and alone.

They teach the classifier and are asked of nobody, so only an ingest and a check read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.data_files import DataFiles
from knowledge.entries import Bilingual, ContrastEntry
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import GUIDELINE

FOLDER, UNLISTED = "contrasts/", "unlisted.yaml"


@dataclass(frozen=True)
class Contrasts:
    """What teaches where answers end.

    Attributes:
        pairs: near questions around the curated answers, in the order of the files.
        unlisted: questions on matters that no entry names.
        files: the file of each answer's pairs, by the answer's key.
    """

    pairs: tuple[ContrastEntry, ...]
    unlisted: tuple[Bilingual, ...]
    files: Mapping[str, str]


def load_contrasts(answers: Mapping[str, object], folder: Path = GUIDELINE) -> Contrasts:
    """Load the contrasts of a knowledge folder.

    Args:
        answers: the curated answers by key, one of which each pair names.
        folder: the knowledge folder.

    Raises:
        KnowledgeError: a file is missing, cannot be read, has an unknown key, or names an
            answer that does not exist.
    """
    files = DataFiles(folder)
    pairs: list[ContrastEntry] = []
    held: dict[str, str] = {}
    for name in files.in_folder(FOLDER):
        for pair in files.many(name, "contrasts", ContrastEntry):
            if pair.answer not in answers:
                raise KnowledgeError(name, pair.answer, "there is no answer of this key")
            pairs.append(pair)
            held[pair.answer] = name
    unlisted = files.many(UNLISTED, "unlisted", Bilingual)
    return Contrasts(tuple(pairs), tuple(unlisted), held)
