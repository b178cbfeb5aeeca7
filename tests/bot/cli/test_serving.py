"""What `desk serve` says of its settings, and what it logs."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO

import pytest
import structlog
from pydantic import SecretStr

from bot.cli.console import log_from
from bot.cli.serving import address
from bot.cli.slack_serving import missing_for_slack
from bot.settings import Settings

TOKEN = SecretStr("x")


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (Settings(), None),
        (Settings(slack_bot_token=TOKEN, slack_app_token=TOKEN), None),
        (Settings(slack_bot_token=TOKEN, slack_signing_secret=TOKEN), None),
        (Settings(slack_app_token=TOKEN), "DESK_SLACK_BOT_TOKEN"),
        (Settings(slack_signing_secret=TOKEN), "DESK_SLACK_BOT_TOKEN"),
        (Settings(slack_bot_token=TOKEN), "DESK_SLACK_APP_TOKEN (Socket Mode) or "
                                          "DESK_SLACK_SIGNING_SECRET (HTTP)"),
    ],
)  # fmt: skip
def test_what_half_set_slack_lacks_is_named(settings: Settings, missing: str | None) -> None:
    assert missing_for_slack(settings) == missing


def test_an_ip6_address_stands_in_brackets() -> None:
    assert address("::1", 8000) == "http://[::1]:8000"
    assert address("localhost", 8000) == "http://localhost:8000"


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("logging_as_before")
def test_less_than_the_log_level_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    log_from("warning")
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")
    said = capsys.readouterr().err
    assert "loud" in said
    assert "quiet" not in said


@pytest.mark.usefixtures("logging_as_before")
def test_what_an_exception_repeats_of_a_message_is_masked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_from("info")
    try:
        int("call 13812345678")
    except ValueError as error:
        structlog.get_logger().exception("a line could not be answered", line=7, why=str(error))
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "call …" in said
    assert "13812345678" not in said


@pytest.mark.usefixtures("logging_as_before")
def test_a_closed_stream_does_not_end_logging(capsys: pytest.CaptureFixture[str]) -> None:
    with StringIO() as gone, redirect_stderr(gone):
        log_from("info")
        structlog.get_logger().info("before")
    structlog.get_logger().info("after")
    assert "after" in capsys.readouterr().err
