"""What is made from the rules' definitions: pages, schemas, and how values are written."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules import RULES
from knowledge.rules.examples import examples_by_rule, load_examples
from knowledge.rules.kinds import KINDS, expected, range_of
from knowledge.rules.page import index_page, pages, rule_page
from knowledge.rules.page_ways import command, ways, written
from knowledge.rules.schema import choice_label, inputs_schema
from tests.knowledge.rules.thread import knowledge

ROOT = Path(__file__).parents[3]
EXAMPLES = examples_by_rule(load_examples(ROOT / "tests" / "examples"))
PAGES = sorted(path.name for path in (ROOT / "docs" / "rules").glob("*.md"))
SCHEMAS = json.loads((Path(__file__).parent / "schemas.json").read_text("utf-8"))
CO_FUNDING = {field.key: field for field in RULES["co-funding"].fields}
DIMINISHING = {field.key: field for field in RULES["diminishing"].fields}
MONEY = "8000000, 8m, 8 million or 800万"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_is_kept(name: str) -> None:
    assert pages(knowledge(), EXAMPLES)[name] == (ROOT / "docs" / "rules" / name).read_text("utf-8")


def test_the_pages_are_one_for_each_rule_and_their_index() -> None:
    assert sorted(pages(knowledge(), EXAMPLES)) == PAGES
    assert sorted(["README.md", *(f"{key}.md" for key in RULES)]) == PAGES


@pytest.mark.parametrize("key", RULES)
def test_a_rule_without_examples_has_a_page(key: str) -> None:
    page = rule_page(RULES[key], knowledge(), ())
    assert "## Worked examples" not in page
    assert "## Notes that its results carry" in page
    assert f"```sh\n.venv/bin/desk rule {key}\n```" in page
    assert """-d '{"inputs": {}}'""" in page
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
    assert pages(knowledge(), {})[f"{key}.md"] == page


def test_the_index_counts_no_examples_where_there_are_none() -> None:
    lines = index_page(knowledge(), {}).splitlines()
    rows = [line for line in lines if line.startswith("| [")]
    assert len(rows) == len(RULES)
    assert all(row.endswith("` | 0 |") for row in rows)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("key", RULES)
def test_the_schema_of_a_rule(key: str, language: str) -> None:
    schema = inputs_schema(RULES[key], knowledge().rules[key], language)
    assert schema == SCHEMAS[f"{key} {language}"]


def test_what_a_choice_is_called() -> None:
    words = knowledge().rules["money-sources"]
    fields = {field.key: field for field in RULES["money-sources"].fields}
    for key, of in (("asked", words.asks), ("use", words.inputs["use"].choices)):
        for choice in fields[key].choices:
            assert choice_label(fields[key], choice, words, "en") == of[choice].label.en
            assert choice_label(fields[key], choice, words, "zh-Hans") == of[choice].label.zh


@pytest.mark.parametrize(
    ("kind", "placeholder", "name", "example"),
    [
        ("money", "AMOUNT", "an amount of money", MONEY),
        ("moneys", "AMOUNT", "amounts of money, one for each district", MONEY),
        ("share", "SHARE", "a share of the whole", "0.4, 40% or 四成"),
        ("flag", "YES|NO", "yes, no or unknown", "yes, no or unknown"),
        ("number", "NUMBER", "a number", "85"),
        ("date", "DATE", "a date", "2018-06-01"),
        ("schedule", "SCHEDULE", "an amount for each year, in order",
         "10m; 10m; ?; 5m or 2019: 10m; 2020: 8m, with ? for what is not known"),
        ("choice", "KEY", "one of its choices", "one of its choices"),
    ],
)  # fmt: skip
def test_how_a_kind_is_written(kind: Any, placeholder: str, name: str, example: str) -> None:
    words = KINDS[kind]
    assert (words.placeholder, words.name, words.written) == (placeholder, name, example)
    assert len(KINDS) == 8


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("city", f"an amount of money, as {MONEY}"),
        ("district", f"amounts of money, one for each district, as {MONEY}"),
        ("city_share", "a share of the whole, as 0.4, 40% or 四成"),
        ("as_of", "a date, as 2018-06-01"),
        ("city_by_year", "an amount for each year, in order, as 10m; 10m; ?; 5m or 2019: 10m; "
         "2020: 8m, with ? for what is not known"),
        ("asked", "one of minimum, maximum, split, compliance, share, cap, deadline, consequence"),
    ],
)  # fmt: skip
def test_what_is_expected_of_an_input(key: str, text: str) -> None:
    assert expected(CO_FUNDING[key]) == text


def test_what_is_expected_of_a_flag_and_a_number() -> None:
    fields = {field.key: field for field in RULES["assessment"].fields}
    assert expected(fields["start_ups"]) == "yes, no or unknown"
    assert expected(fields["score"]) == "a number, as 85"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("city", "0.01 to 1,000,000,000,000 yuan"),
        ("city_by_year", "0 to 1,000,000,000,000 yuan"),
        ("district_share", "0 to 1"),
        ("as_of", ""),
        ("asked", ""),
    ],
)
def test_the_range_of_an_input(key: str, text: str) -> None:
    assert range_of(CO_FUNDING[key]) == text


def test_the_range_of_an_income_begins_at_a_fen() -> None:
    assert range_of(DIMINISHING["income"]) == "0.01 to 1,000,000,000,000 yuan"
    assert range_of(DIMINISHING["schedule"]) == "0 to 1,000,000,000,000 yuan"


def test_both_ends_make_a_range() -> None:
    field = CO_FUNDING["city_share"]
    for changed in ({"minimum": None}, {"maximum": None}):
        assert range_of(type(field)(**(vars(field) | changed))) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"), (False, "no"), (None, "?"), ("8m", "8m"), (85, "85"),
        (["10m", None, "5m"], "10m; ?; 5m"), ({"2019": "8m", "2020": None}, "2019: 8m; 2020: ?"),
        (date(2018, 2, 1), "2018-02-01"), ([], ""), ([True, False], "yes; no"),
    ],
)  # fmt: skip
def test_a_value_as_one_types_it(value: object, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize(
    ("rule", "given", "line"),
    [
        ("co-funding", {"city": "8m"}, "--city 8m"),
        ("co-funding", {"city": "8m", "district": ["3m", "2m"]},
         "--city 8m --district 3m --district 2m"),
        ("co-funding", {"district": "3m", "as_of": date(2018, 2, 1)},
         "--district 3m --as-of 2018-02-01"),
        ("co-funding", {"city_by_year": ["3m", "2m"]}, "--city-by-year '3m; 2m'"),
        ("diminishing", {"schedule": ["10m", None]}, "--schedule '10m; ?'"),
        ("contract", {"fiscal_investment": True, "assessment_items": False},
         "--fiscal-investment yes --assessment-items no"),
    ],
)  # fmt: skip
def test_the_command_of_an_example(rule: str, given: dict[str, object], line: str) -> None:
    assert command(RULES[rule], given) == f".venv/bin/desk rule {rule} {line}"


def test_the_ways_take_the_first_computed_example() -> None:
    key = "diminishing"
    chosen = next(e for e in EXAMPLES[key] if e.status == "computed")
    text = ways(RULES[key], knowledge().rules[key], EXAMPLES[key])
    assert command(RULES[key], chosen.given()) in text
    assert text == ways(RULES[key], knowledge().rules[key], [chosen])
    with pytest.raises(TypeError, match=r"^Decimal\('1'\) is no value of an example$"):
        _with_given(key, {"schedule": Decimal(1)})


def _with_given(key: str, given: dict[str, Any]) -> str:
    chosen = next(e for e in EXAMPLES[key] if e.status == "computed")
    return ways(
        RULES[key],
        knowledge().rules[key],
        [chosen.model_copy(update={"input": given, "as_of": None})],
    )


def test_dates_stand_in_the_ways_as_in_json() -> None:
    assert '"as_of": "2018-02-01"' in _with_given("time", {"as_of": date(2018, 2, 1)})
