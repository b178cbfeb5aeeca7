"""The report of an evaluation: headed sections, each with a table and perhaps a chart.

`bot/evaluation/markdown.py` and `bot/evaluation/page.py` write the same sections.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.evaluation import charts
from bot.evaluation.answering import Result
from bot.evaluation.calibration import (
    Bin,
    Silence,
    area,
    calibration_error,
    coverage_curve,
    reliability,
    silence,
)
from bot.evaluation.shares import CUTS, Never, Share, confusion, never_figures, overall, shares_by
from bot.words import Words

_COVERAGES = tuple(at / 10 for at in range(1, 11))


@dataclass(frozen=True)
class Table:
    """Rows of cells under their headings; the first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """One part of the report.

    Attributes:
        text: what is measured and how it is read.
        chart: the same figures as an SVG element; "" where there is none.
    """

    heading: str
    text: str
    table: Table
    chart: str = ""


@dataclass(frozen=True)
class Failure:
    """An answer that is not right.

    Attributes:
        causes: in words.
        steps: what each step found, a line each.
        candidates: those that were weighed, with their scores.
    """

    name: str
    turns: tuple[str, ...]
    status: str
    confidence: float
    text: str
    causes: tuple[str, ...]
    steps: tuple[str, ...]
    candidates: Table


@dataclass(frozen=True)
class Report:
    """All that a report shows."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    failures: tuple[Failure, ...]


def make_report(
    results: Sequence[Result], source: str, asked_on: date, names: Sequence[str]
) -> Report:
    """Measure the results of one set or several.

    Args:
        results: at least one.
        source: the text that the citations are spans of.
        asked_on: what was taken as today.
        names: of the sets.
    """
    bins, curve, whole = reliability(results), coverage_curve(results), overall(results)
    sections = [
        _headline(whole, results, bins, curve),
        _never(never_figures(results, source)),
        *(_shares(name, shares_by(results, key)) for name, key in CUTS),
        _confusion(results),
        _silence(silence(results)),
        _reliability(bins),
        _coverage(curve),
    ]
    lead = (
        f"{len(results)} questions of {', '.join(names)}, asked as on {asked_on.isoformat()}. "
        "Intervals are of 95 %."
    )
    failures = tuple(_failure(result) for result in results if not result.right)
    return Report("Evaluation of Guideline Desk", lead, tuple(sections), failures)


def summary(report: Report) -> tuple[tuple[str, ...], ...]:
    """Return the rows that sum a report up, their headings first."""
    measures, never = report.sections[0].table, report.sections[1].table
    counts = tuple((name, count, of, "") for name, count, of, _ in never.rows)
    return (measures.columns, *measures.rows, *counts)


def _headline(
    whole: Share, results: Sequence[Result], bins: Sequence[Bin], curve: NDArray[np.float64]
) -> Section:
    told = silence(results)
    status = Share("status", sum(result.right_status for result in results), len(results))
    rows = [
        ("share right", *_share_cells(whole)),
        ("share with a right status", *_share_cells(status)),
        (
            "balanced accuracy of answered and silent",
            _figure(told.balanced), f"{told.answered} + {told.silent}", _interval(told.interval),
        ),
        ("AUROC of answered against silent", _figure(told.auroc),
         f"{told.answered} + {told.silent}", ""),
        ("expected calibration error", _figure(calibration_error(bins)), str(whole.of), ""),
        ("area under coverage against accuracy", _figure(area(curve)), str(whole.of), ""),
    ]  # fmt: skip
    return Section(
        "Summary", "An answer is right where nothing falls short of what its question expects.",
        Table(("measure", "value", "n", "interval"), tuple(rows)),
    )  # fmt: skip


def _never(figures: Iterable[Never]) -> Section:
    rows = tuple(
        (one.name, str(one.count), str(one.of), ", ".join(one.ids) or "none") for one in figures
    )
    return Section(
        "What must never happen",
        "Each count should be 0. A number is grounded where the question, a note, a quote or a "
        "figure holds it.",
        Table(("what", "count", "of", "where"), rows),
    )


def _shares(name: str, shares: Sequence[Share]) -> Section:
    rows = tuple((share.name, *_share_cells(share)) for share in shares)
    return Section(
        f"By {name}", f"Share of right answers by {name}.",
        Table((name, "share right", "n", "interval"), rows), charts.shares_chart(name, shares),
    )  # fmt: skip


def _confusion(results: Sequence[Result]) -> Section:
    counts = confusion(results)
    given = sorted({status for row in counts.values() for status in row} | set(counts))
    rows = tuple(
        (expected, *(str(counts[expected][status]) for status in given))
        for expected in sorted(counts)
    )
    return Section(
        "Statuses",
        "A row for each status that was expected first, a column for each that was given. A "
        "question may accept more than one, so that not all beside the diagonal is wrong.",
        Table(("expected \\ given", *given), rows),
    )


def _silence(told: Silence) -> Section:
    rows = (
        ("answered", _figure(told.answered_right / told.answered if told.answered else None),
         str(told.answered)),
        ("not_specified", _figure(told.silent_right / told.silent if told.silent else None),
         str(told.silent)),
        ("balanced accuracy", f"{_figure(told.balanced)} {_interval(told.interval)}".strip(),
         str(told.answered + told.silent)),
        ("AUROC", _figure(told.auroc), str(told.answered + told.silent)),
    )  # fmt: skip
    return Section(
        "Answered and silent",
        "How well what the source leaves open is told from what it says, over the questions "
        "that accept one of the two statuses alone: the share of each that was given its status, "
        "their mean with a bootstrap interval, and how often a question with an answer was "
        "thought likelier to have one than a question without.",
        Table(("expected", "value", "n"), rows),
    )


def _reliability(bins: Sequence[Bin]) -> Section:
    rows = tuple(
        (f"{one.low:.1f} to {one.high:.1f}", str(one.of), f"{one.confidence:.3f}",
         f"{one.right / one.of:.3f}")
        for one in bins if one.of
    )  # fmt: skip
    return Section(
        "Reliability of the confidence",
        "Of answers with a confidence of .8, eight in ten should have a right status. The "
        f"expected calibration error, the mean distance weighted by answers, is "
        f"{calibration_error(bins):.3f}.",
        Table(("confidence", "n", "mean confidence", "share of right statuses"), rows),
        charts.reliability_chart(bins),
    )


def _coverage(curve: NDArray[np.float64]) -> Section:
    counts = [max(1, round(share * len(curve))) for share in _COVERAGES]
    rows = tuple(
        (f"{share:.0%}", str(count), f"{curve[count - 1]:.3f}")
        for share, count in zip(_COVERAGES, counts, strict=True)
    )
    return Section(
        "Coverage against accuracy",
        "The share of right statuses if only the most confident answers were given and the rest "
        f"handed to a person. The area under the curve is {area(curve):.3f}.",
        Table(("answers taken", "n", "share of right statuses"), rows),
        charts.coverage_chart([float(value) for value in curve]),
    )


def _failure(result: Result) -> Failure:
    record, words = result.record, Words("en")
    rows: list[tuple[str, ...]] = []
    for choice in result.trace.get("decide", ()):
        chosen = choice["candidate"] or f"none ({choice['route']})"
        rows.append((choice["request"], chosen, f"{choice['probability']:.4f}", "chosen"))
        rows += [
            ("", one["name"], f"{one['probability']:.4f}", words(f"trace-why-{one['why']}"))
            for one in choice["rejected"]
        ]
    return Failure(
        f"{result.question.set}/{result.question.id}", result.question.turns,
        str(record["status"]), float(record["confidence"]), str(record["text"]),
        tuple(cause.text for cause in result.causes), result.steps,
        Table(("request", "candidate", "probability", ""), tuple(rows)),
    )  # fmt: skip


def _share_cells(share: Share) -> tuple[str, str, str]:
    return f"{share.share:.3f} ({share.right})", str(share.of), _interval(share.interval)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(bounds: tuple[float, float] | None) -> str:
    return "" if bounds is None else f"[{bounds[0]:.3f}, {bounds[1]:.3f}]"
