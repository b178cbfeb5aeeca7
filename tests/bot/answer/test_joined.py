"""Where a sentence joins two requests, by its form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.joined import MOST_PARTS, joined_requests


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "How often does the work group meet, and who is on it?",
            ("How often does the work group meet", "who is on it?"),
        ),
        ("Who drafted it and when did it start?", ("Who drafted it", "when did it start?")),
        (
            "who pays for construction and is there a cap?",
            ("who pays for construction", "is there a cap?"),
        ),
        (
            "We are from Jiading: who selects the platforms, and by when?",
            ("We are from Jiading: who selects the platforms", "by when?"),
        ),
        (
            "Tell me who is on the group and when it meets",
            ("Tell me who is on the group", "when it meets"),
        ),
        (
            "what do platforms do for us, and who leads them?",
            ("what do platforms do for us", "who leads them?"),
        ),
        (
            "Is there a cap, and if so how high is it?",
            ("Is there a cap", "how high is it?"),
        ),
        (
            "who wrote it, when was it passed & how many items are there",
            ("who wrote it", "when was it passed", "how many items are there"),
        ),
        ("平台由谁遴选，多久评估一次？", ("平台由谁遴选", "多久评估一次？")),
        (
            "运行经费市里出多少、区里出多少？",
            ("运行经费市里出多少", "区里出多少？"),
        ),
        ("第十条说什么，适用于哪些平台", ("第十条说什么", "适用于哪些平台")),
        (
            "我是区科委的，平台由谁遴选，我们写材料用，还有多久评估一次？",
            ("我是区科委的，平台由谁遴选", "我们写材料用，还有多久评估一次？"),
        ),
        ("先解释一下递减，再说说合同怎么签", ("先解释一下递减", "再说说合同怎么签")),
    ],
)
def test_two_requests_are_told_apart(sentence: str, parts: tuple[str, ...]) -> None:
    assert joined_requests(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Who and what may be supported under the first and second items?",
        "Where and how can we apply?",
        "Who decides whether and when the funding ends?",
        "If the city pays 3m and the district 2m, is that enough?",
        "What if a platform lies in two districts, how do they split the bill?",
        "When the contract is signed and the year is over, what follows?",
        "Is the fund, which is for emerging industries, the source?",
        "Which body leads the work and has a say in the selection?",
        "I work for a district and need to know who selects the platforms.",
        "Could you tell me, who selects the platforms?",
        "Please let us know, who selects the platforms?",
        "It has five parts and 14 items, doesn't it?",
        "Are Intel, Sony and Huawei partners of IMEC?",
        "平台的规划、遴选、建设和考核由谁负责？",
        "哪些企业、哪些高校可以参加？",
        "谁和谁签合同？",
        "如果不知道找谁，应该怎么办？",
        "平台落哪个区，那个区会给什么配套？",
        "不管谁来申报，都可以吗？",
        "能不能告诉我，平台由谁遴选？",
        "平台由政府引导，但坚持非营利，对不对？",
        "我有几个问题，平台由谁遴选？",
        "为什么把研发与转化写进意见？",
        "",
        "，、？",
    ],
)
def test_one_request_is_left_whole(sentence: str) -> None:
    assert joined_requests(sentence) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*"谁和，、以及吗几平台 ,", "who ", "and ", "is it "])))
def test_parts_are_of_the_sentence(pieces: list[str]) -> None:
    sentence = "".join(pieces)
    parts = joined_requests(sentence)
    assert len(parts) in (0, *range(2, MOST_PARTS + 1))
    assert all(part and part in sentence for part in parts)
