"""Whole results of the rules, as the tables beside this file hold them.

A row of `results_said.jsonl` is a thread of messages put to a rule, one of `results_given.jsonl`
what a form or a command gives; `result` is all that the rule makes of it. A change that is meant
to change results is followed by `python -m tests.knowledge.rules.results`, and by a look at what
`git diff` then shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.rules import RULES, RuleResult, Term, WorkingLine
from knowledge.rules.given import GivenError, read_given
from knowledge.rules.wording import say
from tests.knowledge.rules.thread import apply, knowledge, said

FOLDER = Path(__file__).parent
SAID, GIVEN = FOLDER / "results_said.jsonl", FOLDER / "results_given.jsonl"
LINES = FOLDER / "results_lines.jsonl"
TODAY = date(2026, 11, 24)
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def result_said(row: Row) -> RuleResult:
    """The result on the last of a thread's messages, each of them said on one day."""
    rule = RULES[row["rule"]]
    inputs = rule.inputs_type()
    for turn in row["turns"]:
        message = replace(said(row["rule"], turn, row.get("ask")), today=TODAY)
        inputs = rule.from_question(message, inputs)
    return apply(row["rule"], inputs)


def result_given(row: Row) -> RuleResult:
    return apply(row["rule"], read_given(RULES[row["rule"]], row["given"]))


def spelled(result: RuleResult) -> Row:
    """All that a result says, without what it leaves empty."""
    fields: Row = {
        "status": result.status, "item": result.item, "verdict": result.verdict,
        "inputs": dict(result.inputs), "outputs": dict(result.outputs),
        "units": {key: unit for key, unit in result.units.items()
                  if key in result.inputs or key in result.outputs},
        "working": [spelled_line(one) for one in result.working],
        "quotes": list(result.quote_keys), "notes": list(result.notes),
        "missing": list(result.missing),
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value not in (None, {}, [])}


def spelled_line(line: WorkingLine) -> list[Any]:
    """A line of working: its key, and each of its values as one text."""
    return [line.key, {name: spelled_term(term) for name, term in line.values.items()}]


def spelled_term(term: Term) -> str:
    money = term.kind in ("money", "money_by_year")
    parts = (term.bound, term.high and f"to {term.high}", term.currency if money else "")
    return " ".join((term.kind, term.value, *filter(None, parts)))


def made_of(row: Row, result_of: Callable[[Row], RuleResult]) -> Row:
    """What becomes of a row: its result, or that its input is refused."""
    try:
        return spelled(result_of(row))
    except GivenError as error:
        return {"refused": [error.field, error.kind, str(error)]}


def lines_of(rows: Iterable[tuple[Row, Callable[[Row], RuleResult]]], most: int) -> list[Row]:
    """Lines of working in both languages, at most so many of each kind."""
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for row, result_of in rows:
        try:
            result = result_of(row)
        except GivenError:
            continue
        for line in result.working:
            of_key = found.setdefault((result.rule, line.key), {})
            if len(of_key) < most:
                of_key.setdefault(str(spelled_line(line)), spoken(result.rule, line))
    return [row for rows in found.values() for row in rows.values()]


def spoken(rule: str, line: WorkingLine) -> Row:
    words = knowledge().rules[rule]
    terms = {name: {key: value for key, value in vars(term).items() if value not in (None, "")}
             for name, term in line.values.items()}  # fmt: skip
    return {"rule": rule, "key": line.key, "terms": terms,
            "en": say(line, words, "en"), "zh": say(line, words, "zh-Hans")}  # fmt: skip


def line_of(row: Mapping[str, Any]) -> WorkingLine:
    return WorkingLine(row["key"], {name: Term(**terms) for name, terms in row["terms"].items()})


def _write(path: Path, rows: Iterable[Row]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, "utf-8")


def main() -> None:
    """Write the results of all rows anew."""
    both = ((SAID, result_said), (GIVEN, result_given))
    for path, result_of in both:
        rows = read_rows(path)
        _write(path, [row | {"result": made_of(row, result_of)} for row in rows])
    every = [(row, result_of) for path, result_of in both for row in read_rows(path)]
    _write(LINES, lines_of(every, 4))


if __name__ == "__main__":
    main()
