"""Chooses whether a rule is asked, which one, and for what: where amounts and flags are stated."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answer.frame import Frame
from bot.answer.retrieve import Retrieved
from bot.answer.sentence import asks_for_gap, asks_for_shares, form_of_question
from bot.answer.status import SILENT
from bot.answer.thresholds import GOING_ON, MEANT, OPEN, SURE, TOP
from bot.answer.topic_table import TopicTable
from bot.answer.understand import Understanding
from knowledge.entries import Form
from knowledge.rules import RULES, corrects
from knowledge.rules.definition import MONEY_KINDS
from knowledge.rules.said import VARIED

Chances = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class RuleChooser:
    """Chooses among the rules for one message."""

    understanding: Understanding
    retrieved: Retrieved
    table: TopicTable

    def chosen(self, chances: Chances, frame: Frame | None) -> tuple[int, float] | None:
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
        if by_rule[key] < (TOP if on_top else GOING_ON if going_on else MEANT):
            return None
        silent = table.rule_subject[key] & (table.group == SILENT)
        if by_rule[key] < MEANT and chances[silent].max(initial=0) > by_rule[key]:
            # What the rule's subject leaves open is likelier to be asked for.
            return None
        varied = f"rule:{key}/{VARIED}"
        again = frame is not None and frame.rule == key and varied in table.names
        if frame is not None and frame.rule == key and frame.awaiting and not self._asks():
            # What was asked back for is given: the request stands.
            return table.at(frame.topic or ""), by_rule[key]
        if again and (self._amends() or sum(moved.values()) > by_rule[key] / 2):
            return table.at(varied), by_rule[key]
        return self._asked_of(key, chances), by_rule[key]

    def _amends(self) -> bool:
        """Tell a message that only takes back an amount, so that the last request stands."""
        text = self.understanding.text
        return corrects(text) and not self._asks()

    def _asks(self) -> bool:
        """Tell a message that asks something from one that only states."""
        asked = any(request.asked for request in self.understanding.requests)
        return asked or form_of_question(self.understanding.text) is not None

    def _asked_of(self, rule: str, chances: Chances) -> int:
        """Return what the rule is asked for.

        The message's own words tell before its context, and its question before what surrounds
        the question.
        """
        topics = self.table.rule_topics[rule]
        requests = [self.retrieved.requests[r.text] for r in self.understanding.requests if r.asked]
        weights = np.zeros_like(chances)
        context = self.retrieved.in_context
        only_states = context is not None and not self._asks()
        for evidence in (
            (context,) if only_states and context else (self.retrieved.whole, *requests)
        ):
            among = np.where(topics, evidence.probabilities, 0.0)
            if among.sum() >= OPEN:
                weights += among / among.sum()
        found = weights if weights.any() else np.where(topics, chances, 0.0)
        best = self.table.best(found, topics)
        text = self.understanding.text
        shares = f"rule:{rule}/share"
        if (
            self.understanding.states_both_sides
            and asks_for_shares(text)
            and shares in self.table.names
        ):
            return self.table.at(shares)
        form = "yes-no" if asks_for_gap(text) else form_of_question(text)
        other: Form = "amount" if form == "yes-no" else "yes-no"
        if form is None or not self.table.asks_for[other][best]:
            return best
        fitting = topics & self.table.asks_for[form]
        return self.table.best(found, fitting) if fitting.any() else best

    def mass(self, topic: int, chances: Chances) -> float:
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
