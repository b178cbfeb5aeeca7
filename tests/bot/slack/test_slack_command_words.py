"""What is typed is a command by its first words, and else a question."""

import random

import pytest

from bot.answer.personal import mask_personal_data
from bot.receipts.code import new_code
from bot.slack.commands import Command, read_command
from bot.slack.rule_names import rule_named
from knowledge.knowledge_base import KnowledgeBase

CODE = "7K3F-9QWX-2M0A"


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("", "help", ""),
        ("help", "help", ""),
        (" Help! ", "help", ""),
        ("帮助", "help", ""),
        ("幫助？", "help", ""),
        ("怎么用？", "help", ""),
        ("ask", "help", ""),
        ("help me with item 10", "ask", "help me with item 10"),
        ("ask who pays?", "ask", "who pays?"),
        ("Ask: who pays?", "ask", "who pays?"),
        ("提问：谁出资？", "ask", "谁出资？"),
        ("问 谁出资？", "ask", "谁出资？"),
        ("问题在哪里？", "ask", "问题在哪里？"),
        ("ask a person about it", "ask", "ask a person about it"),
        ("item 10", "ask", "item 10"),
        ("第十条", "ask", "第十条"),
        ("who pays?", "ask", "who pays?"),
        ("rule", "rules", ""),
        ("Rules", "rules", ""),
        ("规则", "rules", ""),
        ("規則", "rules", ""),
        ("rule co-funding", "rule", "co-funding"),
        ("rule Operating co-funding by city and district", "rule", "co-funding"),
        ("rules: sources of money", "rule", "money-sources"),
        ("規則 退坡", "rule", "diminishing"),
        ("规则：资金来源", "rule", "money-sources"),
        ("rule eligibility", "rule", "eligibility"),
        ("rule of thumb?", "ask", "rule of thumb?"),
        ("rule nonsense", "ask", "rule nonsense"),
        ("ruler", "ask", "ruler"),
        ("规则有哪些例外？", "ask", "规则有哪些例外？"),
        (f"check {CODE}", "check", CODE),
        (f"CHECK {CODE.lower().replace('-', '')}", "check", CODE),
        (f"核对：{CODE}", "check", CODE),
        (f"核對 {CODE}", "check", CODE),
        ("check 7K3F-9QWX-2M0B", "check", ""),
        ("check whether 70/30 is allowed", "ask", "check whether 70/30 is allowed"),
        ("check item 10", "ask", "check item 10"),
        ("settings", "settings", ""),
        ("Settings?", "settings", ""),
        ("设置", "settings", ""),
        ("設定", "settings", ""),
        ("workspace settings", "workspace", ""),
        ("工作区设置", "workspace", ""),
        ("what are the settings?", "ask", "what are the settings?"),
        ("settings of the platform board?", "ask", "settings of the platform board?"),
        ("设置平台需要什么条件？", "ask", "设置平台需要什么条件？"),
    ],
)
def test_the_words_of_a_command(text: str, kind: str, rest: str, knowledge: KnowledgeBase) -> None:
    assert read_command(text, lambda name: rule_named(name, knowledge)) == Command(kind, rest)  # type: ignore[arg-type]  # a table of texts


def test_every_rule_opens_by_its_key_and_its_labels(knowledge: KnowledgeBase) -> None:
    for key, entry in knowledge.rules.items():
        for name in (key, entry.label.en, entry.label.zh, entry.label.en.upper()):
            assert rule_named(name, knowledge) == key
        assert rule_named(key, None) == key


def test_a_receipts_code_is_no_personal_data() -> None:
    drawn = random.Random(1)
    for _ in range(500):
        code = new_code()
        text = drawn.choice(["check {}", "核对 {}", "check: {}"]).format(code)
        assert code in mask_personal_data(text)
