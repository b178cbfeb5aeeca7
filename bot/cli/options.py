"""Options that several commands take."""

from datetime import date, datetime
from typing import Annotated

import typer

from bot.answer.question import Language, today

AskedOn = Annotated[
    datetime | None,
    typer.Option("--asked-on", formats=["%Y-%m-%d"], help="Take this day as today."),
]
LanguageName = Annotated[str | None, typer.Option("--language", help="en, zh-Hans or zh-Hant.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer record.")]


def as_day(asked_on: datetime | None) -> date:
    """Return the day that is taken as today."""
    return asked_on.date() if asked_on else today()


def as_language(name: str | None) -> Language | None:
    """Return the language of that name, None where none is named.

    Raises:
        BadParameter: there is no such language.
    """
    if name is None or name in ("en", "zh-Hans", "zh-Hant"):
        return name  # type: ignore[return-value]  # narrowed by the test beside it
    raise typer.BadParameter("choose en, zh-Hans or zh-Hant", param_hint="--language")
