"""What a clause says of each thing in it, by the stance words before and after the thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from knowledge.han import HAN
from knowledge.statements.clauses import Clause, Thing
from knowledge.statements.stance import Cue

GLUE = re.compile(
    r"(?:[\s、,，:：&/+\-•·*\d.()（）]|(?<![a-z])(?:and|or|nor|the|its|an?|also|our|any|plus|on|of|"
    r"then)(?![a-z])|以及|还有|加上|并且|和|与|及|跟|并|也|则)*"
)
"""What stands between the members of a list."""

CLOSING = re.compile(r"[&/+]|(?<![a-z])(?:and|or|nor|plus|as well as)(?![a-z])|[和与及跟同]|还有")
_JOINED = re.compile(rf"[、,，]|{CLOSING.pattern}")
_AND = re.compile(r"(?<![a-z])and(?![a-z])")
_WHETHER = re.compile(r"(?<![a-z])(?:if|whether|that)(?![a-z])")
_ADVERBS = re.compile(
    r"[\s再太还曾怎么很能会肯好给多把被有完全任何明确具体单独都一句话字]*|(?: [a-z]+){0,3} ?"
)
_TURNED = {"yes": "no", "no": "yes", "miss": "yes", "settled": "unknown"}
_PLAIN = {"miss": "no", "settled": "yes", "ask": "asked"}
_RANK = ("unknown", "except", "asked", "no", "yes")
"""Of words of stance side by side, the first of these tells."""

_CLOSE = 8
"""Characters between "that" and the verb of its clause, in "a contract that still sets …"."""

_NEAR = 2
"""Characters between 不 and what it may deny."""


@dataclass(frozen=True)
class Word:
    """What a stance word, with those that turn it round, says of the things it reaches.

    Attributes:
        turns: it turns a "not there" after it round, as in "no targets are missing".
        loose: a comment may deny what it says, as in "agreed, but not written down".
        granted: it stands in what a question takes for granted: "is a contract without …".
        single: a list after it need not be under it, as in "no targets, content, money".
        finite: it is the verb of a clause, of which the nearest things are the subject.
    """

    stance: str
    reach: str
    start: int
    end: int
    turns: bool = False
    loose: bool = False
    granted: bool = False
    single: bool = False
    finite: bool = False


Item = Thing | Word


def read_clause(text: str, clause: Clause) -> list[Word]:
    """Give each thing of a clause its stance, where a word there says it; return the words."""
    items = _directed(text, _words(text, clause))
    before = _before(text, items)
    after = _after(text, items, before)
    for item, (pre, over), post in zip(items, before, after, strict=True):
        if not isinstance(item, Thing):
            continue
        item.stance = _together(pre, over, post)
        item.by = "back" if post else "on" if pre or over else ""
        item.single = bool(pre and pre.single)
        item.weak = bool((pre and pre.granted and not post) or (post and post.loose))
        asked = item.ends or (clause.asks is not None and item.start >= clause.asks)
        if asked and not (pre and pre.granted) and item.stance != "unknown":
            item.stance, item.by = "asked", item.by or "on"
    return [item for item in items if isinstance(item, Word)]


def alone(words: Sequence[Word]) -> str | None:
    """What the words of a clause without things say together."""
    return min((word.stance for word in words), key=_RANK.index, default=None)


def _together(pre: Word | None, over: Word | None, post: Word | None) -> str | None:
    stances = [word.stance for word in (pre, over, post) if word]
    for stance in ("unknown", "except", "asked"):
        if stance in stances:
            return stance
    if pre and post and pre.turns and pre.stance == post.stance == "no":
        return "yes"
    return "no" if "no" in stances else "yes" if stances else None


def _words(text: str, clause: Clause) -> list[Item]:
    """The things and words of a clause; a negator turns the next word round, or denies alone.

    A word that asks what there is (包括哪些, "which of them is missing") says of nothing that it
    is there or not.
    """
    found: list[Item] = []
    negators: list[Cue] = []
    last = max((t.start for t in clause.things), default=-1)
    verdict = max((t.start for t in clause.tokens if isinstance(t, Cue) and t.kind == "verdict"),
                  default=-1)  # fmt: skip
    relative = -_CLOSE  # where a "that" or "which" ends
    closed = neither = False  # after a question word; after "neither"
    for token, after in zip_longest(clause.tokens, clause.tokens[1:]):
        if isinstance(token, Thing):
            found += _denied(text, negators, token)
            found.append(token)
            negators, closed = [], False
        elif token.kind in ("not", "notbe"):
            negators.append(token)
        elif token.kind in _PLAIN or token.kind in ("yes", "no", "unknown", "except"):
            if closed and token.start > last and token.kind != "unknown":
                negators = []
                continue
            if _asks_what(token, after) or (neither and text.startswith("nor", token.start)):
                continue
            if verdict > max(last, token.start) and _of_verdict(text, token, last):
                continue
            neither = neither or text.startswith("neither", token.start)
            if negators and not _ADVERBS.fullmatch(text, negators[-1].end, token.start):
                found.append(_bare(negators))
                negators = []
            word = _word(token, negators)
            granted = token.start - relative < _CLOSE or (relative > 0 and bool(negators))
            found.append(replace(word, granted=True) if granted else word)
            negators = []
        elif token.kind == "presup":
            relative = token.end
        elif token.kind in ("wh", "only", "just", "verdict", "part", "suppose"):
            closed = closed or token.kind == "wh"
            negators = []
    return [*found, _bare(negators)] if negators and not closed else found


def _asks_what(cue: Cue, after: Thing | Cue | None) -> bool:
    """Whether a word is part of a question, as in 包括哪些."""
    asks = isinstance(after, Cue) and after.kind == "wh" and cue.kind == "yes"
    return asks and after is not None and after.start - cue.end < _NEAR


def _of_verdict(text: str, cue: Cue, last: int) -> bool:
    """Whether a word asks of the whole: 没写考核是不是就不完整, "whether one without … fits"."""
    if cue.kind == "ask" and cue.start > last:
        return True
    embeds = _WHETHER.search(text, cue.start, cue.end)
    return cue.kind in ("ask", "unknown") and embeds is not None


def _word(cue: Cue, negators: Sequence[Cue]) -> Word:
    plain = _PLAIN.get(cue.kind, cue.kind)
    turned = len(negators) % 2 == 1
    reach = {"with": "on", "det": "on"}.get(cue.reach, cue.reach)
    return Word(
        _TURNED.get(cue.kind, plain) if turned else plain,
        "on" if cue.kind == "except" and reach == "either" else reach,
        negators[0].start if negators else cue.start,
        cue.end,
        turns=cue.reach == "det" or (turned and cue.kind == "yes" and cue.reach == "on"),
        loose=cue.kind == "settled",
        granted=cue.reach == "with",
        single=cue.reach == "det",
        finite=cue.reach == "back",
    )


def _bare(negators: Sequence[Cue], reach: str = "either", turns: bool = False) -> Word:
    """A negator that denies by itself: "the others are not", 考核没有."""
    stance = "no" if len(negators) % 2 else "yes"
    return Word(stance, reach, negators[0].start, negators[-1].end, turns=turns)


def _denied(text: str, negators: Sequence[Cue], thing: Thing) -> list[Item]:
    """The word that negators before a thing make, if they are near enough to deny it."""
    if not negators:
        return []
    last = negators[-1]
    if not HAN.search(text, last.start, last.end) or last.kind == "notbe":
        return [_bare(negators, "on", turns=True)]
    if text[last.start : last.end] == "不" and thing.start - last.end > _NEAR:
        return []
    return [_bare(negators)]


def _directed(text: str, items: list[Item]) -> list[Item]:
    """Settle for each word whether it speaks of what precedes it or of what follows it."""
    at = [place for place, item in enumerate(items) if isinstance(item, Thing)]
    if not at:
        return items
    mode = "back" if at[0] == 0 else "on"
    found: list[Item] = []
    for place, item in enumerate(items):
        if isinstance(item, Word):
            reach = item.reach
            if place > at[-1]:
                reach = reach if reach == "on" and (item.granted or item.single) else "back"
            elif place < at[0]:
                reach = "on"
            elif reach == "either":
                reach = _reach(text, items, place, mode)
            found.append(replace(item, reach=reach))
        else:
            found.append(item)
    return found


def _reach(text: str, items: Sequence[Item], place: int, mode: str) -> str:
    """The reach of a word with things on both sides, by what stands next to it."""
    item, before, after = items[place], items[place - 1], items[place + 1]
    if isinstance(before, Thing) and isinstance(after, Word):
        return "back"
    if isinstance(before, Word):
        followed = isinstance(items[-1], Word) and mode == "back"
        followed = followed or (isinstance(after, Word) and before.reach == "back")
        return "back" if followed else "on"
    near, far = text[before.end : item.start], text[item.end : after.start]
    joined = [_JOINED.search(gap) is not None for gap in (near, far)]
    if joined[0] == joined[1]:
        joined = [bool(gap) and gap.isspace() for gap in (near, far)]
    if joined[0] == joined[1]:
        return mode
    return "on" if joined[0] else "back"


def listed(text: str, first: Thing, second: Thing) -> bool:
    """Whether two neighbours are members of one list, or two words for one thing."""
    if first.mention and second.mention and first.mention.naming == second.mention.naming:
        return True
    gap = text[first.end : second.start]
    return GLUE.fullmatch(gap) is not None or _JOINED.search(gap) is not None


def _before(text: str, items: Sequence[Item]) -> list[tuple[Word | None, Word | None]]:
    """For each item the word before it that governs it, and one over all of them, as "whether"."""
    found: list[tuple[Word | None, Word | None]] = []
    word: Word | None = None
    over: Word | None = None
    last: Thing | None = None
    for item in items:
        if isinstance(item, Thing):
            apart = last is not None and not listed(text, last, item)
            word = None if apart else word
            if over and over.stance == "except" and (apart or item.cue):
                over = None
            found.append((word, over))
            last = item
            continue
        found.append((None, None))
        if item.reach == "back":
            word = None
        elif item.stance in ("unknown", "asked", "except"):
            over = over if over and over.stance == "unknown" else item
            word = last = None
        else:
            word, last = item, None
            if item.granted and over and over.stance == "asked":
                over = None
    return found


def _after(
    text: str, items: Sequence[Item], before: Sequence[tuple[Word | None, Word | None]]
) -> list[Word | None]:
    """For each item the word after it that governs it."""
    found: list[Word | None] = [None] * len(items)
    word: Word | None = None
    last: Thing | None = None
    for place in range(len(items) - 1, -1, -1):
        item = items[place]
        if isinstance(item, Thing):
            if word and last and not listed(text, item, last):
                word = None
            if word and last and word.finite and before[place][0]:
                word = None if _AND.search(text, item.end, last.start) else word
            found[place], last = word, item
        elif item.reach == "on":
            word = None
        else:
            if not word or last or _RANK.index(item.stance) <= _RANK.index(word.stance):
                word = item
            last = None
    return found
