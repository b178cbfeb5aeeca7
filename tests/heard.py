"""Asks one engine by itself, through the API and through Slack, and keeps what it decided.

Nothing is sent over a network: the API is the real application under a test client, and Slack's
handler is called as its worker calls it, with a poster that keeps what it would post.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from fastapi.testclient import TestClient
from slack_sdk import WebClient

from bot.answer.engine import Engine
from bot.answer.frame import Frame, MemoryThreads
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.evaluation.grounding import Record
from bot.settings import Settings
from bot.slack.answering import Answering
from bot.slack.blocks import Message
from bot.slack.incoming import Incoming
from bot.slack.lanes import Lanes, Work
from bot.slack.posting import Poster
from bot.slack.seen import MemorySeen
from bot.web.app import create_app
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.engine_source import FixedSource
from tests.bot.slack.slack_reading import quotes
from tests.prove import ASKED_ON

FAILED: Record = {"status": "error", "citations": [], "figures": [], "confidence": 0.0}


@dataclass(frozen=True)
class Heard:
    """An answer as a door gives it.

    Attributes:
        record: the answer's record, in JSON's types, as far as the door shows it.
        decided: what was chosen for each request and how likely it was, in words.
    """

    record: Record
    decided: str

    @property
    def status(self) -> str:
        """The answer's status."""
        return str(self.record["status"])


class Listener:
    """An engine that is always asked on the same day, and keeps its last answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.last: Answer | None = None

    @property
    def knowledge(self) -> KnowledgeBase:
        """The engine's own."""
        return self._engine.knowledge

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer as the engine does."""
        answer, frame = self._engine.answer(replace(question, asked_on=ASKED_ON), frame)
        self.last = answer
        return answer, frame


class _Kept(Poster):
    """Posts nothing; what it would post is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: Sequence[Message] = ()

    def post(self, client: WebClient, incoming: Incoming, messages: Sequence[Message]) -> None:
        """Keep the messages."""
        self.messages = tuple(messages)


class _AtOnce(Lanes):
    """Runs work where it is submitted."""

    def __init__(self) -> None:
        super().__init__(1)

    def submit(self, lane: str, work: Work) -> None:
        """Run it."""
        work()


class Doors:
    """The doors of one engine."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._listener = Listener(engine)
        source = FixedSource(self._listener)
        opened = settings.model_copy(update={"rate_limit": 1_000_000})
        self._web = TestClient(create_app(source, MemoryThreads(), opened))
        self._poster = _Kept()
        self._slack = Answering(
            source, MemoryThreads(), MemorySeen(), self._poster, _AtOnce(), settings.opencc
        )
        self._numbers = count(1)

    def directly(self, text: str) -> Heard:
        """Ask the engine itself, in a thread of its own."""
        return self.in_thread(text, None)[0]

    def in_thread(self, text: str, frame: Frame | None) -> tuple[Heard, Frame]:
        """Ask the engine after the turns that made a frame."""
        answer, frame = self._listener.answer(Question(text), frame)
        return _heard(answer, answer.record()), frame

    def by_api(self, text: str) -> Heard:
        """Post the question to the API."""

        def post() -> Record:
            record: Record = self._web.post("/api/ask", json={"question": text}).json()
            return record

        return self._through(post)

    def by_slack(self, text: str) -> Heard:
        """Mention the desk in a channel; of the quotes, those that it would post count."""

        def deliver() -> Record:
            self._slack.accept(self._mention(text), WebClient())
            assert self._listener.last is not None, "Slack's handler asked nothing"
            record = self._listener.last.record()
            posted = quotes({"blocks": one.blocks} for one in self._poster.messages).values()
            shown = [cited for cited in record["citations"] if cited["quote"] in posted]
            return {**record, "citations": shown}

        return self._through(deliver)

    def _through(self, door: Callable[[], Record]) -> Heard:
        self._listener.last = None
        record = door()
        return _heard(self._listener.last, record)

    def _mention(self, text: str) -> dict[str, Any]:
        """Return the event of a mention, its text escaped as Slack does."""
        number = next(self._numbers)
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        event = {
            "type": "app_mention", "user": "U1", "channel": "C1", "ts": f"1800000000.{number:06d}",
            "text": f"<@UBOT> {escaped}",
        }  # fmt: skip
        return {"event_id": f"Ev{number}", "team_id": "T1", "event": event}


def _heard(answer: Answer | None, record: Record) -> Heard:
    plain = json.loads(json.dumps(record))
    if answer is None or answer.trace is None:
        return Heard({**FAILED, **plain}, "nothing was decided")
    chosen = (
        f"{one.candidate or f'none ({one.route})'} {one.probability:.2f}"
        for one in answer.trace.decide
    )
    return Heard(plain, " + ".join(chosen))
