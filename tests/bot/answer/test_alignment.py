"""A sentence is taken as supported only where one reviewed sentence says the same."""

import pytest

from bot.answer.alignment import aligned

FLOOR = (
    "In Item Ten, the Guideline stipulates that the fiscal investment from district governments "
    "should not be lower than the fiscal investment from the city government."
)
SUPPORT = "Non-profit platforms are mainly funded by the city, if the district supports them."
SHARE = "IMEC's government share is about 20 percent after some 30 years."
FLOOR_ZH = "区政府的财政投入应不低于市政府的财政投入。"
NON_PROFIT_ZH = "平台为非营利性机构，原则上由所在区给予支持。"


@pytest.mark.parametrize(
    "said",
    [
        FLOOR,
        "The fiscal investment from district governments should not be lower than the fiscal "
        "investment from the city government.",
        "Non-profit platforms are mainly funded by the city if the district supports them.",
        "According to the release, IMEC's government share is about 20 percent after some 30 years",
        "The release states the following:",
        "",
    ],
)
def test_what_is_shortened_or_led_to_is_supported(said: str) -> None:
    assert aligned(said, (FLOOR, SUPPORT, SHARE), "en")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("The fiscal investment from the city government should not be lower than the fiscal "
         "investment from district governments.", "the sides are swapped"),
        ("The fiscal investment from district governments must not be lower than the fiscal "
         "investment from the city government.", "should becomes must"),
        ("The fiscal investment from district governments should be lower than the fiscal "
         "investment from the city government.", "the denial is gone"),
        ("Non-profit platforms are funded by the city if the district supports them.",
         "mainly is gone"),
        ("Non-profit platforms are mainly funded by the city.", "the condition is gone"),
        ("Platforms are mainly funded by the city if the district supports them.",
         "the subject is another"),
        ("IMEC's government share is 20 percent after some 30 years.", "about is gone"),
        ("IMEC's government share is about 30 percent after some 20 years.", "numbers swapped"),
        ("The city is lower than the district.", "words put together anew"),
        ("The deadline is in March.", "invented"),
    ],
)  # fmt: skip
def test_what_says_something_else_is_not(said: str, why: str) -> None:
    assert not aligned(said, (FLOOR, SUPPORT, SHARE), "en"), why


@pytest.mark.parametrize(
    "said",
    [FLOOR_ZH, "新闻稿指出，区政府的财政投入应不低于市政府的财政投入。", "平台为非营利性机构",
     "具体规定如下：", "區政府的財政投入應不低於市政府的財政投入。"],
)  # fmt: skip
def test_chinese_is_read_by_runs_of_characters(said: str) -> None:
    assert aligned(said, (FLOOR_ZH, NON_PROFIT_ZH), "zh-Hans")


@pytest.mark.parametrize(
    "said",
    ["市政府的财政投入应不低于区政府的财政投入。", "区政府的财政投入应低于市政府的财政投入。",
     "区政府的财政投入不低于市政府的财政投入。", "平台为营利性机构", "平台由所在区给予支持。",
     "截止日期为三月。", "区给予支持的财政投入"],
)  # fmt: skip
def test_chinese_that_says_something_else_is_not(said: str) -> None:
    assert not aligned(said, (FLOOR_ZH, NON_PROFIT_ZH), "zh-Hans")
