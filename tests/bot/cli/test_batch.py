"""`desk batch`: one record a line, whatever the line holds."""

import io
import json
from datetime import date
from typing import Any

import pytest

from bot.answer.engine import Engine
from bot.cli.batch import run_batch

KEYS = {
    "id", "question", "language", "status", "route", "text", "citations", "figures", "notes",
    "suggestions", "confidence", "engine", "elapsed_ms",
}  # fmt: skip


def run(engine: Engine, *lines: bytes) -> list[dict[str, Any]]:
    out = io.StringIO()
    run_batch(lines, engine, date(2026, 11, 24), out, print)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_records_come_in_input_order_with_the_fixed_keys(engine: Engine) -> None:
    lines = [
        json.dumps({"id": f"q{n}", "turns": ["什么时候生效"], "x": 1}).encode() for n in (2, 1)
    ]
    records = run(engine, *lines)
    assert [record["id"] for record in records] == ["q2", "q1"]
    assert all(set(record) == KEYS for record in records)


def test_the_turns_are_one_thread(engine: Engine) -> None:
    line = json.dumps({"id": "t", "turns": ["Item 13", "and the next one?"]}).encode()
    (record,) = run(engine, line)
    assert {citation["item"] for citation in record["citations"]} == {14}
    assert record["question"] == "and the next one?"


def test_a_line_that_cannot_be_read_keeps_the_others(engine: Engine) -> None:
    good = b'{"id": "ok", "turns": ["Who is on the work group?"]}'
    bad = [
        b"not json",
        b"[]",
        b'{"id": "x"}',
        b'{"turns": []}',
        b'{"turns": [1]}',
        b"\xff\xfe",
        b"[" * 9_999,
    ]
    records = run(engine, *bad, good)
    for number, record in enumerate(records[:-1], start=1):
        assert (record["id"], record["status"], record["route"]) == (None, "error", None)
        assert str(number) in record["text"]
    assert records[-1]["status"] == "answered"


def test_a_byte_order_mark_is_no_part_of_the_first_line(engine: Engine) -> None:
    line = '\ufeff{"id": "b", "turns": ["Item 13"]}'.encode()
    (record,) = run(engine, line)
    assert (record["id"], record["status"]) == ("b", "answered")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "there is no question"),
        (["\ufeff\n".encode(), b"\n"], "there is no question"),
        ([b"not json", b'{"turns": ["Item 13"]}'], "1 of 2 lines could not be read"),
        ([b'{"turns": ["Item 13"]}'], ""),
    ],
)
def test_lines_that_were_not_answered_are_told(
    engine: Engine, capsys: pytest.CaptureFixture[str], lines: list[bytes], said: str
) -> None:
    run(engine, *lines)
    told = capsys.readouterr().out
    assert said in told if said else not told


def test_a_lone_surrogate_is_answered_and_written(engine: Engine) -> None:
    (record,) = run(engine, b'{"id": "s\\ud800", "turns": ["When does it take effect \\ud83d?"]}')
    assert record["status"] == "answered"
