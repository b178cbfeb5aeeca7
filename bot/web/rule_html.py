"""The pages of the funding rules: the list, and the form made from a rule's definition."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from bot.rule_form import how_written, label_of, options_of, question_of, why_unreadable
from bot.web.html import language_links
from bot.web.templating import render
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.rules import AnyRule, InputField
from knowledge.rules.definition import Kind


@dataclass(frozen=True)
class Control:
    """One input of a rule as the form shows it, its texts in the reader's language.

    Attributes:
        hint: how it is written; empty where it is chosen and not written.
        value: what was typed or chosen, as it came.
        options: what may be chosen, each with what it is called.
        problem: why the value cannot be read, or None.
    """

    key: str
    kind: Kind
    label: str
    question: str
    hint: str
    value: str
    options: tuple[tuple[str, str], ...]
    problem: str | None


def rules_page(rules: list[tuple[AnyRule, RuleEntry]], words: Words, unofficial: str) -> Markup:
    """Render the list of the rules.

    Args:
        rules: the rules with their words.
        words: the interface's words.
        unofficial: the line that says what the desk answers from.
    """
    language = words.language
    listed = [
        (
            f"/rules/{rule.key}",
            words.script(entry.label.in_language(language)),
            words.script(entry.summary.in_language(language)),
        )
        for rule, entry in rules
    ]
    return render(
        "rules.html",
        words=words,
        languages=language_links("/rules", words),
        unofficial=unofficial,
        rules=listed,
    )


def rule_page(
    rule: AnyRule,
    entry: RuleEntry,
    words: Words,
    unofficial: str,
    filled: Mapping[str, str],
    *,
    refused: Collection[InputField] = (),
    problem: str | None = None,
    answer: Markup | None = None,
) -> Markup:
    """Render a rule's form, with its answer where there is one.

    Args:
        rule: whose inputs the form asks for.
        entry: the rule's words.
        words: the interface's words.
        unofficial: the line that says what the desk answers from.
        filled: what stands in the form, by the keys of the inputs.
        refused: the inputs whose values cannot be read.
        problem: why there is no answer, where no input is at fault.
        answer: the answer's fragment.
    """
    shown = controls(rule, entry, words, filled, refused)
    typed = {control.key: control.value for control in shown if control.value}
    path = f"/rules/{rule.key}"
    return render(
        "rule.html",
        words=words,
        languages=language_links(f"{path}?{urlencode(typed)}" if typed else path, words),
        unofficial=unofficial,
        label=words.script(entry.label.in_language(words.language)),
        summary=words.script(entry.summary.in_language(words.language)),
        path=path,
        controls=shown,
        problem=problem,
        answer=answer,
    )


def controls(
    rule: AnyRule,
    entry: RuleEntry,
    words: Words,
    filled: Mapping[str, str],
    refused: Collection[InputField],
) -> tuple[Control, ...]:
    """Return a control for each of a rule's inputs, in their order."""
    return tuple(
        _control(field, entry, words, filled.get(field.key, ""), field in refused)
        for field in rule.fields
    )


def _control(
    field: InputField, entry: RuleEntry, words: Words, value: str, refused: bool
) -> Control:
    options = options_of(field, entry, words)
    return Control(
        field.key,
        field.kind,
        label_of(field, entry, words),
        question_of(field, entry, words),
        "" if options else how_written(field, words),
        value,
        tuple(options),
        why_unreadable(field, entry, words) if refused else None,
    )
