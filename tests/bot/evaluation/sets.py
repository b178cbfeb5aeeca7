"""Small sets of questions and records that the tests of the evaluation write."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.evaluation.answering import Result
from bot.evaluation.judgement import Cause
from bot.evaluation.question_set import Expectation, SetQuestion

GOOD = {
    "id": "en-1", "lang": "en", "group": "dates", "audience": "staff",
    "turns": ["When does it take effect?"],
    "expect": {"status": ["answered"], "gold_any": ["come into effect on February 1"],
               "text_all": ["February 1|1 February"]},
}  # fmt: skip
SILENT = {
    "id": "zh-1", "lang": "zh-Hans", "turns": ["申请截止日期是哪天？"],
    "expect": {"status": ["not_specified"], "forbid": ["2025"]},
}  # fmt: skip
WRONG = {
    "id": "en-2", "lang": "en", "group": "dates", "turns": ["What does Item 13 say?"],
    "expect": {"status": ["not_specified"], "items_any": [2], "values": [7]},
}  # fmt: skip


def write(path: Path, *lines: Mapping[str, Any] | str) -> Path:
    rows = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return path


def record(**changes: Any) -> dict[str, Any]:
    blank = {
        "id": "q", "question": "?", "language": "en", "status": "answered", "route": "curated",
        "text": "", "citations": [], "figures": [], "notes": [], "suggestions": [],
        "confidence": 0.5, "engine": "builtin", "elapsed_ms": 1.0,
    }  # fmt: skip
    return {**blank, **changes}


def result(
    expected: str, given: str, confidence: float, *causes: Cause, trace: Any = None
) -> Result:
    question = SetQuestion("set", "q", "en", ("?",), Expectation((expected,)))
    given_record = record(status=given, confidence=confidence)
    wrong = () if given == expected else (Cause("status", f"status {given}"),)
    return Result(question, given_record, trace or {}, (*wrong, *causes))
