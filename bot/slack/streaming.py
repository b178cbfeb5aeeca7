"""A reply that begins while a model is asked: what is done now, first; the answer when verified.

The message's stamp is kept before anything is added to it. It is never left as it is: whether its
stream is still open or has died, and whichever process comes to it, the answer takes its place by
an edit.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from http.client import HTTPException
from threading import Lock
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.engines import Step
from bot.slack.errors import described
from bot.store.replies import Replies

log = structlog.get_logger()
_BUSY = 1.0
"""Where a channel has so many seconds of messages before it, none is spent on steps."""

_TROUBLES = (SlackApiError, OSError, HTTPException)


class ProgressStream:
    """Shows the steps of one answer; whatever goes wrong with it, the answer comes all the same.

    Args:
        client: the workspace's client.
        channel, thread_ts: where the reply stands.
        recipient: the ids of the workspace and of the person who asked.
        name: the reply's purpose, which its answer serves later.
        question_id: the question.
        replies: keeps the stamp.
        words: says what a step is, in the reader's language.
        reserve: takes the channel's next free moment, and tells how many seconds away it is.
    """

    def __init__(
        self,
        client: WebClient,
        channel: str,
        thread_ts: str,
        recipient: tuple[str, str],
        name: str,
        question_id: int,
        replies: Replies,
        words: Callable[[str], str],
        reserve: Callable[[], float],
    ) -> None:
        self._client = client
        self._channel = channel
        self._thread_ts = thread_ts
        self._recipient = recipient
        self._name = name
        self._question_id = question_id
        self._replies = replies
        self._words = words
        self._reserve = reserve
        self._ts: str | None = None
        self._told: set[Step] = set()
        self._ended = False
        self._lock = Lock()

    def tell(self, step: Step) -> None:
        """Show a step, each once."""
        with self._lock:  # tools may be called side by side
            if self._ended or step in self._told:
                return
            self._told.add(step)
            line = f"{self._words(f'model-step-{step}')}\n"
            try:
                if self._ts is None:
                    self._begin()
                if self._ts is not None:
                    self._client.chat_appendStream(
                        channel=self._channel, ts=self._ts, markdown_text=line
                    )
            except _TROUBLES as error:
                self._ended = True  # nothing more is shown; the answer takes its place
                log.info("progress not shown", channel=self._channel, **described(error))

    def end(self) -> None:
        """Show nothing more: what a model that was left behind still does is no progress."""
        with self._lock:
            self._ended = True

    def _begin(self) -> None:
        wait = self._reserve()
        if wait > _BUSY:
            self._ended = True
            return
        time.sleep(wait)
        team, user = self._recipient
        reply = self._replies.intend(self._name, 1, team, self._channel, self._question_id)
        if reply.tried:  # by a process that was killed since: its message is looked for later
            self._ended = True
            return
        begun = self._client.chat_startStream(
            channel=self._channel, thread_ts=self._thread_ts,
            recipient_team_id=team, recipient_user_id=user,
        )  # fmt: skip
        self._ts = str(begun["ts"])
        self._replies.begun(self._name, 1, self._ts)


def unfinished(
    client: WebClient, messages: Iterable[Mapping[str, Any]], known: Callable[[str], bool]
) -> str | None:
    """Return the stamp of a reply that was begun and whose stamp nobody kept, or None.

    All that the desk posts is marked, but for a stream that is not complete yet.

    Args:
        client: the workspace's client.
        messages: of the thread, after the question.
        known: tells whether a stamp is kept for some reply.
    """
    bare = [one for one in messages if one.get("bot_id") and not one.get("metadata")]
    left = [one for one in bare if not known(str(one.get("ts")))]
    if not left:
        return None
    with suppress(*_TROUBLES):
        own = client.auth_test()["user_id"]
        return next((str(one["ts"]) for one in left if one.get("user") == own), None)
    return None


def close_stream(client: WebClient, channel: str, ts: str) -> None:
    """Close the stream of a message; one that has died, or was no stream, needs nothing."""
    with suppress(*_TROUBLES):
        client.chat_stopStream(channel=channel, ts=ts)
