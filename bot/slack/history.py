"""Reads a thread back from Slack, where the desk does not know it from its own memory."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.answer.personal import mask_personal_data
from bot.slack.errors import described
from bot.slack.incoming import is_persons_message
from bot.slack.mrkdwn import plain_text

log = structlog.get_logger()

_READ = 1_000  # the most that Slack gives: it begins with the oldest
MOST_TURNS = 8
_TIMEOUT = 5


def earlier_messages(client: WebClient, channel: str, root: str, before: str) -> tuple[str, ...]:
    """Return what people wrote last in a thread before one of its messages, oldest first.

    Slack may refuse (the desk is not in the channel, the scope is missing, the rate is used
    up); the question is then answered without them.
    """
    texts = [
        mask_personal_data(text)
        for message in read_thread(client, channel, root, latest=before)
        if is_persons_message(message)
        and float(message.get("ts") or 0) < float(before)
        and (text := plain_text(str(message.get("text") or "")))
    ]
    return tuple(texts[-MOST_TURNS:])


def read_thread(
    client: WebClient, channel: str, root: str, **options: Any
) -> Sequence[Mapping[str, Any]]:
    """Read the messages of a thread, once and without waiting; none where Slack refuses.

    Args:
        client: the workspace's client.
        channel: the channel.
        root: the stamp of the thread's first message.
        options: further arguments of conversations.replies.
    """
    # The workspace's client obeys Retry-After, which may be a minute here: an answer with less
    # context now is worth more than one with all of it then.
    reader = WebClient(
        client.token, client.base_url, _TIMEOUT, client.ssl, client.proxy,
        logger=client.logger, retry_handlers=[],
    )  # fmt: skip
    try:
        response = reader.conversations_replies(channel=channel, ts=root, limit=_READ, **options)
        messages = response.get("messages") or []
    except (SlackApiError, OSError) as error:
        log.warning("thread not read", channel=channel, **described(error))
        return ()
    return cast(Sequence[Mapping[str, Any]], messages)
