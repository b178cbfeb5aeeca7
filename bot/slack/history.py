"""Reads a thread back from Slack, where the desk does not know it from its own memory."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.answer.personal import mask_personal_data
from bot.slack.errors import described, passes
from bot.slack.incoming import is_persons_message
from bot.slack.mrkdwn import plain_text

log = structlog.get_logger()

_READ = 1_000  # the most that Slack gives: it begins with the oldest
_PAGE = 100
_MOST_PAGES = 10
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


def read_around(
    client: WebClient, channel: str, thread: str | None, since: str | None
) -> Iterator[Mapping[str, Any]]:
    """Read a thread from its first message on, or a channel from its last, with their metadata.

    Slack may refuse for good, as where a scope is missing: then there is nothing to be found.

    Args:
        client: the workspace's client.
        channel: the channel.
        thread: the stamp of the thread's first message, or None for the channel.
        since: only what came after this stamp.

    Raises:
        SlackApiError, OSError: it cannot be read now.
    """
    asked: dict[str, Any] = {"channel": channel, "limit": _PAGE, "include_all_metadata": True}
    asked |= {"oldest": since} if since else {}
    for _ in range(_MOST_PAGES):
        try:
            if thread is not None:
                response = client.conversations_replies(ts=thread, **asked)
            else:
                response = client.conversations_history(**asked)
        except SlackApiError as error:
            if passes(error):
                raise
            log.warning("channel not read", channel=channel, **described(error))
            return
        yield from response.get("messages") or ()
        asked["cursor"] = (response.get("response_metadata") or {}).get("next_cursor") or ""
        if not asked["cursor"]:
            return
