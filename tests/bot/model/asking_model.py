"""The desk with a model in front, which a script plays; and scripts that several tests use."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel

from bot.answer.engine import Engine
from bot.model.chat import open_chat_model
from bot.model.drafting import Drafter
from bot.model.engine import ModelEngine
from bot.model.limits import Limits, Rest
from ingest.check import check_folder
from ingest.publish import publish
from knowledge.knowledge_base import load_knowledge
from knowledge.search.encoder import OnnxEncoder
from knowledge.search.index import open_index
from tests.ingest.tiny_knowledge import write_tiny_knowledge
from tests.model_server.replies import Call, Reply, Script
from tests.model_server.server import ModelServer
from tests.model_server.turns import ProtocolName, Turn

MODEL = "a-model"
_HANDED = re.compile(r"^\{([a-z]\d+)\} (.*)$", re.M)


@dataclass
class CountingBudget:
    """A budget in memory."""

    questions: int = 1_000_000
    tokens: int = 0
    asked: list[int] = field(default_factory=list)

    def left(self, day: date) -> bool:
        return len(self.asked) < self.questions

    def use(self, day: date, tokens: int) -> None:
        self.asked.append(tokens)


@dataclass(frozen=True)
class Asked:
    """A desk with a model, and what plays the model."""

    desk: ModelEngine
    chat: BaseChatModel
    drafter: Drafter
    server: ModelServer
    budget: CountingBudget


@contextmanager
def model_desk(
    engine: Engine,
    script: Script,
    protocol: ProtocolName = "openai",
    limits: Limits | None = None,
    budget: CountingBudget | None = None,
    send_question: bool = True,
    rest: Rest | None = None,
) -> Iterator[Asked]:
    """Put a model that a script plays in front of an engine."""
    budget = budget or CountingBudget()
    limits = limits or Limits()
    with ModelServer(script) as server:
        chat = open_chat_model(
            f"{protocol}:{MODEL}", server.base_url(protocol), "test-key", limits.seconds
        )
        drafter = Drafter(chat, limits)
        # A model that fails is asked again at once here, unless a test is about its rest.
        rest = rest or Rest(failures=1_000_000)
        desk = ModelEngine(engine, drafter, MODEL, budget, send_question, rest)
        yield Asked(desk, chat, drafter, server, budget)


def garden_engine(folder: Path, encoder: OnnxEncoder, more: Sequence[str]) -> Engine:
    """Return the engine over the tiny document of a garden, with further sentences in it."""
    knowledge = write_tiny_knowledge(folder / "garden", more)
    assert check_folder(knowledge).problems == ()
    publish(folder / "index", knowledge, encoder, lambda _: None)
    index = open_index(folder / "index", encoder.identity, lambda: encoder)
    return Engine(load_knowledge(knowledge), index)


def handed_in(turn: Turn) -> dict[str, str]:
    """Return the tokens that the model was handed so far, with their words."""
    found: dict[str, str] = {}
    for message in turn.messages:
        if message.role != "assistant":
            found |= dict(_HANDED.findall(message.text))
    return found


def propose(status: str, *statements: tuple[str, list[str]]) -> Reply:
    """Return a draft as a model gives it."""
    drafted: list[Any] = [{"text": text, "tokens": tokens} for text, tokens in statements]
    return Call((("ProposalForm", {"status": status, "statements": drafted}),))


def arranging(turn: Turn) -> Reply:
    """Play a model that says what it was handed, each token in a statement of its own."""
    tokens = [token for token in handed_in(turn) if token[0] in "ar"]
    return propose("answered", *((f"{{{token}}}", [token]) for token in tokens))
