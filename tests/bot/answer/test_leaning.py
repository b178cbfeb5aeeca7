"""What a message shows by its form of what it leans on."""

import pytest

from bot.answer.leaning import kept_aspect, leans, says_nothing


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("what is his title?", "who"),
        ("他什么职务来着", "who"),
        ("and that person's office?", "who"),
        ("他们什么时候开会", ""),
        ("其他单位能不能参与", ""),
        ("is the Finance Bureau one of them?", "list"),
        ("孵化企业算在里头吗", "list"),
        ("Who pays for the platforms?", ""),
        ("the ideas on the table", ""),
    ],
)
def test_whom_or_which_of_a_list_a_message_goes_on_from(text: str, aspect: str) -> None:
    assert kept_aspect(text) == aspect
    assert leans(text) or not aspect


@pytest.mark.parametrize("text", ["True?", "And why?", "对吗？", "ok?"])
def test_a_tag_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Who pays?  And how?", "谁出钱？", "item 12 please"])
def test_a_short_question_says_something(text: str) -> None:
    assert not says_nothing(text)
