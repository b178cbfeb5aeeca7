"""Reads the words of a command: after `/desk`, or at the start of a message to the desk."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.receipts.code import read_code
from bot.words.script import to_simplified

Kind = Literal["help", "ask", "rules", "rule", "check", "settings", "workspace"]
_EDGES = " \t\n.!?。！？,，:：;；、…"
_WHOLE: dict[Kind, frozenset[str]] = {
    "help": frozenset(
        {
            "",
            "help",
            "帮助",
            "使用帮助",
            "怎么用",
            "如何使用",
            "使用说明",
            "ask",
            "提问",
            "check",
            "核对",
        }
    ),
    "rules": frozenset({"rule", "rules", "规则", "资金规则", "funding rules"}),
    "settings": frozenset({"settings", "setting", "设置", "设定", "频道设置", "channel settings"}),
    "workspace": frozenset(
        {"settings workspace", "workspace settings", "设置 工作区", "工作区设置", "设置工作区"}
    ),
}
_ASK = re.compile(r"\s*(?:ask(?:\s*[:：]|\s+)|(?:提问|问)(?:\s*[:：]|\s+))\s*(?=\S)", re.I)
# "Ask a person" and "ask them" are themselves what is asked.
_ASK_SOMEBODY = re.compile(
    r"\s*ask\s+(?:an?|the|some\w*|any\w*|for|your?|my|our|them|him|her|it|me|us)\b", re.I
)
_RULE = re.compile(r"\s*(?:rules?\b|资金规则|規則|规则)[\s:：]*", re.I)
_CHECK = re.compile(r"\s*(?:check\b|核对|核對)[\s:：]*", re.I)
# What is meant as a receipt's code, also where it is mistyped: "7K3F-9QWX-2MOT".
_LIKE_A_CODE = re.compile(r"(?=\S*[\d-])[0-9A-Za-z]{3,12}(?:-[0-9A-Za-z]{2,6}){0,3}")


@dataclass(frozen=True)
class Command:
    """What is wanted.

    Attributes:
        kind: what kind of thing.
        text: the question; the rule's key; the code, "" where it is mistyped.
    """

    kind: Kind
    text: str = ""


def read_command(text: str, rule_named: Callable[[str], str | None]) -> Command:
    """Read a command; what is none is a question.

    Args:
        text: what follows `/desk`, or the message.
        rule_named: returns the key of the rule that a text names, or None.
    """
    said = plainly(text)
    for kind, forms in _WHOLE.items():
        if said in forms:
            return Command(kind)
    if match := _RULE.match(text):
        key = rule_named(text[match.end() :])
        if key is not None:
            return Command("rule", key)
    if match := _CHECK.match(text):
        rest = unicodedata.normalize("NFKC", text[match.end() :]).strip(_EDGES)
        if code := read_code(rest):
            return Command("check", code)
        if _LIKE_A_CODE.fullmatch(rest) and len(rest) >= 8:
            return Command("check")
    return Command("ask", question_in(text))


def question_in(text: str) -> str:
    """Return the question in a text that may begin with the word for asking."""
    match = _ASK.match(text)
    if match is None or _ASK_SOMEBODY.match(text):
        return text.strip()
    return text[match.end() :].strip()


def plainly(text: str) -> str:
    """Return a text in one width, case and script, without what stands at its edges."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    return to_simplified(" ".join(flat.split()).strip(_EDGES))
