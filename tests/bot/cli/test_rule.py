"""`desk rule`: every rule on the command line, made from its definition; no index, no encoder."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import EXAMPLES, app
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES
from knowledge.rules.examples import examples_by_rule, load_examples
from knowledge.rules.page_ways import command
from tests.bot.cli.test_desk import ROOT, desk


def run(*words: str) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, ["rule", *words], env={"COLUMNS": "200"})
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stdout, ran.stderr


def test_without_a_name_the_rules_are_listed(knowledge: KnowledgeBase) -> None:
    status, shown, _ = run()
    assert status == 0
    assert [line.split()[0] for line in shown.splitlines()] == [
        key for key in RULES if key in knowledge.rules
    ]
    assert knowledge.rules["co-funding"].summary.en in shown


@pytest.mark.parametrize("key", RULES)
def test_help_shows_every_input_with_its_meaning(key: str, knowledge: KnowledgeBase) -> None:
    status, shown, _ = run(key, "--help")
    assert status == 0
    flat = " ".join(shown.replace("│", " ").split())
    assert knowledge.rules[key].summary.en in flat
    for field in RULES[key].fields:
        assert f"--{field.key.replace('_', '-')} " in shown
        assert knowledge.rules[key].inputs[field.key].label.en in flat
        assert all(choice in flat for choice in field.choices)


def test_help_shows_units_ranges_and_how_values_are_written() -> None:
    shown = " ".join(run("co-funding", "-h")[1].replace("│", " ").split())
    assert "0.01 to 1,000,000,000,000 yuan" in shown
    assert "AMOUNT: 8000000, 8m, 8 million or 800万." in shown
    assert "--language" in shown
    assert "--json" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("co-funding --city 8000000", "at least 8,000,000 yuan"),
        ("co-funding --city 800万 --district 5m --district 2m",
         "Below the stated floor by 1,000,000 yuan"),
        ("co-funding --city-share 70% --district-share 30%", "below the stated floor"),
        ("co-funding --city -5", "Amounts must be above zero"),
        ("co-funding --city 8m --district 2m --as-of 2018-01-31", "in force from 1 February 2018"),
        ("co-funding", "Which operating amount do you know"),
        ("diminishing --schedule 10m;10m;?;5m", "year 3"),
        ("contract --targets yes --content no", "fiscal investment"),
        ("co-funding --city 800万 --language zh-Hans", "至少800万元"),
        ("co-funding --city 800万 --language zh-Hant", "區級應不低於市級"),
    ],
)  # fmt: skip
def test_a_rule_is_worked_out(words: str, said: str) -> None:
    status, shown, told = run(*words.split())
    assert (status, told) == (0, "")
    assert said in shown


@pytest.mark.parametrize("key", RULES)
def test_the_command_on_a_rules_page_gives_what_its_example_says(key: str) -> None:
    rule, examples = RULES[key], examples_by_rule(load_examples(EXAMPLES))[key]
    example = next(example for example in examples if example.status == "computed")
    line = shlex.split(command(rule, example.given()))
    assert line[:3] == [".venv/bin/desk", "rule", key]
    (figure,) = json.loads(run(*line[2:], "--json")[1])["figures"]
    assert figure["status"] == "computed"
    assert figure["outputs"] | example.output == figure["outputs"]


def test_json_prints_the_answer_record() -> None:
    record = json.loads(run("co-funding", "--city", "8m", "--district", "7m", "--json")[1])
    assert (record["status"], record["route"], record["language"]) == ("answered", "rule", "en")
    assert record["figures"][0]["outputs"]["shortfall"] == "1000000"
    assert record["figures"][0]["citation"]["item"] == 10


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "co-funding --city plenty",
            "--city: “plenty” cannot be read; give an amount of money, as",
        ),
        (
            "co-funding --district 5m --district x",
            "--district: “5m; x” cannot be read; give amounts",
        ),
        ("co-funding --city-share lots", "--city-share: “lots” cannot be read; give a share"),
        ("co-funding --as-of soon", "--as-of: “soon” cannot be read; give a date, as 2018-06-01"),
        ("co-funding --asked why", "--asked: “why” cannot be read; give one of minimum, maximum"),
        ("contract --targets maybe", "--targets: “maybe” cannot be read; give yes, no or unknown"),
        (
            "diminishing --schedule x",
            "--schedule: “x” cannot be read; give an amount for each year",
        ),
        ("nosuch", "there is no rule “nosuch”; the rules are co-funding, "),
    ],
)
def test_what_cannot_be_read_is_one_line(words: str, said: str) -> None:
    status, shown, told = run(*words.split())
    assert (status, shown) == (2, "")
    assert told.startswith(f"desk: {said}")
    assert told.count("\n") == 1


def test_the_command_needs_no_index(tmp_path: Path) -> None:
    ran = desk("rule", "co-funding", "--city", "8m", cwd=tmp_path, DESK_DATA=str(tmp_path / "none"))
    assert ran.returncode == 0
    assert "8,000,000 yuan" in ran.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_broken_data_file_is_told(tmp_path: Path) -> None:
    ran = desk("rule", "co-funding", "--city", "8m", DESK_KNOWLEDGE=str(tmp_path))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "desk: structure.yaml: is missing; restore it\n"


def test_help_of_the_desk_shows_the_rules_without_reading_them(tmp_path: Path) -> None:
    ran = desk("--help", DESK_KNOWLEDGE=str(tmp_path))
    assert ran.returncode == 0
    assert " rule " in ran.stdout


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return desk("check", "rules", str(folder))


def test_check_rules_counts_by_rule_and_status() -> None:
    ran = check(ROOT / "tests" / "examples")
    assert "co-funding: " in ran.stdout
    assert " examples: " in ran.stdout


def test_check_rules_fails_where_an_example_does(tmp_path: Path) -> None:
    (tmp_path / "co-funding.yaml").write_text(
        "rule: co-funding\nexamples:\n- {name: least, input: {city: 8m}, status: computed, "
        'output: {district_minimum: "9"}, item: 10, quote: "should not be lower"}\n',
        "utf-8",
    )
    ran = check(tmp_path)
    assert ran.returncode == 1
    assert 'co-funding.yaml, least: district_minimum: expected "9", found "8000000"' in ran.stdout


def test_check_rules_names_a_folder_without_examples(tmp_path: Path) -> None:
    ran = check(tmp_path / "nowhere")
    assert ran.returncode == 1
    assert ran.stdout == f"{tmp_path / 'nowhere'}: holds no .yaml file; name the examples' folder\n"
