"""Tells what a sentence asks from what it states or takes for granted.

"Is a contract without targets complete?" states that there are none, as does "there are no
targets, is that complete?"; "are there targets?" and "must a contract set targets?" state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.han import HAN
from knowledge.statements import stance_en, stance_zh
from knowledge.statements.clauses import Clause, Sentence, Thing, Token
from knowledge.statements.stance import Cue

_LEAD = r"\W*(?:(?:and|so|but|then|or|well|hi|hello|hey|ok|please|now|also|thanks)(?![a-z])\W*)*"
_STARTS = re.compile(_LEAD)
_INVERTED = re.compile(_LEAD + stance_en.INVERTED)
_INITIAL = re.compile(rf"{_LEAD}{stance_en.INITIAL}")
_BE = re.compile(rf"{_LEAD}(?:is|are|was|were) (?:the )?")
_TELL = re.compile(rf"{_LEAD}(?:{stance_en.TELL}|{stance_zh.TELL})")
_SO = re.compile(r"\W*(?:and )?so (?:is|are|does|do|has|have|did) (?:the|an?|its|our)(?![a-z])")
_TAG = re.compile(rf"{stance_en.TAG}|{stance_zh.TAG}")
_ASKED_NAME = re.compile(r"(?<![a-z])(?:what|how)(?![a-z])|怎|如何|多少|什么|啥")


def find_questions(text: str, sentences: Sequence[Sentence]) -> None:
    """Mark in each clause from where on it asks."""
    for sentence in sentences:
        clauses = sentence.clauses
        for place, clause in enumerate(clauses):
            _find_question(text, clause, sentence.asked, first=place == 0)
        bare = _BE.fullmatch(text, clauses[0].start, _first(clauses[0]))
        if bare and any(clause.question for clause in clauses[1:]):
            clauses[0].asks = None  # "is non-profit, has a pilot line, does that fit?"
        _find_tag(text, sentence)
        if sentence.asked:
            _end(text, sentence)
        for thing in sentence.things:
            if thing.mention:
                thing.asks = _ASKED_NAME.search(text, thing.start, thing.end) is not None


def _first(clause: Clause) -> int:
    things = clause.things
    return things[0].start if things else clause.start


def _end(text: str, sentence: Sentence) -> None:
    """Where nothing else tells what a question mark asks, it asks of the clause before it."""
    last = sentence.clauses[-1]
    for thing in last.things:
        thing.ends = thing.mention is None
    if any(clause.question for clause in sentence.clauses):
        return
    declared = last.cue("suppose", "verdict") or any(c.things for c in sentence.clauses[:-1])
    declared = declared or text[last.end : last.end + 1] in (")", "）")
    if last.things and not declared:
        last.asks, last.question = last.start, True


def _find_tag(text: str, sentence: Sentence) -> None:
    """Find what makes a question of all before it ("…, aren't they?"), or of a verdict."""
    clauses = [c for c in sentence.clauses if text[c.start : c.end].strip()]
    if len(clauses) < 2 or not _TAG.fullmatch(text, clauses[-1].start, clauses[-1].end):
        return
    bare = text[clauses[-1].start : clauses[-1].end].strip() in ("yes", "no", "right", "true")
    verdict = clauses[-2].cue("verdict") and not clauses[-2].things
    if (bare and not sentence.asked) or verdict:
        return
    for clause in clauses:
        clause.question = True
        if not clause.cue("suppose"):
            clause.asks = clause.start


def _find_question(text: str, clause: Clause, asked: bool, first: bool) -> None:
    """Find from where on a clause asks, and whether it asks at all."""
    if clause.cue("suppose"):
        return
    _close(text, clause, asked)
    if not asked:
        _doubt(text, clause)
    part = clause.cue("part")
    if part and text.startswith("呢", part.start) and clause.cue("yes", "no", "miss", "not"):
        part = None
    inverted = _INVERTED.match(text, clause.start, clause.end) is not None
    if inverted and _SO.match(text, clause.start):
        inverted = False
    if first or (asked and clause.things):
        initial = _INITIAL.match(text, clause.start, clause.end)
        inverted |= initial is not None and (first or initial.end() == _first(clause))
    verdict = clause.cue("verdict")
    wh = _question_word(text, clause, asked, first)
    whole = not clause.things and clause.cue("ask") and not clause.cue("unknown")
    clause.question = bool(inverted or part or wh or whole or (verdict and asked))
    if inverted or part:
        clause.asks = None if verdict else clause.start
    if _TELL.match(text, clause.start, clause.end):
        clause.asks = clause.start
    if wh and clause.asks is None:
        clause.asks = wh.start


def _question_word(text: str, clause: Clause, asked: bool, first: bool) -> Cue | None:
    """The word that asks; an English one later in a statement asks nothing, nor 拨款多少."""
    before: Token | None = None
    denied = False
    for token in clause.tokens:
        says = isinstance(token, Cue) and token.kind == "yes"
        denied = denied or (says and isinstance(before, Cue) and before.kind == "not")
        if denied or (isinstance(token, Cue) and token.kind == "unknown"):
            return None  # "no idea what it says", "it does not say what" ask nothing
        if isinstance(token, Cue) and token.kind in ("wh", "presup"):
            amount = text.startswith("多少", token.start) and isinstance(before, Thing)
            early = first and _STARTS.fullmatch(text, clause.start, token.start)
            if HAN.search(text, token.start, token.end):
                if not amount or before is None or before.end < token.start:
                    return token
            elif (early and not text.startswith("that", token.start)) or (
                asked and token.kind == "wh"
            ):
                return token
        before = token
    return None


def _doubt(text: str, clause: Clause) -> None:
    """In "whether it is in we shall hear next week" nobody is asked, so nobody knows."""
    first = clause.tokens[0] if clause.tokens else None
    if not isinstance(first, Cue) or not text.startswith("whether", first.start):
        return
    if _STARTS.fullmatch(text, clause.start, first.start):
        clause.tokens[0] = replace(first, kind="unknown")


def _close(text: str, clause: Clause, asked: bool) -> None:
    """没 or 没有 at the end of a clause that has its verb asks: 写了目标没有？, 齐了没."""
    if len(clause.tokens) < 2:
        return
    last, before = clause.tokens[-1], clause.tokens[-2]
    if (
        not isinstance(last, Cue)
        or last.kind != "not"
        or not HAN.search(text, last.start, last.end)
    ):
        return
    verb = clause.tokens[0]
    early = isinstance(verb, Cue) and verb.kind == "yes" and bool(clause.things)
    apart = isinstance(before, Thing) and any(
        isinstance(one, Cue) and one.kind == "yes" and one.start > thing.end
        for thing, one in pairwise(clause.tokens) if isinstance(thing, Thing)
    )  # fmt: skip
    if (isinstance(before, Cue) and before.kind == "verdict") or apart or (asked and early):
        clause.tokens[-1] = replace(last, kind="part")
