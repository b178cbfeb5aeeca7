"""Amounts that are said not to be known: TBD, not decided yet, 待定, a lone question mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.amounts.quantities import Reading, Unknown, UnknownKind
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
_ASKS = re.compile(r"[^.。;；!！]{0,12}[?？]")
_CHINESE = re.compile(
    # Nobody says more of these in a row, and it is tried at every place of the text.
    r"(?:金额|数额|数目|数|具体)?(?:还|尚|仍|都|也|暂|暂时|目前|现在|至今){0,6}(?:"
    r"待定|未定|待确认|待核实|待批|未知|不详|空白|空着|保密|"
    r"(?:没有?|未)(?:最后|最终|完全)?(?:确定|定下来|定下|定论|定(?![期点位额])|敲定|谈妥|谈定|谈下来|"
    r"商定|核定|核准|表态|查到|查清|批复|批下来|批|下来|公布|明确|落实|告诉|通知|说(?:多少|明|定)|报(?:上来|数)?|拍板|想好|着落|数)|"
    r"待查|没(?:有)?核|未核|不(?:太|大)?(?:确定|清楚|知道|晓得|明确|明朗|好说)|没(?:搞|弄)?清楚|说不(?:准|好|清)|定不下来|"
    r"没(?:有)?人(?:知道|说得准|讲得准|敢定|定得下来|说得清)|拿不准|讲不准|再定|再议|另定|"
    r"要?看.{1,14}?(?:再定|而定|才定)|视.{1,14}?而定|等.{1,16}?(?:才能?|再)(?:定|知道|批)|"
    r"在(?:谈|商量|商议|讨论|研究|走流程|审批|等批复|磋商|协商))(?:呢|中)?"
)
_CHANGED = re.compile(
    r"(?:(?:is|was|'s|has been|will be) (?:actually |really |a bit |much |going to be )?"
    r"(?:lower|higher|less|more|different|wrong|not right|incorrect|changed|withdrawn)"
    r"(?: than (?:that|this|i (?:said|thought)))?|isn't right|has changed|went (?:up|down)|"
    r"(?:has )?(?:gone|goes) (?:up|down)|dropped|rose|doubl(?:es|ed)|halv(?:es|ed))"
    r"(?=\s*(?:[,.;!](?! ?to)|$|and the|but the|while the))|"
    r"(?:其实|后来|已经|又|都|好像|这次|今年|明年)?(?:不是这个数|不是这么多|不止(?:这个数|这么多)|不对|"
    r"(?:涨|跌|变|改|调|降|减|增加|减少|提高|下调)了|翻(?:一|了一)?番|翻倍|(?:增加到|变成)[两二三]倍|"
    r"砍(?:掉)?一半|减半|有变(?:化|动)?|记错了|搞错了|写错了)"
    r"(?:点|一点|一些|些)?(?=\s*(?:[,，。；;！!]|$))"
)
"""What says that an amount named before is another one, and not which."""
_PART = re.compile(
    r"(?:(?:a |some |the )?(?:small |large |big |good )?(?:part|portion|bulk|chunk|share)|some|"
    r"most|half|how much) of (?:it|that|this|the money|these|them|(?:the |our )?(?:city|"
    r"district)(?:'s)?"
    r"(?: (?:money|funds|amount|grant))?)(?![a-z])|"
    r"(?:其中|里面|里头|当中)?有?(?:一|大|小|很大一|相当一)部分|其中有些|大头"
)
"""A part of an amount, of which nothing says how large it is."""
_JOINS = re.compile(
    r"(?:a|another|one more|yet another|the)(?: third| fourth| further| second| other)? district"
    r"(?= (?:also |now |will |wants? to |has |is )*(?:com(?:es?|ing) in|join(?:s|ed|ing)?|"
    r"takes? part|"
    r"chips? in|comes? on board))|"
    r"(?:还|又|再)?(?:有|来)(?:了)?(?:一个|个|另一个|另外一个|第[三四五]个)区(?=(?:也|都)?(?:要|想|会|准备|打算)?"
    r"(?:加入|参加|参与|进来|加进来|一起|来凑|也出))"
)
"""That one more district gives money, and not how much."""
_LEAVES = re.compile(
    r"(?:drop(?:s|ped)|pull(?:s|ed)|back(?:s|ed)|opt(?:s|ed)) out|withdraws?(?= *(?:[.,;!?]|$))|"
    r"without(?= [a-z']+(?: district)?(?: and| but|,|\.|$))|(?:is|are) no longer (?:in|"
    r"part of it|paying)|退出了?|不(?:参加|参与|出|给|干)了|撤(?:出|"
    r"走)了?"
    r"(?=\s*(?:[,，。；;！!]|$))"
)
_MARK = re.compile(
    r"(?:(?<=[:：=,，、;；→>])|(?<=[:：=,，、;；→>]\s))[?？]+(?=\s*(?:[,，、;；→>)）(（\n]|$))"
)


_SCALED = re.compile(
    r"(?<![a-z])(?:doubl(?:e|es|ed|ing)|halv(?:e|es|ed|ing)|tripl(?:e|es|ed|ing))(?![a-z])"
    r"(?! (?:check|each|every|by|entry|count|what|the city|the district|that of))|"
    r"翻(?:一|了一|两)?番|翻(?:一|了)?倍|(?:加|增加|涨|变)(?:到|成)了?(?:原来的)?[两二三]倍|砍(?:掉)?一半|减半|"
    r"少一半"
)
_PLAIN: UnknownKind = ""
_KINDS: dict[re.Pattern[str], UnknownKind] = {
    _CHANGED: "changed", _PART: "part", _JOINS: "joins", _LEAVES: "leaves"
}  # fmt: skip


def scaled_in(source: Source, readings: Sequence[Reading]) -> list[Unknown]:
    """The words that double or halve an amount, where no reading has taken them."""
    return [
        Unknown(found.span(), source.text[slice(*found.span())], "scaled")
        for found in _SCALED.finditer(source.folded)
        if not any(one.span[0] < found.end() and found.start() < one.span[1] for one in readings)
    ]


def read_unknown(source: Source, start: int) -> Unknown | None:
    """The words at ``start`` that say an amount is not known."""
    text = source.folded
    if start and text[start - 1].isalpha() and text[start - 1].isascii():
        return None
    for pattern in (_JOINS, _ENGLISH, _CHINESE, _MARK, _CHANGED, _PART, _LEAVES):
        found = pattern.match(text, start)
        if found and found.end() > start:
            kind = _KINDS.get(pattern, _PLAIN)
            if kind == "changed" and _ASKS.match(text, found.end()):
                return None
            return Unknown((start, found.end()), source.text[start : found.end()], kind)
    return None
