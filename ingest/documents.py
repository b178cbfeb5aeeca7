"""The documents of an index: every text by which a candidate can be found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.candidates import sentences, topics
from knowledge.knowledge_base import KnowledgeBase

Role = Literal["phrasing", "text", "window"]


@dataclass(frozen=True)
class Document:
    """One text of a candidate.

    Attributes:
        id: unique in the index.
        candidate: the candidate's name.
        role: a phrasing, a text of its own, or a sentence with its neighbours.
    """

    id: str
    candidate: str
    role: Role
    text: str


def documents(knowledge: KnowledgeBase) -> Iterator[Document]:
    """Yield all documents, in the data's order.

    A sentence stands three times: as it is, with the sentences before and after it (which
    tell what it is about), and as its rendering.
    """
    for topic in topics(knowledge):
        for role, texts in (("phrasing", topic.phrasings), ("text", topic.texts)):
            for at, text in enumerate(texts):
                yield Document(f"{topic.name}:{role}:{at}", topic.name, role, text)  # type: ignore[arg-type]  # the literal narrows only outside a loop
    units = list(sentences(knowledge))
    for at, unit in enumerate(units):
        for number, text in enumerate(unit.texts):
            if text:
                yield Document(f"{unit.name}:text:{number}", unit.name, "text", text)
        around = units[max(0, at - 1) : at + 2]
        window = " ".join(neighbour.texts[0] for neighbour in around)
        yield Document(f"{unit.name}:window:0", unit.name, "window", window)
