"""Finds the funding rule that a command names: by its key, its label or a part of it."""

from bot.slack.commands import plainly
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES

_SHORTEST = 4
_SHORTEST_CHINESE = 2


def rule_named(text: str, knowledge: KnowledgeBase | None) -> str | None:
    """Return the key of the rule that a text names and nothing else; None where none or several.

    Args:
        text: such as "co-funding" or 退坡.
        knowledge: the rules' labels, where they are there already.
    """
    said = plainly(text)
    if not said:
        return None
    names = {key: _names(key, knowledge) for key in RULES}
    exact = [key for key, known in names.items() if said in known]
    if exact:
        return exact[0]
    shortest = _SHORTEST if said.isascii() else _SHORTEST_CHINESE
    if len(said) < shortest:
        return None
    part = [key for key, known in names.items() if any(said in name for name in known)]
    return part[0] if len(part) == 1 else None


def _names(key: str, knowledge: KnowledgeBase | None) -> set[str]:
    short = f"rule-short-{key}"
    names = {key, key.replace("-", " "), Words("en")(short), Words("zh-Hans")(short)}
    if knowledge is not None and key in knowledge.rules:
        label = knowledge.rules[key].label
        names |= {label.en, label.zh}
    return {plainly(name) for name in names}
