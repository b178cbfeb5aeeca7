"""A good model's answers are shown, in every style it may use: quotes verbatim, figures by rule."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.answer.record import Answer
from bot.evaluation.judgement import judge
from bot.evaluation.question_set import SetQuestion, read_set
from bot.receipts.check import check
from bot.receipts.kept import keep
from tests.bot.model.asking_model import MODEL, arranging, handed_in, model_desk, propose
from tests.model_server.replies import Call, Reply
from tests.model_server.turns import ProtocolName, Turn

SETS = Path(__file__).parents[2] / "questions"
DAY = date(2026, 11, 24)
SHARE_OF_THE_MODEL = 0.85
"""So many answers of a good model are taken at least; for the rest people get the desk's own."""


def searching_first(turn: Turn) -> Reply:
    """Play a model that searches before it arranges."""
    if not any(message.role == "tool" for message in turn.messages):
        return Call((("search", {"query": turn.messages[-1].text.split("\n")[0]}),))
    found = turn.messages[0].text
    own = [token for token in handed_in(turn) if f"{{{token}}}" in found and token[0] in "ar"]
    return propose("answered", *((f"{{{token}}}", [token]) for token in own))


def leading(turn: Turn) -> Reply:
    """Play a model that writes connecting words."""
    chinese = any("\u4e00" <= character <= "\u9fff" for character in turn.messages[0].text[:200])
    lead = "新闻稿规定如下：" if chinese else "The release states the following:"
    tokens = [token for token in handed_in(turn) if token[0] in "ar"]
    return propose("answered", *((f"{lead} {{{token}}}", [token]) for token in tokens))


def retelling(turn: Turn) -> Reply:
    """Play a model that writes reviewed answers out by itself, without their tokens."""
    told = {token: said for token, said in handed_in(turn).items() if token[0] in "ar"}
    return propose(
        "answered",
        *((said if token[0] == "a" else f"{{{token}}}", [token]) for token, said in told.items()),
    )


STYLES: tuple[Callable[[Turn], Reply], ...] = (arranging, searching_first, leading, retelling)


def answered_questions() -> list[SetQuestion]:
    """Return questions with an answer, of every kind of asker; a fourth for each style."""
    names = ("set-3-enterprise-en-tuned", "set-3-staff-zh-tuned", "set-3-publicity-zh-tuned",
             "figures-2-tuned")  # fmt: skip
    chosen = []
    for name in names:
        several = read_set(SETS / f"{name}.jsonl")
        chosen += [one for one in several if one.expect.status == ("answered",)][:18]
    return chosen


def asked(question: SetQuestion, answer: Callable[[Question], tuple[Answer, object]]) -> Answer:
    *history, text = question.turns
    return answer(Question(text, tuple(history), DAY, id=question.id))[0]


def test_its_answers_are_taken_and_right(engine: Engine) -> None:
    questions, source, engines = answered_questions(), engine.knowledge.source.text, Counter[str]()
    assert len(questions) >= 50
    worse: list[tuple[str, object]] = []
    for number, question in enumerate(questions):
        own = asked(question, engine.answer)
        with model_desk(engine, STYLES[number % len(STYLES)]) as desk:
            answer = asked(question, desk.desk.answer)
        if own.status == "answered" and own.route in ("curated", "rule"):
            engines[answer.engine] += 1
        for one in answer.citations:
            assert one.quote == source[one.start : one.end]
        assert [figure.outputs for figure in answer.figures] == [
            figure.outputs for figure in own.figures
        ]
        verdict = check(keep(answer, engine.knowledge, datetime.now(UTC)), engine.knowledge)
        assert verdict.holds, (question.id, verdict.differences)
        wrong = judge(question, answer.record(), source)
        if wrong and not judge(question, own.record(), source):
            worse.append((question.id, wrong))
    print(f"{len(questions)} questions, by whom answered: {dict(engines)}; worse: {worse}")
    assert not worse
    assert engines[MODEL] >= SHARE_OF_THE_MODEL * sum(engines.values())


@pytest.mark.parametrize("protocol", ["openai", "anthropic", "ollama"])
def test_every_protocol_gives_the_same_answer(protocol: ProtocolName, engine: Engine) -> None:
    question = Question("If the city gives 8 million, what must the district give at least?")
    own, _ = engine.answer(question)
    with model_desk(engine, searching_first, protocol) as desk:
        answer, _ = desk.desk.answer(question)
        assert len(desk.server.turns) == 2
        assert desk.server.turns[0].protocol == protocol
    assert answer.engine == MODEL
    assert [figure.outputs for figure in answer.figures] == [
        figure.outputs for figure in own.figures
    ]
    assert answer.trace is not None
    assert answer.trace.model is not None
    assert answer.trace.model.tokens_in > 0
    assert answer.trace.model.tokens_out > 0
