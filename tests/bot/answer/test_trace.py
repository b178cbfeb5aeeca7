"""Why an answer is as it is: what each step found, on the real index."""

import json
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from bot.answer.engine import Engine
from bot.answer.naming import Naming
from bot.answer.question import LANGUAGES, Language, Question
from bot.answer.record import Answer
from bot.answer.trace import Trace
from bot.answer.trace_decide import Surely, Why
from bot.answer.trace_words import in_words
from bot.answer.understand import Refusal
from bot.answer.verify import Token
from bot.words import Words
from knowledge.amounts import Role
from knowledge.candidates import topics
from knowledge.entries import Bilingual
from knowledge.knowledge_base import KnowledgeBase

DAY = date(2026, 11, 24)
CITY = "If the city gives 8 million yuan for operations, what must the district give?"


def ask(engine: Engine, *turns: str, language: Language | None = None) -> Answer:
    return engine.answer(Question(turns[-1], turns[:-1], DAY, language))[0]


def trace(engine: Engine, *turns: str, language: Language | None = None) -> Trace:
    found = ask(engine, *turns, language=language).trace
    assert found is not None
    return found


def line(found: Trace, step: str, key: str, language: Language = "en") -> list[str]:
    """Return the values of a step's lines of that key, each with what stands beside it."""
    (shown,) = (one for one in in_words(found, Words(language)) if one.key == step)
    return [
        " · ".join((value.text, *value.details))
        for one in shown.lines
        if one.key == key
        for value in one.values
    ]


def test_it_is_plain_data_and_no_part_of_the_record(engine: Engine) -> None:
    answer = ask(engine, CITY)
    assert answer.trace is not None
    data = json.loads(json.dumps(answer.trace.plain()))
    assert list(data) == ["understand", "retrieve", "decide", "compute", "verify", "model"]
    assert "trace" not in answer.record()


def test_amounts_are_named_with_whose_they_are(engine: Engine) -> None:
    found = trace(engine, CITY)
    assert line(found, "understand", "amounts") == [
        "“8 million yuan” · 8,000,000 yuan · the city’s"
    ]
    assert line(found, "understand", "absent") == ["dates, item numbers, personal data"]
    assert line(found, "compute", "rule") == [
        "Operating co-funding by city and district · Item Ten · worked out"
    ]
    assert "City's operating money: 8,000,000 yuan" in line(found, "compute", "given")


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        ("市里出700万到800万，区里呢？", "amounts", "“700万到800万” · 700万元至800万元 · 市级的"),
        ("每年1200万、900万、500万算不算递减？", "amounts",
         "“1200万、900万、500万” · 第1年1200万元、第2年900万元和第3年500万元 · 没有说是谁的"),
        ("市区三七开可以吗", "amounts", "“三七开” · 30% : 70% · 市级的 : 区级的"),
        ("2018年3月1日施行了吗？", "times", "“2018年3月1日” · 2018-03-01"),
        ("第十条和第四部分讲什么？", "items", "第十条"),
    ],
)  # fmt: skip
def test_what_has_a_grammar_is_shown_as_it_was_read(
    engine: Engine, text: str, key: str, shown: str
) -> None:
    assert shown in line(trace(engine, text), "understand", key, "zh-Hans")


def test_the_frame_that_a_turn_leans_on_is_shown(engine: Engine) -> None:
    found = trace(engine, CITY, "and for 2019?")
    assert line(found, "understand", "before") == ["this message leans on it"]
    (topic,) = line(found, "understand", "carried-topic")
    assert topic.endswith("The least that the district should give” · rule")
    assert any(
        "City's operating money: 8,000,000 yuan" in rule
        for rule in line(found, "understand", "carried-rules")
    )
    assert line(found, "understand", "carried-item") == ["Item Ten"]
    assert line(found, "understand", "carried-language") == ["English"]
    assert line(trace(engine, CITY), "understand", "before") == ["there is none"]
    stepped = trace(engine, "What does Item 13 say?", "and the next item?")
    assert line(stepped, "understand", "items") == ["the item after the last one"]


def test_the_nearest_sentences_stand_with_a_few_words_and_a_score(engine: Engine) -> None:
    sentences = trace(engine, "Who is on the work group?").retrieve.sentences
    assert len(sentences) == 5
    scores = [one.score for one in sentences]
    assert scores == sorted(scores, reverse=True)
    text = " ".join(engine.knowledge.source.text.split())
    assert all(one.words.removesuffix("…") in text for one in sentences)
    assert any(one.place.startswith("Item Thirteen") for one in sentences)


@pytest.mark.parametrize(
    ("text", "chosen", "why"),
    [
        (CITY, "rule:co-funding/minimum", {"other-ask"}),
        ("When is the deadline for applications?", "silence:", {"less-likely"}),
        ("When does it take effect?", "answer:in-force-date", {"answered", "less-likely"}),
        ("How much must the district pay for operating the platform?", "", {"no-amount"}),
        ("Recommend a restaurant near the Bund.", "scope:", {"less-likely"}),
    ],
)
def test_what_was_chosen_and_why_others_were_not(
    engine: Engine, text: str, chosen: str, why: set[Why]
) -> None:
    (choice,) = trace(engine, text).decide
    assert choice.candidate.startswith(chosen)
    assert why <= {one.why for one in choice.rejected}
    assert choice.candidate not in {one.name for one in choice.rejected}
    scores = [one.probability for one in choice.rejected]
    assert scores == sorted(scores, reverse=True)


def test_where_nothing_is_taken_as_meant_the_likeliest_are_all_rejected(engine: Engine) -> None:
    text = "平台的电梯多久年检一次"
    (choice,) = trace(engine, text).decide
    assert choice.chosen is None
    assert choice.surely == "none"
    chances = engine.index.search([text])[0].probabilities
    likeliest = [engine.topics.names[at] for at in (-chances).argsort()[:6]]
    assert [one.name for one in choice.rejected] == likeliest
    assert {one.why for one in choice.rejected} <= {"unlikely", "no-amount"}


def test_each_request_has_its_own_choice(engine: Engine) -> None:
    found = trace(engine, "When does it take effect? And who is on the work group?")
    assert len(found.decide) == 2
    assert line(found, "decide", "request") == [
        "“When does it take effect?”", "“And who is on the work group?”",
    ]  # fmt: skip
    assert "each of its requests by itself" in line(found, "retrieve", "read")


@pytest.mark.parametrize("text", ["", "!!! ???", "why " * 2_500])
def test_what_cannot_be_read_says_so(engine: Engine, text: str) -> None:
    found = trace(engine, text)
    assert found.understand.refusal is not None
    assert len(line(found, "understand", "unread")) == 1
    assert line(found, "retrieve", "read") == ["nothing: the message was not read"]
    assert line(found, "retrieve", "sentences") == []
    assert line(found, "decide", "chosen") == ["nothing: the message gives too little to go on"]


@pytest.mark.parametrize(
    "number", ["13812345678", "１３８１２３４５６７８", "138\u200b12345678", "a.b@example.org"]
)
def test_personal_data_stands_nowhere_in_it(engine: Engine, number: str) -> None:
    turns = (f"I am on {number}. The city gives 8m for operation.", f"{number}: and the district?")
    for asked in (turns[:1], turns):
        answer = ask(engine, *asked)
        assert answer.trace is not None
        assert answer.trace.understand.masked
        kept = json.dumps([answer.trace.plain(), answer.record()], ensure_ascii=False)
        for form in (number, "13812345678", "12345678"):
            assert form not in kept
        assert line(answer.trace, "understand", "personal") != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_readers_language(engine: Engine, language: Language) -> None:
    found = trace(engine, "When does it take effect?", language=language)
    title = {
        "en": "When does the Guideline take effect?",
        "zh-Hans": "《实施意见》什么时候开始施行？",
        "zh-Hant": "《實施意見》什麼時候開始施行？",
    }[language]
    assert found.decide[0].chosen is not None
    assert found.decide[0].chosen.title == title
    assert found.understand.chosen
    steps = in_words(found, Words(language))
    assert {"en": "How sure", "zh-Hans": "把握", "zh-Hant": "把握"}[language] in {
        one.label for step in steps for one in step.lines
    }


def test_a_refused_draft_says_what_nothing_held(engine: Engine) -> None:
    known = engine.knowledge
    answer = known.answers["in-force-date"]
    text = Bilingual(en="It applies for 77 months.", zh="适用77个月。")
    wrong = answer.model_copy(update={"answer": text})
    changed = replace(known, answers={**known.answers, "in-force-date": wrong})
    given = ask(Engine(changed, engine.index), "When does it take effect?")
    assert "77" not in given.text
    assert given.trace is not None
    refused = given.trace.verify.refused
    assert refused is not None
    assert refused.kind == "number"
    assert line(given.trace, "verify", "refused")[0].startswith("the number 77")
    checked = trace(engine, "When does it take effect?")
    assert checked.verify.refused is None
    assert line(checked, "verify", "refused") == ["nothing"]
    assert checked.verify.quotes == len(ask(engine, "When does it take effect?").citations)


def every(prefix: str, literal: Any) -> list[str]:
    return [f"trace-{prefix}-{value}" for value in get_args(literal)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_a_trace_can_hold_has_words(
    knowledge: KnowledgeBase, language: Language
) -> None:
    words = Words(language)
    keys = [
        *every("why", Why), *every("surely", Surely), *every("role", Role),
        *every("refusal", Refusal), *every("refused", Token), *every("language", Language),
    ]  # fmt: skip
    for key in keys:
        assert words(key, degree="", probability="", name="")
    naming = Naming(knowledge, words)
    for topic in topics(knowledge):
        named = naming.named(topic.name)
        assert named.title in {words.script(text) for text in (*topic.texts, *topic.phrasings)} or (
            named.kind in ("item", "open", "unlisted")
        )
        assert words(f"trace-kind-{named.kind}")


def test_an_amount_with_only_an_upper_end_is_said_as_such(engine: Engine) -> None:
    found = ask(engine, "The city gives less than 8 million to run it, the district 5 million. Ok?")
    assert found.trace is not None
    words = Words("en")
    said = [
        value.text
        for step in in_words(found.trace, words)
        for one in step.lines
        for value in one.values
    ]
    assert found.figures[0].inputs["city"] == {"high": "8000000"}
    assert any("8,000,000 yuan or less" in text for text in said)
