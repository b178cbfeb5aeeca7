"""The documents of an index: every text by which a candidate can be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.candidates import UNLISTED, sentences, topics
from knowledge.contrasts import Contrasts
from knowledge.entries import Bilingual
from knowledge.knowledge_base import KnowledgeBase

Role = Literal["phrasing", "text", "window"]


@dataclass(frozen=True)
class Document:
    """One text of a candidate.

    Attributes:
        id: unique in the index.
        candidate: the candidate's name.
        role: a phrasing, a text of its own, or a sentence with its neighbours.
        twin: names the pair of near questions that it is one of, or the unlisted question that it
            puts in one language; "" where it is neither.
    """

    id: str
    candidate: str
    role: Role
    text: str
    twin: str = ""


def documents(knowledge: KnowledgeBase, contrasts: Contrasts) -> Iterator[Document]:
    """Yield all documents, in the data's order.

    A sentence stands three times: as it is, with the sentences before and after it (which
    tell what it is about), and as its rendering.
    """
    for topic in topics(knowledge):
        for role, texts in (("phrasing", topic.phrasings), ("text", topic.texts)):
            for at, text in enumerate(texts):
                yield Document(f"{topic.name}:{role}:{at}", topic.name, role, text)  # type: ignore[arg-type]  # the literal narrows only outside a loop
    for at, pair in enumerate(contrasts.pairs):
        yield from _twin(f"answer:{pair.answer}", pair.stated, str(at))
        yield from _twin(f"open:{pair.answer}", pair.open, str(at))
    for at, far in enumerate(contrasts.unlisted):
        yield from _twin(UNLISTED, far, f"far-{at}")
    units = list(sentences(knowledge))
    for at, unit in enumerate(units):
        for number, text in enumerate(unit.texts):
            if text:
                yield Document(f"{unit.name}:text:{number}", unit.name, "text", text)
        around = units[max(0, at - 1) : at + 2]
        window = " ".join(neighbour.texts[0] for neighbour in around)
        yield Document(f"{unit.name}:window:0", unit.name, "window", window)


def by_prompt(rows: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    """Return the documents that are encoded as questions, and those encoded as passages.

    How people ask is compared with questions, what the source says with passages.
    """
    asked = [row for row in rows if not row.candidate.startswith("sentence:")]
    written = [row for row in rows if row.candidate.startswith("sentence:")]
    return asked, written


def _twin(candidate: str, texts: Bilingual, twin: str) -> Iterator[Document]:
    for language, text in (("en", texts.en), ("zh", texts.zh)):
        yield Document(f"{candidate}:twin:{twin}:{language}", candidate, "phrasing", text, twin)
