"""The rules' worked examples, kept as tables that need no programming: their form and loading.

A file holds one rule's: what is given, and what comes out of it, with the passage it rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from knowledge.entries import Entry, Key, Text
from knowledge.errors import KnowledgeError
from knowledge.rules import RULES
from knowledge.rules.result import Status


class Example(Entry):
    """One worked example of a rule.

    ``input`` holds values as `read_given` takes them, ``as_of`` the date that is asked about.
    ``output`` is a part of the outputs, compared exactly; ``item`` the result's item, null where
    the passage stands before any item mark; ``quote`` words that stand in one of its quotes;
    ``asks`` the questions that the result asks, by their keys.
    """

    name: Text
    as_of: date | None = None
    input: dict[str, Any]
    status: Status
    output: dict[str, Any] = Field(default_factory=dict)
    item: int | None
    quote: Text
    asks: tuple[Text, ...] | None = None

    @field_validator("output")
    @classmethod
    def _figures_are_texts(cls, output: dict[str, Any]) -> dict[str, Any]:
        """YAML would make a number of a bare figure, and lose its digits."""
        for value in _leaves(output):
            if not isinstance(value, str | bool):
                raise ValueError(f'write {value} in quotation marks, "{value}"')
        return output

    @model_validator(mode="after")
    def _one_date(self) -> Example:
        if self.as_of is not None and "as_of" in self.input:
            raise ValueError("the date stands twice; keep `as_of` beside the input")
        return self

    def given(self) -> dict[str, Any]:
        """The input with the date that is asked about."""
        return self.input if self.as_of is None else self.input | {"as_of": self.as_of}


class RuleExamples(Entry):
    """A file of worked examples."""

    rule: Key
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]


def load_examples(folder: Path) -> dict[str, RuleExamples]:
    """The files of examples of a folder, by file name.

    Raises:
        KnowledgeError: there is none, or one cannot be read; of the latter, all are named.
    """
    found: dict[str, RuleExamples] = {}
    faults: list[KnowledgeError] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.name] = _load(path)
        except KnowledgeError as error:
            faults += (error, *error.others)
    if faults:
        first, *others = faults
        raise KnowledgeError(first.file, first.where, first.problem, tuple(others)) from first
    if not found:
        raise KnowledgeError(str(folder), "", "holds no .yaml file; name the examples' folder")
    return found


def examples_by_rule(files: Mapping[str, RuleExamples]) -> dict[str, tuple[Example, ...]]:
    """All examples of each rule, in the order of the rules."""
    return {
        key: tuple(e for file in files.values() if file.rule == key for e in file.examples)
        for key in RULES
        if any(file.rule == key for file in files.values())
    }


def _load(path: Path) -> RuleExamples:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f"line {line + 1}" if line is not None else ""
        raise KnowledgeError(path.name, where, "is not well-formed YAML in UTF-8") from error
    try:
        found = RuleExamples.model_validate(data)
    except ValidationError as error:
        raise _faults(path.name, data, error) from error
    if found.rule not in RULES:
        raise KnowledgeError(
            path.name, "", f"there is no rule `{found.rule}`; the rules are {', '.join(RULES)}"
        )
    for name, count in Counter(example.name for example in found.examples).items():
        if count > 1:
            raise KnowledgeError(path.name, name, f"{count} examples have this name; rename one")
    return found


def _faults(file: str, data: object, error: ValidationError) -> KnowledgeError:
    """Each fault with the name of its example."""
    faults = []
    for found in error.errors():
        where, field = "", found["loc"]
        if len(field) > 1 and field[0] == "examples" and isinstance(data, dict):
            where, field = _name(data["examples"], field[1]), field[2:]
        named = f"`{'.'.join(map(str, field))}`: " if field else ""
        faults.append(
            KnowledgeError(file, where, named + found["msg"].removeprefix("Value error, "))
        )
    first, *others = faults
    return KnowledgeError(first.file, first.where, first.problem, tuple(others))


def _name(examples: Sequence[object], at: object) -> str:
    """What an example of unread data is called, else its place from 1."""
    place = at if isinstance(at, int) else 0
    example = examples[place]
    name = example.get("name") if isinstance(example, dict) else None
    return name if isinstance(name, str) else f"example {place + 1}"


def _leaves(value: object) -> Iterator[object]:
    """The single values of nested lists and mappings, the mappings' keys among them."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
