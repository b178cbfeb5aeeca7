"""`desk ask`: one answer on the terminal."""

import json

from bot.answer.record import Answer
from bot.answer.trace_words import as_text, in_words
from bot.words import Words


def print_answer(answer: Answer, words: Words, *, as_json: bool, with_trace: bool) -> None:
    """Print an answer as Markdown or as its record, and where it is wanted why it is so."""
    trace = answer.trace if with_trace else None
    if as_json:
        data = answer.record()
        if trace is not None:
            data["trace"] = trace.plain()
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    print(answer.text)
    if answer.suggestions:
        print("\n" + words("did-you-mean" if answer.status == "clarify" else "ask-next"))
        for suggestion in answer.suggestions:
            print(f"- {suggestion}")
    if trace is not None:
        print("\n" + words("trace-why"))
        for line in as_text(in_words(trace, words), words):
            print(line)
