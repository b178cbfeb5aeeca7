"""Answers out of one entry each, made as the engine makes them once it has chosen; no index."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from bot.answer.basis import basis_of, chosen_entries
from bot.answer.choose import Choice
from bot.answer.compose import compose
from bot.answer.compute import compute
from bot.answer.markdown import write_markdown
from bot.answer.question import LANGUAGES, Language, Question
from bot.answer.record import Answer, Route
from bot.answer.understand import understand
from bot.answer.verify import verify
from bot.receipts.kept import KeptAnswer, keep
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

ASKED_ON = date(2026, 11, 24)
KEPT_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ROUTES: dict[str, Route] = {
    "answer": "curated", "open": "silence", "silence": "silence", "scope": "scope",
    "note": "discrepancy", "rule": "rule", "item": "item", "": "passages",
}  # fmt: skip


def answer_of(
    candidate: str, knowledge: KnowledgeBase, language: Language, text: str = "who pays?"
) -> Answer:
    """The answer to a message where a candidate was chosen for it."""
    question = Question(text, (), ASKED_ON, language, "q-1")
    understanding = understand(question, None, knowledge.flag_readers, str)
    sentences = (("sentence:40", 0.9), ("sentence:41", 0.8)) if not candidate else ()
    route = ROUTES[candidate.partition(":")[0]]
    choices = (Choice(text, route, candidate, 0.93, sentences=sentences, clarity=0.9),)
    computed = compute(choices, understanding, None, knowledge)
    draft, words = compose(choices, computed, understanding, knowledge), Words(language)
    verified = verify(draft, understanding.shown, knowledge, words)
    shown = (verified.blocks, verified.citations, verified.figures, verified.notes)
    return Answer(
        "q-1", understanding.shown, language, draft.status, draft.route,
        write_markdown(*shown, words), *shown[1:], tuple(map(words.script, draft.suggestions)),
        0.93, draft.engine, 12.345, verified.blocks,
        basis=basis_of(
            draft, candidate or None, chosen_entries(choices, computed, draft, knowledge),
            computed.frame.inputs, ASKED_ON, "s2tw",
        ),
    )  # fmt: skip


def kept_of(
    candidate: str, knowledge: KnowledgeBase, language: Language, text: str = "who pays?"
) -> KeptAnswer:
    return keep(answer_of(candidate, knowledge, language, text), knowledge, KEPT_AT)


SAID: dict[str, str] = {
    "rule:co-funding/minimum": "the city gives 8m for operating, the district 5m",
    "rule:co-funding/split": "市里运行经费800万，区里占60%，合计多少",
    "rule:diminishing/pattern": "5m in 2019, 5m in 2020, 4m in 2021",
    "rule:money-sources/source": "建设3000万，运行800万，钱从哪里来",
    "rule:contract/complete": "the contract sets targets and content but no assessment items",
    "rule:eligibility/pre-check": "we are a non-profit in biopharma",
    "rule:assessment/coverage": "the plan covers talent training and start-ups",
    "rule:time/days": "how many days from the approval to being in force?",
    "rule:time/in-force": "was it in force on 1 March 2018?",
}
"""For each rule what a message says to it."""


def some(knowledge: KnowledgeBase) -> Iterator[tuple[str, Language, str]]:
    """Candidates of every kind, each in every language, with what is said."""
    texts = SAID | {
        "answer:in-force-date": "when?", "answer:who-drafted": "who?", "note:approval-date": "why?",
        "silence:quota": "how many?", "open:in-force-date": "what if?", "scope:greeting": "hello",
        "": "what about parking?", "item:lookup": "what does item ten say?",
    }  # fmt: skip
    for candidate, text in texts.items():
        if candidate.startswith(("answer:", "open:", "silence:")):
            kind, _, key = candidate.partition(":")
            entries = knowledge.silences if kind == "silence" else knowledge.answers
            candidate = f"{kind}:{key if key in entries else next(iter(entries))}"
        for language in LANGUAGES:
            yield candidate, language, text


def entries(knowledge: KnowledgeBase) -> Iterator[str]:
    """The name of every entry that can answer."""
    yield from (f"answer:{key}" for key in knowledge.answers)
    yield from (f"open:{key}" for key in knowledge.answers)
    yield from (f"silence:{key}" for key in knowledge.silences)
    yield from (f"scope:{key}" for key in knowledge.scope)
    yield from (f"note:{key}" for key, note in knowledge.notes.items() if note.phrasings)
