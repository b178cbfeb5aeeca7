"""Scores answer records against what a question expects; for the tests and `make prove`.

A question is an object with `id`, `lang`, `turns`, `expect` and perhaps `group`. In `expect`:
`status` (any of), `items_any`, `gold_any` (texts of the source, one of which a citation must
touch), `values` (figures that must be among the outputs), `text_all` and `forbid` (patterns).
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.amounts import numbers_in

QUESTIONS = Path(__file__).parent / "questions"
Record = Mapping[str, Any]


def read_questions(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def shortcomings(question: Record, record: Record, source: str) -> list[str]:
    """Say in what an answer falls short; empty where it is right."""
    expect = question["expect"]
    found = [*ungrounded(question, record, source)]
    if record["status"] not in expect["status"]:
        found.append(f"status {record['status']}, not {' or '.join(expect['status'])}")
    named = {part["item"] for part in (*record["citations"], *record["figures"])}
    if expect.get("items_any") and not named & set(expect["items_any"]):
        found.append(f"no item of {expect['items_any']}")
    if expect.get("gold_any") and record["status"] in ("answered", "not_specified"):
        spans = [span for gold in expect["gold_any"] for span in occurrences(gold, source)]
        if not any(
            cited["start"] < end and start < cited["end"]
            for cited in record["citations"]
            for start, end in spans
        ):
            found.append("no citation where the answer stands")
    outputs = {value for figure in record["figures"] for value in leaves(figure["outputs"])}
    found += [f"no figure {value}" for value in expect.get("values", ()) if value not in outputs]
    text = record["text"]
    found += [f"lacks /{p}/" for p in expect.get("text_all", ()) if not re.search(p, text, re.I)]
    found += [f"says /{p}/" for p in expect.get("forbid", ()) if re.search(p, text, re.I)]
    if question["lang"] == "zh-Hant" and record["language"] != "zh-Hant":
        found.append("not in Traditional")
    if question["lang"][:2] in ("en", "zh") and record["language"][:2] != question["lang"][:2]:
        found.append(f"in {record['language']}")
    return found


def ungrounded(question: Record, record: Record, source: str) -> Iterator[str]:
    """Yield every quote that is not verbatim and every number that nothing grounds."""
    for cited in record["citations"]:
        if source[cited["start"] : cited["end"]] != cited["quote"]:
            yield f"not verbatim: {cited['quote'][:40]}"
        if cited["end"] - cited["start"] > 1_100:
            yield "a citation of more than 1,100 characters"
    if sum(len(cited["quote"]) for cited in record["citations"]) > 3_500:
        yield "more than 3,500 characters cited"
    grounds = [*question["turns"]]
    grounds += [note["text"] for note in record["notes"]]
    grounds += [cited[key] or "" for cited in record["citations"] for key in ("quote", "rendering")]
    grounds += [line for figure in record["figures"] for line in figure["working"]]
    held = [number for ground in grounds for number in numbers_in(ground)]
    for number in numbers_in(record["text"]):
        if number.value >= 32 and not any(number.matches(other) for other in held):
            yield f"ungrounded number {number.text}"


def occurrences(text: str, source: str) -> Iterator[tuple[int, int]]:
    at = source.find(text)
    while at >= 0:
        yield at, at + len(text)
        at = source.find(text, at + 1)


def leaves(value: Any) -> Iterator[float]:
    """Yield every number in a figure's outputs."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        yield float(value)


def interval(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half


def table(results: Iterable[tuple[Record, list[str]]], by: str) -> list[str]:
    """Return lines with the share of right answers, n and interval, by a key of the question."""
    counts: dict[str, list[int]] = {}
    for question, found in results:
        row = counts.setdefault(str(question.get(by, "")), [0, 0])
        row[0] += not found
        row[1] += 1
    lines = []
    for name, (right, of) in sorted(counts.items()):
        low, high = interval(right, of)
        lines.append(f"{name or 'all':24} {right}/{of} = {right / of:.3f}  [{low:.3f}, {high:.3f}]")
    return lines
