"""Whatever can answer is a candidate: an entry of the data, found by its phrasings and texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.knowledge_base import KnowledgeBase

Kind = Literal[
    "sentence", "item", "answer", "open", "unlisted", "rule", "silence", "note", "scope"
]  # fmt: skip
Group = Literal["answered", "silent", "outside"]
"""The status that a topic leads to."""

GROUPS: tuple[Group, ...] = ("answered", "silent", "outside")

UNLISTED = "unlisted:matter"
"""The topic of all that no entry names, which `unlisted.yaml` holds examples of."""


@dataclass(frozen=True)
class Candidate:
    """One thing that can answer.

    Attributes:
        name: kind and key, unique: "answer:in-force-date", "sentence:12"; of a rule, one for
            each thing that it can be asked for: "rule:co-funding/minimum".
        phrasings: how people ask for it, in English and Chinese.
        texts: what it says, in English and Chinese, one row for each language.
        subject, aspect: what it is about and what is asked of it; empty where neither applies.
        group: the status that it leads to.
    """

    kind: Kind
    key: str
    phrasings: tuple[str, ...]
    texts: tuple[str, ...]
    subject: str = ""
    aspect: str = ""
    group: Group = "answered"

    @property
    def name(self) -> str:
        """Kind and key in one word."""
        return f"{self.kind}:{self.key}"


def topics(knowledge: KnowledgeBase) -> Iterator[Candidate]:
    """Yield the candidates that the classifier chooses among, in the data's order."""
    for key, answer in knowledge.answers.items():
        yield Candidate(
            "answer", key, answer.phrasings.all(),
            (answer.question.en, answer.question.zh), answer.subject, answer.aspect,
        )  # fmt: skip
    for key, answer in knowledge.answers.items():
        # What is asked near an answer and left open; contrasts say how.
        yield Candidate("open", key, (), (), answer.subject, "open", "silent")
    for key, silence in knowledge.silences.items():
        yield Candidate(
            "silence", key, silence.phrasings.all(),
            (silence.question.en, silence.question.zh), silence.subject, silence.aspect, "silent",
        )  # fmt: skip
    for key, rule in knowledge.rules.items():
        for ask, words in rule.asks.items():
            if words.phrasings.all():
                yield Candidate(
                    "rule", f"{key}/{ask}", words.phrasings.all(),
                    (f"{rule.label.en}: {words.label.en}", f"{rule.label.zh}：{words.label.zh}"),
                )  # fmt: skip
    for key, scope in knowledge.scope.items():
        group: Group = "outside" if scope.outside else "answered"
        yield Candidate("scope", key, scope.phrasings.all(), (), group=group)
    for key, note in knowledge.notes.items():
        if note.phrasings is not None:
            yield Candidate("note", key, note.phrasings.all(), (note.label.en, note.label.zh))
    # Its subject and aspect are its own, or small talk would share them.
    yield Candidate("unlisted", "matter", (), (), "unlisted", "unlisted", "silent")
    yield Candidate("item", "lookup", knowledge.lookup.phrasings.all(), ())
    yield Candidate("item", "again", knowledge.lookup.again.all(), ())


def sentences(knowledge: KnowledgeBase) -> Iterator[Candidate]:
    """Yield a candidate for each unit of the source: its words and its rendering."""
    for unit in knowledge.structure.units:
        texts = (knowledge.source.quote(unit.span), unit.rendering)
        yield Candidate("sentence", str(unit.index), (), texts)
