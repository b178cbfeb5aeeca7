"""An answer that is kept comes back as it was, and holds as long as nothing changes."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.answer.by_rule import answer_by_rule
from bot.answer.engine import Engine
from bot.answer.frame_json import frame_from_json, frame_to_json
from bot.answer.question import LANGUAGES, Question
from bot.answer.record import Answer
from bot.evaluation.question_set import SetQuestion, read_set
from bot.receipts.check import check
from bot.receipts.code import read_code
from bot.receipts.kept import KeptAnswer, KeptAnswerError, keep, kept_from_json
from bot.receipts.verdict import Difference
from bot.store.answers import StoredAnswer
from bot.web.html import answer_fragment
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules.examples import load_examples
from tests.bot.receipts.receipt_answers import (
    ASKED_ON,
    KEPT_AT,
    answer_of,
    entries,
    kept_of,
    some,
)

TESTS = Path(__file__).parents[2]
ASKED = int(os.environ.get("RECEIPTS", "60"))
"""How many questions of the sets are asked; `make prove` asks 1,000."""


def stored(answer: Answer, knowledge: KnowledgeBase) -> KeptAnswer:
    """The answer, kept and read again as a store does."""
    kept = keep(answer, knowledge, KEPT_AT)
    again = kept_from_json(json.loads(json.dumps(kept.to_json())))
    assert again == kept
    assert again.answer() == replace(answer, trace=None)
    return again


def found(answer: Answer, knowledge: KnowledgeBase) -> tuple[Difference, ...]:
    verdict = check(stored(answer, knowledge), knowledge)
    assert verdict.holds == (not verdict.differences)
    assert verdict.citations == answer.citations
    return verdict.differences


def test_an_answer_of_every_kind_holds_in_every_language(knowledge: KnowledgeBase) -> None:
    kinds = Counter[str]()
    for candidate, language, text in some(knowledge):
        answer = answer_of(candidate, knowledge, language, text)
        assert found(answer, knowledge) == (), (candidate, language)
        kinds[answer.status] += 1
    assert set(kinds) == {"answered", "not_specified", "clarify"}


def test_an_answer_of_every_entry_holds(knowledge: KnowledgeBase) -> None:
    checked = 0
    for at, name in enumerate(entries(knowledge)):
        answer = answer_of(name, knowledge, LANGUAGES[at % 3])
        assert found(answer, knowledge) == (), name
        checked += 1
    assert checked > 600


def test_an_answer_of_every_worked_example_holds(knowledge: KnowledgeBase) -> None:
    checked = 0
    for file in load_examples(TESTS / "examples").values():
        for at, example in enumerate(file.examples):
            language = LANGUAGES[at % 3]
            answer = answer_by_rule(file.rule, example.given(), knowledge, language)
            assert found(answer, knowledge) == (), example.name
            checked += 1
    assert checked > 60


def questions() -> Iterator[SetQuestion]:
    """Questions of all sets in turn, so that few are of many kinds."""
    sets = [read_set(path) for path in sorted((TESTS / "questions").glob("*.jsonl"))]
    for at in range(max(map(len, sets))):
        yield from (one[at] for one in sets if at < len(one))


def test_answers_to_real_questions_hold_and_their_threads_go_on_the_same(
    engine: Engine,
) -> None:
    knowledge, asked = engine.knowledge, 0
    differing: dict[str, tuple[Difference, ...]] = {}
    for question in questions():
        frame = None
        for turn in question.turns:
            answer, frame = engine.answer(
                Question(turn, (), ASKED_ON, id=f"{question.set}/{question.id}"), frame
            )
            assert (
                frame_from_json(json.loads(json.dumps(frame_to_json(frame))), engine.topics.names)
                == frame
            )
            differences = found(answer, knowledge)
            if differences:
                differing[f"{question.set}/{question.id}: {turn}"] = differences
            asked += 1
        if asked >= ASKED:
            break
    assert differing == {}
    assert asked >= ASKED


def shown(kept: KeptAnswer, made: Answer | None, knowledge: KnowledgeBase) -> str:
    given = StoredAnswer(1, 1, 0, kept, "", datetime.now(UTC), made)
    return str(answer_fragment(given, knowledge, "s2tw", "a-1"))


def test_a_face_shows_a_kept_answer_as_it_showed_the_answer(knowledge: KnowledgeBase) -> None:
    for candidate, language, text in some(knowledge):
        answer = answer_of(candidate, knowledge, language, text)
        kept = stored(answer, knowledge)
        assert shown(kept, None, knowledge) == shown(kept, answer, knowledge)


def test_what_is_kept_is_the_record_with_a_code_and_the_time(knowledge: KnowledgeBase) -> None:
    answer = answer_of("rule:co-funding/minimum", knowledge, "en", "the city gives 8m")
    kept = keep(
        answer, knowledge, datetime(2026, 11, 24, 17, 30, tzinfo=timezone(timedelta(hours=8)))
    )
    assert kept.record == json.loads(json.dumps(answer.record()))
    assert kept.kept_at == KEPT_AT
    assert read_code(kept.code) == kept.code
    assert set(kept.fingerprints) == {
        "source:press-release-2018-01-18.txt", "rule:co-funding", "fact:in-force-date",
        "note:in-principle",
    }  # fmt: skip
    assert keep(answer, knowledge, KEPT_AT, "7K3F-9QWX-2M0A").code == "7K3F-9QWX-2M0A"


def test_the_topic_joins_those_who_ask_about_one_open_point(knowledge: KnowledgeBase) -> None:
    name = f"silence:{next(iter(knowledge.silences))}"
    topics = {answer_of(name, knowledge, language).basis.topic for language in LANGUAGES}  # type: ignore[union-attr]
    assert topics == {name}


def test_an_answer_without_a_basis_or_a_time_without_a_zone_is_not_kept(
    knowledge: KnowledgeBase,
) -> None:
    answer = answer_of("answer:in-force-date", knowledge, "en")
    with pytest.raises(ValueError, match="basis"):
        keep(replace(answer, basis=None), knowledge, KEPT_AT)
    with pytest.raises(ValueError, match="zone"):
        keep(answer, knowledge, KEPT_AT.replace(tzinfo=None))


def test_an_answer_whose_question_was_not_kept_holds(knowledge: KnowledgeBase) -> None:
    answer = answer_of("rule:co-funding/minimum", knowledge, "en", "the city gives 8m")
    assert found(replace(answer, question=""), knowledge) == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"code": 7}, "code"), ({"more": 1}, "more"), ({"kept_at": "soon"}, "kept_at"),
        ({"record": []}, "record"), ({"blocks": {}}, "blocks"), ({"fingerprints": None}, "finger"),
        ({"seals": {"text": 1}}, "seals.text"), ({"digest": None}, "digest"),
    ],
)  # fmt: skip
def test_what_is_no_kept_answer_is_refused_with_its_place(
    knowledge: KnowledgeBase, change: dict[str, object], named: str
) -> None:
    data = kept_of("answer:in-force-date", knowledge, "en").to_json()
    with pytest.raises(KeptAnswerError, match=f"`{named}"):
        kept_from_json(data | change)
    with pytest.raises(KeptAnswerError):
        kept_from_json({key: value for key, value in data.items() if key not in change} | {"x": 1})


@pytest.mark.parametrize("data", [None, [], "", 3, float("nan"), object()])
def test_what_is_no_json_object_is_no_kept_answer(data: object) -> None:
    with pytest.raises(KeptAnswerError):
        kept_from_json(data)
