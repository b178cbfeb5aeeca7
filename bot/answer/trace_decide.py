"""The third step in the trace: what was chosen for each request, what was not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.answer.choose import Choice
from bot.answer.frame import Frame
from bot.answer.naming import Named, Naming
from bot.answer.record import Route
from bot.answer.retrieve import Retrieved
from bot.answer.topic_table import AGAIN, LOOKUP
from bot.answer.understand import Understanding
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from knowledge.rules.definition import MONEY_KINDS

_OPEN_KINDS = ("silence", "open", "unlisted")
Why = Literal[
    "unlikely", "no-amount", "no-fact", "no-number", "not-again", "other-ask", "worked-out",
    "left-open", "answered", "less-likely",
]  # fmt: skip
Surely = Literal["answered", "silent", "outside", "talk", "rule", "number", "none"]
"""What a probability is of: that the release answers, leaves open, that a rule is asked, …"""


@dataclass(frozen=True)
class Rejected(Named):
    """A candidate that was weighed and not chosen."""

    probability: float
    why: Why


@dataclass(frozen=True)
class Decided:
    """What answers one request.

    Attributes:
        request: its words.
        candidate: the chosen entry's name; "" where no entry is taken as meant.
        chosen: the same in words, or None.
        probability: of what `surely` names.
        answered: the probability that the release answers the request.
        in_context: it was read together with the turn before it.
        beside: what is said beside it, being nearly as likely.
        rejected: the other candidates, the likeliest first.
    """

    request: str
    route: Route
    candidate: str
    chosen: Named | None
    probability: float
    answered: float
    surely: Surely
    in_context: bool
    beside: tuple[Named, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True)
class Weighing:
    """What candidates were weighed by.

    Attributes:
        topics: their names, in the order of the evidence's probabilities.
    """

    understanding: Understanding
    frame: Frame | None
    retrieved: Retrieved
    topics: Sequence[str]

    def stated(self, rule: str) -> bool:
        """Tell whether the message or its thread states anything that a rule works on."""
        before = self.frame is not None and self.frame.states(rule)
        return before or self.understanding.states(RULES[rule])


def decided(choice: Choice, weighing: Weighing, naming: Naming) -> Decided:
    """Say what was chosen for a request."""
    return Decided(
        request=naming.words.script(choice.request),
        route=choice.route,
        candidate=choice.candidate,
        chosen=naming.named(choice.candidate) if choice.candidate else None,
        probability=round(choice.probability, 4),
        answered=round(choice.answered, 4),
        surely=_surely(choice, naming),
        in_context=choice.in_context,
        beside=tuple(map(naming.named, choice.beside)),
        rejected=tuple(
            Rejected(
                *_fields(naming.named(name)),
                probability,
                _why(name, choice, weighing, naming.knowledge),
            )
            for name, probability in _weighed(choice, weighing)
        ),
    )


def _fields(named: Named) -> tuple[str, str, str]:
    return named.name, named.title, named.kind


def _weighed(choice: Choice, weighing: Weighing) -> list[tuple[str, float]]:
    """Return the candidates that were not chosen, the likeliest first."""
    found = dict(choice.runners_up)
    if not choice.candidate and found and not choice.in_context:
        # A choice names all but its likeliest, which here is not chosen either.
        evidence = weighing.retrieved.requests.get(choice.request, weighing.retrieved.whole)
        for at in np.argsort(-evidence.probabilities)[: len(found) + 1]:
            found.setdefault(weighing.topics[at], round(float(evidence.probabilities[at]), 4))
    chosen = {choice.candidate, *choice.beside}
    others = [(name, chance) for name, chance in found.items() if name not in chosen]
    return sorted(others, key=lambda other: -other[1])


def _surely(choice: Choice, naming: Naming) -> Surely:
    if choice.candidate == LOOKUP:
        return "number"
    if not choice.candidate:
        return "none"
    match naming.named(choice.candidate).kind:
        case "silence" | "open" | "unlisted":
            return "silent"
        case "outside":
            return "outside"
        case "talk":
            return "talk"
        case "rule":
            return "rule"
        case _:
            return "answered"


def _why(name: str, choice: Choice, weighing: Weighing, knowledge: KnowledgeBase) -> Why:
    """Say in a word why a candidate was not chosen: what the grammar lacks comes first."""
    kind, _, key = name.partition(":")
    chosen_kind, _, chosen_key = choice.candidate.partition(":")
    if kind == "rule":
        rule = key.partition("/")[0]
        if chosen_kind == "rule" and rule == chosen_key.partition("/")[0]:
            return "other-ask"
        if not weighing.stated(rule):
            money = any(field.kind in MONEY_KINDS for field in RULES[rule].fields)
            return "no-amount" if money else "no-fact"
    references = weighing.understanding.references
    if name == LOOKUP and not (references.items or references.parts or references.step):
        return "no-number"
    if name == AGAIN:
        return "not-again"
    if not choice.candidate:
        return "unlikely"
    if chosen_kind == "rule" and kind == "answer":
        rule = chosen_key.partition("/")[0]
        about = knowledge.answers[key].subject in knowledge.rules[rule].subjects
        if about and weighing.stated(rule):
            return "worked-out"
    if chosen_kind in _OPEN_KINDS and kind in ("answer", "rule", "note"):
        return "left-open"
    if kind in _OPEN_KINDS and chosen_kind in ("answer", "rule", "note", "item"):
        return "answered"
    return "less-likely"
