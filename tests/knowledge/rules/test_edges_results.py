"""Whole results: every field that a rule gives, on hundreds of messages and of inputs."""

from __future__ import annotations

import json

import pytest

from knowledge.rules.wording import say
from tests.knowledge.rules.results import (
    GIVEN,
    LINES,
    SAID,
    Row,
    line_of,
    made_of,
    read_rows,
    result_given,
    result_said,
)
from tests.knowledge.rules.thread import knowledge


def by_rule(rows: list[Row]) -> list[object]:
    """The rows of each rule, some at a time: a test of its own for each would take longer."""
    parts = []
    for rule in dict.fromkeys(row["rule"] for row in rows):
        of_rule = [row for row in rows if row["rule"] == rule]
        for at in range(0, len(of_rule), 50):
            parts.append(pytest.param(of_rule[at : at + 50], id=f"{rule}, from {at}"))
    return parts


@pytest.mark.parametrize("rows", by_rule(read_rows(GIVEN)))
def test_what_is_given_makes_the_whole_result(rows: list[Row]) -> None:
    for row in rows:
        assert made_of(row, result_given) == row["result"], json.dumps(row["given"])


@pytest.mark.parametrize("rows", by_rule(read_rows(SAID)))
def test_what_is_said_makes_the_whole_result(rows: list[Row]) -> None:
    for row in rows:
        assert made_of(row, result_said) == row["result"], " >> ".join(row["turns"])


@pytest.mark.parametrize("rows", by_rule(read_rows(LINES)))
def test_a_line_of_working_is_said_in_both_languages(rows: list[Row]) -> None:
    for row in rows:
        words = knowledge().rules[row["rule"]]
        said = (say(line_of(row), words, "en"), say(line_of(row), words, "zh-Hans"))
        assert said == (row["en"], row["zh"])


def test_every_line_of_working_of_every_rule_is_among_them() -> None:
    seen = {(row["rule"], row["key"]) for row in read_rows(LINES)}
    words = {(rule, key) for rule, entry in knowledge().rules.items() for key in entry.working}
    assert words - seen == {("time", "in_force_from")}  # it may be asked about any date
