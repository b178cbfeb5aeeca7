"""The worked examples hold, and a file or an example that is not right is named with its fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.rules import RULES
from knowledge.rules.checking import check_examples, run_example, silent_asks
from knowledge.rules.examples import Example, load_examples
from tests.knowledge.rules.thread import knowledge

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = [
    pytest.param(file.rule, example, id=f"{name}, {example.name}")
    for name, file in load_examples(FOLDER).items()
    for example in file.examples
]
FLOOR = "should not be lower than the fiscal investment from the city government"
GOOD = (
    'name: least, input: {city: 8m}, status: computed, output: {district_minimum: "8000000"}, '
    f'item: 10, quote: "{FLOOR}"'
)


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "co-funding.yaml").write_text(text, "utf-8")
    return tmp_path


def one(tmp_path: Path, example: str) -> Path:
    return folder_with(tmp_path, f"rule: co-funding\nexamples:\n- {{{example}}}\n")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_example_holds(rule: str, example: Example) -> None:
    assert run_example(RULES[rule], example, knowledge()) == []


def test_every_status_and_silence_of_every_rule_has_an_example() -> None:
    assert check_examples(FOLDER, knowledge()).problems == ()


def test_what_the_release_leaves_open_is_found_by_asking() -> None:
    facts = knowledge().facts
    assert list(silent_asks(RULES["co-funding"], facts)) == ["cap", "deadline", "consequence"]
    assert list(silent_asks(RULES["contract"], facts)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("computed", "needs_input"), 'status: expected "needs_input", found "computed"'),
        (("8000000", "8000001"), 'district_minimum: expected "8000001", found "8000000"'),
        (("district_minimum", "shortfall"), 'shortfall: expected "8000000", found null'),
        (("item: 10", "item: null"), "item: expected null, found 10"),
        (("not be lower", "never be lower"), 'quote: expected "should never be lower'),
        (("name: least", "name: least, asks: [city]"), 'asks: expected ["city"], found []'),
        (("8m", "plenty"), "input city: expected an amount of money, as 8000000"),
        (("8m", "8m, town: 9m"), "input: expected some of city, district, total"),
    ],
)
def test_what_does_not_hold_is_told_with_expected_and_found(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    report = check_examples(one(tmp_path, GOOD.replace(*change)), knowledge())
    assert report.problems[0].startswith(f"co-funding.yaml, least: {problem}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rule: [", "co-funding.yaml, line 2: is not well-formed YAML in UTF-8"),
        ("rule: co-funding", "co-funding.yaml: `examples`: Field required"),
        ("rule: nosuch\nexamples:\n- {GOOD}", "co-funding.yaml: there is no rule `nosuch`"),
        ("rule: co-funding\nexamples: []", "co-funding.yaml: `examples`: Tuple should have at"),
        ("rule: co-funding\nnote: x\nexamples:\n- {GOOD}", "co-funding.yaml: `note`: Extra inputs"),
        ("rule: co-funding\nexamples:\n- {GOOD}\n- {GOOD}",
         "co-funding.yaml, least: 2 examples have this name; rename one"),
        ("rule: co-funding\nexamples:\n- {GOOD, outputs: {}}",
         "co-funding.yaml, least: `outputs`: Extra inputs"),
        ("rule: co-funding\nexamples:\n- {GOOD}\n- {input: {}}",
         "co-funding.yaml, example 2: `name`: Field required"),
        ("rule: co-funding\nexamples:\n- hello", "co-funding.yaml, example 1: "),
    ],
)  # fmt: skip
def test_a_faulty_file_is_told_with_its_example(tmp_path: Path, text: str, problem: str) -> None:
    report = check_examples(folder_with(tmp_path, text.replace("GOOD", GOOD)), knowledge())
    assert report.problems[0].startswith(problem)
    assert report.counts == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('"8000000"', "8000000"), 'least: `output`: write 8000000 in quotation marks, "8000000"'),
        (('"8000000"', '{1: "8"}'), 'least: `output`: write 1 in quotation marks, "1"'),
        (("status: computed", "status: done"), "least: `status`: Input should be 'computed'"),
        (("8m}", "8m, as_of: 2018-03-01}, as_of: 2018-03-01"), "least: the date stands twice"),
    ],
)
def test_a_faulty_example_is_told(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    report = check_examples(one(tmp_path, GOOD.replace(*change)), knowledge())
    assert report.problems[0].startswith(f"co-funding.yaml, {problem}")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rule: [", "utf-8")
    (tmp_path / "b.yaml").write_bytes(b"\xff")
    with pytest.raises(KnowledgeError) as raised:
        load_examples(tmp_path)
    assert [fault.file for fault in (raised.value, *raised.value.others)] == ["a.yaml", "b.yaml"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "holds no .yaml file" in check_examples(tmp_path, knowledge()).problems[0]


def test_what_has_no_example_is_told(tmp_path: Path) -> None:
    report = check_examples(one(tmp_path, GOOD), knowledge())
    assert "diminishing: has no examples; add a file" in report.problems
    assert "co-funding: no example has the status out_of_range; add one" in report.problems
    asked = "co-funding: no example asks for cap, which is not specified; add one"
    assert asked in report.problems
    assert report.counts == ("co-funding: 1 examples: 1 computed",)
