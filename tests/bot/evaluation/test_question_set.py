"""A set is read whole, or its first mistake is named by file and line."""

from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.lines import InputError
from bot.evaluation.question_set import read_set
from tests.bot.evaluation.sets import GOOD, SILENT, write


def test_a_question_keeps_what_it_expects(tmp_path: Path) -> None:
    path = write(tmp_path / "one.jsonl", "\ufeff", GOOD, "", {**SILENT, "wrong_values": [5]})
    first, second = read_set(path)
    assert (first.set, first.id, first.group, first.audience) == ("one", "en-1", "dates", "staff")
    assert first.expect.gold == ("come into effect on February 1",)
    assert (second.group, second.audience) == ("dev", "")
    assert second.expect.forbidden == ("2025",)
    assert second.expect.wrong_values == {5}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name != key}


def expecting(**expect: Any) -> dict[str, Any]:
    return {**GOOD, "expect": {"status": ["answered"], **expect}}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "x",', "it is not JSON"),
        ("[1]", "it is no object"),
        ("[" * 9_999, "it is not JSON"),
        (without("expect"), 'it needs "expect"'),
        (without("id"), 'it needs "id"'),
        (without("lang"), 'it needs "lang"'),
        (without("turns"), 'it needs "turns"'),
        ({**GOOD, "turns": []}, 'it needs "turns"'),
        ({**GOOD, "turns": ["a", 1]}, '"turns" must be a list of texts'),
        ({**GOOD, "expect": {}}, '"expect" needs "status"'),
        ({**GOOD, "expect": {"status": ["Answered"]}}, "answered, not_specified"),
        (expecting(text_all=["(unclosed"]), 'the pattern /(unclosed/ in "text_all"'),
        (expecting(forbid=["*"]), 'the pattern /*/ in "forbid"'),
        (expecting(items_any=["10"]), '"items_any" must be a list of whole numbers'),
        (expecting(values=[True]), '"values" must be a list of numbers'),
        (expecting(gold_any="a text"), '"gold_any" must be a list of texts'),
        (SILENT, 'the id "zh-1" stands in line 1 already'),
    ],
)
def test_a_mistake_is_named_by_file_and_line(
    tmp_path: Path, line: dict[str, Any] | str, said: str
) -> None:
    path = write(tmp_path / "set.jsonl", SILENT, "", line)
    with pytest.raises(InputError) as caught:
        read_set(path)
    assert str(caught.value).startswith(f"{path}, line 3: ")
    assert said in str(caught.value)


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b'{"id": "\xff"}\n')
    with pytest.raises(InputError, match="line 1: it is not UTF-8"):
        read_set(path)


def test_a_set_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it holds no question"):
        read_set(write(tmp_path / "set.jsonl", "", ""))
