"""The parts of a draft where no entry is taken as meant: nearest passages, or asking back."""

from bot.answer.choose import Choice
from bot.answer.compose_entry import ask_first
from bot.answer.draft import Cite, Piece, Say
from bot.answer.parts import Part
from bot.answer.understand import Understanding
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

_SHOWN = 2
_NEAR = 0.5
"""A passage is shown beside the nearest one from this share of its score on."""

_PASSAGE = 40
"""Characters that a passage has at least."""


def passages_part(choice: Choice, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say that nothing was found that states it, and show the nearest passages."""
    least = _NEAR * max((score for _, score in choice.sentences), default=0.0)
    found = [
        knowledge.structure.units[int(name.partition(":")[2])]
        for name, score in choice.sentences
        if score >= least
    ]
    # A line of links or a date by itself is no passage, however near its words are.
    units = [unit for unit in found if unit.span.end - unit.span.start >= _PASSAGE]
    pieces: list[Piece] = [Say(words("open-unlisted"))]
    pieces += [Cite(unit.span) for unit in units[:_SHOWN]]
    pieces.append(Say(ask_first(knowledge, words)))
    return Part("not_specified", "passages", tuple(pieces), related=_keys(choice))


def clarify_part(choice: Choice, understanding: Understanding, words: Words) -> Part:
    """Ask back: for a question, for a shorter one, or for which of the nearest is meant."""
    match understanding.refusal:
        case "long":
            text = words("clarify-long")
        case "empty":
            text = words("clarify-empty")
        case "unreadable":
            text = words("clarify-unreadable")
        case None:
            text = words("clarify")
    return Part("clarify", "clarify", (Say(text),), related=_keys(choice))


def _keys(choice: Choice) -> tuple[str, ...]:
    return tuple(name.partition(":")[2] for name, _ in choice.runners_up)
