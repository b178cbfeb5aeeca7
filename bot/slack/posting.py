"""Posts a reply: each of its messages once, whatever Slack answers."""

import time
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks import Message
from bot.slack.errors import described, error_code
from bot.slack.history import read_thread
from bot.slack.incoming import Incoming

log = structlog.get_logger()

_EVENT_TYPE = "guideline_desk_answer"
# Slack did not take the form of the message; its text alone still answers.
_FORM = frozenset(
    {
        "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "invalid_metadata_format",
        "invalid_metadata_schema", "metadata_too_large", "msg_blocks_too_long", "msg_too_long",
    }
)  # fmt: skip
# Slack says that nothing was done, or that it does not know; the thread tells which.
_PASSING = frozenset(
    {
        "fatal_error", "internal_error", "rate_limited", "ratelimited", "request_timeout",
        "service_unavailable",
    }
)  # fmt: skip


class Poster:
    """Posts replies into threads.

    Args:
        waits: seconds before each further try, where Slack has a passing trouble.
    """

    def __init__(self, waits: Sequence[float] = (1, 5, 15)) -> None:
        self._waits = tuple(waits)

    def post(self, client: WebClient, incoming: Incoming, messages: Sequence[Message]) -> None:
        """Post the messages of a reply, in order, into the thread of the message it answers.

        Raises:
            SlackApiError: Slack refuses for good (the channel is archived, the token revoked).
            OSError: Slack cannot be reached.
        """
        for part, message in enumerate(messages, 1):
            self._post(client, incoming, part, message)

    def _post(self, client: WebClient, incoming: Incoming, part: int, message: Message) -> None:
        form: dict[str, Any] = {
            "blocks": list(message.blocks),
            "metadata": {
                "event_type": _EVENT_TYPE,
                "event_payload": {"answers": incoming.ts, "part": part},
            },
        }
        waits = list(self._waits)
        while True:
            try:
                client.chat_postMessage(
                    channel=incoming.channel,
                    thread_ts=incoming.root,
                    text=message.text,
                    unfurl_links=False,
                    unfurl_media=False,
                    **form,
                )
                return
            except (SlackApiError, OSError, HTTPException) as error:
                log.warning("post refused", channel=incoming.channel, part=part, **described(error))
                code = error_code(error) if isinstance(error, SlackApiError) else ""
                if code in _FORM and form:
                    form = {}
                    continue
                if (code and not _passes(code)) or not waits:
                    raise
            time.sleep(waits.pop(0))
            if _posted(client, incoming, part):
                return


def _passes(code: str) -> bool:
    """Tell whether a code names a trouble that passes; "status_…" is an answer without JSON."""
    return code in _PASSING or code.startswith("status_5")


def _posted(client: WebClient, incoming: Incoming, part: int) -> bool:
    """Look in the thread for this part: a call that failed may have been done all the same."""
    ours = {"answers": incoming.ts, "part": part}
    return any(
        (message.get("metadata") or {}).get("event_type") == _EVENT_TYPE
        and message["metadata"].get("event_payload") == ours
        for message in read_thread(client, incoming, oldest=incoming.ts, include_all_metadata=True)
    )
