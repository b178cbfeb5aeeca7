"""Amounts that are said not to be known: TBD, not decided yet, 待定, a lone question mark."""

from __future__ import annotations

import re

from knowledge.amounts.quantities import Unknown
from knowledge.amounts.source import Source

_DECIDED = (
    r"(?:decided|determined|fixed|settled|known|set|agreed|clear|announced|confirmed|named|told|"
    r"said|given|disclosed|approved|finalis?z?ed|certain|sure|final|specified|available|in|out)"
)
_SAY = (
    r"(?:know|say|said|tell|told|decide|decided|name|named|confirm|confirmed|commit|committed|fix|"
    r"fixed|settle|settled|announce|announced|disclose|disclosed|recall|"
    r"remember|reveal|revealed|agree|agreed|finalis?z?e)"
)
_ENGLISH = re.compile(
    rf"(?:tb[dca](?![a-z])|to be (?:decided|determined|confirmed|agreed|announced|fixed|set|"
    rf"settled)|(?:is|are|was|has|have|had|been|yet|still)?\s?(?:not|n't) (?:yet |even |at all |"
    rf"quite )*(?:been |be )?{_DECIDED}(?: yet)?|(?:do|does|did|has|have|had|ca|wo|could|would)"
    rf"(?:n't| not) (?:yet |even |actually |really )*{_SAY}(?! (?:much|enough|us to))|"
    rf"cannot (?:say|tell)|(?:still |as yet )?(?:undecided|unknown|unsettled|undetermined|unclear|"
    rf"uncertain|unconfirmed|undisclosed|unspecified|pending|"
    rf"open(?= |$|[,.;)])(?! (?:to|the|for|a)))|"
    rf"(?:nobody|no one|no-one) (?:knows|can (?:say|tell)|"
    rf"has (?:been able to )?(?:decided?|said|say|told|tell|named?|fixed|set|confirmed|agreed))"
    rf"(?: (?:me|us|yet))*|no idea|up in the air|"
    rf"(?:still )?(?:being|under) (?:argued|negotiated?|negotiation|discussed|discussion|debated?|"
    rf"review)(?: over| about)?|(?:has |have |with )?no (?:amount|figure|number|sum)"
    rf"(?: yet| so far)?|(?:left )?blank|illegible|missing|some amount|"
    rf"an? (?:unknown|undisclosed|unspecified) (?:amount|sum|figure|number))(?![a-z])"
    r"(?: (?:yet|so far|at (?:this|the) (?:moment|stage|point|time)|for now)(?![a-z]))?"
    r"|an? (?:amount|sum|figure|percentage|share|part) "
    r"(?:that|which|nobody|no one|we|they|still|to be)(?![a-z])[a-z' ]{0,60}?"
    r"(?=,|;|\)|[.](?:\s|$)| in (?:the )?(?:year|first|second|third|fourth|"
    r"fifth|[0-9])| and | of the operating|$)"
)
_CHINESE = re.compile(
    r"(?:金额|数额|数目|数|具体)?(?:还|尚|仍|都|也|暂|暂时|目前|现在|至今)*(?:"
    r"待定|未定|待确认|待核实|待批|未知|不详|空白|空着|保密|"
    r"(?:没有?|未)(?:最后|最终|完全)?(?:确定|定下来|定下|定论|定(?![期点位额])|敲定|谈妥|谈定|谈下来|"
    r"商定|批复|批下来|批|下来|公布|明确|落实|告诉|通知|说(?:多少|明|定)|报(?:上来|数)?|拍板|想好|着落|数)|"
    r"不(?:太|大)?(?:确定|清楚|知道|晓得|明确|明朗|好说)|没(?:搞|弄)?清楚|说不(?:准|好|清)|定不下来|"
    r"没(?:有)?人(?:知道|说得准|讲得准|敢定|定得下来|说得清)|拿不准|讲不准|再定|再议|另定|"
    r"要?看.{1,14}?(?:再定|而定|才定)|视.{1,14}?而定|等.{1,16}?(?:才能?|再)(?:定|知道|批)|"
    r"在(?:谈|商量|商议|讨论|研究|走流程|审批|等批复|磋商|协商))(?:呢|中)?"
)
_MARK = re.compile(
    r"(?:(?<=[:：=,，、;；→>])|(?<=[:：=,，、;；→>]\s))[?？]+(?=\s*(?:[,，、;；→>)）(（\n]|$))"
)


def read_unknown(source: Source, start: int) -> Unknown | None:
    """The words at ``start`` that say an amount is not known."""
    text = source.folded
    if start and text[start - 1].isalpha() and text[start - 1].isascii():
        return None
    for pattern in (_ENGLISH, _CHINESE, _MARK):
        found = pattern.match(text, start)
        if found and found.end() > start:
            return Unknown((start, found.end()), source.text[start : found.end()])
    return None
