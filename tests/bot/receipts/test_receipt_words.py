"""A verdict is told in plain lines in three languages, with its quotes and without the question."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from bot.answer.question import LANGUAGES, Language
from bot.receipts.check import check
from bot.receipts.kept import kept_from_json
from bot.receipts.tell import check_lines, difference_line, verdict_lines
from bot.receipts.verdict import Checked, Difference, Kind, Verdict, difference
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from tests.bot.receipts.receipt_answers import kept_of, some

EN, ZH, HANT = (Words(language) for language in LANGUAGES)
MINIMUM = "rule:co-funding/minimum"
SAID = "the city gives 8m"


def test_an_answer_that_holds_is_told_with_what_was_checked(knowledge: KnowledgeBase) -> None:
    kept = replace(kept_of(MINIMUM, knowledge, "en", SAID), code="7K3F-9QWX-2M0A")
    first, second, quote = verdict_lines(replace(check(kept, knowledge), holds=True,
                                                 differences=()), EN)  # fmt: skip
    assert first == "Answer 7K3F-9QWX-2M0A holds: worked out again, nothing differs."
    assert second.startswith("Checked: 1 quote, 1 figure, 2 entries of the data, ")
    assert second.endswith("Asked on 24 November 2026.")
    assert quote.startswith("[1] “while the funds from the district")
    assert quote.endswith("— Item Ten, Part 4, section Two(4)")


@pytest.mark.parametrize("words", [EN, ZH, HANT], ids=LANGUAGES)
def test_the_question_and_who_asked_are_in_no_line(knowledge: KnowledgeBase, words: Words) -> None:
    kept = kept_of(MINIMUM, knowledge, "en", "zebra, the city gives 8m")
    assert "zebra" in kept.record["question"]
    data = kept.to_json()
    for name, value in (("question", "zebra zebra?"), ("id", "zebra")):
        data["record"][name] = value
    for one in (kept, kept_from_json(data)):
        assert "zebra" not in "\n".join(check_lines(one, knowledge, words))


@pytest.mark.parametrize("words", [EN, ZH, HANT], ids=LANGUAGES)
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_difference_is_one_line_that_names_its_place(kind: Kind, words: Words) -> None:
    line = difference_line(Difference(kind, "answer:who-pays", "8", "9"), words)
    assert "answer:who-pays" in line or kind == "number"
    assert "\n" not in line
    assert "{" not in line


@pytest.mark.parametrize(
    ("language", "where", "kind", "line"),
    [
        ("en", "citations.2.quote", "quote",
         "Quote 2: these words do not stand in the source. Stored: a. Now: b."),
        ("en", "figures.1.outputs.shortfall", "figure-outputs",
         "Figure 1, shortfall: the rule gives another result. Stored: a. Now: b."),
        ("en", "citations.1.item", "place",
         "Quote 1, item: the item, part or section is another. Stored: a. Now: b."),
        ("en", "figures.1.working.3", "figure-working",
         "Figure 1: the working reads otherwise. Stored: a. Now: b."),
        ("en", "source:release.txt", "source", "The source file has changed: release.txt."),
        ("en", "question", "stored-text", "What is stored is not what was given: question."),
        ("zh-Hans", "citations.2.quote", "quote",
         "引文2：原文中没有这段文字。保存的是：a；现在是：b。"),
        ("zh-Hans", "silence:quota", "entry", "资料条目已改动：silence:quota。"),
        ("zh-Hans", "notes.1.text", "note", "备注1，正文：备注内容不同。保存的是：a；现在是：b。"),
        ("zh-Hant", "figures.1.rule", "figure-status",
         "計算1，規則：規則給出的結果類型不同。保存的是：a；現在是：b。"),
        ("zh-Hant", "text", "stored-text", "保存的內容與當時給出的不同：正文。"),
    ],
)  # fmt: skip
def test_lines_as_people_read_them(language: Language, where: str, kind: Kind, line: str) -> None:
    assert difference_line(Difference(kind, where, "a", "b"), Words(language)) == line


def test_one_difference_and_several_are_told_apart() -> None:
    one = Difference("rule", "rule:time", "", "")
    nothing = Checked(0, 0, 0, 0)
    verdict = Verdict("7K3F-9QWX-2M0A", False, (one,), (), nothing, None)
    assert verdict_lines(verdict, EN) == [
        "Answer 7K3F-9QWX-2M0A does not hold as it was given: one thing differs.",
        "Checked: 0 quotes. The day it was asked cannot be read.",
        "The rule's definition has changed: rule:time.",
    ]
    two = replace(verdict, differences=(one, one), asked_on=date(2026, 11, 24))
    assert verdict_lines(two, ZH)[:2] == [
        "答复 7K3F-9QWX-2M0A 与当时所答不一致：有2处不同。",
        "已核对：0处引文。提问日期：2026年11月24日。",
    ]  # fmt: skip


def test_what_is_nothing_is_told_as_nothing() -> None:
    line = difference_line(Difference("place", "citations.1.item", "", "10"), EN)
    assert line.endswith("Stored: nothing. Now: 10.")


def test_long_texts_are_cut_around_the_first_difference() -> None:
    was = "a" * 100 + "b" + "c" * 100
    found = difference("quote", "citations.1.quote", was, was.replace("b", "d"))
    assert found.was == f"…{'a' * 24}b{'c' * 23}…"
    assert found.now == f"…{'a' * 24}d{'c' * 23}…"
    assert difference("quote", "x", "short", "shorter").was == "short"
    assert difference("figure-outputs", "x", ["2019"], None) == Difference(
        "figure-outputs", "x", '["2019"]', ""
    )


def test_every_answer_can_be_told_in_every_language(knowledge: KnowledgeBase) -> None:
    for at, (candidate, language, text) in enumerate(some(knowledge)):
        kept = kept_of(candidate, knowledge, language, text)
        lines = check_lines(kept, knowledge, (EN, ZH, HANT)[at % 3])
        assert len(lines) >= 2 + len(kept.record["citations"])
        assert kept.code in lines[0]
