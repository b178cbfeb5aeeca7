"""A thread of messages put to a rule, as the desk does it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from knowledge.amounts import bind, unclear_in
from knowledge.knowledge_base import KnowledgeBase, load_knowledge
from knowledge.rules import RULES, RuleResult, Said


@cache
def knowledge() -> KnowledgeBase:
    """The project's own knowledge, loaded once."""
    return load_knowledge()


def apply(rule: str, inputs: Any) -> RuleResult:
    """Work a rule out on its inputs."""
    return RULES[rule].apply(inputs, knowledge().facts)


def said(rule: str, text: str, ask: str | None = None) -> Said:
    """What a message says to a rule."""
    stated = knowledge().flag_readers[rule].read(text)
    unclear = bool(unclear_in(text))
    message = Said.of(text, bind(text), unclear)
    return replace(message, ask=ask, flags=stated.flags, choices=stated.choices)


def run(rule: str, turns: str, ask: str | None = None) -> RuleResult:
    """Compute a rule on the last of several messages, which " >> " parts."""
    inputs = RULES[rule].inputs_type()
    for turn in turns.split(" >> "):
        inputs = RULES[rule].from_question(said(rule, turn, ask), inputs)
    return apply(rule, inputs)
