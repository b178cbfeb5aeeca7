"""Sends messages: each one once for its purpose, whatever Slack answers and whenever we die."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.slack.blocks import Message
from bot.slack.errors import described, error_code
from bot.slack.history import read_thread
from bot.store.pace import Pace
from bot.store.replies import Replies, Reply

log = structlog.get_logger()

_TIMEOUT = 15
_OK = 200
_EVENT_TYPE = "guideline_desk"
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
            False where a private message may have been sent before or not: it is not sent again.

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
                certain = certain and not reply.tried
                if not reply.tried:
                    self._post_privately(client, to, message)
                self._replies.sent(name, part, None)
                continue
            ts = _posted(client, to, reply) if reply.tried else None
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
                self._replies.sent(name, part, self._post(client, to, reply, message))
        for part, ts in stamps.items():
            self.take_back(client, Reply(name, part, to.team, to.channel, ts, True, True))

    def take_back(self, client: WebClient, reply: Reply, to: Address | None = None) -> None:
        """Delete a message that was sent; one that is gone already stays gone.

        Args:
            client: the workspace's client.
            reply: the message.
            to: where to look for it where it is not known as sent; None does not look.
        """
        ts = reply.ts
        if ts is None and not reply.sent:
            ts = _posted(client, to, reply) if to is not None and to.only_for is None else None
            if ts is None:
                return  # whoever is just sending it finds its question gone afterwards
        if ts is not None:
            _unless_gone(lambda: client.chat_delete(channel=reply.channel, ts=str(ts)))
        self._replies.forget(reply.name, reply.part)

    def _post(self, client: WebClient, to: Address, reply: Reply, message: Message) -> str:
        """Send one message, and return its stamp; a form that Slack refuses is left out."""
        payload = {"name": reply.name, "part": reply.part}
        form: dict[str, Any] = {
            "blocks": list(message.blocks),
            "metadata": {"event_type": _EVENT_TYPE, "event_payload": payload},
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
                if (code and not _passes(code)) or not waits:
                    raise
            time.sleep(waits.pop(0))
            if ts := _posted(client, to, reply):
                return ts

    def _post_privately(self, client: WebClient, to: Address, message: Message) -> None:
        """Send a message that one person sees."""

        def send(**form: Any) -> None:
            if to.respond is not None and _responded(to.respond, message.text, form):
                return
            client.chat_postEphemeral(
                channel=to.channel, user=to.only_for or "", thread_ts=to.thread_ts,
                text=message.text, **form,
            )  # fmt: skip

        try:
            send(blocks=list(message.blocks))
        except SlackApiError as error:
            if error_code(error) not in _FORM:
                raise
            log.warning("post refused", channel=to.channel, **described(error))
            send()

    def _change(self, client: WebClient, channel: str, ts: str, message: Message) -> bool:
        """Change a message; False where it is gone."""
        form: Mapping[str, Any] = {"blocks": list(message.blocks)}
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


def _responded(address: str, text: str, form: Mapping[str, Any]) -> bool:
    """Send a message to the address that came with a command; False where it is used up.

    It reaches the person also where the desk is no member of the channel.
    """
    webhook = WebhookClient(address, timeout=_TIMEOUT, retry_handlers=[])
    answered = webhook.send(text=text, response_type="ephemeral", replace_original=False, **form)
    return answered.status_code == _OK


def _unless_gone(call: Callable[[], object]) -> bool:
    """Make a call about a message; False where the message is not there any more."""
    try:
        call()
    except SlackApiError as error:
        if error_code(error) not in _GONE:
            raise
        return False
    return True


def _passes(code: str) -> bool:
    """Tell whether a code names a trouble that passes; "status_…" is an answer without JSON."""
    return code in _PASSING or code.startswith("status_5")


def _posted(client: WebClient, to: Address, reply: Reply) -> str | None:
    """Look for a message of this purpose: a call that failed may have been done all the same."""
    ours = {"name": reply.name, "part": reply.part}
    for message in _around(client, to):
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == _EVENT_TYPE and metadata.get("event_payload") == ours:
            return str(message["ts"])
    return None


def _around(client: WebClient, to: Address) -> Sequence[Mapping[str, Any]]:
    """Read the thread that a message would stand in, or the channel's last messages."""
    if to.thread_ts is not None:
        since = {"oldest": to.since} if to.since else {}
        return read_thread(client, to.channel, to.thread_ts, include_all_metadata=True, **since)
    try:
        response = client.conversations_history(
            channel=to.channel, limit=100, include_all_metadata=True
        )
    except (SlackApiError, OSError) as error:
        log.warning("channel not read", channel=to.channel, **described(error))
        return ()
    found: Sequence[Mapping[str, Any]] = response.get("messages") or ()
    return found
