"""Scores the question sets under `tests/questions`; run by `make prove`.

Name files to score only those: `python -m tests.prove set-1-held triplets/tuned`. With `--failures`
each wrong answer is listed with its causes.
"""

import sys
from collections.abc import Sequence
from datetime import date

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.settings import Settings
from bot.wiring import build_engine
from tests.scoring import QUESTIONS, Record, leaves, read_questions, shortcomings, table
from tests.triplets import misjudged

ASKED_ON = date(2026, 11, 24)


def answer(engine: Engine, question: Record) -> Record:
    turns = question["turns"]
    asked = Question(turns[-1], tuple(turns[:-1]), ASKED_ON, id=question["id"])
    return engine.answer(asked)[0].record()


def states_wrong_figure(question: Record, record: Record) -> bool:
    """Tell whether a figure that the question names as wrong is among the outputs."""
    outputs = {value for figure in record["figures"] for value in leaves(figure["outputs"])}
    return bool(outputs & set(question.get("wrong_values", ())))


def judge_triplets(engine: Engine, names: Sequence[str], failures: bool) -> None:
    """Judge the verdicts over triplets, file by file."""
    for path in sorted(QUESTIONS.glob("triplets/*.jsonl")):
        if names and not {"triplets", f"triplets/{path.stem}"} & set(names):
            continue
        questions = read_questions(path)
        wrong = {q["id"]: cause for q in questions if (cause := misjudged(q, answer(engine, q)))}
        print(f"\ntriplets/{path.stem}: {len(wrong)} of {len(questions)} verdicts wrong")
        for key, cause in wrong.items() if failures else ():
            print(f"- {key}: {cause}")


def main() -> None:
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    paths = sorted(QUESTIONS.glob("*.jsonl"))
    engine = build_engine(Settings(), print)
    source = engine.knowledge.source.text
    for path in paths:
        if names and path.stem not in names:
            continue
        results, quotes, wrong = [], 0, 0
        for question in read_questions(path):
            record = answer(engine, question)
            quotes += len(record["citations"])
            wrong += states_wrong_figure(question, record)
            found = shortcomings(question, record, source)
            results.append((question, found))
            if found and "--failures" in sys.argv:
                print(f"- {question['id']} {' >> '.join(question['turns'])}\n  {'; '.join(found)}")
        ungrounded = sum(
            any(cause.startswith(("not verbatim", "ungrounded")) for cause in found)
            for _, found in results
        )
        print(
            f"\n{path.stem}: {quotes} quotes; {ungrounded} answers with anything ungrounded; "
            f"{wrong} with a wrong figure"
        )
        for key in ("", "lang", "group"):
            print("\n".join(f"  {line}" for line in table(results, key)))
    judge_triplets(engine, names, "--failures" in sys.argv)


if __name__ == "__main__":
    main()
