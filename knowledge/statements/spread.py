"""What is said in one clause of the things of another: lists that go on, comments, answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.han import HAN
from knowledge.statements.clauses import Clause, Sentence, Thing
from knowledge.statements.scope import CLOSING, GLUE, Word, alone, read_clause

_LIGHT = re.compile(
    r"(?:[\s'\"(]|(?<![a-z])(?:but|and|so|it|they|that|this|those|these|which|i|we|he|she|you|one|"
    r"all|both|each|also|still|now|just|only|then|though|however|as|have|has|had|is|are|was|were|"
    r"be|been|do|does|did|will|would|am|could|can|of|them|him|her|verified|checked|think|believe|"
    r"know|found|find|out|seems?|appears?|to|in|there|either|really|actually|since|finally|"
    r"meanwhile|yet|unfortunately|sadly|luckily|again|even|by|afterwards)(?![a-z]))*"
)
"""What an English comment begins with: "which", "but it", "so I still". Else it has a subject."""

_SUBJECT = re.compile(r"合同|协议|方案|草案|稿|平台|章|页|节|附件|领导问|我们(?!也|都|还)")
_LONGEST_LEAD = 9
"""Characters; a Chinese comment with more before its verb has a subject of its own."""

_CHANGED = re.compile(
    r"(?<![a-z])(?:now|since|meanwhile|after all|finally|later|afterwards)(?![a-z])|"
    r"现在|后来|刚|又|已经|最近|今年|如今|补|加|建好|建成"
)
_PLACE = re.compile(r"(?:合同|协议|方案|草案|稿子?|文本)(?:里|中|上)面?")
_POINTS = re.compile(r" (?:it|them|that|those)\s*(?:[,.;!)\n]|$)")
"""After a verb: the comment speaks of what was named, whoever its subject is."""

_NO_MORE = re.compile(
    r"\W*(?:(?:it|that|this|them|either|back|yet|了|这个|这点|文本|原文|材料|稿子)\W*)?"
)
_I_DO = re.compile(r"\W*(?:i|we) do not\W*(?:[.\n]|$)")
_SINGULAR = re.compile(r"(?: \w+)?(?: is| was| has|'s)(?![a-z])")
_BUT = re.compile(r"but (?:the |an? |for )?")
_TURNED = {"yes": "no", "no": "yes"}


def read_sentences(text: str, sentences: Sequence[Sentence]) -> None:
    """Give each thing of a text its stance; what nothing speaks against is there."""
    before: Sentence | None = None
    for sentence in sentences:
        words = [read_clause(text, clause) for clause in sentence.clauses]
        if before:
            if before.asked:
                _answer(text, before, sentence, words)
            if sentence.clauses[0].bullet:
                _go_on(text, before.clauses[-1], sentence.clauses[0])
        _within(text, sentence, words)
        before = sentence if sentence.things or not before else before
    for sentence in sentences:
        for clause in sentence.clauses:
            for thing in clause.things:
                if thing.mention and thing.stance is None:
                    thing.stance = "asked" if clause.asks is not None or thing.asks else "yes"


def _answer(text: str, asked: Sentence, sentence: Sentence, said: Sequence[Sequence[Word]]) -> None:
    """Read what answers a question: "Money? Not a word.", 写了目标吗？没写."""
    for clause, words in zip(sentence.clauses[:2], said, strict=False):
        if any(thing.mention for thing in clause.things) or clause.question:
            return
        if not _comments(text, clause, words):
            continue
        stance = alone(words)
        if stance == "no" and _I_DO.match(text, clause.start):
            stance = "unknown"  # "does anyone know if it is in? I don't."
        open_ = [thing for thing in asked.things if thing.stance == "asked"]
        open_ = open_ or [thing for thing in asked.clauses[-1].things if not thing.by]
        if stance in ("yes", "no", "unknown"):
            for thing in open_:
                thing.stance, thing.by = stance, "back"
        return


def _within(text: str, sentence: Sentence, words: Sequence[Sequence[Word]]) -> None:
    clauses = sentence.clauses
    named = len({thing.mention.naming.key for thing in sentence.things if thing.mention})
    for earlier, later in pairwise(clauses):
        if earlier.things and later.things:
            _go_on(text, earlier, later)
            if _BUT.fullmatch(text, later.start, later.things[0].start):
                _but(earlier, later)
    for place in range(len(clauses) - 2, -1, -1):
        clause, later = clauses[place], clauses[place + 1]
        if not clause.things:
            continue
        if later.things and not _sums_up(later, named):
            stance = _of_list(text, clause.things[-1], later)
            for thing in _open(clause) if stance else ():
                thing.stance, thing.by = stance, "back"
        elif not _comment(text, clause, later, words[place + 1]) and place + 2 < len(clauses):
            # "as for the KPIs, the annex is not here, so I don't know"
            after = clauses[place + 2]
            if alone(words[place + 2]) == "unknown" and not after.things:
                _comment(text, clause, after, words[place + 2])


def _go_on(text: str, earlier: Clause, later: Clause) -> None:
    """Carry a list on after a comma, a colon or in the next line: "it sets targets, content"."""
    if not earlier.things or not later.things:
        return
    last, first, end = earlier.things[-1], later.things[0], later.things[-1]
    gap = text[last.end : first.start]
    heading = last.mention is None and ":" in gap
    if (last.by != "on" and not heading) or not GLUE.fullmatch(gap):
        return
    closing = CLOSING.search(text, last.end, end.start)
    if last.single and not (closing and closing.group() in ("or", "nor")):
        return
    # "not sure whether targets, content and money are in", "if it sets targets and money is open"
    embedded = last.stance in ("unknown", "asked") and closing is not None
    own = len(later.things) > 1 and _SINGULAR.match(text, end.end) is not None
    for thing in later.things:
        if (thing is end and own) or thing.by == "on":
            break
        if thing.stance is not None and not (embedded or own):
            break
        thing.stance, thing.by, thing.single = last.stance, "on", last.single


def _but(earlier: Clause, later: Clause) -> None:
    """Except what follows a "but" and has no word of its own: "everything is in but the budget"."""
    whole = any(t.stance == "yes" and t.cue and t.cue.kind in ("all", "rest")
                for t in earlier.things)  # fmt: skip
    if whole and all(thing.stance is None for thing in later.things):
        for thing in later.things:
            thing.stance = "except"


def _open(clause: Clause) -> list[Thing]:
    """The last things of a clause, of which nothing is said yet."""
    found: list[Thing] = []
    for thing in reversed(clause.things):
        if thing.stance not in (None, "asked"):
            break
        found.append(thing)
    return found


def _of_list(text: str, last: Thing, later: Clause) -> str | None:
    """What the clause after says of a list that ends in it: "targets, content and money are in"."""
    first = later.things[0]
    if last.stance is not None or first.by != "back" or first.stance == "except":
        return None
    if not GLUE.fullmatch(text, last.end, first.start):
        return None
    closing = CLOSING.search(text, last.end, later.things[-1].start)
    return first.stance if first.stance == "yes" or closing or later.cue("float") else None


def _sums_up(clause: Clause, named: int) -> bool:
    """Whether a clause names nothing but "all three" of the things just listed."""
    return all(
        thing.cue is not None
        and thing.cue.kind in ("all", "count")
        and thing.cue.numbers[:1] in ((), (named,))
        for thing in clause.things
    )


def _comment(text: str, clause: Clause, later: Clause, words: Sequence[Word]) -> bool:
    """Apply what a clause without a thing says of the one before: "which is missing", 他没说."""
    stance = alone(words)
    if later.question or later.cue("verdict") or stance not in ("yes", "no", "unknown"):
        return False
    if not _comments(text, later, words):
        return False
    changed = _POINTS.match(text, words[-1].end) or _CHANGED.search(text, later.start, later.end)
    open_ = _open(clause)
    for thing in open_ or (clause.things if changed else ()):
        if thing.stance not in ("asked", "except"):
            contrary = changed and thing.mention is not None and thing.mention.contrary
            thing.stance = _TURNED.get(stance, stance) if contrary else stance
        elif thing.stance == "asked":
            thing.stance = stance
        thing.by = thing.by or "back"
    last = clause.things[-1]
    if open_ or changed:
        return True
    if stance == "unknown":
        doubted = last.stance == "except" or _NO_MORE.fullmatch(text, words[-1].end, later.end)
        last.stance = "unknown" if doubted else last.stance
    elif stance == "no" and last.weak and last.stance == "yes":
        last.stance = "no"
    return True


def _comments(text: str, clause: Clause, words: Sequence[Word]) -> bool:
    """Whether a clause speaks of what was named before it, and of nothing of its own."""
    if not words or any(thing.mention for thing in clause.things):
        return False
    if _POINTS.match(text, words[-1].end):
        return True
    lead = _PLACE.sub("", text[clause.start : words[0].start])
    if HAN.search(lead) or HAN.search(text, words[0].start, words[0].end):
        return len(lead) <= _LONGEST_LEAD and not _SUBJECT.search(lead)
    return _LIGHT.fullmatch(lead) is not None or lead.lstrip().startswith("which ")
