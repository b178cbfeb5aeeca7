"""Chooses among the topics for one request: the status first, then the topic."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.answer.choose_rule import RuleChooser
from bot.answer.frame import Frame
from bot.answer.leaning import kept_aspect
from bot.answer.record import Route
from bot.answer.references import asks_where, read_references
from bot.answer.retrieve import Retrieved, asking, mixed
from bot.answer.setting_aside import placed, set_aside
from bot.answer.status import ANSWERED, SILENT, weigh
from bot.answer.thresholds import (
    BESIDE,
    BY_NUMBER,
    CLEAR,
    CLEARLY,
    FOUND,
    LOOKED_UP,
    MARGIN,
    MEANT,
    NAMED,
    OPEN,
    SURE,
)
from bot.answer.topic_table import AGAIN, LOOKUP, TopicTable
from bot.answer.understand import Request, Understanding
from knowledge.candidates import UNLISTED
from knowledge.rules import RULES
from knowledge.search.index import Evidence
from knowledge.structure import Structure

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
        answered: the probability that the release answers the request.
        again: it is the last turn's candidate, which the reader wishes to hear again or doubts.
        clarity: the probability of the candidate alone, which tells how much the words say.
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
    clarity: float = 0.0
    answered: float = 0.0
    again: bool = False


@dataclass(frozen=True)
class Chooser:
    """Chooses among the topics for one message."""

    understanding: Understanding
    retrieved: Retrieved
    table: TopicTable
    structure: Structure

    @property
    def rules(self) -> RuleChooser:
        """What chooses among the rules."""
        return RuleChooser(self.understanding, self.retrieved, self.table)

    def whole(self, frame: Frame | None) -> Choice:
        """Choose for the message as a whole, in its context where it leans on it."""
        silent = self.table.group == SILENT
        whole = asking(self.retrieved, self.understanding, silent)
        alone = self.choose(self.understanding.text, whole, frame)
        context = self.retrieved.in_context
        if context is None or frame is None:
            return self._again(alone, frame)
        kinship = self.table.kinship(frame.topic, self._kept)
        both = mixed(self._once_more(self.retrieved.whole, frame), context, kinship)
        within = replace(self.choose(self.understanding.text, both, frame), in_context=True)
        if self._stands_alone(alone, frame):
            return self._again(alone, frame)
        if frame.topic in self.table.names and asks_where(self.understanding.text):
            return self._again(replace(within, candidate=AGAIN), frame)
        clear = alone.clarity >= (CLEARLY if self.understanding.leaning else CLEAR)
        if within.candidate == frame.topic and within.beside and not self._kept:
            # What was just said is not asked for again, where something else is as near.
            within = replace(within, candidate=within.beside[0], beside=())
        return self._again(alone if clear else within, frame)

    @property
    def _kept(self) -> str:
        return kept_aspect(self.understanding.text)

    def _once_more(self, evidence: Evidence, frame: Frame) -> Evidence:
        """Take a wish to hear something again, or a doubt of it, for the last topic."""
        if frame.topic not in self.table.names:
            return evidence
        chances = evidence.probabilities.copy()
        again = self.table.at(AGAIN)
        chances[self.table.at(frame.topic)] += chances[again]
        chances[again] = 0
        return replace(evidence, probabilities=chances)

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
        small_talk = bool(self.table.small_talk[self.table.at(choice.candidate)])
        clear = choice.route == "silence" and choice.probability >= CLEAR
        return (small_talk and choice.clarity >= MEANT) or (clear and frame.rule is not None)

    def apart(self, request: Request) -> Choice:
        """Choose for one request, with the sentence that it points back to where that says more."""
        evidence = self.retrieved.requests
        alone = self.choose(request.text, evidence[request.text])
        if not request.after:
            return alone
        after = self.choose(request.text, evidence[request.after])
        if asks_where(request.text):
            return after
        return alone if alone.clarity > after.clarity + MARGIN else after

    def _again(self, choice: Choice, frame: Frame | None) -> Choice:
        """Put what the last turn was answered with in place of a wish to hear it again."""
        if choice.candidate != AGAIN:
            return choice
        if frame is None or frame.topic is None:
            return replace(choice, candidate="", route="clarify")
        route = _ROUTES[frame.topic.partition(":")[0]]
        return replace(choice, candidate=frame.topic, route=route, in_context=True, again=True)

    def choose(self, request: str, evidence: Evidence, frame: Frame | None = None) -> Choice:
        """Choose the likeliest candidate of the likeliest group.

        Args:
            request: its words.
            evidence: what the index knows of it.
            frame: the turn before, whose amounts the request may be about.
        """
        first = self.retrieved.in_context is None
        evidence = set_aside(evidence, self.table, first)
        if first and read_references(request).place:
            evidence = placed(evidence, self.table)
        chances, table = evidence.probabilities, self.table
        status = weigh(evidence, table)
        likely = table.group == status.group
        best = table.best(chances, likely)
        if status.group == SILENT:
            best = self._left_open(best, chances)
        chance = float(status.chances[status.group])
        answered = float(status.chances[ANSWERED])
        rule = self.rules.chosen(chances, frame)
        if self._numbered(best, chances, frame):
            best, chance = table.at(LOOKUP), max(chance, BY_NUMBER)
        elif rule is not None:
            best, chance = rule
        elif best == table.at(LOOKUP) or (
            table.rule[best] and self.rules.mass(best, chances) < MEANT
        ):
            # A look-up without a number has nothing to go by; a rule without an amount asks
            # for it, where nothing else than the rule can be meant.
            best = table.best(chances, likely & ~table.rule & ~table.lookup)
        order = np.argsort(-chances)[: _RUNNERS_UP + 1]
        runners = tuple(
            (table.names[at], round(float(chances[at]), 4)) for at in order if at != best
        )[:_RUNNERS_UP]
        vague = table.names[best] == UNLISTED or (
            table.group[best] == SILENT
            and chances[best] < SURE
            and not table.names[best].startswith("open:")
        )
        name = table.names[best] if chance >= OPEN and not vague else ""
        route = _ROUTES[name.partition(":")[0]] if name else "passages"
        beside = self._beside(best, chances) if route == "curated" else ()
        sentences = self._sentences(evidence)
        clarity = float(chances[best]) if name else 0.0
        return Choice(
            request,
            route,
            name,
            chance,
            runners,
            sentences,
            beside=beside,
            clarity=clarity,
            answered=chance if table.group[best] == ANSWERED else answered,
        )

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
        near = chances[second] >= max(BESIDE, chances[best] / 2)
        # What rests on no other passage would say the same twice.
        adds = bool((self.table.units[second] > self.table.units[best]).any())
        return (self.table.names[second],) if near and adds else ()

    def _sentences(self, evidence: Evidence) -> tuple[tuple[str, float], ...]:
        """Return the nearest sentences: those that likely topics quote, and those found."""
        scores = evidence.probabilities @ self.table.units
        for name, score in evidence.sentences:
            scores[int(name.partition(":")[2])] += FOUND * score
        named = self.understanding.references.items
        for unit in self.structure.units:
            if unit.item in named:  # whatever an item is said to say, the item is nearest to it
                scores[unit.index] += NAMED
        order = np.argsort(-scores)[:_SENTENCES]
        return tuple((f"sentence:{at}", round(float(scores[at]), 4)) for at in order)

    def _numbered(self, best: int, chances: Chances, frame: Frame | None) -> bool:
        """Tell whether an item or part is asked for by its number."""
        references = self.understanding.references
        if frame is not None and frame.topic == LOOKUP:
            # "And 11?", or the item once more.
            again = best == self.table.at(LOOKUP) and frame.item is not None
            if again or references.bare is not None:
                return True
        if not (references.items or references.parts or references.step):
            return False
        lookup = self.table.at(LOOKUP)
        unheld = any(self.structure.item(number) is None for number in references.items) or any(
            not 0 < number <= len(self.structure.part_titles) for number in references.parts
        )
        stepping = bool(references.step) and self.understanding.leaning
        looked_up = best == lookup or float(chances[lookup]) > LOOKED_UP
        return unheld or stepping or looked_up or self._elsewhere(best)

    def _elsewhere(self, best: int) -> bool:
        """Tell whether the likeliest topic is small talk or quotes none of the items named.

        An order stays one, whichever item it names.
        """
        if self.table.orders[best]:
            return False
        if self.table.names[best].startswith("scope:"):
            return True
        quoted = np.flatnonzero(self.table.units[best])
        items = {self.structure.units[at].item for at in quoted}
        named = self.understanding.references.items
        return bool(named) and self.table.curated[best] and not items & set(named)
