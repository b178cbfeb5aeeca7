"""Times an answer against a bare look-up, and a fresh process to its first answer.

Run by `make bench`. The baseline of the first table is what no answer can do without: the
same encodings of the question and one query of the same collection, measured in turn with
the answers. The second table is a whole process, from start to the end of its first answer.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.settings import Settings
from bot.wiring import build_engine
from knowledge.search.index import NEAREST, TOPICS

ROUNDS = 12
PROCESSES = 5
QUESTIONS = (
    "When does the Implementation Guideline take effect?",
    "If the city provides 10 million yuan of operating funds, what must the district provide?",
    "Which bodies are on the work group?",
    "What is the deadline for applications?",
    "What does Item Twelve say?",
    "实施意见什么时候开始施行？",
    "市级投入运行经费350万元，区级最低是多少？",
    "工作推进小组由哪些单位组成？",
    "申请的截止日期是什么时候？",
    "第十二条讲了什么？",
)


def main() -> None:
    engine = build_engine(Settings(), print)
    for question in QUESTIONS:
        engine.answer(Question(question))
    answers, lookups = [], []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            answers.append(milliseconds(lambda q=question: engine.answer(Question(q))))
            lookups.append(milliseconds(lambda q=question: look_up(engine, q)))
    print(f"{len(answers)} warm one-turn answers against a bare look-up, in milliseconds")
    print(f"{'':10}{'answer':>10}{'look-up':>10}{'ratio':>8}")
    for name, at in (("p50", 50), ("p95", 95)):
        one, other = percentile(answers, at), percentile(lookups, at)
        print(f"{name:10}{one:10.1f}{other:10.1f}{one / other:8.2f}")
    print(f"a fresh process to its first answer, {PROCESSES} times: median (most)")
    fresh_process()
    runs = [fresh_process() for _ in range(PROCESSES)]
    for name, unit, values in (
        ("wall", "s", [wall for wall, _ in runs]),
        ("memory", "MB", [memory for _, memory in runs]),
    ):
        print(f"{name:10}{statistics.median(values):10.2f} {unit} ({max(values):.2f})")


def look_up(engine: Engine, question: str) -> None:
    """Encode a question as the engine does, and query the topics' collection."""
    engine.index.vectors.nearest(TOPICS, engine.index.encoder.encode_query([question]), NEAREST)


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def percentile(values: list[float], at: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[at - 1]


def fresh_process() -> tuple[float, float]:
    """Return seconds and the peak resident megabytes of `desk ask`."""
    desk = Path(sys.executable).parent / "desk"
    # As on any machine after the first run: Python keeps what it has compiled.
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen([desk, "ask", QUESTIONS[0]], stdout=subprocess.DEVNULL, env=kept)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"desk ask ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
