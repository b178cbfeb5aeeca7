"""The topics as arrays, beside the classifier's probabilities; made once for an engine."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.candidates import GROUPS, topics
from knowledge.entries import FORMS, Form, ScopeEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.search.support import beside_of

LOOKUP = "item:lookup"
AGAIN = "item:again"
_SMALL_TALK = ("greeting", "thanks", "person")
_KINSHIP = 2.0
_SAME = 0.75
_KEPT = 12.0


@dataclass(frozen=True)
class TopicTable:
    """What is known of each topic, in the order of the classifier's probabilities.

    Attributes:
        group: the place in `GROUPS` of the status that the topic leads to, shape (topics,).
        rule: which topics are questions for a rule, shape (topics,).
        lookup: which topics ask for something by its number or place, shape (topics,).
        amount: which topics an amount may be asked of, rules among them, shape (topics,).
        scope: which topics are small talk, orders, or matters outside.
        orders: which of them are orders to break the rules.
        pressing: which of them only press for a matter that the message may name.
        small_talk: which topics mean the same after any turn: greetings, thanks, a person.
        curated: which topics are curated answers, shape (topics,).
        units: which sentences each topic quotes, shape (topics, units).
        beside: the topic of what is left open near an answer, -1 where it has none.
        subjects: each topic's subject, "" where it has none.
        aspects: each topic's aspect, "" where it has none.
        asks_for: which topics ask a rule for an amount, and which for yes or no.
        rule_topics: for each rule, which topics are questions for it, shape (topics,).
        rule_subject: for each rule, which topics what is stated turns into a question for it.
    """

    names: tuple[str, ...]
    group: NDArray[np.int64]
    rule: NDArray[np.bool_]
    lookup: NDArray[np.bool_]
    amount: NDArray[np.bool_]
    scope: NDArray[np.bool_]
    orders: NDArray[np.bool_]
    pressing: NDArray[np.bool_]
    small_talk: NDArray[np.bool_]
    curated: NDArray[np.bool_]
    units: NDArray[np.float32]
    beside: NDArray[np.int64]
    asks_for: dict[Form, NDArray[np.bool_]]
    rule_topics: dict[str, NDArray[np.bool_]]
    rule_subject: dict[str, NDArray[np.bool_]]
    subjects: tuple[str, ...]
    aspects: tuple[str, ...]

    def at(self, name: str) -> int:
        """Return a topic's place."""
        return self.names.index(name)

    def has(self, name: str, among: NDArray[np.bool_]) -> bool:
        """Tell whether a name is that of one of some topics."""
        return name in self.names and bool(among[self.at(name)])

    def kinship(self, topic: str | None, kept: str = "") -> NDArray[np.float32]:
        """Weigh each topic by whether it shares subject or aspect with another one.

        Args:
            topic: the other one's name.
            kept: an aspect; where the other one's is this, it is that one that is asked for
                again ("and what is he there?" of who somebody is).
        """
        weights = np.ones(len(self.names), np.float32)
        if topic in self.names:
            at = self.at(topic)
            for shared in (self.subjects, self.aspects):
                if shared[at]:
                    weights += _KINSHIP * np.array([one == shared[at] for one in shared])
            # What was just answered is seldom asked for again otherwise.
            weights[at] = _KEPT if kept and self.aspects[at] == kept else _SAME
        return weights

    def best(self, chances: NDArray[np.float32], among: NDArray[np.bool_]) -> int:
        """Return the place of the likeliest topic among some."""
        return int(np.argmax(np.where(among, chances, -1.0)))


def topic_table(names: Sequence[str], knowledge: KnowledgeBase) -> TopicTable:
    """Make the table of the topics of an index."""
    known = {topic.name: topic for topic in topics(knowledge)}
    subjects = [known[name].subject for name in names]
    aspects = [known[name].aspect for name in names]
    scope = [_scope(name, knowledge) for name in names]
    return TopicTable(
        tuple(names),
        np.array([GROUPS.index(known[name].group) for name in names]),
        np.array([name.startswith("rule:") for name in names]),
        np.array([name.startswith("item:") for name in names]),
        np.array([name.startswith("rule:") or known[name].aspect == "how-much" for name in names]),
        np.array([entry is not None for entry in scope]),
        np.array([entry is not None and entry.kind == "order" for entry in scope]),
        np.array([entry is not None and entry.presses for entry in scope]),
        np.array([entry is not None and entry.kind in _SMALL_TALK for entry in scope]),
        np.array([name.startswith("answer:") for name in names]),
        np.array([_units(name, knowledge) for name in names], np.float32),
        beside_of(names),
        {form: np.array([_form(name, knowledge) == form for name in names]) for form in FORMS},
        {
            key: np.array([name.startswith(f"rule:{key}/") for name in names])
            for key in knowledge.rules
        },
        {
            key: np.array([subject in rule.subjects for subject in subjects])
            for key, rule in knowledge.rules.items()
        },
        tuple(subjects),
        tuple(aspects),
    )


def _scope(name: str, knowledge: KnowledgeBase) -> ScopeEntry | None:
    kind, _, key = name.partition(":")
    return knowledge.scope[key] if kind == "scope" else None


def _form(name: str, knowledge: KnowledgeBase) -> Form | None:
    kind, _, key = name.partition(":")
    rule, _, ask = key.partition("/")
    return knowledge.rules[rule].asks[ask].form if kind == "rule" else None


def _units(name: str, knowledge: KnowledgeBase) -> list[bool]:
    spans = knowledge.spans.get(name, ())
    units = knowledge.structure.units
    return [any(unit.span.overlaps(span) for span in spans) for unit in units]
