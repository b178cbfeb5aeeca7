"""From an event to one reply: read, claimed once, answered in its thread's order, posted."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.answer.frame import Frame, Threads
from bot.answer.language import detect_language
from bot.answer.question import Question
from bot.engines import EngineSource
from bot.slack.blocks import Message, build_messages, plain_message
from bot.slack.errors import described
from bot.slack.history import earlier_messages
from bot.slack.incoming import Incoming, read_event
from bot.slack.lanes import Lanes
from bot.slack.posting import Poster
from bot.slack.seen import Seen
from bot.words import Words
from bot.words.unofficial import unofficial_line

log = structlog.get_logger()


class Answering:
    """Answers events: acknowledged by the caller, claimed here, replied to by a worker.

    Args:
        engine_source: gives the engine once its index is there.
        threads: keeps the frames of threads, here by team, channel and thread.
        seen: tells a first delivery from a repeated one.
        poster: posts the reply.
        lanes: the workers.
        opencc: the OpenCC configuration for Traditional Chinese.
    """

    def __init__(
        self,
        engine_source: EngineSource,
        threads: Threads,
        seen: Seen,
        poster: Poster,
        lanes: Lanes,
        opencc: str,
    ) -> None:
        self._source = engine_source
        self._threads = threads
        self._seen = seen
        self._poster = poster
        self._lanes = lanes
        self._opencc = opencc

    def accept(self, body: Mapping[str, Any], client: WebClient) -> None:
        """Take an event: one reply follows, unless nobody asks or it was taken before."""
        incoming = read_event(body)
        if incoming and self._seen.claim(incoming.event_id, incoming.message):
            self._lanes.submit(incoming.thread, lambda: self._reply(incoming, client))

    def _reply(self, incoming: Incoming, client: WebClient) -> None:
        frame = self._threads.get(incoming.thread)
        try:
            messages = self._messages(incoming, frame, client)
        except Exception as error:
            log.error("answering failed", **_where(incoming), **described(error, incoming.text))
            key = "error" if self._source.ready() else "slack-not-ready"
            messages = [self._sentence(key, incoming, frame)]
        try:
            self._poster.post(client, incoming, messages)
        except Exception as error:  # the last frame of a worker: what it lets go is lost unseen
            log.error("reply not posted", **_where(incoming), **described(error, incoming.text))

    def _messages(
        self, incoming: Incoming, frame: Frame | None, client: WebClient
    ) -> list[Message]:
        if not self._source.ready():
            problem = self._source.problem()
            log.warning("not ready to answer", problem=problem, **_where(incoming))
            key = "slack-not-ready" if problem else "slack-starting"
            return [self._sentence(key, incoming, frame)]
        engine = self._source.engine()
        history = earlier_messages(client, incoming) if frame is None else ()
        question = Question(incoming.text, history, id=incoming.event_id or None)
        answer, frame = engine.answer(question, frame)
        self._threads.put(incoming.thread, frame)
        words = Words(answer.language, self._opencc)
        return build_messages(answer, words, unofficial_line(engine.knowledge, words))

    def _sentence(self, key: str, incoming: Incoming, frame: Frame | None) -> Message:
        language = detect_language(incoming.text, frame.language if frame else None).language
        return plain_message(Words(language, self._opencc)(key))


def _where(incoming: Incoming) -> dict[str, str]:
    return {"event_id": incoming.event_id, "thread": incoming.thread}
