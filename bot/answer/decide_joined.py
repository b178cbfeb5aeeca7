"""Whether a sentence joins several requests, told by what answers its parts and the whole.

Its form shows where a second request may begin (`bot/answer/joined.py`), but "how much a year, is
there a figure?" has the form of two and is one. So its parts are answered apart only where they
lead to different candidates and none of them says less than the whole does.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.choose import Choice, Chooser
from bot.answer.frame import Frame
from bot.answer.joined import points
from bot.answer.leaning import leans
from bot.answer.references import read_references
from bot.answer.retrieve import mixed
from bot.answer.thresholds import ALONE, CLEAR, JOINED, MEANT, OPEN_APART, SURE, WEAKER
from bot.answer.topic_table import AGAIN
from bot.answer.understand import Request


def choose_joined(
    request: Request, whole: Choice, frame: Frame | None, chooser: Chooser
) -> tuple[Choice, ...]:
    """Choose for each part of a sentence; empty where it is one request after all.

    Args:
        request: the sentence with its parts.
        whole: what answers it as one.
        frame: the turn before, on which the first part may lean.
        chooser: of the message.
    """
    if not request.parts or any(map(_asks_where, request.parts[1:])):
        return ()
    found: list[Choice] = []
    for part in request.parts:
        found.append(_choose(part, found, frame, chooser))
    if not all(_answers(choice, whole) for choice in found):
        return ()
    if _strength(whole) < SURE and max(map(_strength, found)) >= CLEAR:
        # The whole says nothing, for all that a part of it is clear: there is more than that part.
        found = [choice if _found(choice) else _open(choice) for choice in found]
    elif not _apart(found, whole):
        return ()
    distinct = {choice.candidate: choice for choice in reversed(found)}
    return tuple(distinct.values())[::-1] if len(distinct) > 1 else ()


def _apart(found: Sequence[Choice], whole: Choice) -> bool:
    """Tell whether the parts are requests of their own, if they lead to different candidates."""
    named = [choice for choice in found if _named(choice)]
    weakest = min(map(_strength, named), default=0.0)
    if len(named) < len(found):
        # What nobody foresaw is left open, where without it the rest is clearer by far.
        return weakest >= max(CLEAR, _strength(whole) + OPEN_APART)
    # Where the whole leads where its first part does, what follows only adds to that.
    against = found[:1] if whole.candidate == found[0].candidate else found
    kept = min(map(_strength, against)) >= _strength(whole) - WEAKER
    return kept and all(map(_clear, found))


def _choose(
    part: Request, before: Sequence[Choice], frame: Frame | None, chooser: Chooser
) -> Choice:
    """Choose for one part, read with the one before it unless it says more alone.

    What is left out of it is taken from there, as a turn takes it from the turn before.
    """
    evidence, table = chooser.retrieved.requests, chooser.table
    own = replace(chooser.understanding, references=read_references(part.text))
    chooser = replace(chooser, understanding=own)
    alone = chooser.choose(part.text, evidence[part.text])
    if before:
        context, topic = evidence[part.after], before[-1].candidate
    elif frame is not None and chooser.retrieved.in_context and leans(part.text):
        context, topic = chooser.retrieved.in_context, frame.topic or ""
    else:
        return alone
    both = mixed(evidence[part.text], context, table.kinship(topic))
    within = replace(chooser.choose(part.text, both), in_context=not before)
    if points(part.text) and within.candidate:
        return within
    return within if _strength(within) >= _strength(alone) - ALONE else alone


def _asks_where(part: Request) -> bool:
    """Tell a part that only asks in which item the answer to the one before stands."""
    return leans(part.text) and read_references(part.text).which_item


def _answers(choice: Choice, whole: Choice) -> bool:
    """Tell what may stand as one of several: no small talk, and a rule where the whole asks it."""
    kind, _, key = choice.candidate.partition(":")
    if kind == "rule":
        return whole.candidate.startswith(f"rule:{key.partition('/')[0]}/")
    return kind != "scope" and choice.candidate != AGAIN


def _named(choice: Choice) -> bool:
    """Tell what is answered, or left open by name, from what nobody foresaw."""
    return bool(choice.candidate) and not choice.candidate.startswith("open:")


def _clear(choice: Choice) -> bool:
    """Tell a request of its own; a word that stands for something before tells one by itself."""
    return _strength(choice) >= (SURE if points(choice.request) else JOINED)


def _found(choice: Choice) -> bool:
    """Tell what is clear enough to be said of a part, be it left open by name."""
    return choice.route == "silence" or _strength(choice) >= MEANT


def _open(choice: Choice) -> Choice:
    """Take a part that says too little for one that nobody foresaw."""
    return replace(choice, candidate="", route="passages", beside=(), clarity=0.0)


def _strength(choice: Choice) -> float:
    """Tell how clear a choice is; a number or an amount that is stated is grammar and no guess."""
    return choice.probability if choice.route in ("item", "rule") else choice.clarity
