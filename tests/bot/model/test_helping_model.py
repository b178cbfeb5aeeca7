"""What a model may add: put a question anew, be doubted by a second model, show in the trace."""

import pytest

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.answer.rewriting import is_faithful
from bot.answer.trace_words import as_text, in_words
from bot.model.drafting import Drafter
from bot.model.engine import ModelEngine
from bot.model.limits import Limits, UnlimitedBudget
from bot.model.rewriting import in_doubt
from bot.words import Words
from tests.bot.model.asking_model import arranging, handed_in, model_desk, propose
from tests.model_server.replies import Call, Reply
from tests.model_server.turns import Turn


@pytest.mark.parametrize(
    ("turns", "rewritten", "faithful"),
    [
        (("Who pays the construction costs?", "and the operating ones?"),
         "Who pays the operating costs?", True),
        (("谁承担建设经费？", "那运行经费呢？"), "运行经费由谁承担？", True),
        (("When does it take effect?", "And the deadline?"), "When does it take effect?", False),
        (("When does it take effect?", "And the deadline?"), "When is the deadline?", True),
        (("The city gives 8 million.", "and the district?"),
         "The city gives 9 million, what about the district?", False),
        (("Who pays?", "Really?"), "Is the guideline repealed?", False),
        (("谁承担建设经费？", "那运行经费呢？"), "申报截止日期是哪天？", False),
        (("Who pays?",), "", False),
    ],
)  # fmt: skip
def test_a_question_put_anew_has_to_ask_the_same(
    turns: tuple[str, ...], rewritten: str, faithful: bool, engine: Engine
) -> None:
    *history, text = turns
    question = Question(text, tuple(history))
    worked = engine.work(question, engine.before(question, None))
    assert is_faithful(rewritten, worked) is faithful


def test_a_question_in_doubt_is_answered_as_it_was_put_anew(engine: Engine) -> None:
    asked = Question("Copy-paste list of the five part titles, thx")
    worked = engine.work(asked, None)
    assert in_doubt(worked), "choose a question that the desk does not understand by itself"
    better = "List the titles of the five parts."

    def rewriting(turn: Turn) -> Reply:
        if any(tool.name == "QuestionForm" for tool in turn.tools):
            return Call((("QuestionForm", {"question": better}),))
        return arranging(turn)

    with model_desk(engine, rewriting) as desk:
        answer, frame = desk.desk.answer(asked)
    own, _ = engine.answer(asked)
    assert answer.status == "answered" != own.status
    assert answer.question == own.question
    assert frame.topic == "answer:structure-parts"


@pytest.mark.parametrize(("supported", "by"), [([1], "a-model"), ([], "builtin")])
def test_a_judge_can_refuse_and_nothing_else(supported: list[int], by: str, engine: Engine) -> None:
    def writing(turn: Turn) -> Reply:
        if any(tool.name == "VerdictForm" for tool in turn.tools):
            return Call((("VerdictForm", {"supported": supported}),))
        return propose("answered", (handed_in(turn)["a1"], ["a1"]))

    with model_desk(engine, writing) as desk:
        judge = Drafter(desk.chat, Limits())
        judged = ModelEngine(engine, desk.drafter, "a-model", UnlimitedBudget(), judge=judge)
        answer, _ = judged.answer(Question("When does the guideline take effect?"))
    assert answer.engine == by


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_trace_says_what_the_model_did(language: str, engine: Engine) -> None:
    with model_desk(engine, arranging) as desk:
        answer, _ = desk.desk.answer(Question("When does the guideline take effect?"))
    words = Words(language)  # type: ignore[arg-type]
    lines = list(as_text(in_words(answer.trace, words), words)) if answer.trace else []
    assert any("a-model" in line for line in lines)
    assert any(words("trace-model-wrote") in line for line in lines)


def test_of_several_requests_each_is_spoken_of_or_the_desk_answers(engine: Engine) -> None:
    asked = Question("When does the guideline take effect? When is the deadline for applications?")
    own, _ = engine.answer(asked)
    assert "deadline" in own.text

    def one_of_them(turn: Turn) -> Reply:
        return propose("answered", ("{a1}", ["a1"]))

    def both(turn: Turn) -> Reply:
        return propose("answered", ("{a1}", ["a1"]), ("", ["s1"]))

    with model_desk(engine, one_of_them) as desk:
        assert desk.desk.answer(asked)[0].engine == "builtin"
    with model_desk(engine, both) as desk:
        answer, _ = desk.desk.answer(asked)
    assert answer.engine == "a-model"
    assert len(answer.citations) == len(own.citations)
    nearest, office = "The nearest passage:", "To settle this, ask"
    assert nearest in answer.text
    assert answer.text.index(nearest) < answer.text.index(office)
