"""What is sent stays as long as it was while the document grows; to 10,000 with PASSAGES."""

import json
import os
from pathlib import Path

from bot.answer.question import Question
from knowledge.search.encoder import OnnxEncoder
from tests.bot.model.asking_model import arranging, garden_engine, handed_in, model_desk
from tests.model_server.replies import Call, Reply
from tests.model_server.turns import Turn

PASSAGES = int(os.environ.get("PASSAGES", "300"))
MORE = 1.5


def searching(turn: Turn) -> Reply:
    if len([message for message in turn.messages if message.role == "tool"]) < 2:
        return Call((("search", {"query": f"garden opening {turn.number}"}),))
    return arranging(turn)


def sent(folder: Path, passages: int, encoder: OnnxEncoder) -> tuple[int, int]:
    """Return the bytes of the longest prompt for a question, and the tokens of all."""
    more = [f"Bed {number} of the garden is watered on day {number}." for number in range(passages)]
    with model_desk(garden_engine(folder, encoder, more), searching) as desk:
        answer, _ = desk.desk.answer(Question("On which date does the garden open?"))
        turns = desk.server.turns
    assert answer.trace is not None
    assert answer.trace.model is not None
    assert max(len(handed_in(turn)) for turn in turns) > 5
    longest = max(len(json.dumps(dict(turn.raw))) for turn in turns)
    return longest, answer.trace.model.tokens_in + answer.trace.model.tokens_out


def test_a_prompt_does_not_grow_with_the_document(tmp_path: Path, encoder_folder: Path) -> None:
    encoder = OnnxEncoder(encoder_folder)
    few, used = sent(tmp_path / "few", 10, encoder)
    many, used_then = sent(tmp_path / "many", PASSAGES, encoder)
    print(f"10 passages: {few} bytes at most, {used} tokens; "
          f"{PASSAGES}: {many} bytes, {used_then} tokens")  # fmt: skip
    assert many < MORE * few
    assert used_then < MORE * used
