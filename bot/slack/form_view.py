"""A rule's form as a Slack modal, made from the rule's definition as its page is."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.rule_form import (
    how_written,
    label_of,
    options_of,
    question_of,
    unreadable,
)
from bot.slack.blocks import Block
from bot.slack.form_values import ACTION, BLOCK, CALLBACK, METADATA, UNCHOSEN, carried
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.rules import AnyRule, InputField
from knowledge.rules.definition import MONEY_KINDS
from knowledge.rules.given import GivenError, read_given

_LONGEST_TYPED = 3_000


def rule_view(
    rule: AnyRule,
    entry: RuleEntry,
    words: Words,
    unofficial: str,
    filled: Mapping[str, str] | None = None,
    only: Sequence[str] | None = None,
    context: str = "",
) -> dict[str, Any]:
    """Return the modal that asks for a rule's inputs.

    Args:
        rule: whose inputs it asks for.
        entry: the rule's words.
        words: the interface's words in the reader's language.
        unofficial: the line that says what the desk answers from.
        filled: what stands in the form, by the keys of the inputs.
        only: the inputs to ask for; the others that are filled travel unseen, and stand in the
            form where they are too long to, or cannot be read. None or none asks for all.
        context: where the result goes; it comes back as it is.

    Raises:
        ValueError: the context is too long to be carried.
    """
    keys = [field.key for field in rule.fields]
    given = {key: text for key, text in (filled or {}).items() if key in keys and text.strip()}
    shown = _shown(rule, given, only or ())
    unseen = {key: text for key, text in given.items() if key not in {f.key for f in shown}}
    metadata = carried(METADATA, context, words.language, unseen)
    if metadata is None:
        shown, unseen = rule.fields, {}
        metadata = carried(METADATA, context, words.language, unseen)
    return {
        "type": "modal",
        "callback_id": CALLBACK + rule.key,
        "title": plain(words(f"rule-short-{rule.key}")),
        "submit": plain(words("rule-send")),
        "close": plain(words("form-close")),
        "private_metadata": metadata,
        "blocks": [
            _introduction(rule, entry, words, unofficial, unseen),
            *(_input(rule, field, entry, words, given.get(field.key, "")) for field in shown),
        ],
    }


def plain(text: str) -> Block:
    """Return a text that Slack shows as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _shown(rule: AnyRule, given: Mapping[str, str], only: Sequence[str]) -> tuple[InputField, ...]:
    """Return the inputs that the form shows: all, or those asked for and what cannot be read."""
    wanted = [field for field in rule.fields if field.key in only]
    if not wanted:
        return rule.fields
    broken = unreadable(rule, given)
    return tuple(field for field in rule.fields if field in wanted or field in broken)


def _introduction(
    rule: AnyRule, entry: RuleEntry, words: Words, unofficial: str, unseen: Mapping[str, str]
) -> Block:
    texts = [words.script(entry.summary.in_language(words.language)), words("rule-form-hint")]
    if unseen:
        labels = [label_of(field, entry, words) for field in rule.fields if field.key in unseen]
        texts[1:] = [words("form-kept", labels=words("page-list").join(labels))]
    if any(field.kind in MONEY_KINDS for field in rule.fields):
        texts.append(words("rule-form-money"))
    return {"type": "context", "elements": [plain(text) for text in (*texts, unofficial)]}


def _input(rule: AnyRule, field: InputField, entry: RuleEntry, words: Words, value: str) -> Block:
    hint = question_of(field, entry, words)
    options = options_of(field, entry, words)
    if options:
        if field.kind == "choice":
            options.insert(0, (UNCHOSEN, words("rule-unchosen")))
        element = _menu(options, _as_option(rule, field, value), words)
    elif field.kind == "date":
        element = {"type": "datepicker"} | _initial("initial_date", _as_date(rule, field, value))
    else:
        hint = words("form-hint", question=hint, how=how_written(field, words))
        element = _typed(field, value, words)
    return {
        "type": "input",
        "block_id": BLOCK + field.key,
        "optional": True,
        "label": plain(label_of(field, entry, words)),
        "hint": plain(hint),
        "element": element | {"action_id": ACTION},
    }


def _menu(options: Sequence[tuple[str, str]], value: str, words: Words) -> Block:
    offered = [{"text": plain(name), "value": key} for key, name in options]
    chosen = next((option for option in offered if option["value"] == value), None)
    return {
        "type": "static_select",
        "placeholder": plain(words("rule-unchosen")),
        "options": offered,
    } | _initial("initial_option", chosen)


def _typed(field: InputField, value: str, words: Words) -> Block:
    return {
        "type": "plain_text_input",
        "multiline": field.kind == "schedule" or "\n" in value,
        "max_length": _LONGEST_TYPED,
        "placeholder": plain(words(f"rule-example-{field.kind}")),
    } | _initial("initial_value", value if len(value) <= _LONGEST_TYPED else "")


def _initial(key: str, value: object) -> Block:
    return {key: value} if value else {}


def _as_option(rule: AnyRule, field: InputField, value: str) -> str:
    """Return the option that says what the value says; "" where none does."""
    read = _read(rule, field, value)
    if field.kind == "flag" and value:
        return {True: "yes", False: "no", None: "unknown"}.get(read, "")
    return str(read or "")


def _as_date(rule: AnyRule, field: InputField, value: str) -> str:
    day = _read(rule, field, value)
    return day.isoformat() if day else ""


def _read(rule: AnyRule, field: InputField, value: str) -> Any:
    """Read one value as the rule does; "" where it cannot be read."""
    try:
        return getattr(read_given(rule, {field.key: value}), field.key)
    except GivenError:
        return ""
