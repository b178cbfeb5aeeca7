"""How the command line speaks: progress and errors on standard error, in plain words."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from pydantic import ValidationError

from bot.settings import variable
from ingest.encoder.weights import EncoderBuildError
from knowledge.errors import KnowledgeError
from knowledge.search.encoder import EncoderError
from knowledge.search.index import IndexUnusableError


class StartError(Exception):
    """The desk cannot start as it is set; the message says what to do."""


_MENDABLE = (StartError, KnowledgeError, IndexUnusableError, EncoderError, EncoderBuildError)


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
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@contextmanager
def fail_clearly() -> Iterator[None]:
    """Turn the errors that a person can mend into one line and exit status 1 or 2."""
    try:
        yield
    except _MENDABLE as error:
        _leave(str(error))
    except ValidationError as error:
        first = error.errors()[0]
        name = variable(str(first["loc"][0]).lower())
        problem = first["msg"].removeprefix("Value error, ")
        _leave(f"The setting {name} cannot be used: {problem}. See `.env.example`.", 2)
    except FileNotFoundError as error:
        _leave(f"There is no file {error.filename}. Check the path.", 2)
    except IsADirectoryError as error:
        _leave(f"{error.filename} is a folder. Name a file.", 2)
    except PermissionError as error:
        _leave(
            f"{error.filename} cannot be read or written. Allow it, or set DESK_DATA to a folder "
            "that can be written."
        )
    except BrokenPipeError:
        # Whoever read the output has seen enough (`desk batch … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        _leave(f"{error.strerror or 'The system refused'}{place}. Mend that and start again.")
    except KeyboardInterrupt:
        _leave("Stopped.", 130)


def _leave(line: str, status: int = 1) -> None:
    say(f"desk: {line}")
    raise SystemExit(status)
