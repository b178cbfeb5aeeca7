"""The `desk` command."""

import os
import sys
from datetime import date, datetime
from typing import Annotated

import typer

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from bot.answer.question import Language, Question, today
from bot.cli.console import StartError, fail_clearly, log_from, say, utf8_output
from bot.settings import Settings, variable

app = typer.Typer(
    help="Answers questions on the Implementation Guideline, each with its verbatim source.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
check = typer.Typer(help="Check what the desk rests on.", no_args_is_help=True)
app.add_typer(check, name="check")

AskedOn = Annotated[
    datetime | None,
    typer.Option("--asked-on", formats=["%Y-%m-%d"], help="Take this day as today."),
]


def _settings(**given: object) -> Settings:
    """Read the settings, what the command line gives before all else, and begin to log.

    Raises:
        ValidationError: a setting cannot be used.
        StartError: `.env` cannot be read.
    """
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # validated there
    except UnicodeDecodeError as error:
        raise StartError("`.env` is not UTF-8; save it as UTF-8") from error
    log_from(settings.log_level)
    return settings


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
    from bot.words import Words

    with fail_clearly():
        settings = _settings()
        question = Question(" ".join(words), (), _day(asked_on), _language(language))
        answer, _ = build_engine(settings, say).answer(question)
        shown_in = Words(answer.language, settings.opencc)
        print_answer(answer, shown_in, as_json=json, with_trace=trace)


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
        run_batch(lines, build_engine(_settings(), say), _day(asked_on), sys.stdout, say)


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
        serve_until_stopped(_settings(**given))


@app.command()
def ingest() -> None:
    """Make the encoder and the index where they are missing or outdated."""
    from bot.wiring import build_engine

    with fail_clearly():
        build_engine(_settings(), say)  # opened too: only so is damage noticed
        say("the index is up to date")


@app.command()
def config() -> None:
    """Show every setting, secrets masked."""
    with fail_clearly():
        settings = _settings()
        for name, field in Settings.model_fields.items():
            value = getattr(settings, name)
            shown = "(not set)" if value is None else value
            print(f"{variable(name)} = {shown}  # {field.description}")


@check.command("knowledge")
def check_knowledge() -> None:
    """Prove the data files: spans, quotes, figures, keys and phrasings."""
    from ingest.check import check_folder

    with fail_clearly():
        report = check_folder(_settings().knowledge)
        for problem in report.problems:
            print(problem)
        if report.counts:
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
