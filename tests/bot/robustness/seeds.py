"""The real questions that generated inputs begin from: those of `tests/questions`."""

import json
from functools import cache
from pathlib import Path

QUESTIONS = Path(__file__).parents[2] / "questions"


@cache
def threads() -> tuple[tuple[str, ...], ...]:
    """Return the turns of every question, in the order of the files."""
    rows = [
        json.loads(line)
        for path in sorted(QUESTIONS.rglob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line
    ]
    return tuple(dict.fromkeys(tuple(row["turns"]) for row in rows))


@cache
def seeds() -> tuple[str, ...]:
    """Return every single message, without repeats."""
    return tuple(dict.fromkeys(turn for turns in threads() for turn in turns))
