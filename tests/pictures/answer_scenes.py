"""Answers: to a mention, in private, by a form, and one that is worked out again."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.answer.by_rule import answer_by_rule
from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.receipts.kept import keep
from bot.receipts.tell import check_lines
from bot.slack.blocks import build_messages, text_messages
from bot.slack.foot import Foot
from bot.slack.form_buttons import more_for
from bot.slack.form_values import FormValues
from bot.slack.landing import Landing
from bot.slack.rule_forms import form_text
from bot.words import Words
from bot.words.unofficial import unofficial_line
from tests.pictures.cast import CODE, NAMES, PLACE, Scene, posted
from tests.pictures.surfaces import Conversation, Post, Surface
from tests.prove import ASKED_ON

ENGLISH = "The city gives 8 million for operations and the district 6 million. Is that enough?"


def _thread(person: str, text: str, foot: Foot) -> Scene:
    """Show a mention in a channel and the answer in its thread."""

    def scene(engine: Engine) -> Surface:
        asked = Post({"text": f"<@UBOT> {text}"}, NAMES[person])
        answer, _ = engine.answer(Question(text, asked_on=ASKED_ON))
        words = Words(answer.language)
        line = unofficial_line(engine.knowledge, words)
        replies = posted(*build_messages(answer, words, line, foot))
        return Conversation(PLACE, (asked, *replies), thread=True)

    return scene


def _private(engine: Engine) -> Surface:
    text = "What does Item Ten say?"
    answer, _ = engine.answer(Question(text, asked_on=ASKED_ON))
    words = Words(answer.language)
    foot = Foot(CODE, person=True, share=True, asked=text, private=True)
    line = unofficial_line(engine.knowledge, words)
    messages = build_messages(answer, words, line, foot)
    return Conversation(PLACE, posted(*messages, private=True))


def _form_result(engine: Engine) -> Surface:
    words, knowledge = Words("en"), engine.knowledge
    given = {"non_profit": "yes", "solutions": "yes", "verification": "yes"}
    landing = Landing("CASK").text()
    values = FormValues("eligibility", given, landing, "en")
    answer = answer_by_rule(values.rule, given, knowledge, "en")
    more = more_for(answer, knowledge, words, landing, given)
    assert more is not None
    asked = form_text(values, knowledge, words)
    foot = Foot(CODE, person=True, share=True, asked=asked, private=True, further=(more,))
    line = unofficial_line(knowledge, words)
    return Conversation(PLACE, posted(*build_messages(answer, words, line, foot), private=True))


def _check(engine: Engine) -> Surface:
    answer, _ = engine.answer(Question(ENGLISH, asked_on=ASKED_ON))
    kept = keep(answer, engine.knowledge, datetime(2026, 3, 2, 2, 24, tzinfo=UTC), CODE)
    lines = check_lines(kept, engine.knowledge, Words("en"))
    return Conversation(PLACE, posted(*text_messages(lines), private=True))


ANSWERS: Mapping[str, Scene] = {
    "answer-en": _thread("UTOM", ENGLISH, Foot(CODE, person=True)),
    "answer-zh-hans": _thread(
        "UWEI", "市级出800万元运行经费，区级出600万元，够吗？", Foot(CODE, person=True)
    ),
    "answer-zh-hant": _thread("UTING", "工作推進小組由哪些單位組成？", Foot(CODE, person=True)),
    "not-specified": _thread(
        "UMEI", "What is the deadline for applications?", Foot(CODE, person=True, open=True)
    ),
    "private": _private,
    "form-result": _form_result,
    "receipt-check": _check,
}
