"""The language to answer in."""

import pytest

from bot.answer.language import detect_language
from bot.answer.question import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When does it take effect?", "en"),
        ("什么时候生效？", "zh-Hans"),
        ("什麼時候生效？", "zh-Hant"),
        ("第十四條", "zh-Hant"),
        ("what does 退坡 mean?", "en"),
        ("district 要出多少钱？", "zh-Hans"),
        ("IMEC是什么", "zh-Hans"),
        ("你好。Who selects the platforms?", "en"),
        ("reply in English: 什么时候生效", "en"),
        ("用英文回答，什么时候生效", "en"),
        ("say that again in Chinese", "zh-Hans"),
        ("and in Chinese please", "zh-Hans"),
        ("ok, and now the same in Traditional Chinese, please", "zh-Hant"),
        ("again in English", "en"),
        ("Are contracts in Chinese?", "en"),
        ("用繁体说一遍", "zh-Hant"),
        ("title of the guideline in Chinese?", "en"),
    ],
)
def test_the_language_of_a_message(text: str, language: Language) -> None:
    assert detect_language(text).language == language


def test_characters_valid_in_both_scripts_take_the_threads() -> None:
    assert detect_language("下一条").language == "zh-Hans"
    assert detect_language("申請", "zh-Hans").language == "zh-Hant"
    assert detect_language("市区", "zh-Hant").language == "zh-Hans"
    assert detect_language("那市里呢", "zh-Hant").language == "zh-Hans"
    assert detect_language("有多少", "zh-Hant").language == "zh-Hant"
    assert detect_language("有多少").language == "zh-Hans"


@pytest.mark.parametrize(
    "text",
    ["いつ施行されますか", "언제 시행됩니까", "Когда вступает в силу?",
     "Quand est-ce que la directive entre en vigueur pour nous ?"],
)  # fmt: skip
def test_another_language_is_answered_in_english_and_said(text: str) -> None:
    detected = detect_language(text)
    assert (detected.language, detected.other) == ("en", True)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("piece", ["word ", "and ", "the same that it in ", "字", "a? ", "..."])
def test_a_message_of_any_length_is_read_in_a_moment(piece: str) -> None:
    assert detect_language(piece * (100_000 // len(piece))).other is False
