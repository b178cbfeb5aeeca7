"""Buttons that open a rule's form: one for each rule, and one for what a result still asks for."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer.record import Answer
from bot.rule_asking import given_of, missing_fields
from bot.slack.blocks import Block, Message
from bot.slack.form_values import VALUE, Opening, carried
from bot.slack.form_view import plain
from bot.slack.mrkdwn import escape
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, AnyRule
from knowledge.rules.given import read_given

FORM = "rule-form:"
MORE = "rule-more:"
RULES_CALLBACK = "rules"
Rules = Sequence[tuple[AnyRule, RuleEntry]]


def rules_blocks(rules: Rules, words: Words, context: str = "") -> list[Block]:
    """Return a section for each rule: what it is, what it works out, a button to its form.

    Args:
        rules: the rules with their words, as `offered_rules` gives them.
        words: the reader's language.
        context: where a result goes; the value of each button.

    Raises:
        ValueError: the context is too long for a button.
    """
    if len(context) > VALUE:
        raise ValueError(f"a context of {len(context)} characters is too long for a button")
    return [_section(rule.key, *_named(entry, words), words, context) for rule, entry in rules]


def rules_view(rules: Rules, words: Words, unofficial: str, context: str = "") -> dict[str, Any]:
    """Return the modal that lists the rules; a button in it is to push the rule's form."""
    lead = [plain(words("rules-lead")), plain(unofficial)]
    return {
        "type": "modal",
        "callback_id": RULES_CALLBACK,
        "title": plain(words("rules-title")),
        "close": plain(words("form-close")),
        "blocks": [{"type": "context", "elements": lead}, *rules_blocks(rules, words, context)],
    }


def rules_message(rules: Rules, words: Words, unofficial: str, context: str = "") -> Message:
    """Return the message that lists the rules; its text names them all."""
    title, lead = words("rules-title"), words("rules-lead")
    listed = [": ".join(_named(entry, words)) for _, entry in rules]
    return Message(
        (
            {"type": "header", "text": plain(title)},
            {"type": "context", "elements": [plain(lead)]},
            *rules_blocks(rules, words, context),
            {"type": "context", "elements": [plain(unofficial)]},
        ),
        escape("\n".join([title, lead, *(f"• {line}" for line in listed)])),
    )


def more_button(
    rule: AnyRule,
    given: Mapping[str, str],
    missing: Sequence[str],
    words: Words,
    context: str = "",
) -> Block:
    """Return the block with the button that asks for what a result lacks.

    Args:
        rule: whose result it is.
        given: what was given so far; where it is too long for a button, the form opens empty.
        missing: the inputs still asked for, as `missing_fields` gives them.
        words: the reader's language.
        context: where the result goes.

    Raises:
        ValueError: the context is too long for a button.
    """
    value = carried(VALUE, context, words.language, given, tuple(missing))
    if value is None:
        value = carried(VALUE, context, words.language, {})
    button = {
        "type": "button",
        "action_id": MORE + rule.key,
        "style": "primary",
        "text": plain(words("form-more")),
        "value": value,
    }
    return {"type": "actions", "elements": [button]}


def more_for(
    answer: Answer,
    knowledge: KnowledgeBase,
    words: Words,
    context: str = "",
    given: Mapping[str, str] | None = None,
) -> Block | None:
    """Return the button for the first figure of an answer that lacks an input, or None.

    Args:
        answer: an answer by a rule, or to a question.
        knowledge: the facts that the rule goes by.
        words: the reader's language.
        context: where the result goes.
        given: what the form was given, where one was filled in; else it is read off the figure.
    """
    figure = next((one for one in answer.figures if one.status == "needs_input"), None)
    if figure is None:
        return None
    rule = RULES[figure.rule]
    typed = given_of(figure) if given is None else given
    result = rule.apply(read_given(rule, typed), knowledge.facts)
    return more_button(rule, typed, missing_fields(rule, result, typed), words, context)


def read_button(action: Mapping[str, Any]) -> Opening:
    """Read what a pressed button says of the form that it opens.

    Args:
        action: of `actions` in a `block_actions`; its id begins with `FORM` or `MORE`.
    """
    name, value = action["action_id"], action.get("value") or ""
    if name.startswith(FORM):
        return Opening(name.removeprefix(FORM), {}, None, value, None)
    kept = json.loads(value)
    only = tuple(kept["only"]) if "only" in kept else None
    return Opening(
        name.removeprefix(MORE), kept.get("given", {}), only, kept["context"], kept["language"]
    )


def _named(entry: RuleEntry, words: Words) -> tuple[str, str]:
    label, summary = (text.in_language(words.language) for text in (entry.label, entry.summary))
    return words.script(label), words.script(summary)


def _section(key: str, label: str, summary: str, words: Words, context: str) -> Block:
    button = {
        "type": "button",
        "action_id": FORM + key,
        "text": plain(words("form-open")),
        "accessibility_label": words("form-open-rule", label=label),
    }
    text = f"*{escape(label)}*\n{escape(summary)}"
    return {
        "type": "section",
        "block_id": FORM + key,
        "text": {"type": "mrkdwn", "text": text, "verbatim": True},
        "accessory": button | ({"value": context} if context else {}),
    }
