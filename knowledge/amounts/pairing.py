"""Amounts and payers that stand by turns or in the same order, so that each has its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

from knowledge.amounts import connectives as words
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.quantities import Quantity, Share, is_amount

LONG = 80  # a cue further away than this says nothing about an amount
_AFTER = re.compile(
    r"\s?(?:is |are |comes? )?(?:from |by |for |由|归|是)?(?:the )?|(?:的)?(?:由|归|是|来自)"
)


_NOT_WHICH = re.compile(
    r"一[边家方个级]|(?<![a-z])one (?:of (?:them|the two)|side|party|pays?|gives?|puts?|is|will|"
    r"has)(?![a-z])"
)


def _is_share(quantity: Quantity) -> bool:
    return isinstance(quantity, Share) and len(quantity.parts) == 1


def by_turns(folded: str, cues: Sequence[Cue], found: Sequence[Quantity]) -> dict[int, Cue]:
    """As in "8m city, 5m district" and 六成市里四成区里: each amount before its own payer."""
    owners: dict[int, Cue] = {}
    sentences = [mark.start() for mark in words.SENTENCE.finditer(folded)]
    marks: list[tuple[int, int, int]] = [
        (q.span[0], q.span[1], i) for i, q in enumerate(found) if is_amount(q) or _is_share(q)
    ]
    names = [(c.start, c.end, -1 - i) for i, c in enumerate(cues)
             if c.role in (*PAYERS, "total")]  # fmt: skip
    tokens = sorted(marks + names)
    for _, group in groupby(tokens, key=lambda token: bisect_left(sentences, token[0])):
        row = list(group)
        if (
            len(row) < 4
            or len(row) % 2
            or any((kind >= 0) is not (place % 2 == 0) for place, (_, _, kind) in enumerate(row))
        ):
            continue
        pairs = list(zip(row[::2], row[1::2], strict=True))
        close = all(_AFTER.fullmatch(folded[q[1] : c[0]]) for q, c in pairs)
        roles = [cues[-1 - c[2]].role for _, c in pairs]
        if close and len(set(roles)) == len(roles):
            owners |= {q[2]: cues[-1 - c[2]] for q, c in pairs}
    return owners


def in_order(folded: str, cues: Sequence[Cue], found: Sequence[Quantity]) -> dict[int, Cue]:
    """As in "City and district give 6m and 4m": two payers side by side, then two amounts."""
    ordered: dict[int, Cue] = {}
    starts = [quantity.span[0] for quantity in found]
    payers = [c for c in cues if c.role in PAYERS]
    for place, (one, two) in enumerate(pairwise(payers)):
        if one.role == two.role or not words.JOINED.fullmatch(folded[one.end : two.start]):
            continue
        next_cue = payers[place + 2].start if place + 2 < len(payers) else len(folded)
        stop = min(next_cue, two.end + 2 * LONG)
        amounts = [
            i
            for i in range(*(bisect_left(starts, at) for at in (two.end, stop)))
            if is_amount(found[i]) or _is_share(found[i])
        ]
        same = {type(found[i]) for i in amounts}
        told = len(amounts) == 2 and not _NOT_WHICH.search(folded, two.end, starts[amounts[0]])
        if told and (len(same) == 1 or Share not in same):
            ordered.update({amounts[0]: one, amounts[1]: two})
    return ordered


def purposes_by_turns(
    folded: str, cues: Sequence[Cue], found: Sequence[Quantity], wholes: Collection[int | None]
) -> dict[int, str]:
    """As in 建设花了1500万、运行只给了260万: purposes and amounts that stand by turns."""
    sentences = [mark.start() for mark in words.SENTENCE.finditer(folded)]
    tokens = sorted(
        [(q.span[0], i, "") for i, q in enumerate(found) if is_amount(q) and i not in wholes]
        + [(c.start, -1, c.role) for c in cues if c.role in ("construction", "operating")]
    )
    purposes: dict[int, str] = {}
    for _, group in groupby(tokens, key=lambda token: bisect_left(sentences, token[0])):
        row: list[tuple[int, int, str]] = []
        for token in group:
            if token[2] and row and row[-1][2] == token[2]:
                continue  # 人员工资水电: one purpose in several words
            row.append(token)
        turns = all(bool(one[2]) is not bool(two[2]) for one, two in pairwise(row))
        roles = [role for _, _, role in row if role]
        if len(row) < 4 or len(row) % 2 or not turns or len(set(roles)) < 2:
            continue
        first = 0 if row[0][2] else 1
        purposes |= {row[at + 1 - first][1]: row[at + first][2] for at in range(0, len(row), 2)}
    return purposes


def order_of(folded: str, share: Share, payers: Sequence[Cue]) -> tuple[str, ...]:
    """Whose the two parts of a split are; empty where the words do not tell."""
    start, end = share.span
    if share.parts[0] == share.parts[1]:
        return PAYERS
    first = words.FIRST_NAMED.match(folded, end)
    if first:
        one = "city" if first["city"] or first["city2"] else "district"
        return (one, "district" if one == "city" else "city")
    after = [c for c in payers if end <= c.start <= end + 30][:2]
    before = [c for c in payers if start - 30 <= c.end <= start][-2:]
    for pair in (after, before):
        if len(pair) == 2 and pair[0].role != pair[1].role:
            between = folded[pair[0].end : pair[1].start]
            if words.JOINED.fullmatch(between):
                return (pair[0].role, pair[1].role)
    return ()
