"""rules.yaml has words for all that the rules say, and each quote stands in the source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.rules import RULES
from knowledge.rules.result import Term, WorkingLine
from knowledge.rules.wording import say, term_text

ROOT = Path(__file__).parents[3]
ENTRIES: dict[str, Any] = {
    entry["key"]: entry
    for entry in yaml.safe_load(
        (ROOT / "knowledge/guideline/rules.yaml").read_text(encoding="utf-8")
    )["rules"]
}
CODE = {"operating-co-funding": "co_funding.py", "diminishing-model": "diminishing.py"}
ASKED = re.compile(r'(?:missing=\(|"(?:needs_input|out_of_range)", )"(\w+)"')
SAID = re.compile(r'(?:_line|WorkingLine)\(\s*"(\w+)"')
NOTED = re.compile(r'(?:notes=\(|notes\.append\(|extra \+= \[|notes = \[)\s*"(\w+)"')


@pytest.mark.parametrize("key", RULES)
def test_each_rule_has_its_words(key: str) -> None:
    entry, rule = ENTRIES[key], RULES[key]
    assert set(entry["inputs"]) == {field.key for field in rule.fields}
    sections = ("outputs", "verdicts", "working", "notes", "questions")
    for words in [entry["label"], *(w for s in sections for w in entry[s].values())]:
        assert words["en"]
        assert words["zh"]


@pytest.mark.parametrize("key", RULES)
def test_both_languages_use_the_same_values(key: str) -> None:
    for name, words in ENTRIES[key]["working"].items():
        values = [set(re.findall(r"\{(\w+)\}", words[language])) for language in ("en", "zh")]
        assert values[0] == values[1] or name in ("districts_summed",)


@pytest.mark.parametrize("key", RULES)
def test_each_key_that_a_rule_names_has_words(key: str) -> None:
    code = (ROOT / "knowledge/rules" / CODE[key]).read_text(encoding="utf-8")
    entry = ENTRIES[key]
    for pattern, section in ((ASKED, "questions"), (SAID, "working"), (NOTED, "notes")):
        named = {name for name in pattern.findall(code) if name}
        assert named
        assert named <= set(entry[section])
    questions = ("co_funding_question.py", "diminishing_question.py")
    shared = "".join((ROOT / "knowledge/rules" / name).read_text("utf-8") for name in questions)
    asked = set(re.findall(r'inexact\.append\("(\w+)"', shared))
    both = set().union(*(set(e["questions"]) for e in ENTRIES.values()))
    assert asked <= both


def test_no_word_forbids_and_the_floor_is_stated_in_chinese() -> None:
    text = yaml.safe_dump(ENTRIES, allow_unicode=True)
    assert not re.search(r"illegal|forbidden|ineligible|违法|违规|禁止|不合格", text)
    entry = ENTRIES["operating-co-funding"]
    for section, name in (
        ("verdicts", "below_floor"),
        ("working", "district_minimum"),
        ("working", "pair_below_floor"),
        ("working", "shares_below"),
    ):
        assert "不低于" in entry[section][name]["zh"]


@pytest.mark.parametrize("key", RULES)
def test_each_reference_stands_once_in_the_source(key: str) -> None:
    (path,) = (ROOT / "knowledge/guideline/source").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    for reference in RULES[key].references.values():
        assert text.count(reference.anchor) == 1


def test_a_line_is_said_in_both_languages() -> None:
    line = WorkingLine("district_minimum", {"minimum": Term("money", "8000000")})
    words = ENTRIES["operating-co-funding"]["working"]
    assert (
        say(line, words, "en")
        == "The district should give no less than the city, at least 8,000,000 yuan"
    )
    assert say(line, words, "zh-Hans") == "区级应不低于市级，即至少800万元"


def test_terms() -> None:
    assert term_text(Term("money", "5000000", "8000000"), "zh-Hans") == "500万元至800万元"
    assert term_text(Term("share", "0.333333"), "en") == "33.3333 %"
    assert term_text(Term("year", "3"), "zh-Hans") == "第3年"
    assert term_text(Term("date", "2018-02-01"), "en") == "1 February 2018"
