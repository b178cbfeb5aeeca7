"""`desk ask`: one answer on the terminal."""

import json

from bot.answer.record import Answer
from bot.words import Words


def print_answer(answer: Answer, words: Words, *, as_json: bool, with_trace: bool) -> None:
    """Print an answer as Markdown or as its record, and the trace where it is wanted."""
    if as_json:
        data = answer.record()
        if with_trace:
            data["trace"] = answer.trace
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    print(answer.text)
    if answer.suggestions:
        print("\n" + words("did-you-mean" if answer.status == "clarify" else "ask-next"))
        for suggestion in answer.suggestions:
            print(f"- {suggestion}")
    if with_trace:
        print("\n" + json.dumps(answer.trace, ensure_ascii=False, indent=2))
