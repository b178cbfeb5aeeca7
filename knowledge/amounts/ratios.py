"""How many times one side's amount is the other's, and what makes such a relation uncertain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from knowledge.amounts.connectives import sentence_start
from knowledge.amounts.cues import Cue
from knowledge.amounts.quantities import Number, Reading, Share, Span
from knowledge.amounts.source import Source

REACH = 60  # characters around the other payer's name in which a relation stands
_HEDGE = re.compile(
    r"(?:as (?:little|low|few|high) as|at least|at most|up to|more than|less than|"
    r"no less than|not less than|over|under|about|"
    r"around|roughly|nearly|almost|至少|不低于|不少于|最多|不超过|超过|低于|不到|高于|约|大约|大概|将近|接近|"
    r"不足|起码|差不多|不得低于|不高于)(?: the| a)?\s?$"
)
_LOOSE_AFTER = re.compile(
    r"\s?(?:以上|以下|以内|左右|多[^少]|不到|都不到|还多|出头|or (?:more|less)|at (?:least|most)|"
    r"用于|"
    r"给了?[市区]|拨|划|转|(?:是|用于|用来|拿来)?(?:建设|基建|设备|装修|盖)|"
    r"(?:is|are|was|goes|go|went|will be)? ?(?:for |to |into |on )?(?:the )?(?:construction|"
    r"building|"
    r"equipment|capital))"
)
_DENIED = re.compile(
    r"(?<![能可行要是该用对会准])不(?![低少])|(?<![a-z])not(?![a-z])|n't|没有?|无需|without"
)
_STRANGER = re.compile(
    r"compan(?:y|ies)|(?<![a-z])(?:state|central|nation|beijing|third parties)|"
    r"enterprises?|firms?|platform|universit|investors?|(?<![a-z])(?:we|our|i|us)"
    r"(?![a-z])|bank|企业|公司|平台|我们|高校|社会资本|院所|银行|运营方|国家|中央|"
    r"last year|去年|上年"
)


@dataclass(frozen=True)
class Ratio:
    """How many times the other's amount, and where that is written."""

    value: Fraction
    span: Span
    start: int
    end: int


def times_of(source: Source, reading: Reading) -> Fraction | None:
    """A single share, or a number of times: 两倍, 1.5 times."""
    if isinstance(reading, Share):
        return reading.parts[0] if len(reading.parts) == 1 else None
    if isinstance(reading, Number) and reading.unit == "time":
        counted = source.folded[slice(*reading.span)]
        if counted.endswith(("倍", "倍半", "times", "x", "×")) and reading.value <= 100:
            return Fraction(reading.value)
    return None


def plain(source: Source, ratio: Ratio, other: Cue, payers: list[Cue]) -> bool:
    """Whether nothing bounds, denies or redirects the relation."""
    text = source.folded
    if any(_HEDGE.search(source.before(at, 14)) for at in (ratio.start, ratio.span[0])):
        return False
    if _LOOSE_AFTER.match(text, max(ratio.end, ratio.span[1])):
        return False
    begin = sentence_start(text, ratio.start, 200)
    subjects = [c for c in payers if begin <= c.start < ratio.start and c.role != other.role]
    clause = text[subjects[-1].end if subjects else begin : ratio.start]
    return not _STRANGER.search(clause) and not _DENIED.search(clause)
