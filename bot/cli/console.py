"""How the command line speaks: progress and errors on standard error, in plain words."""

import logging
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, NoReturn

import structlog
from pydantic import ValidationError

from bot.answer.personal import mask_personal_data
from bot.evaluation.lines import InputError
from bot.settings import Settings, variable
from knowledge.errors import KnowledgeError

_WORDED = ("event", "reason", "why", "problem", "exception", "traceback")
"""The keys of a log line that may hold words of a message; the others are ids and counts."""


class StartError(Exception):
    """The desk cannot start as it is set; the message says what to do."""


def _mendable() -> tuple[type[Exception], ...]:
    """Return the errors whose message says what to do; asked for only where one was raised."""
    from bot.model.setting_error import ModelSettingError
    from bot.store.database import StoreError  # this brings SQLAlchemy
    from ingest.encoder.weights import EncoderBuildError  # these bring numpy
    from knowledge.search.encoder import EncoderError
    from knowledge.search.index import IndexUnusableError
    from knowledge.search.vectors import VectorsAwayError

    return (
        StartError, KnowledgeError, IndexUnusableError, VectorsAwayError, EncoderError,
        EncoderBuildError, StoreError, ModelSettingError,
    )  # fmt: skip


def say(line: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(line, file=sys.stderr, flush=True)


def utf8_output() -> None:
    """Write UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def log_from(level: str) -> None:
    """Log to standard error, from a level on: debug, info, warning or error."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_personal_data,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        # The stream of the moment: one that was kept may have been closed since.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _without_personal_data(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Mask personal data in what is logged: an exception may repeat a message's words."""
    return {
        key: mask_personal_data(value) if key in _WORDED and isinstance(value, str) else value
        for key, value in entry.items()
    }


def read_settings(**given: object) -> Settings:
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


@contextmanager
def fail_clearly() -> Iterator[None]:
    """Turn the errors that a person can mend into one line and exit status 1 or 2."""
    try:
        yield
    except InputError as error:
        leave(str(error), 2)
    except _mendable() as error:
        leave(str(error))
    except ValidationError as error:
        first = error.errors()[0]
        name = variable(str(first["loc"][0]).lower())
        problem = first["msg"].removeprefix("Value error, ")
        leave(f"The setting {name} cannot be used: {problem}. See `.env.example`.", 2)
    except FileNotFoundError as error:
        leave(f"There is no file {error.filename}. Check the path.", 2)
    except IsADirectoryError as error:
        leave(f"{error.filename} is a folder. Name a file.", 2)
    except PermissionError as error:
        leave(
            f"{error.filename} cannot be read or written. Allow it, or set DESK_DATA to a folder "
            "that can be written."
        )
    except BrokenPipeError:
        # Whoever read the output has seen enough (`desk batch … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        leave(f"{error.strerror or 'The system refused'}{place}. Mend that and start again.")
    except KeyboardInterrupt:
        leave("Stopped.", 130)


def leave(line: str, status: int = 1) -> NoReturn:
    """End the command with one line that says why, and an exit status."""
    say(f"desk: {line}")
    raise SystemExit(status)
