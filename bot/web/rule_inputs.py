"""What a client gives for a rule's inputs, and what to tell it where they cannot be read."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from bot.answer.question import Language
from bot.web.bodies import Body
from bot.web.problems import ProblemError
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, AnyRule, InputField
from knowledge.rules.given import GivenError, read_given
from knowledge.rules.schema import choice_label


class RuleBody(Body):
    """The body of `POST /api/rules/{key}`."""

    EXAMPLE: ClassVar[str] = '{"inputs": {…}}'

    inputs: dict[str, Any] = Field(
        description="A value for each of the rule's inputs that is known; amounts in yuan where "
        "they have no unit."
    )
    language: Language | None = Field(None, description="The language to answer in.")


def offered_rules(knowledge: KnowledgeBase) -> list[tuple[AnyRule, RuleEntry]]:
    """Return the rules that there are words for, each with them, in the order of `RULES`."""
    return [(rule, knowledge.rules[key]) for key, rule in RULES.items() if key in knowledge.rules]


def offered_rule(key: str, knowledge: KnowledgeBase) -> tuple[AnyRule, RuleEntry]:
    """Return a rule and its words.

    Raises:
        ProblemError: 404, where there is no such rule.
    """
    rules = {rule.key: (rule, entry) for rule, entry in offered_rules(knowledge)}
    if key not in rules:
        raise ProblemError(404, "unknown_rule", {"name": key[:60], "known": ", ".join(rules)})
    return rules[key]


def unreadable(rule: AnyRule, given: Mapping[str, object]) -> list[InputField]:
    """Return the inputs whose values cannot be read, in the order of the rule's inputs.

    Raises:
        ProblemError: 422, where the rule has no input of that name.
    """
    fields = {field.key: field for field in rule.fields}
    found: set[str] = set()
    for key, value in given.items():
        if key not in fields:
            known = {"name": key[:60], "known": ", ".join(fields)}
            raise ProblemError(422, "unknown_input", known)
        try:
            read_given(rule, {key: value})
        except GivenError:
            found.add(key)
    return [field for key, field in fields.items() if key in found]


def expected(field: InputField, choices: str, words: Words) -> str:
    """Say what an input takes: "one amount, such as 8000000 or 8 million".

    Args:
        field: the input.
        choices: what may be chosen, where it is a choice.
        words: the reader's language.
    """
    return words(f"rule-expected-{field.kind}", choices=choices)


def unreadable_inputs(
    rule: AnyRule, entry: RuleEntry, given: Mapping[str, object], words: Words
) -> ProblemError | None:
    """Return the problem that tells a program which inputs cannot be read; None where all can.

    Raises:
        ProblemError: 422, where the rule has no input of that name.
    """
    told = []
    for field in unreadable(rule, given):
        label = words.script(entry.inputs[field.key].label.in_language(words.language))
        named = words("rule-named", label=label, name=field.key)
        wanted = expected(field, words("page-list").join(field.choices), words)
        told.append(words("rule-unreadable", label=named, expected=wanted))
    if not told:
        return None
    return ProblemError(
        422, "unreadable_input", {"problems": " ".join(told)}, language=words.language
    )


def choices_of(field: InputField, entry: RuleEntry, words: Words) -> list[tuple[str, str]]:
    """Return an input's choices, each with what it is called."""
    return [
        (choice, words.script(choice_label(field, choice, entry, words.language)))
        for choice in field.choices
    ]
