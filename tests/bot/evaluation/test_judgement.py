"""Each thing that an answer can fall short in is found, and nothing else."""

from datetime import date
from typing import Any

import pytest

from bot.evaluation.answering import evaluate_questions
from bot.evaluation.grounding import loose_by_grammar, loose_numbers
from bot.evaluation.judgement import judge
from bot.evaluation.question_set import Expectation, SetQuestion
from tests.bot.evaluation.sets import record

SOURCE = "The city pays 500 yuan. The district pays no less. Nothing else is said. " + "x" * 5_000


def quote(start: int, end: int, item: int | None = None) -> dict[str, Any]:
    text = SOURCE[start:end]
    return {"quote": text, "start": start, "end": end, "item": item, "rendering": None}


def figure(**outputs: Any) -> dict[str, Any]:
    return {"rule": "r", "item": 10, "inputs": {}, "outputs": outputs, "working": []}


def kinds(given: dict[str, Any], language: str = "en", **expect: Any) -> list[str]:
    expected = Expectation(**{"status": ("answered",), **expect})
    question = SetQuestion("set", "q", language, ("What of 70?",), expected)
    return [cause.kind for cause in judge(question, record(**given), SOURCE)]


@pytest.mark.parametrize(
    ("given", "expect", "causes"),
    [
        ({}, {}, []),
        ({"status": "clarify"}, {}, ["status"]),
        ({"status": "clarify"}, {"status": ("answered", "clarify")}, []),
        ({"citations": [quote(0, 23)]}, {"gold": ("pays 500",)}, []),
        ({"citations": [quote(24, 50)]}, {"gold": ("pays 500",)}, ["gold"]),
        ({"citations": [quote(24, 50)]}, {"gold": ("pays 500", "no less")}, []),
        ({"citations": [quote(0, 23)]}, {"gold": ("not in there",)}, ["gold"]),
        ({"status": "clarify"}, {"status": ("clarify",), "gold": ("pays 500",)}, []),
        ({"citations": [{**quote(0, 23), "quote": "The City"}]}, {}, ["citation"]),
        ({"citations": [{**quote(0, 23), "end": 0}]}, {}, ["citation"]),
        ({"citations": [quote(0, 1_101)]}, {}, ["citation"]),
        ({"citations": [quote(0, 1_000)] * 4}, {}, ["citation"]),
        ({"citations": [quote(0, 23, 10)]}, {"items": frozenset((9, 10))}, []),
        ({"citations": [quote(0, 23, 8)]}, {"items": frozenset((9, 10))}, ["item"]),
        ({"figures": [figure(least="700")]}, {"items": frozenset((10,)), "values": (700,)}, []),
        ({"figures": [figure(range={"low": "1", "high": "2"})]}, {"values": (2,)}, []),
        ({"figures": [figure(least="700")]}, {"values": (700, 800)}, ["figure"]),
        ({"text": "The CITY pays."}, {"text": ("city",), "forbidden": ("district",)}, []),
        ({"text": "pays"}, {"text": ("city", "pays"), "forbidden": ("PAYS",)},
         ["lacks", "forbidden"]),
        ({"text": "It is 900."}, {}, ["number"]),
        ({"text": "It is 70."}, {}, []),
        ({"language": "zh-Hans"}, {}, ["language"]),
    ],
)  # fmt: skip
def test_what_falls_short_is_named(
    given: dict[str, Any], expect: dict[str, Any], causes: list[str]
) -> None:
    assert kinds(given, **expect) == causes


@pytest.mark.parametrize(
    ("asked", "written", "causes"),
    [
        ("zh-Hans", "zh-Hans", []),
        ("zh-Hans", "zh-Hant", []),
        ("zh-Hans", "en", ["language"]),
        ("zh-Hant", "zh-Hans", ["language"]),
        ("mixed", "zh-Hant", []),
    ],
)
def test_the_language_is_that_of_the_question(asked: str, written: str, causes: list[str]) -> None:
    assert kinds({"language": written}, asked) == causes


@pytest.mark.parametrize(
    ("turn", "given", "loose"),
    [
        ("8 million", {"text": "8,000,000 yuan"}, []),
        ("800万", {"text": "It is 8 million."}, []),
        ("", {"text": "It is 8 million."}, [8e6]),
        ("", {"text": "Items 1 to 14, in 2018"}, []),
        ("", {"text": "３００ yuan"}, [300]),
        ("", {"text": "5%"}, [0.05]),
        ("", {"text": "50%", "figures": [figure(share="0.5")]}, []),
        ("", {"text": "500 yuan", "citations": [quote(0, 23)]}, []),
        ("", {"text": "until 2027", "notes": [{"kind": "n", "text": "2027", "address": None}]}, []),
    ],
)
def test_a_number_that_nothing_grounds_is_found(
    turn: str, given: dict[str, Any], loose: list[float]
) -> None:
    assert loose_numbers((turn,), record(**given)) == loose


def test_the_grammar_finds_numbers_without_digits() -> None:
    given = record(text="区级至少八百万元")
    assert loose_numbers(("市级多少？",), given) == []
    assert loose_by_grammar(("市级多少？",), given)
    assert loose_by_grammar(("市级800万",), given) == []


class BrokenEngine:
    """An engine that fails on every question."""

    def __init__(self, knowledge: Any) -> None:
        self.knowledge = knowledge

    def answer(self, question: Any, frame: Any = None) -> Any:
        raise RuntimeError("broken")


def test_a_question_that_breaks_the_engine_is_a_failure(knowledge: Any) -> None:
    question = SetQuestion("set", "q", "en", ("Hello?",), Expectation(("answered",)))
    (result,) = evaluate_questions([question], BrokenEngine(knowledge), date(2026, 1, 1), print)
    assert (result.record["status"], result.right) == ("error", False)
