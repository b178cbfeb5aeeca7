"""Splits of which one part is given, the rest being the other side's: 市里七成，剩下归区里."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from knowledge.amounts import connectives as words
from knowledge.amounts.cues import PAYERS, Cue
from knowledge.amounts.quantities import Reading, Share
from knowledge.amounts.sides import others_pay
from knowledge.amounts.source import Source

_REACH = 48
_REST = re.compile(
    r"(?:剩下|其余|余下|剩余|余款|剩的|另外的?)(?:的)?(?:钱|部分|资金|经费|款|那些|那部分|份额)?"
    r"(?:[,，]|就|都|全|则|才|再|由|归|是|给|让|靠|算|落在|来自)*|"
    r"(?<![a-z])(?:the )?(?:rest|remainder|balance|remaining (?:part|money|share|amount|funds?))"
    r"(?: of it)?(?: (?:is|are|comes?|falls?|goes|to|from|on|by|for|with|up|down|paid|borne|"
    r"covered|"
    r"being|will|would|be|left|met))* ?"
)
_TAKES = re.compile(
    r"(?:来|则|就|再|都|要|出|包|拿|承担|负担|付|给|管|兜|补|负责)*|"
    r"(?:,? (?:takes?|pays?|covers?|bears?|gives?|puts? in|carr(?:y|ies)|picks? up|provides?|for|"
    r"will|"
    r"would|to))*,? "
)
_ENDS = re.compile(r"(?:的)?\s*(?:[,，。；;？?！!.吗呢行]|$)")


def join_remainders(source: Source, readings: list[Reading], cues: list[Cue]) -> list[Reading]:
    """The readings with each share whose rest is the other side's as a split of the two."""
    payers = {cue.start: cue for cue in cues if cue.role in PAYERS}
    starts = [reading.span[0] for reading in readings]
    result = list(readings)
    for rest in _REST.finditer(source.folded):
        other = payers.get(rest.end()) or _before(source, cues, rest)
        at = bisect_left(starts, rest.start()) - 1
        share = result[at] if at >= 0 else None
        if other is None or not isinstance(share, Share) or share.order or len(share.parts) != 1:
            continue
        follows = starts[at + 1] if at + 1 < len(starts) else len(source.folded)
        end = words.sentence_end(source.folded, max(other.end, rest.end()), 12)
        if follows < end or not 0 < share.parts[0] < 1:
            continue  # 剩下区里出40%: said in figures
        owner = _owner(source, share, other, cues, rest.start())
        if owner and not others_pay(source, share, owned=True, listed=True):
            parts = (share.parts[0], 1 - share.parts[0])
            result[at] = replace(share, parts=parts, order=(owner, other.role))
    return result


def _before(source: Source, cues: list[Cue], rest: re.Match[str]) -> Cue | None:
    """The side named before the rest: "the district the rest", 区里出剩下的."""
    at = bisect_left(cues, rest.start(), key=lambda cue: cue.start) - 1
    if at < 0 or cues[at].role not in PAYERS or cues[at].end > rest.start():
        return None
    between = source.folded[cues[at].end : rest.start()]
    ends = _ENDS.match(source.folded, rest.end())
    return cues[at] if ends and len(between) <= 24 and _TAKES.fullmatch(between) else None


def _owner(source: Source, share: Share, other: Cue, cues: list[Cue], rest: int) -> str | None:
    """Whose the share is: the one payer named beside it, who is not whom the rest is left to."""
    start, end = share.span
    if rest - end > _REACH:
        return None
    rest = min(rest, other.start)
    begin = max(words.sentence_start(source.folded, start, _REACH), 0)
    first = bisect_left(cues, begin, key=lambda cue: cue.start)
    last = bisect_left(cues, rest, key=lambda cue: cue.start)
    beside = {cue.role for cue in cues[first:last] if cue.role in PAYERS}
    return beside.pop() if len(beside) == 1 and other.role not in beside else None
