"""Personal data is masked before anything keeps it."""

import pytest

from bot.answer.personal import mask_personal_data
from bot.answer.question import Question
from bot.answer.understand import understand
from knowledge.knowledge_base import KnowledgeBase


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678", "+86 138 1234 5678", "021-12345678", "wang.lei@example.com",
        "310101199001011234", "31010119900101123X", "+44 20 7946 0958", "E12345678",
        "6222 0212 3456 7890 123", "138–1234–5678", "1 3 8 1 2 3 4 5 6 7 8",
        "一三八一二三四五六七八", "１３８１２３４５６７８",
        "+852 9123 4567", "852-9123-4567", "+886 912 345 678", "0912-345-678",
        "+1 (415) 555-2671", "+44 (0)20 7946 0958", "(021) 6234-5678", "02162345678",
        "310101 19900101 123X", "EA1234567", "A123456(3)", "wang (at) example (dot) com",
        "wang＠example.com", "6222021234567890123", "沪A12345",
    ],
)  # fmt: skip
def test_personal_data_is_masked(secret: str) -> None:
    masked = mask_personal_data(f"请打 {secret} 联系我, thanks")
    assert secret not in masked
    assert masked.startswith("请打 …")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我的微信号：zhangsan，谢谢", "我的微信号：…，谢谢"),
        ("微信zhang_san88", "微信…"),
        ("my WeChat is zhang_san", "my WeChat is …"),
        ("WeChat is required", "WeChat is required"),
        ("the WeChat public account", "the WeChat public account"),
        ("QQ号是12345678", "QQ号是…"),
        ("电话62345678", "电话…"),
        ("护照号：12345678", "护照号：…"),
        ("card no. 1234 5678 9012", "card no. …"),
        ("邮箱wang@example.com", "邮箱…"),
        ("+8613812345678 8 million", "… 8 million"),
        ("13812345678、13912345678", "…、…"),
    ],
)
def test_what_is_said_to_be_personal_is_masked_and_the_words_stay(text: str, shown: str) -> None:
    assert mask_personal_data(text) == shown


def test_a_number_cut_by_the_limit_or_parted_by_invisible_signs_is_masked(
    knowledge: KnowledgeBase,
) -> None:
    for text in ("1381\u200b2345\u200b678", "13812345678 " * 2_000, "谢" * 3_995 + "13812345678"):
        shown = understand(Question(text), None, knowledge.flag_readers, str).shown
        assert not any(character.isdigit() for character in shown)


@pytest.mark.parametrize(
    "text",
    ["8,000,000 yuan", "800万元", "2018年2月1日", "Items 10 to 12", "20180201",
     "1000 1000 800 600万", "12000000, 12000000, 9000000", "13812345678元", "RMB 13812345678",
     "15000000000", "13,812,345,678", "13812345678.50", "2018 2019 2020 2021", "1250 1250 1000 850",
     "5000 4000 3000 2000", "150 1200 1000", "15000-200000", "2018-2019-2020-2021", "+12500000",
     "items 1 3 4 5 6 7 8 9 10 11 12", "2018-02-01 2019-02-01", "0.02112345678",
     "二〇一八年二月一日至二〇二〇年三月一日"],
)  # fmt: skip
def test_amounts_and_dates_are_not(text: str) -> None:
    assert mask_personal_data(text) == text
