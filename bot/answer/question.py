"""What comes in: a question with the thread it stands in."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Return the date in Shanghai, where the guideline is in force."""
    return datetime.now(SHANGHAI).date()


@dataclass(frozen=True)
class Question:
    """One message of a person, and what was said before it in the thread.

    Attributes:
        text: the message as it came.
        history: the person's earlier messages in the thread, oldest first.
        asked_on: the day it was asked, in Shanghai.
        language: the language to answer in, where the person chose one.
        id: the asker's own id for the question, or None.
    """

    text: str
    history: tuple[str, ...] = ()
    asked_on: date = field(default_factory=today)
    language: Language | None = None
    id: str | None = None
