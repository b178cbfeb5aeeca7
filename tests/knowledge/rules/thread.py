"""A thread of messages put to a rule, as the desk does it."""

from __future__ import annotations

from knowledge.amounts import bind, unclear_in
from knowledge.rules import RULES, RuleResult
from knowledge.rules.from_question import Inputs, corrects, inputs_from


def run(rule: str, turns: str) -> RuleResult:
    """Compute a rule on the last of several messages, which " >> " parts."""
    inputs: Inputs | None = None
    for turn in turns.split(" >> "):
        inputs = inputs_from(rule, bind(turn), inputs, corrects(turn), bool(unclear_in(turn)))
    return RULES[rule].compute(inputs)
