"""What holds of every answer, whatever was asked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from bot.answer.record_schema import record_schema
from bot.answer.references import read_references
from bot.evaluation.grounding import bad_citations, loose_by_grammar, loose_numbers
from knowledge.amounts import numbers_in
from knowledge.rules import RULES
from knowledge.search.cleaning import clean

LONGEST_TEXT = 12_000
_VALID = Draft202012Validator(record_schema())
_INTERNALS = re.compile(
    r"Traceback \(most recent call last\)|File \"[^\"]+\", line \d+"
    r"|\b(?:[A-Z]\w+)?(?:Error|Exception|Warning)\b|<[\w.]+ object at 0x|\bat 0x[0-9a-f]{6,}"
)
_TOKEN = re.compile(r"\{fact[:.]|\[\[|\{\w*\}")


def faults(record: Mapping[str, Any], turns: Sequence[str], source: str) -> list[str]:
    """Return what is wrong with a record, in words; empty where nothing is.

    Args:
        record: the answer record, in JSON's types.
        turns: the messages of its thread, whose numbers it may repeat.
        source: the text that its citations are spans of.
    """
    return list(_faults(record, turns, source))


def told_internals(text: str, turns: Sequence[str]) -> Iterator[str]:
    """Yield the words of an exception in a text, but for those that the reader wrote."""
    asked = " ".join(turns)
    for match in _INTERNALS.finditer(text):
        if match.group() not in asked:
            yield f"tells internals: {match.group()}"


def _faults(record: Mapping[str, Any], turns: Sequence[str], source: str) -> Iterator[str]:
    for error in _VALID.iter_errors(record):
        yield f"no valid record: {error.json_path}: {error.message[:200]}"
    yield from bad_citations(record, source)
    # Beside what was written, what the desk reads there (the first reader knows no 一百二十), and
    # the rules' working: of two cases that are compared, only the second's amounts are inputs.
    read = [clean(turn) for turn in turns]
    numbers = [f"{number.value:f}" for turn in read for number in numbers_in(turn)]
    numbers += [str(number) for turn in read for number in read_references(turn).items]
    working = [line for figure in record["figures"] for line in figure["working"]]
    for number in loose_numbers([*turns, *read, *numbers, *working], record):
        yield f"ungrounded number: {number:g}"
    for written in loose_by_grammar([*read, *numbers], record):
        yield f"ungrounded number: {written}"
    if len(record["text"]) > LONGEST_TEXT:
        yield f"a text of {len(record['text'])} characters"
    if not record["text"].strip():
        yield "no text"
    if (record["route"] is None) != (record["status"] == "error"):
        yield f"route {record['route']} with status {record['status']}"
    told = [record["text"], *record["suggestions"], *(note["text"] for note in record["notes"])]
    for text in told:
        yield from told_internals(text, turns)
        yield from (f"a token is left: {match}" for match in _TOKEN.findall(text))
    for figure in record["figures"]:
        if figure["rule"] not in RULES:
            yield f"no rule {figure['rule']}"
        if figure["citation"] is not None and figure["citation"] not in record["citations"]:
            yield f"the figure of {figure['rule']} rests on a quote that is not among the citations"


def logged_errors(logs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what was logged as an error: a draft that was refused, an exception that was caught."""
    for entry in logs:
        if entry["log_level"] in ("error", "critical"):
            yield f"logged: {entry['event']}: {entry.get('reason', entry.get('traceback', ''))}"
