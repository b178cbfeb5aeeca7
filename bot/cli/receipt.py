"""`desk check answer`: whether an answer that was given still holds."""

from typing import Annotated

import typer

from bot.cli.console import StartError, fail_clearly, read_settings
from bot.cli.options import LanguageName, as_language


def check_answer(
    code: Annotated[str, typer.Argument(help="The receipt's code, such as 7K3F-9QWX-2M0T.")],
    language: LanguageName = None,
) -> None:
    """Work a stored answer out again, and say whether it holds or what differs since."""
    from bot.receipts.check import check
    from bot.receipts.code import read_code
    from bot.receipts.tell import verdict_lines
    from bot.store.answers import Answers
    from bot.wiring import build_database
    from bot.words import Words
    from knowledge.knowledge_base import load_knowledge

    with fail_clearly():
        settings = read_settings()
        words = Words(as_language(language) or "en", settings.opencc)
        read = read_code(code)
        if read is None:
            raise StartError(words("check-unreadable"))
        given = Answers(build_database(settings)).by_code(read)
        if given is None:
            raise StartError(words("check-unknown"))
        verdict = check(given.kept, load_knowledge(settings.knowledge))
        print("\n".join(verdict_lines(verdict, words)))
        if not verdict.holds:
            raise typer.Exit(1)
