"""Fixtures of the generated inputs, and how many of them ran."""

from collections.abc import Iterator

import pytest

from bot.answer.engine import Engine
from tests.bot.robustness.budget import ran
from tests.bot.robustness.in_process import Desk


@pytest.fixture(scope="session")
def desk(engine: Engine) -> Iterator[Desk]:
    """The real application on the real engine, in this process."""
    desk = Desk(engine)
    yield desk
    desk.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many inputs were generated, of which kinds."""
    if ran:
        kinds = ", ".join(f"{number} {kind}" for kind, number in ran.items())
        terminalreporter.write_line(f"generated inputs: {ran.total()} ({kinds})")
