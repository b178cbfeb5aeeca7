"""A model that is slow, down, over its limits or out of form: people get the desk's own answer."""

import time
from collections.abc import Callable

import pytest

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.model.limits import Limits, Rest
from tests.bot.model.asking_model import CountingBudget, arranging, model_desk, propose
from tests.model_server.replies import (
    Broken,
    BrokenCall,
    Call,
    Drop,
    Refuse,
    Reply,
    Say,
    Script,
    Stall,
    Usage,
)
from tests.model_server.turns import ProtocolName, Turn

QUESTION = Question("When does the guideline take effect?")
PROTOCOLS: tuple[ProtocolName, ...] = ("openai", "anthropic", "ollama")
SECONDS = 2.0

FAILING: dict[str, Callable[[Turn], Reply]] = {
    "stalls": lambda _: Stall(30),
    "drops": lambda _: Drop("The guideline"),
    "is over its limit": lambda _: Refuse(429),
    "is over its limit and names a time": lambda _: Refuse(429, 30),
    "is broken": lambda _: Refuse(500),
    "refuses the key": lambda _: Refuse(401),
    "answers with no JSON": lambda _: Broken("<html>"),
    "cuts its arguments": lambda _: BrokenCall("ProposalForm", '{"status": "answ'),
    "gives another form": lambda _: Call((("ProposalForm", {"state": 1}),)),
    "only talks": lambda _: Say("The guideline was repealed in 2020."),
    "calls tools without end": lambda _: Call((("search", {"query": "effect"}),)),
    "calls a tool that is none": lambda _: Call((("shell", {"command": "ls"}),)),
    "gives tools nonsense": lambda _: Call((("item", {"number": {"a": []}}),)),
    "says nothing": lambda _: Say(""),
}


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("name", FAILING)
def test_people_get_the_desks_own_answer_in_time(
    name: str, protocol: ProtocolName, engine: Engine
) -> None:
    own, _ = engine.answer(QUESTION)
    with model_desk(engine, FAILING[name], protocol, Limits(seconds=SECONDS)) as desk:
        started = time.monotonic()
        answer, _ = desk.desk.answer(QUESTION)
        took = time.monotonic() - started
    assert took < SECONDS + 1
    assert (answer.engine, answer.text, answer.status) == ("builtin", own.text, own.status)
    assert answer.trace is not None
    assert answer.trace.model is not None
    assert answer.trace.model.failure


def test_the_limit_of_twenty_seconds_is_kept(engine: Engine) -> None:
    with model_desk(engine, lambda _: Stall(60)) as desk:
        started = time.monotonic()
        answer, _ = desk.desk.answer(QUESTION)
        assert 19 < time.monotonic() - started < 21
    assert answer.engine == "builtin"


def test_a_question_uses_no_more_calls_tools_or_tokens_than_it_may(engine: Engine) -> None:
    def searching(_: Turn) -> Reply:
        return Call((("search", {"query": "effect"}),), usage=Usage(400, 100))

    for limits, calls in (
        (Limits(calls=3), 3), (Limits(tools=2), 3), (Limits(tokens=900), 2)
    ):  # fmt: skip
        with model_desk(engine, searching, limits=limits) as desk:
            answer, _ = desk.desk.answer(QUESTION)
            assert len(desk.server.turns) == calls
            assert desk.budget.asked == [500 * calls]
            assert answer.engine == "builtin"


def test_over_the_days_budget_the_model_is_not_asked(engine: Engine) -> None:
    with model_desk(engine, arranging, budget=CountingBudget(questions=1)) as desk:
        engines = [desk.desk.answer(QUESTION)[0].engine for _ in range(3)]
        asked = len(desk.server.turns)
    assert engines == ["a-model", "builtin", "builtin"]
    assert asked == 1


def test_a_model_that_keeps_failing_is_left_alone_for_a_while(engine: Engine) -> None:
    now = [0.0]
    rest = Rest(failures=3, seconds=60, now=lambda: now[0])
    with model_desk(engine, lambda _: Refuse(500), rest=rest) as desk:
        for _ in range(5):
            desk.desk.answer(QUESTION)
        assert len(desk.server.turns) == 3
        now[0] = 61
        desk.desk.answer(QUESTION)
        assert len(desk.server.turns) == 4


def test_a_refused_draft_may_be_mended_once(engine: Engine) -> None:
    def mending(turn: Turn) -> Reply:
        if "was not accepted" in turn.messages[-1].text:
            return arranging(turn)
        return propose("answered", ("It was repealed in 2020.", ["a1"]))

    insisting: Script = lambda _: propose("answered", ("It was repealed in 2020.", ["a1"]))  # noqa: E731
    with model_desk(engine, mending) as desk:
        answer, _ = desk.desk.answer(QUESTION)
        assert answer.engine == "a-model"
        assert answer.trace is not None
        assert answer.trace.model is not None
        assert [bool(draft.refusals) for draft in answer.trace.model.drafts] == [True, False]
    with model_desk(engine, insisting) as desk:
        answer, _ = desk.desk.answer(QUESTION)
        assert answer.engine == "builtin"
        assert len(desk.server.turns) == 2
        assert "repealed" not in answer.text
