"""The JSON Schema of a rule's inputs and its words, made from its definition."""

from __future__ import annotations

from typing import Any

from knowledge.entries import RuleEntry
from knowledge.rules.definition import AnyRule, InputField

_NUMBER_OR_TEXT = {"type": ["string", "number", "null"]}
_TYPES: dict[str, dict[str, Any]] = {
    "money": _NUMBER_OR_TEXT,
    "moneys": {"type": ["array", "string", "number", "null"],
               "items": {"type": ["string", "number"]}},
    "share": _NUMBER_OR_TEXT,
    "schedule": {"type": ["array", "object", "string", "null"],
                 "items": _NUMBER_OR_TEXT, "additionalProperties": _NUMBER_OR_TEXT},
    "flag": {"type": ["boolean", "null"]},
    "number": _NUMBER_OR_TEXT,
    "date": {"type": ["string", "null"], "format": "date"},
}  # fmt: skip


def inputs_schema(rule: AnyRule, words: RuleEntry, language: str) -> dict[str, Any]:
    """The JSON Schema of the inputs, with the labels and questions of ``words`` in a language."""
    return {
        "type": "object",
        "title": words.label.in_language(language),
        "description": words.summary.in_language(language),
        "additionalProperties": False,
        "properties": {field.key: _property(field, words, language) for field in rule.fields},
    }


def choice_label(field: InputField, choice: str, words: RuleEntry, language: str) -> str:
    """What a choice of an input is called: an ask's label, or the choice's own."""
    named = words.asks if field.key == "asked" else words.inputs[field.key].choices
    return named[choice].label.in_language(language)


def _property(field: InputField, words: RuleEntry, language: str) -> dict[str, Any]:
    named = words.inputs[field.key]
    found = {
        "title": named.label.in_language(language),
        "description": named.question.in_language(language),
    } | _TYPES.get(field.kind, {})
    if field.kind == "choice":
        labels = [choice_label(field, choice, words, language) for choice in field.choices]
        found |= {"enum": [*field.choices, None], "x-labels": labels}
    if field.unit:
        found["x-unit"] = field.unit
    for name, bound in (("x-minimum", field.minimum), ("x-maximum", field.maximum)):
        if bound is not None:
            found[name] = bound
    return found
