"""What a conversation carries: doubts, ellipsis, steps, asking back, asides; on the real index."""

import pytest

from bot.answer.engine import Engine
from tests.bot.answer.asking import ask


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("From which day is the guideline in force?", "Are you sure?"),
        ("From which day is the guideline in force?", "Which item is that in?"),
        ("工作推进小组由哪些部门组成？", "你确定？"),
        ("工作推进小组由哪些部门组成？", "原文怎么说的，贴一下"),
        ("申报截止日期是哪天？", "真没写吗？你再看看"),
    ],
)
def test_a_doubt_or_a_wish_for_the_source_repeats_the_answer(
    engine: Engine, question: str, aside: str
) -> None:
    first, again = ask(engine, question), ask(engine, question, aside)
    assert (again.status, again.citations) == (first.status, first.citations)


@pytest.mark.parametrize("aside", ["ok", "I see.", "哦哦", "谢啦", "Interesting."])
def test_an_aside_keeps_what_was_spoken_of(engine: Engine, aside: str) -> None:
    turns = ("What does Item 13 say?", aside, "And the next one?")
    assert {cited.item for cited in ask(engine, *turns).citations} == {14}


@pytest.mark.parametrize(
    ("turns", "items"),
    [
        (("Item 14, please.", "Two items back, then."), {12}),
        (("第十条说什么", "往后数两条"), {12}),
        (("Which item sets up the work group?", "and the one right after it?"), {14}),
        (("Open item 10 for me", "next", "next one please"), {12}),
    ],
)
def test_steps_count_from_the_last_item(
    engine: Engine, turns: tuple[str, ...], items: set[int]
) -> None:
    assert {cited.item for cited in ask(engine, *turns).citations} == items


def test_what_was_asked_back_for_completes_the_request(engine: Engine) -> None:
    answer = ask(engine, "你好，问下运行经费", "区里最少要出多少？", "市里定了1750万")
    assert answer.status == "answered"
    assert "17500000" in answer.figures[0].outputs.values()


@pytest.mark.parametrize(
    ("turns", "anchor"),
    [
        (("考核看重哪几方面", "孵化企业算不算在里头？"), "place emphasis on common technology"),
        (
            ("When was the pilot institute chosen?", "And by whom?"),
            "Science and Technology Commission",
        ),
        (("平台建设主要由谁出钱", "那运行呢"), "operational funds"),
    ],
)
def test_what_is_left_out_is_taken_from_the_last_turn(
    engine: Engine, turns: tuple[str, ...], anchor: str
) -> None:
    assert any(anchor in cited.quote for cited in ask(engine, *turns).citations)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Dear colleague, forgive the long mail. Our incubator moved to Minhang in spring, the "
            "roof was repaired and we hired two people. The canteen is still closed. Which bodies "
            "form the unified work group? My boss likes short answers. The weather is awful here.",
            {13},
        ),
        (
            "各位好，我们是一家做检测的小公司，去年刚搬到嘉定，员工四十多人，领导让我写个材料，写了一上午"
            "还没写完。顺便问一句，合同里要约定哪些内容？办公室空调又坏了，先谢谢大家。",
            {12},
        ),
    ],
)
def test_a_question_inside_a_long_message_is_found(
    engine: Engine, text: str, items: set[int]
) -> None:
    answer = ask(engine, text)
    assert answer.status == "answered"
    assert items <= {cited.item for cited in answer.citations}


@pytest.mark.parametrize(
    "text",
    [
        "Do the platforms' reception desks have to be open at weekends?",
        "平台的电梯多久年检一次？",
        "Which bank clears the platform's credit card payments?",
        "平台食堂的菜单要不要报市里批？",
    ],
)
def test_what_nobody_foresaw_is_said_to_be_open(engine: Engine, text: str) -> None:
    answer = ask(engine, text)
    assert answer.status == "not_specified"
    assert answer.citations


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("Which bodies sit on the work group?", "WHICH BODIES SIT ON THE WORK GROUP?"),
        ("Which bodies sit on the work group?", "Which bodeis sit on the work gruop?"),
        ("平台的运行经费由谁出", "平太的运行精费由谁出"),
        ("平台怎么遴选", "平台怎么邻选"),
    ],
)
def test_misspelt_words_change_nothing(engine: Engine, plain: str, written: str) -> None:
    expected, found = ask(engine, plain), ask(engine, written)
    assert found.question == written
    assert (found.status, found.citations) == (expected.status, expected.citations)


def test_a_wish_to_hear_something_again_needs_a_turn_before(engine: Engine) -> None:
    assert ask(engine, "退坡模式在第几条？").status == "answered"
