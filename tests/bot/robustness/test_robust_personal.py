"""Personal data is echoed nowhere, however it is written; amounts, dates and items stay."""

import re

import structlog
from hypothesis import given

from bot.answer.personal import mask_personal_data
from bot.answer.question import Question
from knowledge.search.cleaning import clean
from tests.bot.robustness.budget import count, generated
from tests.bot.robustness.in_process import Desk
from tests.bot.robustness.people import messages_about_people, no_personal_data


def left_of(secret: str, shown: str, least: int = 4) -> list[str]:
    """Return what is left of a secret: its parts of so many characters with a digit, or all."""
    parts = re.findall(r"[\w@.]*\d[\w@.]*|\w+@[\w.]+", clean(secret))
    wanted = [part for part in parts if len(part) >= least]
    return [part for part in (*wanted, clean(secret)) if part in shown]


@generated("personal data")
@given(about=messages_about_people())
def test_personal_data_comes_back_nowhere(desk: Desk, about: tuple[str, str]) -> None:
    secret, message = about
    count("personal data", message)
    with structlog.testing.capture_logs() as logs:
        answer, frame = desk.engine.answer(Question(message))
    response = desk.call("POST", "/api/ask", json={"turns": [message, "and the district?"]})
    for shown in (answer.question, answer.text, frame.text, response.json()["text"]):
        assert left_of(secret, shown) == []
    # Times, probabilities and request ids can hold any four digits.
    for shown in (repr(answer.trace), response.text, repr(logs), repr(desk.logs)):
        assert left_of(secret, shown, least=7) == []


@generated("amounts and dates")
@given(said=no_personal_data())
def test_amounts_dates_years_and_items_are_never_masked(said: str) -> None:
    count("amounts and dates", said)
    for message in (said, f"市级投入{said}，区里至少出多少？", f"The city gives {said}, and then?"):
        assert mask_personal_data(message) == message
