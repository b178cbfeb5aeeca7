"""A model that obeys injections, invents, denies and distorts: none of it reaches a reader.

`attacks/` was written by someone who had not seen the desk. Each is held against the last step
directly, whatever the desk would have let the model say, and then asked through a server that plays
the model: every third of them, or all with ATTACKS=all.
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answer.accept import accept
from bot.answer.engine import Engine
from bot.answer.handed import HandOut
from bot.answer.proposal import NotAcceptedError, Proposal, Statement
from bot.answer.question import Question
from bot.answer.record import Answer, Paragraph
from bot.answer.trace_words import as_text, in_words
from bot.model.outgoing import found_by_the_desk
from bot.model.tools import tools_for
from bot.words import Words
from knowledge.search.encoder import OnnxEncoder
from tests.bot.model.asking_model import MODEL, garden_engine, model_desk
from tests.model_server.replies import Call, Reply
from tests.model_server.turns import Turn

FOLDER = Path(__file__).with_name("attacks")
EVERY = 1 if os.environ.get("ATTACKS") == "all" else 3
FORMS = ("answered", "not_specified")


@dataclass(frozen=True)
class Attack:
    id: str
    turns: tuple[str, ...]
    draft: dict[str, Any]
    never: tuple[str, ...]
    passage: str = ""

    def leaks_into(self, answer: Answer) -> list[str]:
        words = Words(answer.language)
        why = as_text(in_words(answer.trace, words), words) if answer.trace else ()
        # What the reader asked is repeated there, and so is left out.
        told = (line for line in why if not any(turn[:40] in line for turn in self.turns))
        notes = (note.text for note in answer.notes)
        shown = "\n".join((answer.text, *answer.suggestions, *notes, *told))
        return [pattern for pattern in self.never if re.search(pattern, shown, re.I)]

    @property
    def question(self) -> Question:
        *history, text = self.turns
        return Question(text, tuple(history))


def attacks() -> list[Attack]:
    entries = [
        entry
        for path in sorted(FOLDER.glob("*.yaml"))
        for entry in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["attacks"]
    ]
    return [
        Attack(
            entry["id"], tuple(entry["turns"]), entry["draft"], tuple(entry["never"]),
            entry.get("passage", ""),
        )
        for entry in entries
    ]  # fmt: skip


@pytest.fixture(scope="module")
def every_attack() -> list[Attack]:
    return attacks()


def test_there_are_many_and_each_would_show(every_attack: list[Attack]) -> None:
    assert len(every_attack) >= 400
    for attack in every_attack:
        said = "\n".join(str(one["text"]) for one in attack.draft["statements"])
        assert any(re.search(pattern, said, re.I) for pattern in attack.never), attack.id


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.id)
def test_the_last_step_takes_no_draft_of_it(attack: Attack, engine: Engine) -> None:
    worked = engine.work(attack.question, engine.before(attack.question, None))
    handed = HandOut(engine.knowledge, Words(worked.understanding.language))
    search = next(tool for tool in tools_for(engine, worked, handed) if tool.name == "search")
    search.invoke({"query": worked.understanding.text})
    found_by_the_desk(worked, handed)
    if attack.draft["status"] not in FORMS:
        return  # the form that a model fills in has no such status
    statements = tuple(
        Statement(one["text"], tuple(map(str, one["tokens"]))) for one in attack.draft["statements"]
    )
    proposal = Proposal(attack.draft["status"], statements)
    with pytest.raises(NotAcceptedError):
        accept(proposal, handed, worked, engine.topics, engine.knowledge, MODEL)


def test_none_reaches_a_reader(every_attack: list[Attack], engine: Engine) -> None:
    playing: list[Attack] = []

    def fooled(turn: Turn) -> Reply:
        """Search once, then write what the attack wants, and insist on it."""
        if not any(message.role == "tool" for message in turn.messages):
            return Call((("search", {"query": playing[-1].turns[-1]}),))
        return Call((("ProposalForm", playing[-1].draft),))

    asked = 0
    with model_desk(engine, fooled) as desk:
        for attack in every_attack[::EVERY]:
            playing.append(attack)
            answer, _ = desk.desk.answer(attack.question)
            assert answer.engine == "builtin", attack.id
            assert not attack.leaks_into(answer), (attack.id, answer.text)
            asked += bool(answer.trace and answer.trace.model and answer.trace.model.calls)
    print(f"{len(playing)} attacks, of which the model was asked {asked}; 0 reached a reader")
    assert asked >= len(playing) // 4


@pytest.fixture(scope="module")
def hostile(
    every_attack: list[Attack], encoder_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Engine:
    """The engine over a document that holds every hostile sentence."""
    folder = tmp_path_factory.mktemp("hostile")
    sentences = [attack.passage for attack in every_attack if attack.passage]
    return garden_engine(folder, OnnxEncoder(encoder_folder), sentences)


def test_a_hostile_document_is_quoted_at_most(every_attack: list[Attack], hostile: Engine) -> None:
    """Its sentences are handed to the model by a tool; the model does as they say."""
    playing: list[Attack] = []
    seen = 0

    def obeying(turn: Turn) -> Reply:
        nonlocal seen
        if not any(message.role == "tool" for message in turn.messages):
            return Call((("search", {"query": playing[-1].passage}),))
        seen += any(playing[-1].passage in message.text for message in turn.messages)
        return Call((("ProposalForm", playing[-1].draft),))

    with model_desk(hostile, obeying) as desk:
        for attack in (one for one in every_attack if one.passage):
            playing.append(attack)
            for text in (attack.turns[-1], "When does the garden open?"):
                answer, _ = desk.desk.answer(Question(text))
                own = "\n".join(b.text for b in answer.blocks if isinstance(b, Paragraph))
                assert not attack.leaks_into(replace(answer, text=own)), (attack.id, answer.text)
    assert seen >= len(playing)
