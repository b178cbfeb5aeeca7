"""Words that take the years of a schedule together, or each by itself, without their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.amounts.quantities import Money, Reading, Series, Together
from knowledge.amounts.source import Source

_YEARS = re.compile(
    r"(?<![a-z])(?:(?:add|lump|put|sum|pool|tak|count)(?:s|m?ed|m?ing|en)?(?: up)?"
    r" (?:the |these |those |all |both |two )+years(?: up| together)?|"
    r"(?:over|across|for|in|during) all (?:of )?(?:the |these |those )?years|"
    r"(?:the|its|their) (?:whole|entire|full) (?:period|term|run|stretch)|"
    r"(?:the|these|those|all|both|two) years (?:added|taken|lumped|put|combined|summed|together|"
    r"in total|altogether)(?: up| together)?|"
    r"(?:sum|total)(?: of| over| for)? (?:all )?(?:the |these |those )years|"
    r"(?:regardless|irrespective) of (?:the )?years?|not by year|ignoring the years)(?![a-z])|"
    r"不分年(?:度|份)?|不(?:按|看)(?:单个)?年(?:度|份)|"
    r"(?:各|所有|全部|这[几些]|[几多])年度?(?:里|间|下来)?(?:的?(?:钱|资金|经费))?(?:全?部)?"
    r"(?:合起?来?计?|加起?来?总?|总共|一?共|累计)|"
    r"(?:跨年|逐年|按年|年度|年份)(?:累计|相?加(?:总|起来)?|合计|合起来)|"
    r"(?:整个|全)(?:周期|期间|实施期|资助期|合同期)"
)
_ANY_SUM = re.compile(
    r"(?<![a-z])(?:in total|altogether|in all(?! likelihood| cases| years)|all told|combined|"
    r"(?:the )?(?:grand )?(?:total|sum)|summed(?: up)?|added (?:up|together)|"
    r"add (?:it|them|those|these|that)(?: all)? up|cumulative(?:ly)?|"
    r"(?<!both )(?<!city )(?<!district )(?<!sides )(?<!levels )together(?! with))(?![a-z])|"
    r"合计|总共|一共|总计|累计|加总|加起来|合起来|加在一起|加一起|总和|共计|总额|总数"
)
_EACH = re.compile(
    r"(?<![a-z])(?:year[ -]by[ -]year|one year at a time|by year)(?![a-z])|一年一年|"
    r"(?<!不)(?:分年|按年|逐年)(?:度|份)?(?=[看算来说比])"
)
_NOT = re.compile(
    r"(?:别|不要|不用|不必|勿|不是|无需|无须|先不|不)(?:给我|帮我|把它?们?|再)?\s?$|"
    r"(?:don't|do not|not|without|rather than|instead of|never)(?: \w+)? ?$"
)


def years_together(source: Source, readings: Sequence[Reading]) -> Iterator[Together]:
    """The words that ask for a sum over the years, or say that none is to be made.

    Words for any sum count only where the text holds no amount that they may speak of.
    """
    taken: list[tuple[int, int]] = []
    for pattern in (_YEARS, _EACH, _ANY_SUM):
        for found in pattern.finditer(source.folded):
            span = found.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            loose = pattern is _ANY_SUM
            negated = pattern is _EACH or _NOT.search(source.before(span[0], 16)) is not None
            if loose and not negated and any(isinstance(r, Money | Series) for r in readings):
                continue
            taken.append(span)
            yield Together(span, source.text[slice(*span)], negated, loose)
