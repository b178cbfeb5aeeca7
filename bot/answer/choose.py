"""Chooses among the topics for one request: the status first, then the topic."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.answer.frame import Frame
from bot.answer.record import Route
from bot.answer.retrieve import Retrieved, asking, mixed
from bot.answer.sentence import asks_for_gap, form_of_question
from bot.answer.status import ANSWERED, SILENT, weigh
from bot.answer.topic_table import AGAIN, LOOKUP, TopicTable
from bot.answer.understand import Understanding
from knowledge.entries import Form
from knowledge.rules import RULES, corrects
from knowledge.rules.definition import MONEY_KINDS
from knowledge.rules.said import VARIED
from knowledge.search.index import Evidence
from knowledge.structure import Structure

SURE = 0.35
"""Below this, an answer says that it may not be what was asked, and a silence names no topic."""

MEANT = 0.5
"""From this probability on, something is taken as meant beside or instead of the likeliest."""

_OPEN = 0.16
"""Below this, no entry is taken as meant, and the nearest passages are shown instead."""

_LOOKED_UP = 0.15
"""From this probability of a look-up on, a message that names an item asks for the item."""

_GOING_ON = 0.3
"""From this probability on, a message that leans on a rule's result goes on with the rule."""

_CLEAR = 0.7
"""From this probability on, what is left open is asked for by the message's own words."""

_TOP = 0.25
"""From this probability on, a rule that is likelier than anything else is meant."""

_BY_NUMBER = 0.9
"""How sure a look-up by number is, which is grammar and no guess."""

_BESIDE = 0.25
"""A second answer is said beside the first from this probability on, and half the first's."""

_FOUND = 0.3
"""How much a sentence counts for being found, against being quoted by likely topics."""

_RUNNERS_UP = 5
_SENTENCES = 5
_ROUTES: dict[str, Route] = {
    "answer": "curated", "silence": "silence", "open": "silence", "scope": "scope", "rule": "rule",
    "note": "discrepancy", "item": "item",
}  # fmt: skip

Chances = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """What answers one request.

    Attributes:
        candidate: its name; "" where no entry is taken as meant.
        probability: of the candidate's whole group (answered, silent, outside).
        runners_up: other candidates with their probabilities, best first.
        sentences: the nearest sentences with their scores, best first.
        in_context: the request was read together with the turn before it.
        beside: names of answers that are said beside the candidate's, being nearly as likely.
    """

    request: str
    route: Route
    candidate: str
    probability: float
    runners_up: tuple[tuple[str, float], ...] = ()
    sentences: tuple[tuple[str, float], ...] = ()
    in_context: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chooser:
    """Chooses among the topics for one message."""

    understanding: Understanding
    retrieved: Retrieved
    table: TopicTable
    structure: Structure

    def whole(self, frame: Frame | None) -> Choice:
        """Choose for the message as a whole, in its context where it leans on it."""
        silent = self.table.group == SILENT
        whole = asking(self.retrieved, self.understanding, silent)
        alone = self.choose(self.understanding.text, whole, frame)
        context = self.retrieved.in_context
        if context is None or frame is None:
            return self._again(alone, frame)
        both = mixed(self.retrieved.whole, context, self.table.kinship(frame.topic))
        within = replace(self.choose(self.understanding.text, both, frame), in_context=True)
        if self.understanding.leaning:
            return self._again(alone if self._stands_alone(alone, frame) else within, frame)
        return self._again(within if alone.probability < SURE else alone, frame)

    def _stands_alone(self, choice: Choice, frame: Frame) -> bool:
        """Tell what means the same after any turn.

        That is small talk, what a rule is asked on what the message itself states, and a clear
        question on something else after a rule's result, whose amounts would drown its words.
        """
        if choice.route == "rule" and choice.candidate:
            rule = choice.candidate.partition(":")[2].partition("/")[0]
            return self.understanding.states(RULES[rule])
        if choice.probability < MEANT or not choice.candidate:
            return False
        clear = choice.route == "silence" and choice.probability >= _CLEAR
        return bool(self.table.small_talk[self.table.at(choice.candidate)]) or (
            clear and frame.rule is not None
        )

    def _again(self, choice: Choice, frame: Frame | None) -> Choice:
        """Put what the last turn was answered with in place of a wish to hear it again."""
        if choice.candidate != AGAIN:
            return choice
        if frame is None or frame.topic is None:
            return replace(choice, candidate="", route="clarify")
        route = _ROUTES[frame.topic.partition(":")[0]]
        return replace(choice, candidate=frame.topic, route=route, in_context=True)

    def choose(self, request: str, evidence: Evidence, frame: Frame | None = None) -> Choice:
        """Choose the likeliest candidate of the likeliest group.

        Args:
            request: its words.
            evidence: what the index knows of it.
            frame: the turn before, whose amounts the request may be about.
        """
        chances, table = evidence.probabilities, self.table
        status = weigh(evidence, table)
        likely = table.group == status.group
        best = table.best(chances, likely)
        if status.group == SILENT:
            best = self._left_open(best, chances)
        chance = float(status.chances[status.group])
        rule = self._rule(chances, frame)
        if self._numbered(best, chances, frame):
            best, chance = table.at(LOOKUP), max(chance, _BY_NUMBER)
        elif rule is not None:
            best, chance = rule
        elif best == table.at(LOOKUP) or (table.rule[best] and self._mass(best, chances) < MEANT):
            # A look-up without a number has nothing to go by; a rule without an amount asks
            # for it, where nothing else than the rule can be meant.
            best = table.best(chances, likely & ~table.rule & ~table.lookup)
        order = np.argsort(-chances)[: _RUNNERS_UP + 1]
        runners = tuple(
            (table.names[at], round(float(chances[at]), 4)) for at in order if at != best
        )[:_RUNNERS_UP]
        vague = (
            table.group[best] == SILENT
            and chances[best] < SURE
            and not table.names[best].startswith("open:")
        )
        name = table.names[best] if chance >= _OPEN and not vague else ""
        route = _ROUTES[name.partition(":")[0]] if name else "passages"
        beside = self._beside(best, chances) if route == "curated" else ()
        sentences = self._sentences(evidence)
        return Choice(request, route, name, chance, runners, sentences, beside=beside)

    def _left_open(self, best: int, chances: Chances) -> int:
        """Return what is left open: the topic, or what is near an answer that is likelier."""
        answers = self.table.curated
        near = self.table.best(chances, answers)
        beside = self.table.beside[near]
        if beside >= 0 and chances[near] > chances[best] and chances[near] >= SURE:
            return int(beside)
        return best

    def _beside(self, best: int, chances: Chances) -> tuple[str, ...]:
        """Return a second answer that is nearly as likely: two things may be asked at once."""
        others = self.table.curated.copy()
        others[best] = False
        second = self.table.best(chances, others)
        near = chances[second] >= max(_BESIDE, chances[best] / 2)
        return (self.table.names[second],) if near else ()

    def _sentences(self, evidence: Evidence) -> tuple[tuple[str, float], ...]:
        """Return the nearest sentences: those that likely topics quote, and those found."""
        scores = evidence.probabilities @ self.table.units
        for name, score in evidence.sentences:
            scores[int(name.partition(":")[2])] += _FOUND * score
        order = np.argsort(-scores)[:_SENTENCES]
        return tuple((f"sentence:{at}", round(float(scores[at]), 4)) for at in order)

    def _numbered(self, best: int, chances: Chances, frame: Frame | None) -> bool:
        """Tell whether an item or part is asked for by its number."""
        references = self.understanding.references
        if frame is not None and frame.topic == LOOKUP and references.bare is not None:
            return True
        if not (references.items or references.parts or references.step):
            return False
        lookup = self.table.at(LOOKUP)
        unheld = any(self.structure.item(number) is None for number in references.items)
        stepping = bool(references.step) and self.understanding.leaning
        looked_up = best == lookup or float(chances[lookup]) > _LOOKED_UP
        return unheld or stepping or looked_up or self._elsewhere(best)

    def _elsewhere(self, best: int) -> bool:
        """Tell whether the likeliest topic is small talk or quotes none of the items named."""
        if self.table.names[best].startswith("scope:"):
            return True
        quoted = np.flatnonzero(self.table.units[best])
        items = {self.structure.units[at].item for at in quoted}
        named = self.understanding.references.items
        return bool(named) and self.table.curated[best] and not items & set(named)

    def _rule(self, chances: Chances, frame: Frame | None) -> tuple[int, float] | None:
        """Return the rule that what is stated is for, where the words are about its subject.

        It may have been stated in an earlier turn; then the rule itself has to be asked for.
        """
        table, by_rule = self.table, {}
        polar = form_of_question(self.understanding.text) == "yes-no"
        for key, topics in table.rule_topics.items():
            if self.understanding.states(RULES[key]):
                by_rule[key] = float(chances[topics | self._turned(key, chances)].sum())
            elif frame is not None and frame.states(key):
                about = table.rule_subject[key] & table.curated
                turned = about if polar else self._turned(key, chances) & table.curated
                by_rule[key] = float(chances[topics | turned].sum())
        if not by_rule:
            return None
        if frame is not None and frame.rule in by_rule:
            # "And with 6m of 24m?" varies what the last rule was asked, whichever it sounds like.
            others = [f"rule:{key}/{VARIED}" for key in by_rule if key != frame.rule]
            moved = {name: float(chances[table.at(name)]) for name in others if name in table.names}
            by_rule[frame.rule] += sum(moved.values())
        key = max(by_rule, key=by_rule.__getitem__)
        topics = table.rule_topics[key]
        going_on = (
            frame is not None
            and self.understanding.leaning
            and (frame.rule == key or (polar and frame.states(key)))
        )
        on_top = self.understanding.states(RULES[key]) and (
            topics[int(np.argmax(chances))] or (polar and self.understanding.states_both_sides)
        )
        if by_rule[key] < (_TOP if on_top else _GOING_ON if going_on else MEANT):
            return None
        silent = table.rule_subject[key] & (table.group == SILENT)
        if by_rule[key] < MEANT and chances[silent].max(initial=0) > by_rule[key]:
            # What the rule's subject leaves open is likelier to be asked for.
            return None
        varied = f"rule:{key}/{VARIED}"
        again = frame is not None and frame.rule == key and varied in table.names
        if again and (self._amends() or sum(moved.values()) > by_rule[key] / 2):
            return table.at(varied), by_rule[key]
        return self._asked_of(key, chances), by_rule[key]

    def _amends(self) -> bool:
        """Tell a message that only takes back an amount, so that the last request stands."""
        text = self.understanding.text
        asks = any(request.asked for request in self.understanding.requests)
        return corrects(text) and not asks and form_of_question(text) is None

    def _asked_of(self, rule: str, chances: Chances) -> int:
        """Return what the rule is asked for.

        The message's own words tell before its context, and its question before what surrounds
        the question.
        """
        topics = self.table.rule_topics[rule]
        requests = [self.retrieved.requests[r.text] for r in self.understanding.requests if r.asked]
        weights = np.zeros_like(chances)
        for evidence in (self.retrieved.whole, *requests):
            among = np.where(topics, evidence.probabilities, 0.0)
            if among.sum() >= _OPEN:
                weights += among / among.sum()
        found = weights if weights.any() else np.where(topics, chances, 0.0)
        best = self.table.best(found, topics)
        text = self.understanding.text
        form = "yes-no" if asks_for_gap(text) else form_of_question(text)
        other: Form = "amount" if form == "yes-no" else "yes-no"
        if form is None or not self.table.asks_for[other][best]:
            return best
        fitting = topics & self.table.asks_for[form]
        return self.table.best(found, fitting) if fitting.any() else best

    def _mass(self, topic: int, chances: Chances) -> float:
        """Return the probability of all that the rule of a topic can be asked for."""
        rule = self.table.names[topic].partition(":")[2].partition("/")[0]
        return float(chances[self.table.rule_topics[rule]].sum())

    def _turned(self, rule: str, chances: Chances) -> Mask:
        """Return the topics that what is stated turns into a question for a rule.

        Amounts do so where an amount is asked of; several flags whatever is asked.
        """
        about = self.table.rule_subject[rule]
        if any(field.kind in MONEY_KINDS for field in RULES[rule].fields):
            # A silence that is clear enough to be named is asked for itself, whatever is stated.
            named = (self.table.group == SILENT) & (chances >= SURE)
            turned: Mask = about & self.table.amount & ~named
            return turned
        several = len(self.understanding.stated[rule].flags) > 1
        return about & self.table.curated if several else np.zeros_like(about)
