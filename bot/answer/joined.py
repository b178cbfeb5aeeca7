"""Two requests in one sentence: where the second begins, told by the sentence's form alone.

Whether they are indeed two is for the evidence to say: see `bot/answer/decide_joined.py`.
"""

import re
from collections.abc import Iterator

from bot.answer import joined_en, joined_zh
from knowledge.han import HAN

MOST_PARTS = 3
LONGEST = 600
"""A longer sentence is not cut: so long a one is a list, or no question at all."""


def joined_requests(sentence: str) -> tuple[str, ...]:
    """Return the requests that a sentence joins; empty where it is one, or none.

    What stands before the first is left with it.
    """
    if len(sentence) > LONGEST:
        return ()
    chinese = HAN.search(sentence) is not None
    cuts = list(_cuts_zh(sentence) if chinese else _cuts_en(sentence))
    if not 0 < len(cuts) < MOST_PARTS:
        return ()
    filler = (joined_zh if chinese else joined_en).FILLER
    parts = [sentence[: cuts[0]]]
    for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True):
        parts.append(_without(filler, sentence[start:end]))
    return tuple(part.strip(" ,，、:：—–-(") for part in parts)


def points(part: str) -> bool:
    """Tell whether a part speaks of something by a word that stands for it."""
    return bool(joined_en.POINTS.search(part) or joined_zh.POINTS.search(part))


def _without(filler: re.Pattern[str], part: str) -> str:
    """Return a part without what joins it to the one before."""
    opening = filler.match(part)
    return part[opening.end() if opening else 0 :]


def _cuts_en(sentence: str) -> Iterator[int]:
    """Yield where another request begins, its conjunction included."""
    begin = 0
    for mark in joined_en.BOUNDARY.finditer(sentence):
        before = sentence[begin : mark.start()]
        rest = _without(joined_en.FILLER, sentence[mark.end() :])
        bare = mark.group("comma") is None and "," in mark.group()
        if _begins_en(rest, before, bare) and _asks_en(before):
            yield mark.start()
            begin = mark.end()


def _begins_en(rest: str, before: str, bare: bool) -> bool:
    """Tell whether a request begins here.

    Args:
        rest: the sentence from here on.
        before: what stands before, from the last request on.
        bare: a comma alone stands between.
    """
    words = joined_en
    if not words.STARTS.match(rest) or words.HANGING.search(before):
        return False
    if words.NOTHING.fullmatch(rest):
        return False
    if bare and words.APPENDED.match(rest) and not words.QUESTION.match(before.strip()):
        return False
    return not words.UNDER.match(rest) or (not bare and bool(words.TELLING.search(before)))


def _asks_en(piece: str) -> bool:
    """Tell whether a piece asks: in a clause of its own, and with more than a question word."""
    if joined_en.NOTHING.fullmatch(piece.strip()) or len(piece.split()) < 2:
        return False
    clauses = re.split(r"[,:–—]|\s-+\s", piece)
    stripped = [_without(joined_en.FILLER, clause).strip() for clause in clauses]
    return any(
        joined_en.ASKS.search(clause) and not joined_en.UNDER.match(clause) for clause in stripped
    )


def _cuts_zh(sentence: str) -> Iterator[int]:
    """Yield where another request begins: after one, before whatever leads to the next."""
    begin, cut, asked, listed = 0, None, False, False
    start = 0
    marks = [(m.start(), m.end(), m.group("weak")) for m in joined_zh.BOUNDARY.finditer(sentence)]
    for at, after, weak in [*marks, (len(sentence), len(sentence), None)]:
        asks = _asks_zh(sentence[start:at])
        if cut is not None and joined_zh.WHEREVER.search(sentence, begin, at):
            cut = None
        if asks and cut is not None:
            yield cut
            begin, cut = cut, None
        elif listed:
            cut = None  # what goes on after "和" belongs to what stands before it
        asked, listed = asked or asks, False
        if asked and cut is None:
            listed = weak is not None
            if not listed or len(HAN.findall(sentence[begin:at])) >= joined_zh.LEAST_IN_LIST:
                cut = at
        start = after


def _asks_zh(clause: str) -> bool:
    """Tell whether a clause asks."""
    if len(HAN.findall(clause)) < joined_zh.LEAST or joined_zh.NOTHING.fullmatch(clause):
        return False
    return joined_zh.ASKS.search(joined_zh.IDIOM.sub("", clause)) is not None
