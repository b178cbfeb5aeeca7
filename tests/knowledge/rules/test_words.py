"""Each rule has words for whatever it gives, on any inputs, and each quote stands in the source."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.rules import RULES, InputField, RuleResult
from knowledge.rules.given import read_given
from knowledge.rules.result import Term
from knowledge.rules.wording import say, term_text
from tests.knowledge.rules.thread import knowledge

YAML = knowledge().rules
ASKED_IN_THREADS = {"varied", "compare"}
AMOUNTS = st.sampled_from(["8000000", "8m", "0", "-5", "5-8m", "800万", "0.01", "1e3", "$3m", "9"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "money": AMOUNTS.filter(lambda text: text != "1e3"),
    "moneys": st.lists(AMOUNTS.filter(lambda text: text != "1e3"), min_size=1, max_size=3),
    "share": st.sampled_from(["0.5", "70%", "三成", "1.5", "0"]),
    "flag": st.booleans(),
    "number": st.sampled_from(["85", "0", "-1"]),
    "date": st.sampled_from(["2018-01-31", "2018-02-01", "2026-11-24"]),
    "schedule": st.lists(st.sampled_from(["10m", "12m", "9m", "0", "8-9m", "?"]),
                         min_size=1, max_size=5),
}  # fmt: skip


def values(field: InputField) -> st.SearchStrategy[Any]:
    return st.sampled_from(field.choices) if field.kind == "choice" else VALUES[field.kind]


def given_to(key: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={f.key: values(f) for f in RULES[key].fields})


def assert_said(result: RuleResult) -> None:
    words = YAML[result.rule]
    for language in ("en", "zh-Hans"):
        for line in result.working:
            assert say(line, words, language)
    for key in result.missing:
        assert key in words.questions or key in words.inputs
    shared = knowledge().notes
    assert [n for n in result.notes if n not in words.notes and n not in shared
            and n.replace("_", "-") not in shared] == []  # fmt: skip
    assert result.verdict is None or result.verdict in words.verdicts
    assert set(result.outputs) <= set(words.outputs)
    assert set(result.inputs) | set(result.outputs) <= set(result.units)
    named = [value for key, value in result.outputs.items() if result.units[key] == "verdict"]
    assert [value for value in named if value not in words.verdicts] == []
    assert result.quote_keys
    for quote in result.quote_keys:
        assert RULES[result.rule].quote(quote).anchor in knowledge().source.text


@pytest.mark.parametrize("key", RULES)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_whatever_is_given_the_result_has_words(key: str, data: st.DataObject) -> None:
    rule = RULES[key]
    result = rule.apply(read_given(rule, data.draw(given_to(key))), knowledge().facts)
    assert result.status in rule.statuses
    assert_said(result)


@pytest.mark.parametrize("key", RULES)
def test_the_words_name_the_inputs_and_asks_of_the_rule(key: str) -> None:
    rule, words = RULES[key], YAML[key]
    fields = {field.key: field for field in rule.fields}
    assert set(fields) <= set(words.inputs)
    assert set(words.asks) - ASKED_IN_THREADS == set(rule.asks)
    assert "asked" not in fields or fields["asked"].choices == rule.asks
    for field in fields.values():
        if field.kind == "choice" and field.key != "asked":
            assert set(words.inputs[field.key].choices) == set(field.choices)


@pytest.mark.parametrize("key", RULES)
def test_both_languages_use_the_same_values(key: str) -> None:
    for words in YAML[key].working.values():
        held = [set(re.findall(r"\{(\w+)\}", text)) for text in (words.en, words.zh)]
        assert held[0] == held[1]


def test_no_word_forbids_and_the_floor_is_stated_in_chinese() -> None:
    text = "".join(str(entry) for entry in YAML.values())
    assert not re.search(r"illegal|forbidden|ineligible|invalid|违法|违规|禁止|不合格|无效", text)
    co_funding = YAML["co-funding"]
    for section, name in (
        (co_funding.verdicts, "below_floor"),
        (co_funding.working, "district_minimum"),
        (co_funding.working, "pair_below_floor"),
        (co_funding.working, "shares_below"),
    ):
        assert "不低于" in section[name].zh


@pytest.mark.parametrize("key", RULES)
def test_each_reference_stands_once_in_the_source(key: str) -> None:
    text = knowledge().source.text
    for reference in RULES[key].references.values():
        assert text.count(reference.anchor) == 1


def test_terms() -> None:
    assert term_text(Term("money", "5000000", "8000000"), "zh-Hans") == "500万元至800万元"
    assert term_text(Term("share", "0.333333"), "en") == "33.3333 %"
    assert term_text(Term("year", "3"), "zh-Hans") == "第3年"
    assert term_text(Term("date", "2018-02-01"), "en") == "1 February 2018"
    assert term_text(Term("years", "3,4,2021"), "en") == "year 3, year 4 and 2021"
    assert term_text(Term("keys", "city,district"), "en", YAML["co-funding"]) == (
        "city's operating money and district's operating money"
    )
