"""A set of questions with what a right answer to each must show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from bot.answer.record import Status
from bot.evaluation.lines import InputError, read_objects

STATUSES: tuple[str, ...] = get_args(Status)
NO_GROUP = "dev"
"""The group of a question that names none."""


@dataclass(frozen=True)
class Expectation:
    """What a right answer shows.

    Attributes:
        status: any of these; the first is the one that the writer had in mind.
        items: one of these items must be among those of the citations and figures.
        gold: texts of the source, one of which a citation must touch.
        values: numbers that must all be among the outputs of the figures.
        text: patterns that must all be found in the text, whatever their case.
        forbidden: patterns that must not be found in it.
        wrong_values: numbers that must not be computed; counted apart, no part of the judgement.
    """

    status: tuple[str, ...]
    items: frozenset[int] = frozenset()
    gold: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    text: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    wrong_values: frozenset[float] = frozenset()


@dataclass(frozen=True)
class SetQuestion:
    """One question of a set.

    Attributes:
        set: the file's name without its ending.
        language: en, zh-Hans, zh-Hant, or mixed, to which any language may answer.
        turns: one person's messages in one thread; the answer to the last is judged.
        audience: who would ask it; "" where it is not said.
    """

    set: str
    id: str
    language: str
    turns: tuple[str, ...]
    expect: Expectation
    group: str = NO_GROUP
    audience: str = ""


def read_set(path: Path) -> tuple[SetQuestion, ...]:
    """Read a set; the whole of it, or an error.

    Raises:
        InputError: a line is no question, its id is taken, or there is none at all.
        OSError: the file cannot be read.
    """
    questions: dict[str, SetQuestion] = {}
    lines: dict[str, int] = {}
    for number, data in read_objects(path):
        try:
            question = _question(path.stem, data)
        except _FieldError as error:
            raise InputError(path, number, str(error)) from error
        if question.id in questions:
            taken = f'the id "{question.id}" stands in line {lines[question.id]} already'
            raise InputError(path, number, f"{taken}; give each question one of its own")
        questions[question.id], lines[question.id] = question, number
    if not questions:
        raise InputError(path, None, "it holds no question; write one JSON object a line")
    return tuple(questions.values())


class _FieldError(Exception):
    """A field is missing or of the wrong kind; the message says what is needed."""


def _question(name: str, data: Mapping[str, Any]) -> SetQuestion:
    if not isinstance(data.get("expect"), dict):
        raise _FieldError('it needs "expect", an object with at least "status"')
    turns = _several(data, "turns", str)
    if not turns:
        raise _FieldError('it needs "turns", a list of texts with at least one')
    expect = _expectation(data["expect"], frozenset(_several(data, "wrong_values", float)))
    return SetQuestion(
        name, _text(data, "id"), _text(data, "lang"), turns, expect,
        _text(data, "group", NO_GROUP), _text(data, "audience", ""),
    )  # fmt: skip


def _expectation(data: Mapping[str, Any], wrong_values: frozenset[float]) -> Expectation:
    status = _several(data, "status", str)
    if not status or not set(status) <= set(STATUSES):
        names = ", ".join(STATUSES)
        raise _FieldError(f'"expect" needs "status", a list with at least one of {names}')
    for key in ("text_all", "forbid"):
        for pattern in _several(data, key, str):
            try:
                re.compile(pattern)
            except re.error as error:
                raise _FieldError(
                    f'the pattern /{pattern}/ in "{key}" is no regular expression ({error}); '
                    "mend it"
                ) from error
    return Expectation(
        status, frozenset(_several(data, "items_any", int)), _several(data, "gold_any", str),
        _several(data, "values", float), _several(data, "text_all", str),
        _several(data, "forbid", str), wrong_values,
    )  # fmt: skip


def _text(data: Mapping[str, Any], key: str, otherwise: str | None = None) -> str:
    value = data.get(key, otherwise)
    if not isinstance(value, str) or (not value and otherwise is None):
        raise _FieldError(f'it needs "{key}", a text')
    return value


def _several(data: Mapping[str, Any], key: str, kind: type) -> tuple[Any, ...]:
    """Return a field's list, whose members are all of a kind; integers are numbers too."""
    values = data.get(key, [])
    kinds = (int, float) if kind is float else (kind,)
    if not isinstance(values, list) or not all(
        isinstance(value, kinds) and not isinstance(value, bool) for value in values
    ):
        named = {str: "texts", int: "whole numbers", float: "numbers"}[kind]
        raise _FieldError(f'"{key}" must be a list of {named}')
    return tuple(values)
