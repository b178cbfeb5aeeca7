"""The `desk` command."""

import os
import sys
from datetime import date, datetime
from typing import Annotated

import typer

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from bot.answer.question import Language, Question, today
from bot.cli.console import fail_clearly, say, utf8_output
from bot.settings import Settings

app = typer.Typer(
    help="Answers questions on the Implementation Guideline, each with its verbatim source.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip
check = typer.Typer(help="Check what the desk rests on.", no_args_is_help=True)
app.add_typer(check, name="check")

AskedOn = Annotated[
    datetime | None,
    typer.Option("--asked-on", formats=["%Y-%m-%d"], help="Take this day as today."),
]


def _day(asked_on: datetime | None) -> date:
    return asked_on.date() if asked_on else today()


@app.command()
def ask(
    words: Annotated[list[str], typer.Argument(help="The question.")],
    language: Annotated[str | None, typer.Option(help="en, zh-Hans or zh-Hant.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer record.")] = False,
    trace: Annotated[bool, typer.Option("--trace", help="Print what each step found.")] = False,
    asked_on: AskedOn = None,
) -> None:
    """Answer one question."""
    from bot.cli.asking import print_answer
    from bot.wiring import build_engine

    with fail_clearly():
        engine = build_engine(Settings(), say)
        question = Question(" ".join(words), (), _day(asked_on), _language(language))
        answer, _ = engine.answer(question)
        print_answer(answer, as_json=json, with_trace=trace)


@app.command()
def batch(
    file: Annotated[str, typer.Argument(help="Questions, one JSON object a line; - is stdin.")],
    asked_on: AskedOn = None,
) -> None:
    """Answer every line of a file; write one record a line, in the same order."""
    from bot.cli.batch import run_batch
    from bot.wiring import build_engine

    with fail_clearly():
        lines = sys.stdin.buffer.readlines() if file == "-" else open(file, "rb").readlines()  # noqa: SIM115  # read whole: closed at once
        run_batch(lines, build_engine(Settings(), say), _day(asked_on), sys.stdout)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.")] = None,
) -> None:
    """Serve the page and the API, and Slack where its tokens are set."""
    from bot.cli.serving import serve_until_stopped

    changes = {"host": host, "port": port}
    with fail_clearly():
        given = {name: value for name, value in changes.items() if value is not None}
        serve_until_stopped(Settings().model_copy(update=given))


@app.command()
def ingest() -> None:
    """Make the encoder and the index where they are missing or outdated."""
    from bot.wiring import prepare

    with fail_clearly():
        prepare(Settings(), say)
        say("the index is up to date")


@app.command()
def config() -> None:
    """Show every setting, secrets masked."""
    with fail_clearly():
        settings = Settings()
        for name, field in Settings.model_fields.items():
            print(f"{name} = {getattr(settings, name)}  # {field.description}")


@check.command("knowledge")
def check_knowledge() -> None:
    """Prove the data files: spans, quotes, figures, keys and phrasings."""
    from ingest.check import check_folder

    with fail_clearly():
        report = check_folder(Settings().knowledge)
        for problem in report.problems:
            print(problem)
        print(report.summary())
        if report.problems:
            raise typer.Exit(1)


def _language(name: str | None) -> Language | None:
    if name is None or name in ("en", "zh-Hans", "zh-Hant"):
        return name  # type: ignore[return-value]  # narrowed by the test beside it
    raise typer.BadParameter("choose en, zh-Hans or zh-Hant", param_hint="--language")


def main() -> None:
    """Run the command line."""
    utf8_output()
    app()
