"""`desk evaluate SET.jsonl…` as people run it, on the real engine."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from bot.evaluation.answering import evaluate_questions
from bot.evaluation.files import write_files
from bot.evaluation.markdown import write_markdown
from bot.evaluation.page import write_page
from bot.evaluation.question_set import Expectation, SetQuestion
from bot.evaluation.report import Report, make_report
from tests.bot.evaluation.sets import GOOD, SILENT, WRONG, write
from tests.bot.web.accessibility import serious

ROOT = Path(__file__).parents[3]
COMMAND = "from bot.cli.main import main; main()"


def desk(*words: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    # The package of this checkout, wherever the installed command comes from.
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, words)], capture_output=True, encoding="utf-8",
        cwd=ROOT, env={**os.environ, **settings}, timeout=240, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(engine: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report on three questions, of which one is answered wrongly."""
    folder = tmp_path_factory.mktemp("evaluation")
    first = write(folder / "first.jsonl", GOOD, SILENT)
    second = write(folder / "second.jsonl", WRONG)
    out = folder / "made" / "here"
    ran = desk("evaluate", first, second, "--asked-on", "2026-11-24", "--out", out)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[1].split() == [
        "share", "right", "0.667", "(2)", "3", "[0.208,", "0.939]",
    ]  # fmt: skip
    return out


def test_every_question_has_a_line_with_its_judgement_and_record(written: Path) -> None:
    lines = (written / "results.jsonl").read_text("utf-8").splitlines()
    results = [json.loads(line) for line in lines]
    assert [(one["set"], one["id"], one["right"]) for one in results] == [
        ("first", "en-1", True), ("first", "zh-1", True), ("second", "en-2", False),
    ]  # fmt: skip
    assert [cause["kind"] for cause in results[2]["causes"]] == ["status", "item", "figure"]
    assert results[2]["record"]["citations"][0]["item"] == 13


def test_the_markdown_names_shares_causes_and_candidates(written: Path) -> None:
    text = (written / "report.md").read_text("utf-8")
    assert "3 questions of " in text
    assert "| zh-Hans | 1.000 (1) | 1 |" in text
    assert "| dates | 0.500 (1) | 2 |" in text
    assert "## Failures (1)\n\n### second/en-2" in text
    assert "- status answered, not not\\_specified" in text
    assert "| What does Item 13 say? | item:lookup |" in text
    assert "- What was understood: Language: English; Asked: “What does Item 13 say?”" in text
    assert re.search(r"\|  \| answer:[a-z-]+ \| 0\.\d{4} \| less likely \|", text)


def test_the_page_is_one_file_with_a_table_beside_each_described_chart(written: Path) -> None:
    page = (written / "report.html").read_text("utf-8")
    charts = page.split("<svg")[1:]
    assert len(charts) == 7
    for chart in charts:
        drawn, _, beside = chart.partition("</svg>")
        element = ElementTree.fromstring(f"<svg{drawn}</svg>")
        assert [child.tag for child in element[:2]] == ["title", "desc"]
        labelled = element.attrib["aria-labelledby"].split()
        assert labelled == [child.attrib["id"] for child in element[:2]]
        assert beside.lstrip().startswith('<div class="scroll"')
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import|<script', page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_serious_barrier(written: Path, browser: Browser, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto((written / "report.html").as_uri())
    page.locator("summary").click()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_share_below_the_wanted_one_is_the_exit_status(engine: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", GOOD, WRONG)
    enough = desk("evaluate", "--at-least", "0.5", path, "--out", tmp_path / "out")
    assert enough.returncode == 0, enough.stderr
    below = desk("evaluate", "--at-least", "0.95", path, "--out", tmp_path / "out")
    assert below.returncode == 1
    assert "0.500, is below 0.95" in below.stderr
    assert (tmp_path / "out" / "report.md").exists()


def broken(**changes: Any) -> Mapping[str, Any]:
    return {**GOOD, "id": "x", **changes}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: it is not JSON"),
        (broken(expect=None), 'line 2: it needs "expect"'),
        (broken(expect={"status": ["answered"], "forbid": ["("]}), "line 2: the pattern /(/"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    tmp_path: Path, line: Mapping[str, Any] | str, said: str
) -> None:
    path, out = write(tmp_path / "set.jsonl", GOOD, line), tmp_path / "out"
    ran = desk("evaluate", path, "--out", out)
    assert ran.returncode == 2
    assert f"{path}, {said}" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not out.exists()


def test_a_missing_set_and_a_file_in_the_way_are_said(tmp_path: Path) -> None:
    ran = desk("evaluate", tmp_path / "nowhere.jsonl")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"There is no file {tmp_path / 'nowhere.jsonl'}" in ran.stderr
    path = write(tmp_path / "set.jsonl", GOOD)
    ran = desk("evaluate", path, "--out", path / "under")
    assert f"{path} is a file; name a folder with --out" in ran.stderr


def test_no_half_of_a_file_is_left_where_one_cannot_be_written(tmp_path: Path) -> None:
    report = Report("Title", "Lead", (), ())
    write_files(tmp_path, report, ())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "results.jsonl").unlink()
    (tmp_path / "results.jsonl").mkdir()
    with pytest.raises(OSError, match=r"results\.jsonl"):
        write_files(tmp_path, Report("Other", "Lead", (), ()), ())
    assert {path.name for path in tmp_path.iterdir()} == set(before)


def test_what_a_question_says_is_no_markup_in_a_report(engine: Any) -> None:
    turns = ("Item 13? <script>alert(1)</script> | **bold**",)
    question = SetQuestion("set", "q", "en", turns, Expectation(("error",)))
    results = evaluate_questions([question], engine, date(2026, 11, 24), print)
    report = make_report(results, engine.knowledge.source.text, date(2026, 11, 24), ["set"])
    assert "<script>" not in write_page(report)
    assert "- Item 13? \\<script>alert(1)\\</script> | \\*\\*bold\\*\\*" in write_markdown(report)
