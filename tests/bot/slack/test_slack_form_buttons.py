"""Buttons that open a rule's form, and forms that ask only for what is missing."""

from collections.abc import Mapping
from typing import Any

import pytest
from fake_slack import refusal
from slack_forms import sent, shown
from slack_sdk.models.blocks import ActionsBlock, SectionBlock

from bot.answer.by_rule import answer_by_rule, answer_with_result
from bot.answer.engine import Engine
from bot.answer.question import Language, Question
from bot.rule_asking import given_of, missing_fields
from bot.rule_form import offered_rules
from bot.slack.form_buttons import (
    more_button,
    more_for,
    read_button,
    rules_blocks,
    rules_message,
    rules_view,
)
from bot.slack.form_values import Opening, read_view
from bot.slack.form_view import rule_view
from bot.words import Words
from bot.words.unofficial import unofficial_line
from knowledge.knowledge_base import KnowledgeBase, load_knowledge
from knowledge.rules import RULES
from knowledge.rules.given import read_given

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")
KNOWLEDGE = load_knowledge()
OFFERED = offered_rules(KNOWLEDGE)


def asked(key: str, given: Mapping[str, str]) -> tuple[str, ...]:
    result = RULES[key].apply(read_given(RULES[key], given), KNOWLEDGE.facts)
    return missing_fields(RULES[key], result, given)


def pressed(block: Mapping[str, Any]) -> Opening:
    """Press the one button of a block."""
    button = block["accessory"] if "accessory" in block else block["elements"][0]
    return read_button(button | {"type": "button", "action_ts": "1.0"})


def opened(opening: Opening) -> dict[str, Any]:
    words = Words(opening.language or "en")
    return rule_view(
        RULES[opening.rule], KNOWLEDGE.rules[opening.rule], words, "Unofficial.",
        opening.given, opening.only, opening.context,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_are_listed_each_with_a_button_to_its_form(language: Language) -> None:
    words = Words(language)
    blocks = rules_blocks(OFFERED, words, context="C1:1.0")
    for block, (rule, entry) in zip(blocks, OFFERED, strict=True):
        SectionBlock(**block).to_dict()
        assert words.script(entry.label.in_language(language)) in block["text"]["text"]
        assert words.script(entry.summary.in_language(language)) in block["text"]["text"]
        button = block["accessory"]
        assert (button["action_id"], button["value"]) == (f"rule-form:{rule.key}", "C1:1.0")
        assert len(button["text"]["text"]) <= 75
        assert len(button["accessibility_label"]) <= 75
        assert pressed(block) == Opening(rule.key, {}, None, "C1:1.0", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_a_window_and_a_message_whose_text_is_complete(language: Language) -> None:
    words = Words(language)
    unofficial = unofficial_line(KNOWLEDGE, words)
    assert shown(rules_view(OFFERED, words, unofficial, "C1")) == {}
    message = rules_message(OFFERED, words, unofficial)
    assert refusal({"text": message.text, "blocks": message.blocks}) is None
    for _, entry in OFFERED:
        assert words.script(entry.label.in_language(language)) in message.text


def test_a_button_without_a_context_brings_back_none() -> None:
    assert pressed(rules_blocks(OFFERED, Words("en"))[0]).context == ""
    with pytest.raises(ValueError, match="2001 characters"):
        rules_blocks(OFFERED, Words("en"), "C" * 2_001)


@pytest.mark.parametrize(("rule", "given", "wanted"), [
    ("co-funding", {}, ("city", "district", "total")),
    ("co-funding", {"asked": "compliance"}, ("city", "district")),
    ("co-funding", {"city": "8m", "asked": "compliance"}, ("district",)),
    ("co-funding", {"total": "20m", "asked": "compliance"}, ("city", "district")),
    ("co-funding", {"city": "3m to 5m", "district": "4m"}, ("city",)),
    ("co-funding", {"city": "3m to 5m", "district": "4m to 6m"}, ("city", "district")),
    ("co-funding", {"asked": "split"}, ("total",)),
    ("co-funding", {"city_by_year": "2019: 5m; 2020: 6m", "asked": "compliance"},
     ("district_by_year",)),
    # What does not go together is asked for again.
    ("co-funding", {"total": "15m", "city": "8m", "district": "8m", "as_of": "2019-01-01"},
     ("city", "district", "total")),
    ("co-funding", {"city": "8m", "district": "$8m"}, ("city", "district")),
    ("co-funding", {"city_by_year": "2019: 5m; 2020: 6m",
                    "district_by_year": "2019: 5m; 2021: 6m"},
     ("city_by_year", "district_by_year")),
    ("diminishing", {}, ("schedule",)),
    ("diminishing", {"schedule": "10m; ?; 5m"}, ("schedule",)),
    ("diminishing", {"schedule": "5m; 2m", "asked": "share"}, ("income",)),
    ("diminishing", {"schedule": "2020: 8m; 2019: 10m", "asked": "pattern"}, ("schedule",)),
    ("assessment", {"talent_training": "yes"},
     ("professional_institution", "common_technology", "commercialization", "start_ups",
      "university_industry", "linked_to_funding")),
    ("contract", {"targets": "unknown"},
     ("targets", "content", "fiscal_investment", "assessment_items")),
    ("contract", {"targets": "yes", "content": "yes"}, ("fiscal_investment", "assessment_items")),
    ("time", {"asked": "in-force"}, ("as_of",)),
    ("time", {"end": "in-force", "asked": "days"}, ("start", "start_date", "end_date")),
    ("co-funding", {"city": "8m", "district": "5m"}, ()),
    ("co-funding", {"city": "0"}, ()),
    ("time", {"asked": "expiry"}, ()),
])  # fmt: skip
def test_a_result_asks_for_the_inputs_that_it_lacks(
    rule: str, given: dict[str, str], wanted: tuple[str, ...]
) -> None:
    assert asked(rule, given) == wanted


def test_every_question_of_a_rule_leads_to_inputs_that_it_has() -> None:
    for rule in RULES.values():
        keys = {field.key for field in rule.fields}
        words = KNOWLEDGE.rules[rule.key].questions
        for question, fields in rule.questions.items():
            assert question in words
            assert fields
            assert set(fields) <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_eligibility_step_by_step_asks_only_for_what_is_missing(language: Language) -> None:
    words = Words(language)
    steps = [
        ({"field": "it"}, ["non_profit", "solutions", "verification", "district_support"]),
        ({"non_profit": "yes", "verification": "unknown"},
         ["solutions", "verification", "district_support"]),
        ({"solutions": "yes", "district_support": "yes"}, ["verification"]),
        ({"verification": "yes"}, []),
    ]  # fmt: skip
    given: dict[str, str] = {}
    view = opened(Opening("eligibility", {}, asked("eligibility", {}), "C1", language))
    assert "platform_type" not in shown(view)
    for typed, still in steps:
        values = read_view(sent(view, typed))
        given |= typed
        assert (values.given, values.context, values.language) == (given, "C1", language)
        answer, result = answer_with_result("eligibility", values.given, KNOWLEDGE, language)
        button = more_for(answer, KNOWLEDGE, words, values.context, values.given)
        assert (button is None) is (not still)
        assert list(missing_fields(RULES["eligibility"], result, values.given)) == still
        if button is not None:
            ActionsBlock(**button).to_dict()
            view = opened(pressed(button))
            assert list(shown(view)) == still
    assert answer.status == "answered"


def test_what_is_too_long_for_a_button_opens_the_whole_form() -> None:
    rule, words = RULES["diminishing"], Words("zh-Hans")
    given = {"schedule": "1000万；" * 80 + "500万"}
    short = pressed(more_button(rule, given, ["income"], words, "C1"))
    assert short == Opening("diminishing", given, ("income",), "C1", "zh-Hans")
    given = {"schedule": "1000万；" * 400 + "500万"}
    block = more_button(rule, given, ["income"], words, "C1")
    assert len(block["elements"][0]["value"]) <= 2_000
    assert pressed(block) == Opening("diminishing", {}, None, "C1", "zh-Hans")
    assert list(shown(opened(pressed(block)))) == [field.key for field in rule.fields]


@pytest.mark.parametrize(("rule", "given"), [
    ("co-funding", {"city": "8000000", "asked": "compliance", "as_of": "2019-05-01"}),
    ("co-funding", {"district": "5000000; 2000000"}),
    ("co-funding", {"city": "8000000 USD", "district": "5000000"}),
    ("co-funding", {"city": "3000000 to 5000000", "district": "4000000"}),
    ("co-funding", {"city_share": "0.4", "district_share": "0.6"}),
    ("co-funding", {"city_by_year": "2019: 5000000; 2020: 6000000", "asked": "compliance"}),
    ("diminishing", {"schedule": "1: 10000000; 2: ?; 3: 5000000", "asked": "pattern"}),
    ("diminishing", {"schedule": "2019: 10000000; 2020: 8000000; 2021: ?"}),
    ("assessment", {"talent_training": "no", "start_ups": "yes", "score": "85"}),
    ("eligibility", {"field": "it", "platform_type": "research", "non_profit": "yes"}),
    ("time", {"start": "release", "end_date": "2018-03-01", "asked": "days"}),
])  # fmt: skip
def test_what_a_figure_was_made_of_is_typed_back(rule: str, given: dict[str, str]) -> None:
    (figure,) = answer_by_rule(rule, given, KNOWLEDGE, "en").figures
    assert given_of(figure) == given


def test_a_question_that_lacks_an_input_leads_to_a_form_with_the_rest(
    engine: Engine, knowledge: KnowledgeBase
) -> None:
    answer, _ = engine.answer(Question("The city gives 8 million for operation. Is the floor met?"))
    button = more_for(answer, knowledge, Words("en"), "C1")
    assert button is not None
    opening = pressed(button)
    assert (opening.rule, opening.only) == ("co-funding", ("district",))
    assert opening.given == {"city": "8000000", "asked": "compliance"}


@pytest.mark.parametrize("given", [{"city": "8m"}, {"city": "0"}, {"asked": "cap"}])
def test_an_answer_that_lacks_nothing_has_no_such_button(given: dict[str, str]) -> None:
    answer = answer_by_rule("co-funding", given, KNOWLEDGE, "en")
    assert more_for(answer, KNOWLEDGE, Words("en")) is None
