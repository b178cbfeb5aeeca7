"""Cuts a message into sentences and clauses, each with the things and stance words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.statements import stance_en, stance_zh
from knowledge.statements.naming import Mention
from knowledge.statements.stance import THINGS, Cue

_MARK = re.compile(
    r"(?P<sentence>[。？?！!]|\.(?=\s|$)|\n)|"
    r"(?P<hard>(?<!\d)[,，]|[,，](?!\d)|[;；)）①-⑳]|(?<=\s)\(?\d{1,2}[.)、](?!\d)|…+|\.{2,})|"
    r"(?P<soft>[:：=(（]|[—–]+|(?<=\s)-+(?=\s))|"
    rf"(?P<contrast>(?<![a-z])(?:{stance_en.CONTRAST})(?![a-z])|{stance_zh.CONTRAST})"
)
_BULLET = re.compile(r"\s*(?:[-*•·]|\(?\d{1,2}[.)、）])\s*")
_STATES = frozenset({"yes", "no", "miss", "unknown", "not", "notbe", "settled"})


@dataclass(eq=False)
class Thing:
    """Something that a stance is of: what a rule names, or "all", "the rest", "the first two".

    Attributes:
        mention, cue: the one or the other.
        stance: yes, no, unknown, asked or except; None where nothing is said of it.
        by: where that stood: "on" before the thing, so that a list may go on with it, or "back".
        single: it stood before the thing in such a way that a list need not go on with it.
        weak: it is only said in passing ("a page with KPIs"), so that a comment may deny it.
        asks: its name asks by itself, where nothing is said of it: "how much money".
        ends: it ends a question, as in "does that cover everything?".
    """

    start: int
    end: int
    mention: Mention | None = None
    cue: Cue | None = None
    stance: str | None = None
    by: str = ""
    single: bool = False
    weak: bool = False
    asks: bool = False
    ends: bool = False


Token = Thing | Cue


@dataclass
class Clause:
    """A stretch between commas and the like.

    Attributes:
        tokens: its things and stance words, in order.
        asks: where its question begins, of what follows; None where it asks nothing.
        question: it asks something, be it of a thing or of the whole ("is that complete?").
        bullet: it begins a line of a list.
        named: it holds a thing.
    """

    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)
    asks: int | None = None
    question: bool = False
    bullet: bool = False
    named: bool = False

    @property
    def things(self) -> list[Thing]:
        """The things in it."""
        return [token for token in self.tokens if isinstance(token, Thing)]

    def cue(self, *kinds: str) -> Cue | None:
        """Its first stance word of these kinds."""
        return next((t for t in self.tokens if isinstance(t, Cue) and t.kind in kinds), None)


@dataclass
class Sentence:
    """The clauses up to a full stop; ``asked`` where a question mark ends it."""

    clauses: list[Clause]
    asked: bool

    @property
    def things(self) -> list[Thing]:
        """The things in all its clauses."""
        return [thing for clause in self.clauses for thing in clause.things]


def tokens_of(mentions: Sequence[Mention], cues: Sequence[Cue]) -> list[Token]:
    """The things and the stance words of a text, in order."""
    tokens: list[Token] = [Thing(m.start, m.end, mention=m) for m in mentions]
    for cue in cues:
        tokens.append(Thing(cue.start, cue.end, cue=cue) if cue.kind in THINGS else cue)
    return sorted(tokens, key=lambda token: token.start)


def sentences(text: str, tokens: Sequence[Token]) -> Iterator[Sentence]:
    """Cut a text at its marks; a colon or dash only where it does not join a thing and its word."""
    clauses: list[Clause] = []
    clause = Clause(0, 0)
    rest = list(reversed(tokens))
    heading = False  # a colon has just joined what follows, in the next line too
    states = False  # the clause holds a word of stance
    for mark in _MARK.finditer(text):
        while rest and rest[-1].start < mark.start():
            token = rest.pop()
            clause.tokens.append(token)
            clause.named = clause.named or isinstance(token, Thing)
            states = states or (isinstance(token, Cue) and token.kind in _STATES)
        inside = clause.tokens and clause.tokens[-1].end > mark.start()
        if inside or _numbers(text, mark):
            continue
        if mark.lastgroup == "soft":
            after = rest[-1] if rest else None
            if states != clause.named and _joins(clause, after, mark.end()):
                heading = mark.group() in ":："
                continue
            if _names_next(clause, mark.start()):
                thing = clause.tokens.pop()
                _end(text, clauses, clause, thing.start)
                clause, states = Clause(thing.start, 0, [thing], named=True), False
                continue
        if mark.group() == "\n" and heading and not text[clause.start : mark.start()].strip():
            continue
        _end(text, clauses, clause, mark.start())
        if mark.lastgroup == "sentence" and clauses:
            yield Sentence(clauses, mark.group() in "？?")
            clauses = []
        bullet = mark.group() == "\n" and _BULLET.match(text, mark.end()) is not None
        start = mark.start() if mark.lastgroup == "contrast" else mark.end()
        clause, heading, states = Clause(start, 0, bullet=bullet), False, False
    clause.tokens += reversed(rest)
    clause.named = bool(clause.things)
    _end(text, clauses, clause, len(text))
    if clauses:
        yield Sentence(clauses, asked=False)


def _end(text: str, clauses: list[Clause], clause: Clause, end: int) -> None:
    """End a clause, and keep it unless it is empty."""
    clause.end = end
    if clause.tokens or text[clause.start : end].strip():
        clauses.append(clause)


def _numbers(text: str, mark: re.Match[str]) -> bool:
    """Whether a full stop is that of a numbered line."""
    if mark.group() != ".":
        return False
    line = text.rfind("\n", max(0, mark.start() - 4), mark.start()) + 1 or max(0, mark.start() - 4)
    return text[line : mark.start()].strip().isdigit() and (line == 0 or text[line - 1] == "\n")


def _joins(clause: Clause, after: Token | None, at: int) -> bool:
    """Whether a colon or dash stands between a thing and its word: "KPIs: none", "in: KPIs"."""
    if isinstance(after, Thing):
        return not clause.named
    # "goals and money – what is missing?"
    return after is None or after.kind != "wh" or after.start - at > 1


def _names_next(clause: Clause, at: int) -> bool:
    """Whether a colon follows the next thing in a row of answers: "targets: yes content: no"."""
    if len(clause.tokens) < 3:
        return False
    first, before, last = clause.tokens[-3:]
    if not isinstance(first, Thing) or not isinstance(before, Cue) or not isinstance(last, Thing):
        return False
    return last.mention is not None and at - last.end < 2
