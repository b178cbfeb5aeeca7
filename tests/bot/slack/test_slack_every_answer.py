"""What the desk really answers, as Slack messages: each is within Slack's limits.

The question sets hold thousands. Some of each set, drawn with a fixed seed, are built here, and
all with EVERY_ANSWER=1, as in `make prove`; the rules' worked examples are always all built.
"""

import os
import random
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest
from fake_slack import problems

from bot.answer.by_rule import answer_by_rule
from bot.answer.engine import Engine
from bot.answer.question import LANGUAGES, Question
from bot.answer.record import Answer
from bot.evaluation.question_set import SetQuestion, read_set
from bot.slack.blocks import build_messages
from bot.slack.foot import Foot
from bot.slack.form_buttons import more_for
from bot.slack.landing import Landing
from bot.words import Words
from bot.words.unofficial import unofficial_line
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules.examples import examples_by_rule, load_examples
from tests.prove import ASKED_ON, QUESTIONS

EVERY = os.environ.get("EVERY_ANSWER") == "1"
RESPOND = "https://hooks.slack.com/actions/T0123456789/1234567890123/abcdefghijklmnopqrstuvwx"
LANDING = Landing("C0123456789", "1700000000.000001", "private", RESPOND)
DRAWN = 2  # of each set, for each language
EXAMPLES = examples_by_rule(load_examples(Path(__file__).parents[2] / "examples"))


def drawn(path: Path) -> Sequence[SetQuestion]:
    """Return a set's questions, all of them or a few in each language."""
    questions = sorted(read_set(path), key=lambda question: question.language)
    if EVERY:
        return questions
    chosen: list[SetQuestion] = []
    draw = random.Random(path.stem)
    for _, group in groupby(questions, lambda question: question.language):
        several = list(group)
        chosen += draw.sample(several, min(DRAWN, len(several)))
    return chosen


def problems_of(answer: Answer, knowledge: KnowledgeBase) -> list[str]:
    """Return why Slack would refuse what an answer is posted as, with all that is offered."""
    words = Words(answer.language)
    more = more_for(answer, knowledge, words, LANDING.text())
    foot = Foot(
        "7K3F-9QWX-2M0A", person=True, share=True, asked="甲" * 4_000, open=True, private=True,
        further=() if more is None else (more,),
    )  # fmt: skip
    line = unofficial_line(knowledge, words)
    found = []
    for given in (foot, None):
        messages = build_messages(answer, words, line, given)
        found += [] if messages else ["no message"]
        for message in messages:
            found += problems({"text": message.text, "blocks": message.blocks})
    return found


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_answers_to_a_question_set_are_within_every_limit(path: Path, engine: Engine) -> None:
    refused = {}
    for question in drawn(path):
        *history, text = question.turns
        answer, _ = engine.answer(Question(text, tuple(history), ASKED_ON, id=question.id))
        if found := problems_of(answer, engine.knowledge):
            refused[question.id] = found
    assert refused == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EXAMPLES)
def test_answers_by_a_rule_are_within_every_limit(
    key: str, language: str, knowledge: KnowledgeBase
) -> None:
    refused = {}
    for example in EXAMPLES[key]:
        answer = answer_by_rule(key, example.given(), knowledge, language)
        if found := problems_of(answer, knowledge):
            refused[example.name] = found
    assert refused == {}
