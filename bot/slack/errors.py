"""What goes wrong between the desk and Slack, and how it is told to a log."""

import re
import traceback
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.answer.personal import mask_personal_data

_SECRET = re.compile(r"xox[a-z]?-[\w-]+|xapp-[\w-]+")
_LONGEST = 400
# Slack says that nothing was done, or that it does not know.
_PASSING = frozenset(
    {
        "fatal_error", "internal_error", "rate_limited", "ratelimited", "request_timeout",
        "service_unavailable",
    }
)  # fmt: skip


class SlackSettingsError(Exception):
    """A setting that Slack needs is missing; the message names it."""


def error_code(error: SlackApiError) -> str:
    """Return Slack's own code of an error, such as "not_in_channel"."""
    response = error.response
    data = response if isinstance(response, Mapping) else getattr(response, "data", None)
    if isinstance(data, Mapping) and data.get("error"):
        return str(data["error"])
    return f"status_{getattr(response, 'status_code', 'unknown')}"


def passes(error: Exception) -> bool:
    """Tell whether a trouble with a call passes: Slack's own, or of the way to it."""
    if isinstance(error, SlackApiError):
        code = error_code(error)  # "status_…" is an answer without JSON
        return code in _PASSING or code.startswith("status_5")
    return isinstance(error, OSError | HTTPException)


def described(error: Exception, *withheld: str) -> dict[str, Any]:
    """Describe an error for the log: what, where and why, without a person's words or a token.

    Args:
        error: what was raised.
        withheld: texts that must not reach a log, such as the question.
    """
    if isinstance(error, SlackApiError):
        return {"error": "SlackApiError", "why": error_code(error)}
    why = mask_personal_data(_SECRET.sub("…", str(error)))
    for text in filter(None, withheld):
        why = why.replace(text, "…")
    return {
        "error": type(error).__name__,
        "why": why[:_LONGEST],
        "at": "".join(traceback.format_tb(error.__traceback__)[-4:]),
    }
