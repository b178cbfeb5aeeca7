"""The whole reading of sentences that people might write, to the last field.

A line of the tables beside this file has a `text` and what `full.everything` says of it: in
`readings.jsonl` messages of the question sets, in `edges.jsonl` short ones at the edges of what the
grammar takes. Rows stand there only where their reading is right.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.knowledge.amounts.full import everything

ROWS = [
    json.loads(line)
    for table in ("edges.jsonl", "readings.jsonl")
    for line in Path(__file__).with_name(table).read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number, _ in enumerate(ROWS, 1)])
def test_the_whole_reading_of_a_sentence(row: dict[str, str]) -> None:
    assert {"text": row["text"], **everything(row["text"])} == row
