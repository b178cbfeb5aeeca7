"""A report as Markdown."""

from bot.evaluation.report import Failure, Report, Table


def write_markdown(report: Report) -> str:
    """Return the report's text."""
    parts = [f"# {report.title}", report.lead]
    for section in report.sections:
        parts += [f"## {section.heading}", section.text, table(section.table)]
    parts.append(f"## Failures ({len(report.failures)})")
    parts += [_failure(failure) for failure in report.failures] or ["There is none."]
    return "\n\n".join(parts) + "\n"


def table(data: Table) -> str:
    """Return a table; a bar within a cell is escaped, and line ends become spaces."""
    rows = [data.columns, tuple("---" for _ in data.columns), *data.rows]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _failure(failure: Failure) -> str:
    lines = [f"- {_line(turn)}" for turn in failure.turns]
    lines += ["", f"Status {failure.status}, confidence {failure.confidence:.3f}. Causes:", ""]
    lines += [f"- {_line(cause)}" for cause in failure.causes]
    lines += ["", "Steps:", "", *(f"- {_line(step)}" for step in failure.steps)]
    quoted = [f"> {line}".rstrip() for line in failure.text.splitlines()]
    return "\n\n".join(
        [f"### {failure.name}", "\n".join(lines), table(failure.candidates), "\n".join(quoted)]
    )


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _line(text: str) -> str:
    """Put a text on one line, what would begin markup or HTML escaped."""
    joined = " ".join(text.split()).replace("\\", "\\\\").replace("<", "\\<")
    return "".join(f"\\{c}" if c in "*_`[" else c for c in joined)
