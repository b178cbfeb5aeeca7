"""The rules' forms in Slack: what they show, what comes back, and what comes of it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_forms import sent, shown

from bot.answer.by_rule import answer_by_rule
from bot.answer.question import Language
from bot.rule_form import YES_NO, offered_rules
from bot.slack.form_values import field_errors, read_view
from bot.slack.form_view import rule_view
from bot.words import Words
from bot.words.unofficial import unofficial_line
from knowledge.knowledge_base import KnowledgeBase, load_knowledge
from knowledge.rules import RULES, AnyRule, InputField
from knowledge.rules.examples import Example, examples_by_rule, load_examples

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")
KNOWLEDGE = load_knowledge()
ELEMENTS = {
    "money": "plain_text_input", "moneys": "plain_text_input", "share": "plain_text_input",
    "number": "plain_text_input", "schedule": "plain_text_input", "flag": "static_select",
    "choice": "static_select", "date": "datepicker",
}  # fmt: skip
PICKED = {
    "是": "yes", "有": "yes", "没有": "no", "?": "unknown", "不知道": "unknown",
    "不清楚": "unknown", "待定": "unknown",
    "1 February 2018": "2018-02-01", "2018年3月1日": "2018-03-01",
}  # fmt: skip
FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = [
    (key, example)
    for key, examples in examples_by_rule(load_examples(FOLDER)).items()
    for example in examples
]
UNREADABLE = {
    "money": "a lot", "moneys": "5m; lots", "share": "most of it", "number": "high",
    "schedule": "10m; less", "date": "soon", "flag": "perhaps", "choice": "none of them",
}  # fmt: skip


def view_of(key: str, language: Language = "en", **more: Any) -> dict[str, Any]:
    words = Words(language)
    unofficial = unofficial_line(KNOWLEDGE, words)
    return rule_view(RULES[key], KNOWLEDGE.rules[key], words, unofficial, **more)


def typed(value: Any) -> str:
    """Write an example's value as a person types it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{year}: {typed(amount)}" for year, amount in value.items())
    if isinstance(value, list):
        return "; ".join(typed(one) for one in value)
    return "?" if value is None else str(value)


def chosen(key: str, example: Example) -> dict[str, str]:
    """Return what a person types, and picks where the form offers something, to state it."""
    values = {name: typed(value) for name, value in example.given().items()}
    for field in RULES[key].fields:
        if field.kind in ("flag", "date") and field.key in values:
            values[field.key] = PICKED.get(values[field.key], values[field.key])
    return values


def every_form(test: Any) -> Any:
    languages = pytest.mark.parametrize("language", LANGUAGES)
    return pytest.mark.parametrize("key", RULES)(languages(test))


@every_form
def test_a_form_asks_for_each_input_once_by_an_element_of_its_kind(
    key: str, language: Language
) -> None:
    rule, inputs = RULES[key], shown(view_of(key, language))
    assert list(inputs) == [field.key for field in rule.fields]
    for field in rule.fields:
        block = inputs[field.key]
        element = block["element"]
        assert element["type"] == ELEMENTS[field.kind]
        assert element.get("multiline", False) is (field.kind == "schedule")
        assert block["optional"] is True
        assert not {"initial_value", "initial_option", "initial_date"} & element.keys()
        offered = [option["value"] for option in element.get("options", [])]
        if field.kind == "flag":
            assert offered == list(YES_NO)
        else:
            assert [one for one in offered if one != "-"] == list(field.choices)


@every_form
def test_a_form_says_what_it_works_out_and_that_it_is_unofficial(
    key: str, language: Language
) -> None:
    words, entry = Words(language), KNOWLEDGE.rules[key]
    texts = [one["text"] for one in view_of(key, language)["blocks"][0]["elements"]]
    assert texts[0] == words.script(entry.summary.in_language(language))
    assert texts[-1] == unofficial_line(KNOWLEDGE, words)


def test_labels_hints_and_examples_are_in_the_readers_language() -> None:
    city = shown(view_of("co-funding", "zh-Hant"))["city"]
    assert city["label"]["text"] == "市級運行資金"
    assert "例如8000000或800萬" in city["hint"]["text"]
    assert city["element"]["placeholder"]["text"] == "800萬"
    city = shown(view_of("co-funding"))["city"]
    assert city["hint"]["text"] == (
        "How much operating money does the city give? "
        "Write one amount, such as 8000000 or 8 million."
    )


def texts_for(field: InputField) -> st.SearchStrategy[str]:
    """Give what a person can put into an input; what is typed may be anything."""
    if field.kind == "flag":
        return st.sampled_from(YES_NO)
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    if field.kind == "date":
        return st.dates().map(date.isoformat)
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=3_000)


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[AnyRule, dict[str, str]]:
    rule = RULES[draw(st.sampled_from(list(RULES)))]
    fields = draw(st.lists(st.sampled_from(rule.fields), unique=True))
    return rule, {field.key: draw(texts_for(field)) for field in fields}


@settings(deadline=None)
@given(filled_forms(), st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_what_is_typed_comes_back_as_it_was(
    filled: tuple[AnyRule, dict[str, str]], context: str, language: Language
) -> None:
    rule, values = filled
    kept = {key: value for key, value in values.items() if value.strip()}
    back = read_view(sent(view_of(rule.key, language, context=context), values))
    assert (back.rule, back.given, back.context, back.language) == (
        rule.key, kept, context, language,
    )  # fmt: skip


@settings(deadline=None)
@given(filled_forms(), st.data())
def test_what_stands_in_a_form_or_travels_unseen_comes_back_as_it_was(
    filled: tuple[AnyRule, dict[str, str]], data: st.DataObject
) -> None:
    rule, values = filled
    kept = {key: value for key, value in values.items() if value.strip()}
    only = data.draw(st.lists(st.sampled_from([field.key for field in rule.fields])))
    view = view_of(rule.key, filled=values, only=only)
    assert read_view(sent(view, {})).given == kept
    assert set(only) <= set(shown(view))


def test_only_what_is_asked_for_is_shown_and_the_rest_is_named_as_kept() -> None:
    given = {"city": "8 million", "asked": "compliance"}
    view = view_of("co-funding", filled=given, only=["district"], context="C1")
    assert list(shown(view)) == ["district"]
    assert "kept: City's operating money, What is asked." in str(view["blocks"][0])
    assert read_view(sent(view, {"district": "5m"})).given == given | {"district": "5m"}
    assert read_view(sent(view, {})).given == given


def test_a_kept_value_that_cannot_be_read_is_shown_to_be_put_right() -> None:
    view = view_of("co-funding", filled={"city": "a lot", "total": "9m"}, only=["district"])
    assert list(shown(view)) == ["city", "district"]
    assert shown(view)["city"]["element"]["initial_value"] == "a lot"


def test_values_too_long_to_travel_unseen_stand_in_the_form() -> None:
    given = {"schedule": "10m; 8m", "income": " " * 2_000 + "20m", "asked": "share"}
    assert list(shown(view_of("diminishing", filled=given, only=["as_of"]))) == ["as_of"]
    given |= {"income": " " * 2_950 + "20m"}
    view = view_of("diminishing", filled=given, only=["as_of"])
    assert list(shown(view)) == ["schedule", "income", "asked", "as_of"]
    assert read_view(sent(view, {})).given == given


def test_an_emptied_input_is_not_given_any_more() -> None:
    given = {"city": "8m", "district": "5m", "asked": "share", "as_of": "2018-06-01"}
    view = view_of("co-funding", filled=given)
    cleared = {"city": "", "district": " \n ", "asked": "-", "as_of": ""}
    assert read_view(sent(view, cleared)).given == {}


@pytest.mark.parametrize(("rule", "values", "at", "stands"), [
    ("eligibility", {"non_profit": "是"}, "non_profit", {"value": "yes"}),
    ("eligibility", {"non_profit": "不清楚"}, "non_profit", {"value": "unknown"}),
    ("eligibility", {"non_profit": "perhaps"}, "non_profit", None),
    ("eligibility", {"field": "it"}, "field", {"value": "it"}),
    ("eligibility", {"field": "farming"}, "field", None),
    ("time", {"as_of": "1 June 2018"}, "as_of", "2018-06-01"),
    ("time", {"as_of": "some day"}, "as_of", None),
])  # fmt: skip
def test_menus_and_dates_stand_as_what_is_filled_in_says(
    rule: str, values: dict[str, str], at: str, stands: Any
) -> None:
    element = shown(view_of(rule, filled=values))[at]["element"]
    initial = element.get("initial_option", element.get("initial_date"))
    assert (initial if not isinstance(initial, dict) else {"value": initial["value"]}) == stands


def test_a_context_too_long_to_be_carried_is_refused() -> None:
    with pytest.raises(ValueError, match="3000 characters"):
        view_of("time", context="C" * 3_000)


def named(case: Any) -> str:
    return case.name if isinstance(case, Example) else str(case)


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=named)
def test_a_sent_form_gives_the_answer_of_the_worked_example(
    key: str, example: Example, knowledge: KnowledgeBase
) -> None:
    language = LANGUAGES[len(example.name) % 3]
    wanted = answer_by_rule(key, example.given(), knowledge, language).record()
    assert [figure["status"] for figure in wanted["figures"]] == [example.status]
    filled = {name: typed(value) for name, value in example.given().items()}
    typed_in = sent(view_of(key, language), chosen(key, example))
    for by_form in map(read_view, (typed_in, sent(view_of(key, language, filled=filled), {}))):
        assert field_errors(RULES[key], knowledge.rules[key], by_form.given, Words(language)) == {}
        found = answer_by_rule(by_form.rule, by_form.given, knowledge, by_form.language).record()
        assert found | {"elapsed_ms": 0} == wanted | {"elapsed_ms": 0}


@every_form
def test_what_cannot_be_read_is_said_at_its_input_in_the_forms_language(
    key: str, language: Language
) -> None:
    rule, entry, words = RULES[key], KNOWLEDGE.rules[key], Words(language)
    given = {field.key: UNREADABLE[field.kind] for field in rule.fields}
    errors = field_errors(rule, entry, given, words)
    assert list(errors) == [f"input:{field.key}" for field in rule.fields]
    for field in rule.fields:
        label = words.script(entry.inputs[field.key].label.in_language(language))
        assert errors[f"input:{field.key}"].startswith(label)
    assert field_errors(rule, entry, {}, words) == {}


def test_errors_are_the_sentences_of_the_page() -> None:
    rule, entry = RULES["co-funding"], KNOWLEDGE.rules["co-funding"]
    given = {"city": "lots", "district": "5m"}
    said = {
        "en": "City's operating money: write one amount, such as 8000000 or 8 million.",
        "zh-Hans": "市级运行资金：请填写一笔金额，例如8000000或800万。",
    }
    for language in ("en", "zh-Hans"):
        assert field_errors(rule, entry, given, Words(language)) == {"input:city": said[language]}


def test_every_rule_has_a_form() -> None:
    assert [rule.key for rule, _ in offered_rules(KNOWLEDGE)] == list(RULES)
