"""Judges an answer record by what its question expects."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.evaluation.grounding import Record, bad_citations, leaves, loose_numbers
from bot.evaluation.question_set import SetQuestion

CauseKind = Literal[
    "citation", "status", "item", "gold", "figure", "lacks", "forbidden", "language", "number"
]  # fmt: skip


@dataclass(frozen=True)
class Cause:
    """One thing in which an answer falls short.

    Attributes:
        text: in words for whoever mends it.
    """

    kind: CauseKind
    text: str


def judge(question: SetQuestion, record: Record, source: str) -> tuple[Cause, ...]:
    """Say in what an answer falls short; empty where it is right.

    Args:
        question: with what it expects.
        record: the answer's record.
        source: the text that its citations are spans of.
    """
    return tuple(_causes(question, record, source))


def _causes(question: SetQuestion, record: Record, source: str) -> Iterator[Cause]:
    expect, text = question.expect, record["text"]
    for problem in bad_citations(record, source):
        yield Cause("citation", problem)
    if record["status"] not in expect.status:
        yield Cause("status", f"status {record['status']}, not {' or '.join(expect.status)}")
    named = {part["item"] for part in (*record["citations"], *record["figures"])}
    if expect.items and not named & expect.items:
        yield Cause("item", f"no item of {sorted(expect.items)}")
    if expect.gold and record["status"] in ("answered", "not_specified"):
        yield from _gold(expect.gold, record, source)
    outputs = {value for figure in record["figures"] for value in leaves(figure["outputs"])}
    for value in expect.values:
        if value not in outputs:
            yield Cause("figure", f"no figure {value}")
    for pattern in expect.text:
        if not re.search(pattern, text, re.I):
            yield Cause("lacks", f"lacks /{pattern}/")
    for pattern in expect.forbidden:
        if re.search(pattern, text, re.I):
            yield Cause("forbidden", f"says /{pattern}/")
    written, asked = str(record["language"]), question.language
    if asked != "mixed" and asked.startswith("zh") != written.startswith("zh"):
        yield Cause("language", f"in {written}")
    if asked == "zh-Hant" and written != "zh-Hant":
        yield Cause("language", "not in Traditional")
    if loose := loose_numbers(question.turns, record):
        yield Cause("number", f"ungrounded {', '.join(f'{number:g}' for number in loose)}")


def _gold(gold: tuple[str, ...], record: Record, source: str) -> Iterator[Cause]:
    spans = [span for text in gold for span in _occurrences(text, source)]
    if not spans:
        yield Cause("gold", "none of the gold texts is in the source; mend the question")
    elif not any(
        cited["start"] < end and start < cited["end"]
        for cited in record["citations"]
        for start, end in spans
    ):
        yield Cause("gold", "no citation where the answer stands")


def _occurrences(text: str, source: str) -> Iterator[tuple[int, int]]:
    at = source.find(text)
    while at >= 0:
        yield at, at + len(text)
        at = source.find(text, at + 1)
