"""Takes a random third of the silences out of the data, and asks for them; run by `make prove`.

What nobody foresaw must come out as left open too. For each draw the knowledge folder is copied
without a third of its silences, their phrasings with them, and an index of it is built in a
temporary folder, as an ingest builds it; the vectors are those that the ingest kept. Then the
question sets named are asked of both indexes.

`python -m tests.draws set-1-tuned pairs-tuned --draws 1`: a draw takes some minutes.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.answer.engine import Engine
from bot.answer.frame import Frame
from bot.answer.question import Question
from bot.answer.retrieve import mixed, retrieve
from bot.answer.understand import understand
from bot.evaluation.answering import Result, evaluate_questions
from bot.evaluation.question_set import SetQuestion, read_set
from bot.settings import Settings
from bot.wiring import index_root, prepare
from ingest.publish import publish
from knowledge.knowledge_base import load_knowledge
from knowledge.search.encoder import Encoder, OnnxEncoder, Vectors
from knowledge.search.index import open_index
from tests.prove import ASKED_ON, QUESTIONS, quiet

SEEDS = (1, 2, 3, 4, 5)
PART = 1 / 3
SURE = 0.8
"""Above this confidence a wrong answer counts as stated surely."""

OPEN_TARGET, SURE_TARGET, LOSS_TARGET = 0.8, 0.01, 0.03


class Remembering:
    """An encoder that encodes no text twice: every draw is asked the same questions."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    @property
    def identity(self) -> str:
        """Names the weights."""
        return self._encoder.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimension)."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known |= zip(missing, self._encoder.encode_query(missing), strict=True)
        return np.vstack([self._known[text] for text in texts])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimension)."""
        return self._encoder.encode_document(texts)

    def has_word(self, word: str) -> bool:
        """Tell whether a word is one of its vocabulary."""
        return self._encoder.has_word(word)


@dataclass(frozen=True)
class Draw:
    """What a draw did to the questions; shares are 0..1.

    Attributes:
        removed: how many silences were taken out.
        asked: how many silent questions belong to them.
        open_before: the share of these that come out as not specified with the full index.
        open: the same without the silences.
        sure_before: the share of these that come out wrong with a high confidence with the full
            index.
        sure: the same without the silences.
        answered: how many questions the release answers.
        right_before: the share of these with a right status with the full index.
        right: the same without the silences.
    """

    removed: int
    asked: int
    open_before: float
    open: float
    sure_before: float
    sure: float
    answered: int
    right_before: float
    right: float

    @property
    def loss(self) -> float:
        """The share of answered questions whose right status was lost, on balance."""
        return self.right_before - self.right


def likeliest_silence(engine: Engine, question: SetQuestion) -> str:
    """Return the key of the silence that an index takes for the likeliest."""
    frame: Frame | None = None
    *earlier, text = question.turns
    for turn in earlier:
        _, frame = engine.answer(Question(turn, (), ASKED_ON), frame)
    understanding = understand(
        Question(text, (), ASKED_ON), frame, engine.knowledge.flag_readers, engine.index.mended
    )
    found = retrieve(understanding, frame, engine.index)
    evidence = found.whole
    if found.in_context is not None:
        evidence = mixed(found.whole, found.in_context, np.ones_like(evidence.probabilities))
    names = engine.index.topics
    silences = [at for at, name in enumerate(names) if name.startswith("silence:")]
    best = max(silences, key=lambda at: float(evidence.probabilities[at]))
    return names[best].partition(":")[2]


def without_silences(folder: Path, copy: Path, removed: frozenset[str]) -> None:
    """Copy a knowledge folder without some of its silences."""
    shutil.copytree(folder, copy)
    for path in (copy / "silences").glob("*.yaml"):
        data: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        data["silences"] = [row for row in data["silences"] if row["key"] not in removed]
        path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False), "utf-8")


@contextmanager
def drawn(settings: Settings, encoder: Encoder, removed: frozenset[str]) -> Iterator[Engine]:
    """Build and open an engine on data without some silences."""
    with tempfile.TemporaryDirectory(prefix="desk-draw-") as name:
        knowledge, root = Path(name) / "guideline", Path(name) / "index"
        without_silences(settings.knowledge, knowledge, removed)
        # A copy, so that the ingest's own file stays as it is, whatever is encoded here.
        shutil.copytree(index_root(settings) / "encoded", root / "encoded")
        publish(root, knowledge, encoder, quiet)
        index = open_index(root, encoder.identity, lambda: encoder)
        yield Engine(load_knowledge(knowledge), index, settings.opencc)


def measure(
    removed: frozenset[str],
    owners: dict[tuple[str, str], str],
    before: Sequence[Result],
    after: Sequence[Result],
) -> Draw:
    """Compare what was answered before a draw and after it.

    Args:
        removed: the keys of the silences taken out.
        owners: the likeliest silence of each silent question, by its set and id.
        before: the results with the full index.
        after: the results with the draw's; the same questions in the same order.
    """

    def belongs(result: Result) -> bool:
        return owners.get((result.question.set, result.question.id)) in removed

    asked_before, asked = (list(filter(belongs, results)) for results in (before, after))
    told_before, told = (
        [result for result in results if result.question.expect.status[0] == "answered"]
        for results in (before, after)
    )
    return Draw(
        len(removed),
        len(asked),
        _share([_open(result) for result in asked_before]),
        _share([_open(result) for result in asked]),
        _share([_sure(result) for result in asked_before]),
        _share([_sure(result) for result in asked]),
        len(told),
        _share([result.right_status for result in told_before]),
        _share([result.right_status for result in told]),
    )


def _open(result: Result) -> bool:
    return bool(result.record["status"] == "not_specified")


def _sure(result: Result) -> bool:
    return not result.right_status and float(result.record["confidence"]) > SURE


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0


def list_wrong(
    removed: frozenset[str],
    owners: dict[tuple[str, str], str],
    before: Sequence[Result],
    after: Sequence[Result],
) -> None:
    """List the silent questions of removed entries that do not come out as left open."""
    for was, result in zip(before, after, strict=True):
        if owners.get((result.question.set, result.question.id)) not in removed or _open(result):
            continue
        key = (result.question.set, result.question.id)
        decided = result.trace.get("decide", ())
        chosen = " + ".join(one["candidate"] or one["route"] for one in decided)
        print(
            f"- {key[0]}/{key[1]} {' >> '.join(result.question.turns)}\n    without "
            f"{owners[key]}: {result.record['status']} {result.record['confidence']:.2f}: {chosen}"
            f"; with it: {was.record['status']} {was.record['confidence']:.2f}"
        )


def print_table(draws: Sequence[tuple[str, Draw]]) -> None:
    """Print a row for each draw, and their mean."""
    numbers = {
        field.name: float(np.mean([getattr(draw, field.name) for _, draw in draws]))
        for field in fields(Draw)
    }
    mean = Draw(**numbers)  # type: ignore[arg-type]  # a mean of counts is no count
    print(
        f"\n{'draw':6}{'silences':>9}{'asked':>8}{'open before':>13}{'open':>8}{'sure before':>13}"
        f"{'sure wrong':>12}{'answered':>10}{'right before':>14}{'right':>8}{'loss':>8}"
    )
    for name, draw in (*draws, ("mean", mean)):
        print(
            f"{name:6}{draw.removed:9.0f}{draw.asked:8.0f}{draw.open_before:13.3f}{draw.open:8.3f}"
            f"{draw.sure_before:13.4f}{draw.sure:12.4f}{draw.answered:10.0f}{draw.right_before:14.3f}{draw.right:8.3f}"
            f"{draw.loss:8.3f}"
        )
    for met, target in (
        (mean.open >= OPEN_TARGET, f"at least {OPEN_TARGET:.0%} open"),
        (mean.sure <= SURE_TARGET, f"at most {SURE_TARGET:.0%} wrong and sure"),
        (mean.loss <= LOSS_TARGET, f"at most {LOSS_TARGET:.0%} of right statuses lost"),
    ):
        print(f"target: {target}: {'met' if met else 'missed'}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.draws")
    parser.add_argument("names", nargs="+", help="question sets, by their files' names")
    parser.add_argument("--draws", type=int, default=len(SEEDS), help="how many seeds")
    parser.add_argument("--failures", action="store_true", help="list what does not come out open")
    given = parser.parse_args()
    settings = Settings()
    identity = prepare(settings, print)
    encoder = Remembering(OnnxEncoder(settings.data / "encoder"))
    index = open_index(index_root(settings), identity, lambda: encoder)
    full = Engine(load_knowledge(settings.knowledge), index, settings.opencc)
    questions = [one for name in given.names for one in read_set(QUESTIONS / f"{name}.jsonl")]
    before = evaluate_questions(questions, full, ASKED_ON, quiet)
    owners = {
        (one.set, one.id): likeliest_silence(full, one)
        for one in questions
        if one.expect.status[0] == "not_specified" and "answered" not in one.expect.status
    }
    keys, draws = sorted(full.knowledge.silences), []
    for seed in SEEDS[: given.draws]:
        removed = frozenset(random.Random(seed).sample(keys, round(PART * len(keys))))
        with drawn(settings, encoder, removed) as engine:
            after = evaluate_questions(questions, engine, ASKED_ON, quiet)
        draws.append((str(seed), measure(removed, owners, before, after)))
        if given.failures:
            list_wrong(removed, owners, before, after)
        print_table(draws)


if __name__ == "__main__":
    main()
