"""Questions of every route, end to end on the real index."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.engine import Engine
from bot.evaluation.grounding import bad_citations, loose_by_grammar, loose_numbers
from tests.bot.answer.asking import ask


@pytest.mark.parametrize(
    ("text", "status", "route", "shown"),
    [
        ("From which day is the guideline effective?", "answered", "curated", "1 February 2018"),
        ("When was it approved?", "answered", "curated", "11 November 2017"),
        ("What does Item 13 say?", "answered", "item", "A unified work group"),
        ("第十四條的內容是什麼？", "answered", "item", "非官方譯文"),
        ("What is in Item 5?", "not_specified", "item", "attaches no passage to Item Five"),
        ("item 15", "clarify", "clarify", "There is no Item Fifteen"),
        ("第六部分讲什么", "clarify", "clarify", "没有第6部分"),
        ("part 4", "answered", "item", "Investment and assessment model"),
        ("What is the deadline for applications?", "not_specified", "silence", "no deadline"),
        ("市级投入运行经费350万元，区级最低是多少？", "answered", "rule", "350万元"),
        ("City 6m, district 4m for running costs, ok?", "answered", "rule", "2,000,000 yuan"),
        ("Funding of 12m, 12m, 9m, 5m a year: diminishing?", "answered", "rule", "consistent"),
        ("Recommend a restaurant near the Bund.", "out_of_scope", "scope", "release"),
        ("thank you!", "answered", "scope", ""),
        ("I want to talk to a human", "answered", "scope", "Science and Technology Commission"),
    ],
)
def test_each_route(engine: Engine, text: str, status: str, route: str, shown: str) -> None:
    answer = ask(engine, text)
    assert (answer.status, answer.route) == (status, route)
    assert shown in answer.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "no question"), ("   \n", "no question"), ("😀🎉", "could not read words"),
        ("!!! ???", "could not read words"), ("\u202e\u0000\u0007", "could not read words"),
        ("why " * 2_500, "too long for one question"), ("ﷺ" * 1_000, ""), ("\ud800 when?", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_asked_back_or_answered_never_raised(
    engine: Engine, text: str, shown: str
) -> None:
    answer = ask(engine, text)
    assert shown in answer.text
    assert len(answer.text) < 12_000
    if shown:
        assert answer.status == "clarify"


@pytest.mark.parametrize(
    ("turns", "status", "shown"),
    [
        (("What does Item 13 say?", "and the next one?"), "answered", "Item Fourteen"),
        (("第十三条说了什么", "上一条呢"), "answered", "第十二条"),
        (("City gives 8m for operations, what must the district give?", "and if it were 9?"),
         "answered", "9,000,000 yuan"),
        (("市里给1000万运行费", "区里最少出多少"), "answered", "1000万元"),
        (("Who pays for operations?", "and for the construction?"), "answered", "construction"),
        (("What does Item 12 say?", "in Chinese please"), "answered", "第十二条"),
        (("什么时候生效？", "谢谢"), "answered", ""),
    ],
)  # fmt: skip
def test_a_turn_leans_on_the_one_before(
    engine: Engine, turns: tuple[str, ...], status: str, shown: str
) -> None:
    answer = ask(engine, *turns)
    assert answer.status == status
    assert shown in answer.text


def test_the_same_question_has_the_same_answer(engine: Engine) -> None:
    one, two = (ask(engine, "Who is on the work group?").record() for _ in range(2))
    del one["elapsed_ms"], two["elapsed_ms"]
    assert one == two


def test_several_requests_are_each_answered(engine: Engine) -> None:
    answer = ask(engine, "When does it take effect? And who is on the work group?")
    assert "1 February 2018" in answer.text
    assert "Shanghai Finance Bureau" in answer.text


def test_personal_data_is_not_shown_again(engine: Engine) -> None:
    answer = ask(engine, "My number is 13812345678, when is the deadline for applications?")
    assert "13812345678" not in str(answer.record())
    assert "13812345678" not in str(answer.trace)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=200))
def test_any_text_gets_an_answer_with_nothing_ungrounded(engine: Engine, text: str) -> None:
    record = ask(engine, text).record()
    turns = (text, record["question"])
    assert list(bad_citations(record, engine.knowledge.source.text)) == []
    assert loose_by_grammar(turns, record) == []
    assert loose_numbers(turns, record) == []
