"""Engines side by side: tokens and latency, kept, held against the last run."""

import json
from pathlib import Path

import pytest

from bot.evaluation.engines import Run, keep_runs, last_runs, regressions
from bot.evaluation.lines import InputError
from tests.bot.evaluation.sets import GOOD, SILENT, write
from tests.bot.evaluation.test_evaluate_command import desk
from tests.bot.model.asking_model import arranging
from tests.model_server.server import ModelServer


def run(engine: str = "builtin", right: int = 9, questions: str = "q") -> Run:
    return Run(engine, questions, right, 10, 0, 0, 0, 1.0, 2.0)


def test_a_run_is_held_against_the_last_over_the_same_questions(tmp_path: Path) -> None:
    keep_runs(tmp_path, [run(right=8), run("openai:m", 10)])
    keep_runs(tmp_path, [run(right=9), run(right=10, questions="others")])
    now = [run(right=8), run("openai:m", 10)]
    before = last_runs(tmp_path, now)
    assert {name: one.right for name, one in before.items()} == {"builtin": 9, "openai:m": 10}
    assert regressions(now, before, 0.0) == ["builtin: the share right fell from 0.900 to 0.800"]
    assert regressions(now, before, 0.15) == []


def test_a_file_of_runs_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "runs.json").write_text("[{")
    with pytest.raises(InputError, match="move it away"):
        last_runs(tmp_path, [run()])


def test_the_command_compares_and_fails_on_a_regression(engine: object, tmp_path: Path) -> None:
    questions, out = write(tmp_path / "set.jsonl", GOOD, SILENT), tmp_path / "out"
    words = ("evaluate", questions, "--asked-on", "2026-11-24", "--out", out,
             "--engine", "builtin", "--engine", "openai:a-model")  # fmt: skip
    with ModelServer(arranging) as server:
        settings = {"DESK_MODEL_URL": server.base_url("openai"), "DESK_MODEL_KEY": "k"}
        first = desk(*words, **settings)
        kept = json.loads((out / "runs.json").read_text("utf-8"))
        kept[0]["right"] = 3
        (out / "runs.json").write_text(json.dumps(kept))
        second = desk(*words, **settings)
    assert first.returncode == 0, first.stderr
    names, builtin, model = first.stdout.splitlines()
    assert names.split()[0] == "engine"
    assert builtin.split()[:4] == ["builtin", "1.000", "(2/2)", "none"]
    assert model.split()[:5] == ["openai:a-model", "1.000", "(2/2)", "none", "1"]
    assert kept[1]["tokens"] > 100
    assert (out / "builtin" / "report.md").exists()
    assert "## Engines" in (out / "openai-a-model" / "report.md").read_text("utf-8")
    assert second.returncode == 1
    assert "builtin: the share right fell from 1.500 to 1.000" in second.stderr
