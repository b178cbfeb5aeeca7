"""Writes the tables of whole readings anew, for a change that is meant to change readings.

Run as `python -m tests.knowledge.amounts.rewrite`, and look at what `git diff` then shows.
"""

import json
from pathlib import Path

from tests.knowledge.amounts.full import everything


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("*.jsonl")):
        texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
        rows = [{"text": text, **everything(text)} for text in texts]
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        path.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
