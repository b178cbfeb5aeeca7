"""Third step: which candidate answers each request, with a probability."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answer.frame import Frame
from bot.answer.record import Route
from bot.answer.retrieve import Retrieved
from bot.answer.understand import Understanding
from knowledge.amounts import Money, Number, Series, Share
from knowledge.knowledge_base import KnowledgeBase
from knowledge.search.index import Evidence

SURE = 0.35
"""Below this, an answer says that it may not be what was asked."""

OPEN = 0.16
"""Below this, no entry is taken as meant, and the nearest passages are shown instead."""

ASKED_TOO = 0.5
"""A further request in one message is answered beside the first from this probability on."""

MOST_ANSWERED = 3
_RUNNERS_UP = 5
_LOOKUP = "item:lookup"
_ROUTES: dict[str, Route] = {
    "answer": "curated", "silence": "silence", "scope": "scope", "rule": "rule",
    "note": "discrepancy", "item": "item",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What answers one request.

    Attributes:
        candidate: its name; "" where no entry is taken as meant.
        probability: of the candidate's whole kind (answered, silent, out of scope).
        runners_up: other candidates with their probabilities, best first.
        sentences: the nearest sentences with their scores, best first.
        in_context: the request was read together with the turn before it.
    """

    request: str
    route: Route
    candidate: str
    probability: float
    runners_up: tuple[tuple[str, float], ...] = ()
    sentences: tuple[tuple[str, float], ...] = ()
    in_context: bool = False


def decide(
    understanding: Understanding, retrieved: Retrieved, frame: Frame | None, knowledge: KnowledgeBase
) -> tuple[Choice, ...]:
    """Choose a candidate for each request of a message, the first first."""
    if understanding.refusal is not None:
        return (Choice(understanding.text, "clarify", "", 1.0),)
    chooser = _Chooser(understanding, retrieved, knowledge)
    whole = chooser.whole(frame)
    if len(understanding.requests) == 1 or whole.route in ("rule", "item"):
        return (whole,)
    apart = [
        chooser.choose(request.text, retrieved.requests[request.text])
        for request in understanding.requests
    ]
    asked = [request.asked for request in understanding.requests]
    sure = [
        choice
        for choice, mark in zip(apart, asked, strict=True)
        if choice.candidate and choice.probability >= ASKED_TOO and (mark or choice.route != "scope")
    ]
    distinct = list({choice.candidate: choice for choice in reversed(sure)}.values())[::-1]
    if len(distinct) > 1 and sum(asked) > 1:
        return tuple(distinct[:MOST_ANSWERED])
    return (max([whole, *apart], key=lambda choice: choice.probability),)


@dataclass(frozen=True)
class _Chooser:
    """Chooses among the topics for one message."""

    understanding: Understanding
    retrieved: Retrieved
    knowledge: KnowledgeBase

    def whole(self, frame: Frame | None) -> Choice:
        """Choose for the message as a whole, in its context where it leans on it."""
        alone = self.choose(self.understanding.text, self.retrieved.whole)
        context = self.retrieved.in_context
        if context is None or frame is None:
            return alone
        within = self.choose(self.understanding.text, context, in_context=True)
        if self.understanding.leaning:
            return within if alone.route != "scope" or alone.probability < SURE else alone
        return within if alone.probability < SURE < within.probability else alone

    def choose(self, request: str, evidence: Evidence, *, in_context: bool = False) -> Choice:
        """Choose the best candidate of the likeliest kind."""
        topics, chances = self.retrieved.topics, evidence.probabilities
        groups = np.array([self._group(name) for name in topics])
        mass = {group: float(chances[groups == group].sum()) for group in set(groups.tolist())}
        group = max(mass, key=mass.__getitem__)
        order = np.argsort(-chances)
        best = next(at for at in order if groups[at] == group)
        name, chance = topics[best], mass[group]
        numbered = self._numbered(name, topics, chances)
        if numbered:
            name, chance = _LOOKUP, max(chance, 0.9)
        elif name == _LOOKUP:
            name = topics[next(at for at in order if topics[at] != _LOOKUP)]
        rule = None if numbered else self._rule(topics, chances)
        if rule is not None:
            name, chance = rule
        elif name.startswith("rule:"):
            name = topics[next(at for at in order if not topics[at].startswith("rule:"))]
        runners = tuple(
            (topics[at], round(float(chances[at]), 4)) for at in order[: _RUNNERS_UP + 1]
            if topics[at] != name
        )[:_RUNNERS_UP]  # fmt: skip
        route = _ROUTES[name.partition(":")[0]]
        if chance < OPEN:
            route, name = "passages", ""
        return Choice(request, route, name, chance, runners, evidence.sentences[:5], in_context)

    def _group(self, name: str) -> str:
        kind, _, key = name.partition(":")
        if kind == "silence":
            return "silent"
        if kind == "scope" and self.knowledge.scope[key].kind in ("outside", "order"):
            return "outside"
        return "answered"

    def _numbered(self, best: str, topics: Sequence[str], chances: Iterable[float]) -> bool:
        """Tell whether an item or part is asked for by its number."""
        references = self.understanding.references
        structure = self.knowledge.structure
        unheld = any(structure.item(number) is None for number in references.items)
        named = bool(references.items or references.parts or references.step)
        if not named:
            return False
        lookup = float(dict(zip(topics, chances, strict=True)).get(_LOOKUP, 0.0))
        return unheld or best == _LOOKUP or lookup > 0.3

    def _rule(self, topics: Sequence[str], chances: Iterable[float]) -> tuple[str, float] | None:
        """Return the rule that the amounts are for, where the words are about its subject."""
        kinds = (Money, Series, Share, Number)
        if not any(isinstance(bound.quantity, kinds) for bound in self.understanding.quantities):
            return None
        by_rule = {}
        for key, rule in self.knowledge.rules.items():
            about = [
                chance
                for name, chance in zip(topics, chances, strict=True)
                if name == f"rule:{key}" or self._subject(name) in rule.subjects
            ]
            by_rule[f"rule:{key}"] = float(sum(about))
        name = max(by_rule, key=by_rule.__getitem__)
        return (name, by_rule[name]) if by_rule[name] >= ASKED_TOO else None

    def _subject(self, name: str) -> str:
        kind, _, key = name.partition(":")
        entry = (
            self.knowledge.answers.get(key) if kind == "answer"
            else self.knowledge.silences.get(key) if kind == "silence" else None
        )  # fmt: skip
        return entry.subject if entry else ""
