"""The language of a message: script and words, no model."""

import re
from dataclasses import dataclass

from bot.answer.question import Language
from bot.words.script import is_traditional
from knowledge.han import HAN

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?")
_OTHER_SCRIPT = re.compile(
    r"[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u0900-\u097f]"
)
_ENGLISH = frozenset(
    (
        "the a an is are was were be of to in on for and or what when who which where why "
        "how does do did can could should would will may must with by from at it its this "
        "that we our you your i my me us they there any have has say says said tell give not "
        "if"
    ).split()
)
_FOREIGN = frozenset(
    (
        "der die das und ist ein eine nicht wie wann wer wo warum für mit von le la les des "
        "est une et quand qui où comment pourquoi pour avec dans sur que quel quelle el los "
        "las es un una y cuándo cuando quién quien dónde cómo como qué para con por il lo "
        "gli è quando chi dove come perché della"
    ).split()
)


_NAMED = re.compile(
    r"\b(?:answer|reply|respond|say|tell|explain|write|translate|repeat|summari[sz]e|put)\b.{0,40}?"
    r"\b(?:in|into)\s+(?P<en>english|(?:simplified |traditional )?chinese)\b"
    r"|^(?:\W*\b(?:and|but|ok|okay|now|then|also|again|please|pls|(?:the )?same|that|it))*\W*"
    r"\b(?:in|into)\s+(?P<alone>english|(?:simplified |traditional )?chinese)"
    r"(?:\W+(?:please|pls|too|now|then|again|instead|as well))*\W*$"
    r"|[用以](?P<zh>英文|英语|英語|中文|汉语|漢語|简体|簡體|繁体|繁體)(?:中文)?(?:来|來)?"
    r"(?:回答|回复|回覆|答复|答覆|讲|講|说|說|解释|解釋|写|寫|概括|总结|總結|再|翻译|翻譯|\W*$)",
    re.I,
)
_BY_NAME: dict[str, Language] = {
    "english": "en", "英文": "en", "英语": "en", "英語": "en",
    "traditional chinese": "zh-Hant", "繁体": "zh-Hant", "繁體": "zh-Hant",
}  # fmt: skip
# The words that make a question of a mixed sentence, and so give its language.
_ASKS_ZH = re.compile(
    r"什么|什麼|谁|誰|哪|多少|怎么|怎麼|怎样|如何|为什么|為什麼|是否|能否|可否|有没有|有沒有|是不是|"
    r"[吗嗎呢吧啊伐不]\W*$|啥|咋|几[个條条時时]|幾"
)
_ASKS_EN = re.compile(
    r"\b(?:what|who|whom|whose|when|where|why|how|which)\b"
    r"|^\W*(?:is|are|was|were|do|does|did|can|could|may|should|will|would|has|have)\b",
    re.I,
)
_CLAUSE = re.compile(r"[^.?!。？！;；\n]*(?:[.?!。？！;；\n]|\Z)")


@dataclass(frozen=True)
class Detected:
    """The language to answer in; `other` tells that the message is in neither of ours."""

    language: Language
    other: bool = False


def detect_language(text: str, thread: Language | None = None) -> Detected:
    """Tell the language to answer in: one that is asked for, else that of the asking clause.

    Args:
        text: the cleaned message.
        thread: the language of the thread so far, for characters valid in both scripts.
    """
    named = _NAMED.search(text)
    if named is not None:
        name = next(filter(None, named.groups())).lower()
        return Detected(_BY_NAME.get(name) or _chinese(text, thread))
    clause = _asking_clause(text)
    han, words = len(HAN.findall(clause)), _WORD.findall(clause)
    if _OTHER_SCRIPT.search(text) and len(_OTHER_SCRIPT.findall(text)) > han:
        return Detected("en", other=True)
    english = sum(word.lower() in _ENGLISH for word in words)
    if han and words:
        asks_chinese, asks_english = _ASKS_ZH.search(clause), _ASKS_EN.search(clause)
        if bool(asks_chinese) != bool(asks_english):
            return Detected(_chinese(text, thread) if asks_chinese else "en")
    if han and han >= 2 * english + len(words) * 0.5:
        return Detected(_chinese(text, thread))
    if not words and not han:
        return Detected(thread or "en")
    foreign = sum(word.lower() in _FOREIGN for word in words)
    return Detected("en", other=foreign > english and foreign >= 2)


def _asking_clause(text: str) -> str:
    """Return the last clause with a question mark, else the whole text."""
    asked = [clause for clause in _CLAUSE.findall(text) if clause.endswith(("?", "？"))]
    with_letters = [clause for clause in asked if HAN.search(clause) or _WORD.search(clause)]
    return with_letters[-1] if with_letters else text


def _chinese(text: str, thread: Language | None) -> Language:
    han = "".join(HAN.findall(text))
    return "zh-Hant" if is_traditional(han, unless=thread == "zh-Hant") else "zh-Hans"
