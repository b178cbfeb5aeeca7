"""What a rule's form says and asks on every face: the page, Slack, and what comes back unread."""

from collections.abc import Mapping

from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, AnyRule, InputField
from knowledge.rules.given import GivenError, read_given
from knowledge.rules.schema import choice_label

YES_NO = ("yes", "no", "unknown")


def offered_rules(knowledge: KnowledgeBase) -> list[tuple[AnyRule, RuleEntry]]:
    """Return the rules that there are words for, each with them, in the order of `RULES`."""
    return [(rule, knowledge.rules[key]) for key, rule in RULES.items() if key in knowledge.rules]


def unreadable(rule: AnyRule, given: Mapping[str, object]) -> list[InputField]:
    """Return the inputs whose values cannot be read, in the order of the rule's inputs.

    Raises:
        GivenError: the rule has no input of that name; its `kind` is "input".
    """
    found: set[str] = set()
    for key, value in given.items():
        try:
            read_given(rule, {key: value})
        except GivenError as error:
            if error.kind == "input":
                raise
            found.add(key)
    return [field for field in rule.fields if field.key in found]


def label_of(field: InputField, entry: RuleEntry, words: Words) -> str:
    """Return what an input is called."""
    return words.script(entry.inputs[field.key].label.in_language(words.language))


def question_of(field: InputField, entry: RuleEntry, words: Words) -> str:
    """Return the question that asks for an input."""
    return words.script(entry.inputs[field.key].question.in_language(words.language))


def choices_of(field: InputField, entry: RuleEntry, words: Words) -> list[tuple[str, str]]:
    """Return an input's choices, each with what it is called."""
    return [
        (choice, words.script(choice_label(field, choice, entry, words.language)))
        for choice in field.choices
    ]


def options_of(field: InputField, entry: RuleEntry, words: Words) -> list[tuple[str, str]]:
    """Return what a form offers for an input: its choices, or yes, no and not known; or nothing."""
    if field.kind == "flag":
        return [(value, words(f"rule-{value}")) for value in YES_NO]
    return choices_of(field, entry, words)


def expected(field: InputField, choices: str, words: Words) -> str:
    """Say what an input takes: "one amount, such as 8000000 or 8 million".

    Args:
        field: the input.
        choices: what may be chosen, where it is a choice.
        words: the reader's language.
    """
    return words(f"rule-expected-{field.kind}", choices=choices)


def how_written(field: InputField, words: Words) -> str:
    """Say how an input that is typed is written."""
    return words("rule-write", expected=expected(field, "", words))


def why_unreadable(field: InputField, entry: RuleEntry, words: Words) -> str:
    """Say to who fills in a form that a value cannot be read, and what to write instead."""
    named = words("page-list").join(name for _, name in options_of(field, entry, words))
    label = label_of(field, entry, words)
    return words("rule-unreadable", label=label, expected=expected(field, named, words))
