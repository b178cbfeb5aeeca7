"""Scores the question sets under `tests/questions`; run by `make prove`.

Name files to score only those: `python -m tests.prove set-1-held triplets/tuned`. With `--failures`
each wrong answer is listed with its causes. The judgement is that of `desk evaluate`.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.evaluation.answering import Result, evaluate_questions
from bot.evaluation.grounding import Record, loose_by_grammar
from bot.evaluation.question_set import read_set
from bot.evaluation.shares import Share, overall, shares_by, states_wrong_value
from bot.settings import Settings
from bot.wiring import build_engine
from tests.triplets import misjudged

QUESTIONS = Path(__file__).parent / "questions"
ASKED_ON = date(2026, 11, 24)


def quiet(_: str) -> None:
    """A set takes seconds: nobody needs to be told how far it is."""


def line(share: Share) -> str:
    low, high = share.interval
    counts = f"{share.right}/{share.of} = {share.share:.3f}"
    return f"  {share.name:24} {counts}  [{low:.3f}, {high:.3f}]"


def ungrounded(result: Result) -> bool:
    kinds = {cause.kind for cause in result.causes}
    by_grammar = loose_by_grammar(result.question.turns, result.record)
    return bool(kinds & {"citation", "number"} or by_grammar)


def judge_set(engine: Engine, path: Path, failures: bool) -> None:
    """Judge one set's answers."""
    results = evaluate_questions(read_set(path), engine, ASKED_ON, quiet)
    for result in results if failures else ():
        if not result.right:
            causes = "; ".join(cause.text for cause in result.causes)
            print(f"- {result.question.id} {' >> '.join(result.question.turns)}\n  {causes}")
    quotes = sum(len(result.record["citations"]) for result in results)
    print(
        f"\n{path.stem}: {quotes} quotes; {sum(map(ungrounded, results))} answers with anything "
        f"ungrounded; {sum(map(states_wrong_value, results))} with a wrong figure"
    )
    print(line(overall(results)))
    for share in shares_by(results, lambda result: result.question.language):
        print(line(share))
    for share in shares_by(results, lambda result: result.question.group):
        print(line(share))


def judge_triplets(engine: Engine, names: Sequence[str], failures: bool) -> None:
    """Judge the verdicts over triplets, file by file."""
    for path in sorted(QUESTIONS.glob("triplets/*.jsonl")):
        if names and not {"triplets", f"triplets/{path.stem}"} & set(names):
            continue
        questions = [json.loads(row) for row in path.read_text("utf-8").splitlines() if row]
        wrong = {q["id"]: cause for q in questions if (cause := misjudged(q, answer(engine, q)))}
        print(f"\ntriplets/{path.stem}: {len(wrong)} of {len(questions)} verdicts wrong")
        for key, cause in wrong.items() if failures else ():
            print(f"- {key}: {cause}")


def answer(engine: Engine, question: Record) -> Record:
    turns = question["turns"]
    asked = Question(turns[-1], tuple(turns[:-1]), ASKED_ON, id=question["id"])
    return engine.answer(asked)[0].record()


def main() -> None:
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    failures = "--failures" in sys.argv
    engine = build_engine(Settings(), print)
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        if not names or path.stem in names:
            judge_set(engine, path, failures)
    judge_triplets(engine, names, failures)


if __name__ == "__main__":
    main()
