"""Scores the question sets under `tests/questions`; run by `make prove`.

Name files to score only those: `python -m tests.prove held-1`. With `--failures` each wrong
answer is listed with its causes.
"""

import sys
from datetime import date

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.settings import Settings
from bot.wiring import build_engine
from tests.scoring import QUESTIONS, Record, read_questions, shortcomings, table

ASKED_ON = date(2026, 11, 24)


def answer(engine: Engine, question: Record) -> Record:
    turns = question["turns"]
    asked = Question(turns[-1], tuple(turns[:-1]), ASKED_ON, id=question["id"])
    return engine.answer(asked)[0].record()


def main() -> None:
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    paths = sorted(QUESTIONS.glob("*.jsonl"))
    engine = build_engine(Settings(), print)
    source = engine.knowledge.source.text
    for path in paths:
        if names and path.stem not in names:
            continue
        results, quotes = [], 0
        for question in read_questions(path):
            record = answer(engine, question)
            quotes += len(record["citations"])
            found = shortcomings(question, record, source)
            results.append((question, found))
            if found and "--failures" in sys.argv:
                print(f"- {question['id']} {' >> '.join(question['turns'])}\n  {'; '.join(found)}")
        ungrounded = sum(
            any(cause.startswith(("not verbatim", "ungrounded")) for cause in found)
            for _, found in results
        )
        print(f"\n{path.stem}: {quotes} quotes; {ungrounded} answers with anything ungrounded")
        for key in ("", "lang", "group"):
            print("\n".join(f"  {line}" for line in table(results, key)))


if __name__ == "__main__":
    main()
