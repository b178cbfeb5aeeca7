"""The check of the worked examples: what it finds, and in what words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.rules import (
    RULES,
)
from knowledge.rules.checking import check_examples, run_example, silent_asks
from knowledge.rules.examples import Example, examples_by_rule, load_examples
from tests.knowledge.rules.thread import knowledge

EXAMPLES = Path(__file__).parents[2] / "examples"


# Examples


def example(**changes: Any) -> Example:
    given: dict[str, Any] = {
        "name": "least", "input": {"city": "8m"}, "status": "computed",
        "output": {"district_minimum": "8000000"}, "item": 10,
        "quote": "should not be lower than the fiscal investment from the city government",
    }  # fmt: skip
    return Example.model_validate(given | changes)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"asks": ()}, []),
        ({"asks": ("city",)}, ['asks: expected ["city"], found []']),
        ({"item": None, "status": "needs_input"},
         ['status: expected "needs_input", found "computed"', "item: expected null, found 10"]),
        ({"output": {"district_minimum": "9"}},
         ['district_minimum: expected "9", found "8000000"']),
        ({"output": {"city_maximum": "9"}}, ['city_maximum: expected "9", found null']),
        ({"input": {"town": "8m"}},
         ["input: expected some of city, district, total, construction, city_by_year, "
          "district_by_year, city_share, district_share, asked, as_of, found town"]),
        ({"input": {"asked": "9"}},
         ["input asked: expected one of minimum, maximum, split, compliance, share, cap, "
          'deadline, consequence, found "9"']),
        ({"input": {"city_share": "市"}},
         ['input city_share: expected a share of the whole, as 0.4, 40% or 四成, found "市"']),
        ({"as_of": date(2018, 1, 31)},
         ['status: expected "computed", found "not_in_force"',
          'district_minimum: expected "8000000", found null',
          "item: expected 10, found null"]),
    ],
)  # fmt: skip
def test_what_an_example_gets_wrong(changes: dict[str, Any], problems: list[str]) -> None:
    assert run_example(RULES["co-funding"], example(**changes), knowledge()) == problems


def test_a_quote_that_stands_in_no_passage_is_told() -> None:
    (problem,) = run_example(RULES["co-funding"], example(quote="nowhere"), knowledge())
    assert problem.startswith('quote: expected "nowhere", found ["')
    assert "should not be lower than" in problem


def test_the_counts_of_the_examples() -> None:
    report = check_examples(EXAMPLES, knowledge())
    files = examples_by_rule(load_examples(EXAMPLES))
    assert list(files) == list(RULES)
    assert [count.partition(":")[0] for count in report.counts] == list(RULES)
    for count, examples in zip(report.counts, files.values(), strict=True):
        assert count.startswith(f"{count.partition(':')[0]}: {len(examples)} examples: ")


@pytest.mark.parametrize(
    ("key", "silent"),
    [
        ("co-funding", ["cap", "deadline", "consequence"]),
        ("money-sources", ["district-part", "amount"]),
        ("diminishing", ["rate", "length"]),
        ("assessment", ["score", "formula", "consequence"]),
        ("contract", []),
        ("eligibility", []),
        ("time", ["expiry"]),
    ],
)
def test_what_the_release_leaves_open(key: str, silent: list[str]) -> None:
    assert list(silent_asks(RULES[key], knowledge().facts)) == silent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule: nosuch\nexamples:\n- {name: a, input: {}, status: computed, item: 1, quote: b}",
         ("", "there is no rule `nosuch`; the rules are co-funding, money-sources, diminishing, "
          "assessment, contract, eligibility, time")),
        ("- a", ("", "Input should be a valid dictionary or instance of RuleExamples")),
        ("rule: time\nexamples:\n- {name: a}\n- {name: 5}",
         ("a", "`input`: Field required")),
        ("rule: [", ("line 2", "is not well-formed YAML in UTF-8")),
        ("rule: time\nexamples:\n- {name: a, input: {}, status: computed, item: 1, quote: b, "
         "output: {x: [{y: 5}]}}", ("a", '`output`: write 5 in quotation marks, "5"')),
        ("rule: time\nexamples:\n- {name: a, input: {as_of: 2018-02-01}, status: computed, "
         "item: 1, quote: b, as_of: 2018-02-01}",
         ("a", "the date stands twice; keep `as_of` beside the input")),
    ],
)  # fmt: skip
def test_a_faulty_file(tmp_path: Path, text: str, told: tuple[str, str]) -> None:
    (tmp_path / "time.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load_examples(tmp_path)
    assert raised.value.file == "time.yaml"
    assert (raised.value.where, raised.value.problem) == told


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as raised:
        load_examples(tmp_path)
    assert (raised.value.file, raised.value.where) == (str(tmp_path), "")
    assert raised.value.problem == "holds no .yaml file; name the examples' folder"


def test_an_example_of_nothing_else() -> None:
    made = example(output={})
    assert (made.output, made.asks, made.as_of) == ({}, None, None)
    assert made.given() == {"city": "8m"}
    assert example(as_of=date(2019, 1, 1)).given() == {"city": "8m", "as_of": date(2019, 1, 1)}
