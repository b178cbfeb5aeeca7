"""A rule's result as the rows of a table: what went in, what came out, each in words."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.answer.question import Language
from bot.answer.record import Answer, Figure
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules.result import Term
from knowledge.rules.wording import term_text

_CURRENCY = re.compile(r"[A-Z]{3}")
# The units that a term has a kind of the same name for; mypy narrows no text by `in`.
_KINDS: dict[str, Literal["share", "year", "date"]] = {
    "share": "share", "year": "year", "date": "date"
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One input or output: its label and value for people, and the record's value as JSON.

    Attributes:
        shown: the value in words, in one line or, where it is one by year, several.
    """

    side: str
    key: str
    label: str
    shown: tuple[str, ...]
    unit: str
    recorded: str


@dataclass(frozen=True)
class FigureTable:
    """A figure for people; `basis` is the number of the quote it rests on, from 1, or None."""

    figure: Figure
    label: str
    status: str
    rows: tuple[Row, ...]
    basis: int | None


def figure_table(
    figure: Figure, answer: Answer, knowledge: KnowledgeBase, words: Words
) -> FigureTable:
    """Put a figure into words; the labels are the rule's own, from `rules.yaml`."""
    rule = knowledge.rules.get(figure.rule)
    label = rule.label.in_language(words.language) if rule else _spaced(figure.rule)
    basis = None
    if figure.citation in answer.citations:
        basis = answer.citations.index(figure.citation) + 1
    return FigureTable(
        figure,
        words.script(label),
        words(f"page-figure-{figure.status}"),
        tuple(
            _row(side, key, value, figure.units.get(key, ""), rule, words)
            for side, values in (("inputs", figure.inputs), ("outputs", figure.outputs))
            for key, value in values.items()
        ),
        basis,
    )


def _row(side: str, key: str, value: Any, unit: str, rule: RuleEntry | None, words: Words) -> Row:
    label = _spaced(key)
    if rule and side == "inputs" and key in rule.inputs:
        label = rule.inputs[key].label.in_language(words.language)
    elif rule and side == "outputs" and key in rule.outputs:
        label = rule.outputs[key].in_language(words.language)
    shown = _lines(value, unit, words)
    if rule and isinstance(value, str) and value in rule.verdicts:
        shown = (words.script(rule.verdicts[value].in_language(words.language)),)
    recorded = json.dumps(value, ensure_ascii=False, default=str)
    return Row(side, key, words.script(label), shown, unit, recorded)


def _lines(value: Any, unit: str, words: Words) -> tuple[str, ...]:
    """Write a recorded value for people; a value by year takes a line for each."""
    if isinstance(value, Mapping) and set(value) != {"low", "high"}:
        return tuple(
            f"{_one(str(key), 'year' if str(key).isdecimal() else '', words)}: "
            f"{_one(part, unit, words)}"
            for key, part in value.items()
        )
    if isinstance(value, list | tuple):
        return (words("page-list").join(_one(part, unit, words) for part in value),)
    return (_one(value, unit, words),)


def _one(value: Any, unit: str, words: Words) -> str:
    """Write one value for people."""
    if value is None:
        return words("page-value-none")
    if isinstance(value, bool):
        return words("page-value-yes" if value else "page-value-no")
    return words.script(_written(value, unit, words.language))


def _written(value: Any, unit: str, language: Language) -> str:
    """Write a value as the working does; one of an unknown shape stays as it is recorded."""
    low, high = (value["low"], value["high"]) if isinstance(value, Mapping) else (value, None)
    try:
        if _CURRENCY.fullmatch(unit):
            return term_text(Term("money", str(low), high, unit), language)
        if unit in _KINDS:
            return term_text(Term(_KINDS[unit], str(low), high), language)
    except (ValueError, ArithmeticError):  # a status in place of a value, such as not_specified
        return _spaced(str(value))
    return _spaced(str(low))


def _spaced(key: str) -> str:
    return key.replace("_", " ")
