"""Whatever stands in a line for `desk batch`: one record a line, and the others are not lost."""

import io
import json
from datetime import date

import structlog
from hypothesis import given

from bot.cli.batch import run_batch
from tests.bot.robustness.budget import count, generated
from tests.bot.robustness.in_process import Desk
from tests.bot.robustness.properties import faults, logged_errors
from tests.bot.robustness.shapes import batch_lines

GOOD = b'{"id": "good", "turns": ["Item 13"]}'
DAY = date(2026, 11, 24)


def turns_of(line: bytes) -> list[str]:
    """Return the turns of a line that can be read."""
    turns: list[str] = json.loads(line.removeprefix(b"\xef\xbb\xbf"))["turns"]
    return turns


@generated("batch lines")
@given(line=batch_lines())
def test_any_line_gives_one_record(desk: Desk, line: bytes) -> None:
    count("batch lines", line)
    line, out, told = line.replace(b"\n", b" "), io.StringIO(), []
    with structlog.testing.capture_logs() as logs:
        run_batch([line, GOOD], desk.engine, DAY, out, told.append)
    records = [json.loads(row) for row in out.getvalue().split("\n")[:-1]]
    assert len(records) == 1 + bool(line.strip().strip(b"\xef\xbb\xbf"))
    assert (records[-1]["id"], records[-1]["status"]) == ("good", "answered")
    assert list(logged_errors(logs)) == []
    if records[0]["status"] == "error":
        assert records[0]["id"] is None
        assert "1" in records[0]["text"]
        assert told
    elif len(records) == 2:
        assert faults(records[0], turns_of(line), desk.source) == []
