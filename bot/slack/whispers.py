"""What the desk tells one person alone, beside its answers."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace

import structlog

from bot.answer.question import LANGUAGES, Language
from bot.slack.blocks import Block, Message, plain_message
from bot.slack.clients import Clients
from bot.slack.errors import described
from bot.slack.locale import Locales
from bot.slack.posting import Address, Poster
from bot.store.work import Payload, Work
from bot.words import Words

log = structlog.get_logger()

CHANNEL = re.compile(r"#([CG][A-Z0-9]+)\b")
"""A channel by its id, in the desk's own sentences."""


class Whispers:
    """Tells people things in the language in which they use Slack.

    Args:
        clients: the workspaces' clients.
        poster: sends messages once.
        locales: knows people's languages.
        work: runs what must survive a kill.
        opencc: the OpenCC configuration for Traditional Chinese.
    """

    def __init__(
        self, clients: Clients, poster: Poster, locales: Locales, work: Work, opencc: str
    ) -> None:
        self._clients = clients
        self._poster = poster
        self._locales = locales
        self._work = work
        self._opencc = opencc
        work.task("whisper", self._say)

    def words(self, team: str, user: str) -> Words:
        """Return the interface's words in a person's language."""
        return Words(self._locales.of(team, user), self._opencc)

    def words_in(self, language: str) -> Words:
        """Return the interface's words in the language that a view was shown in."""
        known: Language = next((one for one in LANGUAGES if one == language), "en")
        return Words(known, self._opencc)

    def tell(self, to: Address, user: str, event: str, key: str, **fields: str) -> None:
        """Tell a person a sentence soon; it is kept when this returns.

        Args:
            to: where; a channel of "" is their DM with the desk.
            user: the person.
            event: what it is told for: the same sentence is told once for it.
            key: the sentence's key of words.
            fields: what is filled into it.
        """
        self._work.do(
            "whisper",
            f"{event}:{key}",
            {"to": asdict(to), "user": user, "key": key, "fields": fields, "event": event},
        )

    def send(
        self, to: Address, user: str, name: str, messages: Sequence[Message],
        question_id: int | None = None,
    ) -> None:  # fmt: skip
        """Send messages to a person now, inside a task.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        client = self._clients.of(to.team)
        if not to.channel:
            opened = client.conversations_open(users=[user])
            to = replace(to, channel=str(opened["channel"]["id"]), only_for=None, respond=None)
        self._poster.post(client, to, name, messages, question_id)

    def _say(self, payload: Payload) -> None:
        to, user, key = Address(**payload["to"]), str(payload["user"]), str(payload["key"])
        try:
            words = self.words(to.team, user)
            message = _linked(words(key, **payload["fields"]))
            self.send(to, user, f"whisper:{payload['event']}:{key}", [message])
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("not told", what=key, team=to.team, **described(error))


def _linked(text: str) -> Message:
    """Return a message of a text in which "#C0123" names a channel."""
    message, parts = plain_message(text), CHANNEL.split(text)
    if len(parts) == 1:
        return message
    leaves: list[Block] = [
        {"type": "channel", "channel_id": part} if at % 2 else {"type": "text", "text": part}
        for at, part in enumerate(parts)
        if part
    ]
    section = {"type": "rich_text_section", "elements": leaves}
    return Message(({"type": "rich_text", "elements": [section]},), message.text)
