"""A rule's result as the rows of a table: what went in, what came out, each in words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.answer.record import Answer, Figure
from bot.answer.rule_values import RuleWording, Side, spaced
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Row:
    """One input or output: its label and value for people, and the record's value as JSON.

    Attributes:
        shown: the value in words, in one line or, where it is one by year, several.
    """

    side: Side
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
    """Put a figure into words; the labels are the rule's own."""
    wording = RuleWording.of(figure.rule, knowledge, words)
    basis = None
    if figure.citation in answer.citations:
        basis = answer.citations.index(figure.citation) + 1
    return FigureTable(
        figure,
        wording.name or spaced(figure.rule),
        words(f"page-figure-{figure.status}"),
        (
            *_rows("inputs", figure.inputs, figure.units, wording),
            *_rows("outputs", figure.outputs, figure.units, wording),
        ),
        basis,
    )


def _rows(
    side: Side, values: Mapping[str, Any], units: Mapping[str, str], wording: RuleWording
) -> Iterator[Row]:
    for key, value in values.items():
        unit = units.get(key, "")
        shown = wording.values(side, key, value, unit)
        recorded = json.dumps(value, ensure_ascii=False, default=str)
        yield Row(side, key, wording.label(side, key), shown, unit, recorded)
