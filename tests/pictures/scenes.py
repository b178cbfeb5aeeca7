"""The pictures of the docs, by the names of their files: what is asked, and what the desk posts."""

from collections.abc import Callable, Mapping

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.slack.blocks import build_messages
from bot.words import Words
from bot.words.unofficial import unofficial_line
from tests.pictures.markup import Json
from tests.pictures.surfaces import APP, Conversation, Post, Surface
from tests.prove import ASKED_ON

Scene = Callable[[Engine], Surface]
NAMES = {
    "UBOT": APP, "UMEI": "Lin Mei", "UWEI": "周伟", "UTING": "陳婷", "UTOM": "Tom Baker",
    "CASK": "ask-the-guideline", "CDESK": "guideline-staff",
}  # fmt: skip


def answers(engine: Engine, text: str) -> list[Json]:
    """Return the messages with which the desk answers a question."""
    answer, _ = engine.answer(Question(text, asked_on=ASKED_ON))
    words = Words(answer.language)
    messages = build_messages(answer, words, unofficial_line(engine.knowledge, words))
    return [{"text": message.text, "blocks": message.blocks} for message in messages]


def _thread(person: str, text: str) -> Scene:
    """Show a mention in a channel and the answer in its thread."""

    def scene(engine: Engine) -> Surface:
        asked = Post({"text": f"<@UBOT> {text}"}, NAMES[person])
        replies = tuple(Post(message) for message in answers(engine, text))
        return Conversation(f"# {NAMES['CASK']}", (asked, *replies), thread=True)

    return scene


def _direct(person: str, text: str) -> Scene:
    """Show a direct message to the desk and the answer to it."""

    def scene(engine: Engine) -> Surface:
        replies = tuple(Post(message) for message in answers(engine, text))
        return Conversation(APP, (Post({"text": text}, NAMES[person]), *replies))

    return scene


SCENES: Mapping[str, Scene] = {
    "answer-en": _thread(
        "UTOM",
        "The city gives 8 million for operations and the district 6 million. Is that enough?",
    ),
    "answer-zh-hans": _thread("UWEI", "市级出800万元运行经费，区级出600万元，够吗？"),
    "answer-zh-hant": _thread("UTING", "工作推進小組由哪些單位組成？"),
    "not-specified": _direct("UMEI", "What is the deadline for applications?"),
}
