"""Item and part numbers, read by grammar."""

import pytest

from bot.answer.references import asks_where, read_references


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("What does Item 13 say?", (13,)),
        ("item ten please", (10,)),
        ("items 13 and 14", (13, 14)),
        ("Items 10 to 12", (10, 11, 12)),
        ("item no. 12", (12,)),
        ("the third item", (3,)),
        ("Article 20?", (20,)),
        ("第十四条的内容", (14,)),
        ("第 10 條", (10,)),
        ("第十三条和第十四条", (13, 14)),
        ("第十至十二条", (10, 11, 12)),
        ("十三条讲啥", (13,)),
        ("12条怎么规定", (12,)),
        ("一共14条", ()),
        ("下一条呢", ()),
        ("有没有一条讲这个", ()),
        ("这个条件", ()),
        ("14 items in 5 parts", ()),
        ("an item of news", ()),
        ("第二十条", (20,)),
        ("第一百零五条", (105,)),
        ("第一百二十条", (120,)),
        ("第零条", (0,)),
        ("第" + "十" * 400 + "条", ()),
        ("第百百条和第十条", (10,)),
        ("第12345678条", (12_345_678,)),
    ],
)
def test_items_named(text: str, items: tuple[int, ...]) -> None:
    assert read_references(text).items == items


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("points " + "9" * 60 + "年", ()),
        ("items 3 and " + "9" * 60 + "%", (3,)),
        ("第" + " 、".join(map(str, range(1, 60))) + " 页", ()),
        ("第" + " 条 、 第".join(map(str, range(1, 60))) + " 条", tuple(range(1, 60))),
    ],
)
def test_long_numbers_and_lists_are_read_at_once(text: str, items: tuple[int, ...]) -> None:
    assert read_references(text).items == items


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Part 4", (4,)), ("the fifth part", (5,)), ("第四部分讲什么", (4,)), ("five parts", ())],
)
def test_parts_named(text: str, parts: tuple[int, ...]) -> None:
    assert read_references(text).parts == parts


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("and the next one?", 1), ("下一条呢", 1), ("next 一條呢", 1),
        ("next", 1), ("next one please", 1), ("ok, next", 1), ("再往下呢", 1), ("下一个", 1),
        ("next year", 0), ("what is next on the agenda?", 0),
        ("the one after next?", 2), ("the next but one", 2), ("再下一条", 2), ("下下条", 2),
        ("the previous item", -1), ("上一条", -1), ("who comes next", 0),
        ("what about the one right after it", 1), ("two items back, please", -2),
        ("往后数两条", 2), ("前三条", -3), ("three years later", 0), ("one on Monday", 0),
    ],
)  # fmt: skip
def test_steps_from_the_last_item(text: str, step: int) -> None:
    assert read_references(text).step == step


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Which item covers the work group?", True), ("在哪一条？", True), ("第几条规定的", True),
        ("哪些单位", False), ("what does item 10 say", False), ("这几条", False),
    ],
)  # fmt: skip
def test_asking_for_the_item_itself(text: str, asks: bool) -> None:
    assert read_references(text).which_item is asks


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Under which item number?", True),
        ("第几条？", True),
        ("Which item covers the special funds for the science and innovation plan?", False),
        ("Where is that?", False),
        ("Item 12?", False),
    ],
)
def test_a_sentence_that_asks_only_in_which_item(sentence: str, alone: bool) -> None:
    assert asks_where(sentence) is alone
