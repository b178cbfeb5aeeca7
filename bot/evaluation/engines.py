"""Engines side by side over the same questions, kept and held against the last run."""

import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.evaluation.answering import Result
from bot.evaluation.lines import InputError
from bot.evaluation.report import Section, Table
from bot.evaluation.shares import never_figures, overall

RUNS = "runs.json"
_KEPT = 200
_COLUMNS = (
    "engine", "share right", "last run", "by the model", "never", "tokens", "p50", "p95",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """What one engine did with some sets.

    Attributes:
        engine: "builtin", or the model's name.
        questions: tells the questions and the day they were asked on; of two runs with the same,
            one can be held against the other.
        right: how many answers are right, of how many.
        by_model: how many answers the model wrote.
        never: how often something happened that must never happen.
        tokens: sent and received, of all questions.
        p50, p95: milliseconds from a question to its answer.
    """

    engine: str
    questions: str
    right: int
    of: int
    by_model: int
    never: int
    tokens: int
    p50: float
    p95: float

    @property
    def share(self) -> float:
        """The share right, 0..1."""
        return self.right / self.of if self.of else 0.0


def run_of(engine: str, results: Sequence[Result], source: str, asked_on: str) -> Run:
    """Measure what an engine did.

    Args:
        engine: its name.
        results: at least one.
        source: the text that the citations are spans of.
        asked_on: the day that was taken as today.
    """
    asked = sorted((one.question.set, one.question.id, one.question.turns) for one in results)
    elapsed = sorted(float(one.record["elapsed_ms"]) for one in results)
    used = [model for one in results if (model := one.trace.get("model"))]
    share = overall(results)
    return Run(
        engine, sha256(json.dumps([asked_on, asked]).encode()).hexdigest()[:16],
        share.right, share.of,
        sum(one.record["engine"] != "builtin" for one in results),
        sum(one.count for one in never_figures(results, source)),
        sum(model["tokens_in"] + model["tokens_out"] for model in used),
        _quantile(elapsed, 0.5), _quantile(elapsed, 0.95),
    )  # fmt: skip


def side_by_side(runs: Sequence[Run], before: Mapping[str, Run]) -> Section:
    """Return the report's section on the engines, each with its last run where there is one."""
    rows = tuple(
        (run.engine, f"{run.share:.3f} ({run.right}/{run.of})", _change(run, before),
         str(run.by_model), str(run.never), f"{run.tokens / max(1, run.of):.0f}",
         f"{run.p50:.0f}", f"{run.p95:.0f}")
        for run in runs
    )  # fmt: skip
    return Section(
        "Engines",
        "The same questions, engine by engine; how many answers the model wrote, what must never "
        "happen, tokens an answer, and milliseconds to an answer.",
        Table(_COLUMNS, rows),
    )  # fmt: skip


def last_runs(folder: Path, runs: Sequence[Run]) -> dict[str, Run]:
    """Return, by engine, the last kept run over the same questions.

    Raises:
        InputError: the file of the runs cannot be read.
    """
    asked = {run.questions for run in runs}
    return {run.engine: run for run in _kept(folder) if run.questions in asked}


def keep_runs(folder: Path, runs: Sequence[Run]) -> None:
    """Add runs to those that are kept in a folder; the oldest are dropped.

    Raises:
        InputError: the file of the runs cannot be read.
        OSError: the folder cannot be written.
    """
    kept = [*_kept(folder), *runs][-_KEPT:]
    partial = folder / f".{RUNS}.{os.getpid()}.partial"
    partial.write_text(json.dumps([asdict(run) for run in kept], indent=1) + "\n", "utf-8")
    partial.replace(folder / RUNS)


def regressions(runs: Sequence[Run], before: Mapping[str, Run], worse_by: float) -> list[str]:
    """Return a line for each engine that is worse than in its last run.

    Args:
        runs: of now.
        before: the last runs, by engine.
        worse_by: how much of the share right may be lost.
    """
    return [
        f"{run.engine}: the share right fell from {last.share:.3f} to {run.share:.3f}"
        for run in runs
        if (last := before.get(run.engine)) is not None and run.share < last.share - worse_by
    ]


def _kept(folder: Path) -> list[Run]:
    try:
        data: list[dict[str, Any]] = json.loads((folder / RUNS).read_text("utf-8"))
        return [Run(**one) for one in data]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError) as error:
        problem = "it cannot be read; move it away, and the runs are kept anew"
        raise InputError(folder / RUNS, None, problem) from error


def _change(run: Run, before: Mapping[str, Run]) -> str:
    last = before.get(run.engine)
    return "none" if last is None else f"{last.share:.3f} ({run.share - last.share:+.3f})"


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]
