"""`desk evaluate`: sets of questions scored and reported, and the retrieval bench."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.console import StartError, fail_clearly, leave, read_settings, say
from bot.cli.options import AskedOn, as_day
from bot.evaluation.retrieval import Half

_SETS = "sets"
BUILTIN = "builtin"


class SetsOrCommand(TyperGroup):
    """Files and options that follow no command's name are those of the command for sets."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command for sets first, unless a command or help is asked for."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args.insert(0, _SETS)
        return super().parse_args(ctx, args)


evaluate = typer.Typer(cls=SetsOrCommand, no_args_is_help=True)


@evaluate.callback()
def about() -> None:
    """Score sets of questions (`desk evaluate SET.jsonl…`) or a retrieval set."""


@evaluate.command(_SETS)
def evaluate_sets(
    sets: Annotated[
        list[Path], typer.Argument(metavar="SET.jsonl…", help="Questions with what is expected.")
    ],
    asked_on: AskedOn = None,
    out: Annotated[Path, typer.Option(help="Folder of the report.")] = Path("evaluation"),
    at_least: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with status 1 where the share right is below this."),
    ] = None,
    engine: Annotated[
        list[str] | None,
        typer.Option(help="builtin, or a model as PROVIDER:NAME; give several to compare them."),
    ] = None,
    worse_by: Annotated[
        float,
        typer.Option(min=0, max=1, help="By how much the share right may fall from the last run."),
    ] = 0.0,
) -> None:
    """Answer and judge sets of questions; the word `sets` may be left out."""
    from bot.evaluation.answering import evaluate_questions
    from bot.evaluation.engines import keep_runs, last_runs, regressions, run_of, side_by_side
    from bot.evaluation.files import MARKDOWN, PAGE, RESULTS, folder_of, write_files
    from bot.evaluation.question_set import read_set
    from bot.evaluation.report import make_report, summary
    from bot.wiring import build_compared

    with fail_clearly():
        _can_be_folder(out)
        names = list(dict.fromkeys(engine or [BUILTIN]))
        # Every set is read before anything is answered: a mistake in the last is told at once.
        questions = [question for path in sets for question in read_set(path)]
        day, engines = as_day(asked_on), build_compared(read_settings(), names, say)
        source = next(iter(engines.values())).knowledge.source.text
        done = {name: evaluate_questions(questions, one, day, say) for name, one in engines.items()}
        runs = [run_of(name, done[name], source, day.isoformat()) for name in names]
        before = last_runs(out, runs)
        compared = side_by_side(runs, before)
        for name, results in done.items():
            report = make_report(results, source, day, [str(path) for path in sets])
            report = replace(
                report, sections=(*report.sections[:2], compared, *report.sections[2:])
            )
            write_files(out if len(names) == 1 else folder_of(out, name), report, results)
        keep_runs(out, runs)
        print(
            columns(summary(report))
            if len(names) == 1
            else columns((compared.table.columns, *compared.table.rows))
        )
        say(f"in {out}: {MARKDOWN}, {PAGE}, {RESULTS}")
        worse = regressions(runs, before, worse_by)
        worse += [
            f"{run.engine}: the share right, {run.share:.3f}, is below {at_least:g}"
            for run in runs
            if at_least is not None and run.share < at_least
        ]
        for line in worse:
            say(f"desk: {line}")
        if worse:
            raise typer.Exit(1)


@evaluate.command("retrieval")
def evaluate_retrieval(
    folder: Annotated[Path, typer.Argument(help="A folder in BEIR form.")],
    half: Annotated[
        Half, typer.Option(help="Whose queries are searched: develop, held (by document) or all.")
    ] = "all",
    seed: Annotated[int, typer.Option(help="Splits the documents; another, another way.")] = 0,
) -> None:
    """Search a public retrieval set with the project's own search, and print how well it went."""
    from bot.evaluation.retrieval.beir import read_beir
    from bot.evaluation.retrieval.halves import of_half
    from bot.evaluation.retrieval.ranking import NAMES, MeasuresMissingError, require_measures
    from bot.evaluation.retrieval.systems import search_all
    from bot.wiring import build_passages

    with fail_clearly():
        try:
            require_measures()
        except MeasuresMissingError as error:
            leave(str(error), 2)
        data = of_half(read_beir(folder), half, seed)
        if not data.queries:
            leave(f"{folder} has no query in that half; choose --half all", 2)
        encoder, index = build_passages(read_settings(), data.passages, say)
        found = search_all(data, encoder, index, say)
        rows = [(one.system, *(f"{one.measures[name]:.3f}" for name in NAMES)) for one in found]
        print(columns((("system", *NAMES), *rows)))
        print(f"{len(data.queries)} queries ({half}, seed {seed}), {len(data.passages)} passages")


def columns(rows: tuple[tuple[str, ...], ...]) -> str:
    """Set rows of cells under each other, for the terminal."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _can_be_folder(out: Path) -> None:
    for path in (out, *out.parents):
        if path.exists():
            if not path.is_dir():
                raise StartError(f"{path} is a file; name a folder with --out")
            return
