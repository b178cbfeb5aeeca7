"""Two requests in one sentence are each answered; one that only looks like two is answered once."""

import pytest

from bot.answer.engine import Engine
from bot.answer.record import Answer
from tests.bot.answer.asking import ask


def chosen(answer: Answer) -> list[str]:
    assert answer.trace is not None
    return [one.candidate for one in answer.trace.decide]


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (
            "Who drafted it and when did it start?",
            ["answer:drafting-lead", "answer:drafting-since"],
        ),
        (
            "who pays for construction and is there a cap?",
            ["answer:construction-money-who", "silence:construction-cap"],
        ),
        (
            "平台由谁遴选，多久评估一次？",
            ["answer:work-group-selects", "silence:assessment-frequency"],
        ),
        ("第十条说什么，适用于哪些平台", ["item:lookup", ""]),
        (
            "市里运行经费出300万，区里最少出多少，什么时候到账？",
            ["rule:co-funding/minimum", "silence:payment-date"],
        ),
    ],
)
def test_each_request_of_a_sentence_is_answered(
    engine: Engine, text: str, candidates: list[str]
) -> None:
    assert chosen(ask(engine, text)) == candidates


@pytest.mark.parametrize(
    "text",
    [
        "什么时候生效，是哪天？",
        "Is raising money from society covered, and in which item?",
        "What happens when the work group members disagree, do they vote?",
        "City 6m, district 4m for running costs, how much is missing and is that enough?",
        "Who are you and what can you do?",
        "去年收入两千七百万，区里补贴一百万，有没有给平台税收减免，比例是多少？",
    ],
)
def test_one_request_that_looks_like_two_is_answered_once(engine: Engine, text: str) -> None:
    assert len(chosen(ask(engine, text))) == 1


def test_both_halves_are_said_and_the_open_one_is_said_to_be_open(engine: Engine) -> None:
    answer = ask(engine, "who pays for construction and is there a cap?")
    assert answer.status == "answered"
    assert "is there a cap?" in answer.text
    assert any("mainly sponsored by the city" in cited.quote for cited in answer.citations)


def test_a_joined_request_leans_on_the_turn_before(engine: Engine) -> None:
    turns = ("Who selects the platforms?", "And who is on the group, and how often does it meet?")
    assert "silence:work-group-meetings" in chosen(ask(engine, *turns))


def test_requests_joined_in_one_of_several_sentences_are_answered(engine: Engine) -> None:
    text = "I have two questions. Who pays for construction and is there a cap? Thank you!"
    assert chosen(ask(engine, text)) == [
        "answer:construction-money-who",
        "silence:construction-cap",
    ]
