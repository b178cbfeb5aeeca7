"""Messages that were read right stay so: the outputs of readings.jsonl, and whole corpora.

`readings.jsonl` holds questions whose answers were scored right, with what the rule made of them.
The corpora under `tests/questions/messages` were written with their figures before any was read;
`left.txt` there names the rows that are not right yet.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.knowledge.rules.thread import run
from tests.messages import MESSAGES, left_over, read_messages, verdict_on

READINGS = [json.loads(line) for line in
            (Path(__file__).parent / "readings.jsonl").read_text("utf-8").splitlines()]  # fmt: skip
RIGHT = [row for row in read_messages() if row["id"] not in left_over()]


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["id"])
def test_a_question_gives_what_it_gave(row: dict[str, Any]) -> None:
    result = run(row["rule"], " >> ".join(row["turns"]), row["ask"])
    assert (result.status, dict(result.outputs)) == (row["status"], row["outputs"])


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: row["id"])
def test_a_message_of_the_corpora_gives_its_figure(row: dict[str, Any]) -> None:
    assert verdict_on(row) == "right"


def test_the_rows_left_over_are_in_the_corpora() -> None:
    assert left_over() <= {row["id"] for row in read_messages()}
    assert MESSAGES.is_dir()
