"""Runs the rules' worked examples, and tells what is not as they say and what has no example."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, AnyRule, Facts, Reference, RuleResult
from knowledge.rules.examples import Example, examples_by_rule, load_examples
from knowledge.rules.given import GivenError, read_given
from knowledge.rules.kinds import expected


@dataclass(frozen=True)
class Report:
    """What running the examples found: a line for each failure, and a line of counts a rule."""

    problems: tuple[str, ...]
    counts: tuple[str, ...]


def check_examples(folder: Path, knowledge: KnowledgeBase) -> Report:
    """Run all examples of a folder and tell what is not as it says, and what has no example."""
    try:
        files = load_examples(folder)
    except KnowledgeError as error:
        return Report(tuple(map(str, (error, *error.others))), ())
    problems = [
        f"{name}, {example.name}: {problem}"
        for name, file in files.items()
        for example in file.examples
        for problem in run_example(RULES[file.rule], example, knowledge)
    ]
    by_rule = examples_by_rule(files)
    for key in RULES:
        if key in knowledge.rules:  # a rule without words cannot be asked yet
            problems += _gaps(RULES[key], by_rule.get(key, ()), knowledge.facts)
    return Report(tuple(problems), tuple(_count(key, found) for key, found in by_rule.items()))


def run_example(rule: AnyRule, example: Example, knowledge: KnowledgeBase) -> list[str]:
    """What is not as the example says: a line for each, with what it expects and what was found."""
    try:
        result = rule.apply(read_given(rule, example.given()), knowledge.facts)
    except GivenError as error:
        return [_unreadable(rule, example, error)]
    return [
        f"{name}: expected {_shown(wanted)}, found {_shown(found)}"
        for name, wanted, found in _compared(example, result)
        if wanted != found
    ] + _unquoted(rule, example, result, knowledge)


def silent_asks(rule: AnyRule, facts: Facts) -> Mapping[str, RuleResult]:
    """What the rule can be asked for and the release leaves open, with the result that says so."""
    asked = next((field.choices for field in rule.fields if field.key == "asked"), ())
    results = {ask: rule.apply(read_given(rule, {"asked": ask}), facts) for ask in asked}
    return {ask: result for ask, result in results.items() if result.status == "not_specified"}


def quote_of(reference: Reference, knowledge: KnowledgeBase) -> str:
    """The whole sentence or clause that a reference names, verbatim."""
    span = knowledge.source.find(reference.anchor)
    return knowledge.source.quote(knowledge.structure.widen(span))


def _compared(example: Example, result: RuleResult) -> Iterator[tuple[str, object, object]]:
    """Name, expected and found of whatever the example says."""
    yield "status", example.status, result.status
    for key, wanted in example.output.items():
        yield key, wanted, result.outputs.get(key)
    yield "item", example.item, result.item
    if example.asks is not None:
        yield "asks", list(example.asks), list(result.missing)


def _unquoted(
    rule: AnyRule, example: Example, result: RuleResult, knowledge: KnowledgeBase
) -> list[str]:
    quotes = [quote_of(rule.quote(key), knowledge) for key in result.quote_keys]
    if any(example.quote in quote for quote in quotes):
        return []
    return [f"quote: expected {_shown(example.quote)}, found {_shown(quotes)}"]


def _unreadable(rule: AnyRule, example: Example, error: GivenError) -> str:
    found = next((field for field in rule.fields if field.key == error.field), None)
    if found is None:
        names = ", ".join(field.key for field in rule.fields)
        return f"input: expected some of {names}, found {error.field}"
    value = example.given()[error.field]
    return f"input {error.field}: expected {expected(found)}, found {_shown(value)}"


def _gaps(rule: AnyRule, examples: Sequence[Example], facts: Facts) -> Iterator[str]:
    """What the rule declares and no example shows."""
    if not examples:
        yield f"{rule.key}: has no examples; add a file"
        return
    for status in sorted(rule.statuses - {example.status for example in examples}):
        yield f"{rule.key}: no example has the status {status}; add one"
    shown = {e.input.get("asked") for e in examples if e.status == "not_specified"}
    for ask in silent_asks(rule, facts):
        if ask not in shown:
            yield f"{rule.key}: no example asks for {ask}, which is not specified; add one"


def _count(key: str, examples: Sequence[Example]) -> str:
    by_status = Counter(example.status for example in examples)
    counts = ", ".join(f"{count} {status}" for status, count in sorted(by_status.items()))
    return f"{key}: {len(examples)} examples: {counts}"


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
