"""Writes what an evaluation made: each file whole, or as it was before."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.answering import Result
from bot.evaluation.markdown import write_markdown
from bot.evaluation.page import write_page
from bot.evaluation.report import Report

MARKDOWN, PAGE, RESULTS = "report.md", "report.html", "results.jsonl"


def write_files(folder: Path, report: Report, results: Sequence[Result]) -> None:
    """Write the report, its page and the results into a folder, which is made if it is missing.

    All are written beside their places first and moved there at the end, so that an
    interruption or a full disk leaves no half of a file.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        MARKDOWN: write_markdown(report),
        PAGE: write_page(report),
        RESULTS: "".join(f"{_line(result)}\n" for result in results),
    }
    partial = {name: folder / f".{name}.{os.getpid()}.partial" for name in texts}
    try:
        for name, text in texts.items():
            # A lone surrogate of a question has no UTF-8 and is written as its escape.
            partial[name].write_bytes(text.encode("utf-8", "backslashreplace"))
        for name, path in partial.items():
            path.replace(folder / name)
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)


def folder_of(folder: Path, engine: str) -> Path:
    """Return the folder of one of several engines' reports: its name, with hyphens."""
    return folder / re.sub(r"[^\w.-]+", "-", engine)


def _line(result: Result) -> str:
    causes = [{"kind": cause.kind, "text": cause.text} for cause in result.causes]
    data = {
        "id": result.question.id, "set": result.question.set, "right": result.right,
        "causes": causes, "record": result.record,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)
