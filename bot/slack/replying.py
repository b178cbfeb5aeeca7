"""Puts an answer where it belongs: into the thread, to the asker alone, or into their DM."""

from typing import Any

import structlog
from slack_sdk import WebClient

from bot.answer.language import detect_language
from bot.answer.question import Language
from bot.answer.record import Answer
from bot.engines import EngineSource, TellingEngine
from bot.handover.joining import WISH
from bot.slack.blocks import Message, build_messages, plain_message
from bot.slack.clients import Clients
from bot.slack.foot import Foot, show_again_block
from bot.slack.form_buttons import more_for
from bot.slack.landing import landing_of
from bot.slack.posting import Address, Poster
from bot.slack.streaming import ProgressStream
from bot.store.answers import StoredAnswer
from bot.store.channels import Channels
from bot.store.questions import Asked
from bot.store.replies import Replies
from bot.words import Words
from bot.words.unofficial import unofficial_line

log = structlog.get_logger()

# Where the question does not stand above its answer for everyone who reads it.
_TITLE = 80
_REPEATS = frozenset({"button", "command", "shortcut", "form"})


class Replying:
    """Sends, changes and takes back the replies to questions.

    Args:
        source: gives the engine, whose knowledge base the footer names.
        clients: the workspaces' clients.
        poster: sends messages once.
        replies: what was sent.
        channels: the settings, which tell whether a person can be asked.
        opencc: the OpenCC configuration for Traditional Chinese.
    """

    def __init__(
        self,
        source: EngineSource,
        clients: Clients,
        poster: Poster,
        replies: Replies,
        channels: Channels,
        opencc: str,
    ) -> None:
        self._source = source
        self._clients = clients
        self._poster = poster
        self._replies = replies
        self._channels = channels
        self._opencc = opencc

    def reserve(self, asked: Asked) -> float:
        """Take the next free moment of the question's channel; return the seconds until then."""
        return self._poster.reserve(Address(asked.team, asked.channel))

    def send(self, asked: Asked, answer: StoredAnswer) -> None:
        """Send the answer to a question; the moment of its first message was reserved.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        self._post(asked, f"answer:{asked.id}", self.messages(asked, answer), answer.kept.code)

    def say(self, asked: Asked, key: str, purpose: str = "answer") -> None:
        """Send a sentence of the desk's own instead of an answer, or (a purpose) beside it.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        self._post(asked, f"{purpose}:{asked.id}", [self.sentence(asked, key)], None)

    def refuse(self, asked: Asked, key: str) -> None:
        """Tell an asker, and nobody else, that there is no answer here; once a thread.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        if asked.channel.startswith("D"):
            self.say(asked, key)
            return
        respond = (asked.details or {}).get("response_url")
        to = Address(asked.team, asked.channel, asked.thread_ts, asked.user, respond=respond)
        name, message = f"{key}:{asked.thread}:{asked.user}", self.sentence(asked, key)
        client = self._clients.of(asked.team)
        self._poster.post(client, to, name, [message], asked.id, reserved=True)

    def notice(self, asked: Asked, key: str) -> None:
        """Tell the asker alone that the answer takes a while.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        to = Address(asked.team, asked.channel, asked.thread_ts, asked.user)
        message = self.sentence(asked, key)
        self._poster.post(
            self._clients.of(asked.team), to, f"{key}:{asked.id}", [message], asked.id, True
        )

    def status(self, asked: Asked) -> tuple[str, str]:
        """Return what is shown while a question is being answered, and its thread's title."""
        words = Words(self.language(asked), self._opencc)
        return words("slack-status"), asked.text[:_TITLE] or words("slack-title")

    def progress(self, asked: Asked) -> ProgressStream | None:
        """Return what shows the steps of an answer in its place.

        None where only one may see the answer, or where it takes no steps worth showing.
        """
        if not isinstance(self._source.engine(), TellingEngine):
            return None
        if asked.shown_to != "public" or (asked.details or {}).get("unaddressed"):
            return None
        client = self._clients.of(asked.team)
        to = self._address(client, asked)
        if to.thread_ts is None or to.only_for is not None:
            return None
        return ProgressStream(
            client, to.channel, to.thread_ts, (asked.team, asked.user), f"answer:{asked.id}",
            asked.id, self._replies, Words(self.language(asked), self._opencc),
            lambda: self._poster.reserve(to),
        )  # fmt: skip

    def was_sent(self, asked: Asked) -> bool:
        """Tell whether the reply to a question was sent."""
        sent = [one for one in self._replies.of_question(asked.id) if one.name.startswith("answer")]
        return bool(sent) and all(reply.sent for reply in sent)

    def update(self, asked: Asked, answer: StoredAnswer) -> None:
        """Put the answer to an edited question in the place of the one before.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        name = f"answer:{asked.id}"
        sent = [one for one in self._replies.of_question(asked.id) if one.name == name]
        if not sent:
            return
        client = self._clients.of(asked.team)
        to = self._address(client, asked)
        if to.only_for is not None:  # what one person alone sees cannot be changed
            messages = self.messages(asked, answer)
            self._post(asked, f"{name}:{asked.revision}", messages, answer.kept.code)
            return
        self._poster.update(client, to, name, self.messages(asked, answer), sent, asked.id)

    def take_back(self, asked: Asked) -> None:
        """Delete every message that answers a question.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        replies = self._replies.of_question(asked.id)
        if not replies:
            return
        client = self._clients.of(asked.team)
        to = self._address(client, asked)
        for reply in replies:
            self._poster.take_back(client, to, reply)

    def messages(self, asked: Asked, answer: StoredAnswer, share: bool = True) -> list[Message]:
        """Lay out the answer to a question.

        Args:
            asked: the question.
            answer: its answer.
            share: a private answer may be shared; False for the one that is being shared.
        """
        words = Words(answer.answer.language, self._opencc)
        staff = bool(self._channels.staff_channel(asked.team, asked.channel))
        private = asked.shown_to != "public" and share
        foot = Foot(
            answer.kept.code,
            person=staff,
            share=private and not asked.channel.startswith("D"),
            asked=asked.text if _is_elsewhere(asked) or not share or private else "",
            open=_leaves_open(answer),
            private=private or asked.channel.startswith("D"),
            further=self._further(asked, answer.answer, words) if share else (),
        )
        unofficial = unofficial_line(self._source.engine().knowledge, words)
        return build_messages(answer.answer, words, unofficial, foot)

    def sentence(self, asked: Asked, key: str) -> Message:
        """Return a sentence of the desk's own, in the question's language."""
        return plain_message(Words(self.language(asked), self._opencc)(key))

    def language(self, asked: Asked) -> Language:
        """Return the language to answer a question in."""
        return asked.language or detect_language(asked.text, None).language

    def _further(self, asked: Asked, answer: Answer, words: Words) -> tuple[dict[str, Any], ...]:
        """Return the button to what a rule in an answer still needs, where it needs anything."""
        typed = (asked.details or {}).get("given")
        knowledge = self._source.engine().knowledge
        block = more_for(answer, knowledge, words, landing_of(asked).text(), typed)
        return () if block is None else (block,)

    def _post(self, asked: Asked, name: str, messages: list[Message], code: str | None) -> None:
        client = self._clients.of(asked.team)
        to = self._address(client, asked)
        certain = self._poster.post(client, to, name, messages, asked.id, reserved=True)
        if not certain and code is not None:
            self._offer(client, to, asked, code)
            for reply in self._replies.of_question(asked.id):
                if reply.name == name and not reply.sent:
                    self._replies.sent(name, reply.part, None)

    def _offer(self, client: WebClient, to: Address, asked: Asked, code: str) -> None:
        """Offer a private answer by a button, where it may be lost.

        The offer holds no answer: one that may be lost itself is made again.
        """
        name = f"offer:{asked.id}"
        made = [one for one in self._replies.of_question(asked.id) if one.name == name]
        if not any(offer.sent for offer in made):
            self._replies.forget(name, 1)
            words = Words(self.language(asked), self._opencc)
            notice = plain_message(words("slack-maybe-lost"))
            offer = Message((*notice.blocks, show_again_block(code, words)), notice.text)
            if not self._poster.post(client, to, name, [offer], asked.id, reserved=True):
                raise OSError("the offer may be lost")

    def _address(self, client: WebClient, asked: Asked) -> Address:
        """Return where the reply to a question goes."""
        details = asked.details or {}
        if asked.shown_to == "dm" and not asked.channel.startswith("D"):
            opened = client.conversations_open(users=[asked.user])
            return Address(asked.team, str(opened["channel"]["id"]))
        if asked.shown_to == "private":
            return Address(
                asked.team, asked.channel, asked.thread_ts, asked.user,
                respond=details.get("response_url"),
            )  # fmt: skip
        root = asked.thread_ts if details.get("loose") else asked.root
        return Address(asked.team, asked.channel, root, since=asked.ts or asked.root)


def _leaves_open(answer: StoredAnswer) -> bool:
    """Tell whether an answer leaves its question to a person, or was asked for one."""
    status = answer.kept.record["status"]
    return status == "not_specified" or answer.topic == WISH


def _is_elsewhere(asked: Asked) -> bool:
    """Tell whether a question does not stand in the message that its answer follows."""
    return asked.place in _REPEATS or bool((asked.details or {}).get("pointed"))
