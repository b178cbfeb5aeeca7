"""A rule's recorded values in words."""

import pytest

from bot.answer.question import Language
from bot.answer.rule_values import RuleWording
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", {"high": "12000000"}, "12,000,000 yuan or less"),
        ("zh-Hans", {"high": "12000000"}, "不高于1200万元"),
        ("zh-Hant", {"low": "12000000"}, "不低於1200萬元"),
        ("en", {"low": "5000000", "high": "12000000"}, "5,000,000 yuan to 12,000,000 yuan"),
    ],
)
def test_an_amount_with_one_end_or_two_is_written(
    knowledge: KnowledgeBase, language: Language, value: dict[str, str], written: str
) -> None:
    wording = RuleWording.of("co-funding", knowledge, Words(language))
    assert wording.values("inputs", "city", value, "CNY") == (written,)
