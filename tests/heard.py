"""Asks one engine by itself, through the API and through Slack, and keeps what it decided.

Nothing is sent over a network: the API is the real application under a test client, and what
Slack would be sent is built and not sent.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from fastapi.testclient import TestClient

from bot.answer.engine import Engine
from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.evaluation.grounding import Record
from bot.settings import Settings
from bot.slack.clients import Clients
from bot.slack.gate import Admitted
from bot.slack.incoming import Written, read_event
from bot.slack.meaning import question_of
from bot.slack.posting import Poster
from bot.slack.replying import Replying
from bot.store.channels import Channels, ChannelSettings
from bot.store.pace import Pace
from bot.store.replies import Replies
from bot.web.app import create_app
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.engine_source import FixedSource
from tests.bot.remembering import asking_of, new_database
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

    def problem(self) -> str | None:
        """The engine's own."""
        return self._engine.problem()

    def answer(self, question: Question, frame: Frame | None = None) -> tuple[Answer, Frame]:
        """Answer as the engine does."""
        answer, frame = self._engine.answer(replace(question, asked_on=ASKED_ON), frame)
        self.last = answer
        return answer, frame


class Doors:
    """The doors of one engine."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._listener = Listener(engine)
        source = FixedSource(self._listener)
        opened = settings.model_copy(update={"rate_limit": 1_000_000})
        database = new_database()
        self._asking = asking_of(source, database)
        self._web = TestClient(create_app(self._asking, opened))
        clients = Clients(lambda _: None, "", logging.getLogger())
        replies = Replies(database)
        self._replying = Replying(
            source, clients, Poster(replies, Pace(database)), replies, Channels(database),
            settings.opencc,
        )  # fmt: skip
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
            written = read_event(self._mention(text))
            assert isinstance(written, Written)
            admitted = Admitted("mention", ChannelSettings())
            asked = self._asking.questions.accept(question_of(written, admitted))
            assert asked is not None
            given = self._asking.answer(asked)
            assert given is not None
            assert self._listener.last is not None, "Slack's handler asked nothing"
            messages = self._replying.messages(asked, given)
            record = self._listener.last.record()
            posted = quotes({"blocks": one.blocks} for one in messages).values()
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
