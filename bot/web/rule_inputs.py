"""What a client gives for a rule's inputs, and what to tell it where they cannot be read."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from bot.answer.question import Language
from bot.rule_form import expected, label_of, offered_rules, unreadable
from bot.web.bodies import Body
from bot.web.problems import ProblemError
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import AnyRule


class RuleBody(Body):
    """The body of `POST /api/rules/{key}`."""

    EXAMPLE: ClassVar[str] = '{"inputs": {…}}'

    inputs: dict[str, Any] = Field(
        description="A value for each of the rule's inputs that is known; amounts in yuan where "
        "they have no unit."
    )
    language: Language | None = Field(None, description="The language to answer in.")


def offered_rule(key: str, knowledge: KnowledgeBase) -> tuple[AnyRule, RuleEntry]:
    """Return a rule and its words.

    Raises:
        ProblemError: 404, where there is no such rule.
    """
    rules = {rule.key: (rule, entry) for rule, entry in offered_rules(knowledge)}
    if key not in rules:
        raise ProblemError(404, "unknown_rule", {"name": key[:60], "known": ", ".join(rules)})
    return rules[key]


def unreadable_inputs(
    rule: AnyRule, entry: RuleEntry, given: Mapping[str, object], words: Words
) -> ProblemError | None:
    """Return the problem that tells a program which inputs cannot be read; None where all can.

    Raises:
        ProblemError: 422, where the rule has no input of that name.
    """
    fields = [field.key for field in rule.fields]
    for key in given:
        if key not in fields:
            known = {"name": key[:60], "known": ", ".join(fields)}
            raise ProblemError(422, "unknown_input", known)
    told = []
    for field in unreadable(rule, given):
        named = words("rule-named", label=label_of(field, entry, words), name=field.key)
        wanted = expected(field, words("page-list").join(field.choices), words)
        told.append(words("rule-unreadable", label=named, expected=wanted))
    if not told:
        return None
    return ProblemError(
        422, "unreadable_input", {"problems": " ".join(told)}, language=words.language
    )
