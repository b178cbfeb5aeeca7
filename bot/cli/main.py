"""The `desk` command."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from bot.answer.question import Question
from bot.cli.console import fail_clearly, read_settings, say, utf8_output
from bot.cli.evaluate import evaluate
from bot.cli.options import AsJson, AskedOn, LanguageName, as_day, as_language
from bot.cli.receipt import check_answer
from bot.cli.rule import rule
from bot.cli.slack import check_slack_setup, slack
from bot.settings import Settings, variable

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "tests" / "examples"
PAGES = CHECKOUT / "docs" / "rules"

app = typer.Typer(
    help="Answers questions on the Implementation Guideline, each with its verbatim source.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
check = typer.Typer(help="Check what the desk rests on.", no_args_is_help=True)
app.add_typer(rule, name="rule")
app.add_typer(check, name="check")
app.add_typer(evaluate, name="evaluate")
check.command("answer")(check_answer)
app.add_typer(slack, name="slack", help="What setting up Slack needs.")
check.command("slack")(check_slack_setup)


@app.command()
def ask(
    words: Annotated[list[str], typer.Argument(help="The question.")],
    language: LanguageName = None,
    as_json: AsJson = False,
    trace: Annotated[bool, typer.Option("--trace", help="Say why: what each step found.")] = False,
    asked_on: AskedOn = None,
) -> None:
    """Answer one question."""
    from bot.cli.asking import print_answer
    from bot.wiring import build_answering
    from bot.words import Words

    with fail_clearly():
        settings = read_settings()
        question = Question(" ".join(words), (), as_day(asked_on), as_language(language))
        answer, _ = build_answering(settings, say).answer(question)
        shown_in = Words(answer.language, settings.opencc)
        print_answer(answer, shown_in, as_json=as_json, with_trace=trace)


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
        run_batch(lines, build_engine(read_settings(), say), as_day(asked_on), sys.stdout, say)


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
        serve_until_stopped(read_settings(**given))


@app.command()
def ingest(
    ship: Annotated[
        bool, typer.Option(help="Add what is encoded to the vectors that come with the desk.")
    ] = False,
) -> None:
    """Make the encoder and the index where they are missing or outdated."""
    from bot.wiring import build_engine, ship_vectors

    with fail_clearly():
        settings = read_settings()
        build_engine(settings, say)  # opened too: only so is damage noticed
        say("the index is up to date")
        if ship:
            say(f"{ship_vectors(settings, say)} vectors were added to those that are shipped")


@app.command()
def config() -> None:
    """Show every setting, secrets masked."""
    with fail_clearly():
        settings = read_settings()
        for name, field in Settings.model_fields.items():
            value = getattr(settings, name)
            shown = "(not set)" if value is None else value
            print(f"{variable(name)} = {shown}  # {field.description}")


@check.command("knowledge")
def check_knowledge() -> None:
    """Prove the data files: spans, quotes, figures, keys and phrasings."""
    from ingest.check import check_folder

    with fail_clearly():
        report = check_folder(read_settings().knowledge)
        for problem in report.problems:
            print(problem)
        if report.counts:
            print(report.summary())
        if report.problems:
            raise typer.Exit(1)


@check.command("rules")
def check_rules(
    folder: Annotated[Path, typer.Argument(help="Folder of the worked examples.")] = EXAMPLES,
) -> None:
    """Run the rules' worked examples, and name what has none."""
    from knowledge.knowledge_base import load_knowledge
    from knowledge.rules.checking import check_examples

    with fail_clearly():
        report = check_examples(folder, load_knowledge(read_settings().knowledge))
        for line in (*report.problems, *report.counts):
            print(line)
        if report.problems:
            raise typer.Exit(1)


@app.command(hidden=True)
def docs(
    folder: Annotated[Path, typer.Argument(help="Folder of the rules' pages.")] = PAGES,
) -> None:
    """Write the rules' pages anew (`make docs`)."""
    from bot.cli.docs import write_pages

    with fail_clearly():
        write_pages(folder, EXAMPLES, read_settings().knowledge, say)


def main() -> None:
    """Run the command line."""
    utf8_output()
    app()
