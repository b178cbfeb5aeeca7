"""Who pays where it is neither the city nor the district alone: both sides alike, and others."""

from __future__ import annotations

import re

from knowledge.amounts import connectives as words
from knowledge.amounts.quantities import Money, Share, Span
from knowledge.amounts.source import Source

_N = "[0-9一二三四五六七八九十两半]"
_TWO_HAN = re.compile(
    r"两边|双方|两头|两方|两家(?!企业|公司|单位|平台|高校|院所|机构|银行)|两级|市区"
)
_EACH_HAN = re.compile(
    rf"各(?![种类方项])|每[家边方级]|一[家边方](?=[出给拿掏]?\s?{_N})|分别|均|都|也是|同样|一样"
)
_SHARED = re.compile(r"[均平][摊分]|分[摊担]|共担|共同承担")
_ONE_AND_ONE = re.compile(r"一[家边方个级].{1,24}?(?:另外?)?一[家边方个级]")
_JUST_EACH = re.compile(r"^\s?(?:也|就)?(?:都|各|均|一家|每家|一边)(?:是|为|出|给|拿|投|掏)*\s?$")
_SUM = re.compile(
    r"共(?!同)|合计|总|加起来|合起来|[加合放并]在一起|合并|(?<![a-z])(?:together|total|combined|jointly|altogether|"
    r"between them|in all|sum)(?![a-z])"
)
_SIDE = r"(?:sides?|governments?|levels?|parties|party|payers?|authorit(?:y|ies))"
_BOTH = re.compile(
    rf"(?<![a-z])(?:both (?:of them|(?:the |public )?{_SIDE}|(?=(?:puts?|gives?|gave|pays?|paid|"
    rf"contribut|provid|commit|offer|spend|are|were|come|each|invest)))|"
    rf"(?:each|either) (?:of the (?:two|{_SIDE})|of them|{_SIDE}(?!'s))|"
    rf"the two (?:{_SIDE} )?(?:each|"
    rf"both))"
)
_TWO = re.compile(rf"(?<![a-z])(?:the )?two {_SIDE}(?![a-z])")
_EACH_AFTER = re.compile(r"\s?(?:yuan )?(?:each|apiece)(?![a-z])")
_FROM_EITHER = re.compile(
    rf"\s?(?:yuan )?(?:a year |per year )?(?:is |are )?(?:from|by|for) (?:either|each)"
    rf"(?: (?:of them|of the two|{_SIDE})|(?=[\s,.;?!]|$))|"
    r"\s?(?:yuan )?(?:a|per) side(?![a-z])"
)
_EACH_FROM_BOTH = re.compile(
    rf"\s?(?:yuan )?(?:each|apiece) (?:from|by|for) (?:both|the two|each|either)(?: {_SIDE})?"
)
_FROM_BOTH = re.compile(r"\s?(?:yuan )?(?:from|by) (?:both|the two)(?![a-z])")
_SELF = re.compile(r" (?:is |are )?(?:self-(?:raised|funded|financed)|own (?:funds|money|income))")
SAME = re.compile(r"(?<![a-z])(?:same|equal|identical)(?: amounts?| sums?)?(?: of)?:?\s?$")

_OTHERS_HAN = (
    r"(?:自筹(?:资金)?|自有(?:资金)?|社会(?:资本|资金|力量|投资|方面)?|(?:民间|民营|产业|市场)资本|市场化?(?:收入|收费|运作)|"
    r"高校|院校|大学|院所|研究(?:所|院)|学校|投资(?:人|方|机构)|银行|基金会|股东|贷款|合作(?:方|伙伴|单位)|伙伴|"
    r"行业|产业方|用户|会员|国家|中央|央企|国企|企业|公司|运营(?:方|单位|公司)|依托单位|承办单位|牵头单位|"
    r"服务收入|横向经费|捐赠|赞助|平台(?:方|自身|本身)?)(?:那边|那块|方面|们|方|会员费|会费|赞助)?"
)
_HAN_VERB = (
    r"(?:自筹|自己|都|各|均|贷款|配套?|自行|自|出资?|承担|负担|负责|分担|占|拿|投入?|筹|掏|贡献|解决|认购?|补|给|"
    r"再|则|也|还|要|得|来|可以?|共同|一起|会|能|是|为|了|剩下的?|其余的?|余下的?|其中的?|约|[:：])"
)
_OTHERS_BEFORE = re.compile(rf"{_OTHERS_HAN}{_HAN_VERB}*\s?$")
_HAN_PAYS = re.compile(r"自筹|出|占|配|贷款|承担|负担|投|拿|掏|筹|贡献|捐|赞助|自")
_OTHERS_AFTER = re.compile(
    rf"(?:的?(?:钱|资金|经费|部分|费用|缺口))?(?:就|则|再|都|也|才|要|得|是|为|由|靠|归|来自|让|找|从|通过|"
    # Bounded: 企业赞助 is one name or two, so that a long row of names has 2^n ways to be read.
    rf"[:：,，])*(?:{_OTHERS_HAN}|自己){{1,6}}"
    rf"(?!的?(?:总|年)?(?:收入|营收|预算)(?!的?(?:解决|来|出|承担))|{_HAN_VERB}{{0,2}}\s?{_N})"
)
_STOPS = re.compile(r"的?\s?(?:[,，。；;、？?！]|$)")
_LINKED = re.compile(r"由|靠|归|来|让|找|自筹|承担|自己|出|补|贡献|负责|筹|拿|掏|投")
_OTHERS = (
    r"(?:(?:industr(?:y|ial)|private|corporate|outside|external|academic|business|commercial) )?"
    r"(?:partners?|investors?|sponsors?|compan(?:y|ies)|enterprises?|firms?|business(?:es)?|industry|"
    r"universit(?:y|ies)|institut(?:es?|ions?)|colleges?|banks?|social capital|"
    r"private (?:capital|money|funds|sector)|society|third parties|users|members|customers|"
    r"shareholders|operators?|foundations?|donors?|(?:national|central) government|the state|"
    r"own (?:funds|income|revenue|money|resources)|(?:commercial|market|service) income|"
    r"(?:the )?platform(?: itself)?)(?:'s?)?(?: (?:fees|contributions?|income|funds?|loans?))?"
)
_PAYS = (
    r"(?:cover(?:s|ed|ing)?|pay(?:s|ing)?|paid|giv(?:e|es|ing)|gave|contribut(?:e|es|ed|ing)|"
    r"puts? (?:in|up)|putting (?:in|up)|bring(?:s|ing)?(?: in)?|brought(?: in)?|bears?|bearing|"
    r"rais(?:e|es|ed|ing)|provid(?:e|es|ed|ing)|fund(?:s|ed|ing)?|tak(?:e|es|ing)(?: on)?|"
    r"suppl(?:y|ies)|invest(?:s|ed|ing)?|chips? in|chipping in|accounts? for|mak(?:e|es|ing) up|"
    r"donat(?:e|es|ed|ing)|earns?|finance[sd]?|throws? in|threw in|throwing in|adds?|added|"
    r"kicks? in|"
    r"kicked in)"
)
_PAID_BY = re.compile(
    rf"(?<![a-z]){_OTHERS}(?: themselves| itself)?(?: (?:will|would|can|could|should|must|to|"
    rf"then|also|"
    rf"together|jointly|are|is|has|have))*(?P<verb> {_PAYS})?:?"
    rf"(?: (?:the |a |an |another |its |their )?(?:remaining|other|last|about|rest|own)?)?\s?$"
)
_PAID_FROM = re.compile(
    rf"(?: of (?:it|that|the (?:money|costs?|total|budget|funds?|whole)))?(?: (?:is|was|are|will|"
    rf"would|"
    rf"to|be|being|comes?|came|coming|{_PAYS}|borne|generated|earned|left|self))*"
    rf" (?:from|by|through|via|for)(?: (?:the|our|its|an?|some|own|platform's|"
    rf"other))* {_OTHERS}(?![a-z'])"
)


_OF_PLATFORM = re.compile(
    r"(?:研发(?:投入|费用|经费|支出)|注册资(?:本|金)|实缴|合同额|订单|产值|纳税|税收|利润|估值|融资)"
    r"[^，,。；;市区]{0,4}$|"
    r"(?:r&d (?:spending|budget|costs?)|registered capital|paid-in capital|contract value|profits?|"
    r"taxes|valuation)(?: of| is| was| at)? ?(?:rmb |¥)?$|"
    r"平台(?:方|自己|自身|本身)?[^，,。；;市区]{0,4}(?:赚|挣|创收|自筹|自有|营收)[^，,。；;市区]{0,6}$|"
    r"(?:ministr(?:y|ies)(?: of [a-z]+(?: and [a-z]+)?)?|shareholders?|partners?)[^,;.]{0,14}$|"
    r"(?:部委|科技部|国家发改委|中央财政|股东)[^，,。；;市区]{0,6}$"
)
_NATION = re.compile(
    r"国家(?!级)|中央|(?<![a-z])(?:national|central) (?:government|ministr\w*|budget)(?![a-z])"
)
_NOT_COUNTED = re.compile(
    r"[元钱]?[，,]?\s?(?:这个|这部分|这笔|这些|那笔)?(?:先|都|暂时?|可以)?(?:不[算计](?![清出])|不用管|不考虑|撇开)|"
    r"\s?(?:yuan )?,? ?(?:which |that |and that )?(?:do(?:es)?(?:n't| not)|is not to be|isn't|"
    r"not to be|"
    r"should not be) (?:count|included|considered)"
)
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:another|other|different|neighbou?ring) platforms?(?! and)(?![a-z])|"
    r"(?:别的|另一个|其他|别家|隔壁)(?:的)?平台"
)
_FAR = 160  # characters either way in which a sentence is looked through
_BREAKS = re.compile(r"[,，;；。.、\n](?![0-9])")


def _around(folded: str, start: int, end: int) -> tuple[str, int, int]:
    """The text with the bounds of the clause around a span, of 30 characters at most each way."""
    left = max((m.end() for m in _BREAKS.finditer(folded, max(0, start - 30), start)),
               default=max(0, start - 30))  # fmt: skip
    after = _BREAKS.search(folded, end, end + 30)
    return folded, left, after.start() if after else min(end + 30, len(folded))


_STATE = re.compile(r"(?<![a-z])(?:state|government)(?![a-z])|国家|中央|政府|财政")


def sum_said(source: Source, left: int, right: int) -> bool:
    """Whether the words of the clause speak of a sum."""
    return _SUM.search(source.folded, left, right) is not None


def both_pay(source: Source, span: Span, left: int, right: int) -> bool:
    """Whether the words of the clause say that each of the two sides gives the amount."""
    before, text = source.folded[left : span[0]], source.folded
    if _SUM.search(before) or _SUM.search(text, span[1], right):
        return False
    if _ONE_AND_ONE.search(text) or _SHARED.search(before):
        return False  # 一边出500万，一边出400万: which of them gives which is not said
    if _BOTH.search(before) or _FROM_EITHER.match(text, span[1]):
        return True
    if _EACH_FROM_BOTH.match(text, span[1]):
        return True
    if SAME.search(before) and _FROM_BOTH.match(text, span[1]):
        return True
    if _JUST_EACH.search(before):  # 两边出的一样，都是六百万
        wide = source.before(left, 24)
        if _TWO_HAN.search(wide) and not _SUM.search(wide):
            return True
    if _TWO.search(before) and _EACH_AFTER.match(text, span[1]):
        return True
    two = _TWO_HAN.search(before)
    return two is not None and _EACH_HAN.search(before, two.end()) is not None


def others_pay(source: Source, quantity: Share | Money, owned: bool, listed: bool) -> bool:
    """Whether neither side gives it but enterprises, institutes, society or the platform.

    ``owned`` says that a payer is named before it in its clause, ``listed`` that one is named
    anywhere, so that parts may be listed without a verb.
    """
    start, end = quantity.span
    money = isinstance(quantity, Money)
    if money and listed and _NATION.search(*_around(source.folded, start, end)):
        return True
    if money and _STATE.search(*_around(source.folded, start, end)):
        return False  # "the state gives 2m" says no more than that it is public money
    if money and (
        _NOT_COUNTED.match(source.folded, end)
        or _OF_PLATFORM.search(source.before(start, 24))
        or _ELSEWHERE.search(
            source.folded,
            words.sentence_start(source.folded, start, _FAR),
            words.sentence_end(source.folded, start, _FAR),
        )
    ):
        return True
    han = _OTHERS_BEFORE.search(source.before(start, 24))
    if han:
        pays = _HAN_PAYS.search(han.group()) is not None
        if money:
            return pays and not han.group().startswith("平台")
        return pays or listed
    before = _PAID_BY.search(source.before(start, 60))
    if before:
        verb = before["verb"] is not None
        if verb and not (money and "platform" in before.group()):
            return True
        if listed and not money:
            return True
    if owned:
        return False
    after = _OTHERS_AFTER.match(source.folded, end)
    if after:
        far = source.folded[end : after.end() + 4]
        linked = _LINKED.search(far) is not None and not (money and "平台" in after.group())
        return linked or (
            listed and not money and _STOPS.match(source.folded, after.end()) is not None
        )
    found = _PAID_FROM.match(source.folded, end)
    if found is None and not money and _SELF.match(source.folded, end):
        return True
    return found is not None and not (money and "platform" in found.group())
