"""Sends messages: each one once for its purpose, whatever Slack answers and whenever we die."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks import Message
from bot.slack.errors import described, error_code, passes
from bot.slack.history import read_around
from bot.slack.marking import marked, stamp_of
from bot.slack.responding import responded
from bot.slack.streaming import close_stream, unfinished
from bot.store.pace import Pace
from bot.store.replies import Replies, Reply

log = structlog.get_logger()

# Slack did not take the form of the message; its text alone still answers.
_FORM = frozenset(
    {
        "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "invalid_metadata_format",
        "invalid_metadata_schema", "metadata_too_large", "msg_blocks_too_long", "msg_too_long",
    }
)  # fmt: skip
_GONE = frozenset({"message_not_found", "cant_delete_message", "cant_update_message"})


@dataclass(frozen=True)
class Address:
    """Where a message goes.

    Attributes:
        thread_ts: the thread that it stands in, or None for the channel itself.
        only_for: the one person who sees it, or None where everybody in the channel does.
        since: the stamp of the message that it answers: it stands after that one.
        respond: the address that Slack gave for responding to the person's command, if any.
    """

    team: str
    channel: str
    thread_ts: str | None = None
    only_for: str | None = None
    since: str | None = None
    respond: str | None = None


class Poster:
    """Sends, changes and takes back messages.

    Args:
        replies: remembers what was sent for which purpose.
        pace: keeps to Slack's rate in each channel.
        waits: seconds before each further try, where Slack has a passing trouble.
    """

    def __init__(self, replies: Replies, pace: Pace, waits: Sequence[float] = (1, 5, 15)) -> None:
        self._replies = replies
        self._pace = pace
        self._waits = tuple(waits)

    def reserve(self, to: Address) -> float:
        """Take the channel's next free moment, and return how many seconds away it is."""
        now = time.time()
        return max(0.0, self._pace.reserve(f"{to.team}:{to.channel}", now) - now)

    def post(
        self,
        client: WebClient,
        to: Address,
        name: str,
        messages: Sequence[Message],
        question_id: int | None = None,
        reserved: bool = False,
    ) -> bool:
        """Send the messages that serve a purpose, in order; what was sent before is not again.

        Args:
            client: the workspace's client.
            to: where they go.
            name: the purpose.
            messages: its messages.
            question_id: the question that they answer: they go when it goes.
            reserved: the moment of the first one was reserved and is there.

        Returns:
            False where a private message may have been sent or not: it is not sent again, and
            not said to be sent.

        Raises:
            SlackApiError: Slack refuses for good (the channel is archived, the token revoked).
            OSError: Slack cannot be reached.
        """
        certain = True
        for part, message in enumerate(messages, 1):
            reply = self._replies.intend(name, part, to.team, to.channel, question_id)
            if reply.sent:
                continue
            if not (reserved and part == 1):
                time.sleep(self.reserve(to))
            if to.only_for is not None:
                if not reply.tried and self._post_privately(client, to, message):
                    self._replies.sent(name, part, None)
                else:
                    certain = False
                continue
            ts = self._found(client, to, reply) if reply.tried and not reply.ts else None
            ts = ts or self._completed(client, to, reply, message)
            self._replies.sent(name, part, ts or self._post(client, to, reply, message))
        return certain

    def update(
        self,
        client: WebClient,
        to: Address,
        name: str,
        messages: Sequence[Message],
        sent: Sequence[Reply],
        question_id: int | None = None,
    ) -> None:
        """Put other messages in the place of those sent for a purpose.

        Args:
            client: the workspace's client.
            to: where they stand.
            name: the purpose.
            messages: its messages now.
            sent: what was sent for it before.
            question_id: the question that they answer.

        Raises:
            SlackApiError, OSError: as of `post`.
        """
        stamps = {reply.part: reply.ts for reply in sent if reply.ts}
        for part, message in enumerate(messages, 1):
            ts = stamps.pop(part, None)
            if ts is None or not self._change(client, to.channel, ts, message):
                if ts is not None:
                    self._replies.forget(name, part)
                reply = self._replies.intend(name, part, to.team, to.channel, question_id)
                ts = self._found(client, to, reply) if reply.tried else None
                self._replies.sent(name, part, ts or self._post(client, to, reply, message))
        for part, ts in stamps.items():
            self.take_back(client, to, Reply(name, part, to.team, to.channel, ts, True, True))

    def take_back(self, client: WebClient, to: Address, reply: Reply) -> None:
        """Delete a message that was sent; one that is gone already stays gone.

        One that is not known as sent is looked for; it may be on its way, so it is not forgotten.
        """
        ts = reply.ts
        if ts is None and not reply.sent and to.only_for is None:
            ts = self._found(client, to, reply)
        if ts is not None:
            _unless_gone(lambda: client.chat_delete(channel=reply.channel, ts=ts))
        if ts is not None or reply.sent:
            self._replies.forget(reply.name, reply.part)

    def _completed(
        self, client: WebClient, to: Address, reply: Reply, message: Message
    ) -> str | None:
        """Put a message into one that was begun as a stream; None where there is no such one.

        Where we died between beginning it and keeping its stamp, it is looked for.

        Raises:
            SlackApiError, OSError: as of `post`.
        """
        ts = reply.ts
        if ts is None and reply.tried and to.thread_ts is not None:
            around = read_around(client, to.channel, to.thread_ts, to.since)
            ts = unfinished(client, around, lambda one: self._replies.knows(to.channel, one))
        if ts is None:
            return None
        waits = list(self._waits)
        close_stream(client, to.channel, ts)
        while True:
            try:
                there = self._change(client, to.channel, ts, message, marked(reply))
                return ts if there else None
            except (SlackApiError, OSError, HTTPException) as error:
                if not passes(error) or not waits:
                    raise
                log.warning("stream not replaced", channel=to.channel, **described(error))
            time.sleep(waits.pop(0))

    def _found(self, client: WebClient, to: Address, reply: Reply) -> str | None:
        """Look for a message that may have been sent before; return its stamp.

        Raises:
            SlackApiError, OSError: it cannot be known now.
        """
        for wait in self._waits:
            try:
                return self._seen(client, to, reply)
            except (SlackApiError, OSError, HTTPException) as error:
                if not passes(error):
                    raise
                log.warning("channel not read", channel=to.channel, **described(error))
            time.sleep(wait)
        return self._seen(client, to, reply)

    @staticmethod
    def _seen(client: WebClient, to: Address, reply: Reply) -> str | None:
        return stamp_of(read_around(client, to.channel, to.thread_ts, to.since), reply)

    def _post(self, client: WebClient, to: Address, reply: Reply, message: Message) -> str:
        """Send one message, and return its stamp; a form that Slack refuses is left out."""
        form: dict[str, Any] = {
            "blocks": list(message.blocks),
            "metadata": marked(reply),
        }
        waits = list(self._waits)
        while True:
            try:
                response = client.chat_postMessage(
                    channel=to.channel, thread_ts=to.thread_ts, text=message.text,
                    unfurl_links=False, unfurl_media=False, **form,
                )  # fmt: skip
                return str(response.get("ts") or "")
            except (SlackApiError, OSError, HTTPException) as error:
                log.warning("post refused", channel=to.channel, part=reply.part, **described(error))
                code = error_code(error) if isinstance(error, SlackApiError) else ""
                if code in _FORM and "blocks" in form:
                    form.pop("blocks")
                    if "metadata" in code:
                        form.clear()
                    continue
                if not passes(error) or not waits:
                    raise
            time.sleep(waits.pop(0))
            if ts := self._found(client, to, reply):
                return ts

    def _post_privately(self, client: WebClient, to: Address, message: Message) -> bool:
        """Send a message that one person sees; False where it is not known if it was sent."""

        def send(**form: Any) -> None:
            if to.respond is not None and responded(to.respond, message.text, form):
                return
            client.chat_postEphemeral(
                channel=to.channel, user=to.only_for or "", thread_ts=to.thread_ts,
                text=message.text, **form,
            )  # fmt: skip

        try:
            try:
                send(blocks=list(message.blocks))
            except SlackApiError as error:
                if error_code(error) not in _FORM:
                    raise
                log.warning("post refused", channel=to.channel, **described(error))
                send()
        except (SlackApiError, OSError, HTTPException) as error:
            if not passes(error):
                raise
            log.warning("post not certain", channel=to.channel, **described(error))
            return False
        return True

    def _change(
        self,
        client: WebClient,
        channel: str,
        ts: str,
        message: Message,
        metadata: Mapping[str, Any] | None = None,
    ) -> bool:
        """Change a message; False where it is gone."""
        form: dict[str, Any] = {"blocks": list(message.blocks)}
        form |= {"metadata": metadata} if metadata else {}
        try:
            return _unless_gone(
                lambda: client.chat_update(channel=channel, ts=ts, text=message.text, **form)
            )
        except SlackApiError as error:
            if error_code(error) not in _FORM:
                raise
            log.warning("change refused", channel=channel, **described(error))
            return _unless_gone(
                lambda: client.chat_update(channel=channel, ts=ts, text=message.text, blocks=[])
            )


def _unless_gone(call: Callable[[], object]) -> bool:
    """Make a call about a message; False where the message is not there any more."""
    try:
        call()
    except SlackApiError as error:
        if error_code(error) not in _GONE:
            raise
        return False
    return True
