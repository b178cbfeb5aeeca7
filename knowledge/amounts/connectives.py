"""The words between amounts and payers: of, from, to, of which, the rest, more than, each."""

from __future__ import annotations

import re

SENTENCE = re.compile(r"[。？?！!；;\n]|\.(?=\s)")
CLAUSE = re.compile(
    r"[,;.!?](?=\s|$)|[，；。！？、\n;]|(?<![a-z])(?:and|while|but|whereas|plus|versus|vs)(?![a-z])|而(?![且已])|和|加上|跟|与|,(?![0-9])"
)
FROM = re.compile(
    r"(?: a year| per year| annually)?(?: of (?:which|it|that))? (?:(?:is|was|are|comes?|came|"
    r"coming|"
    r"paid|given|provided|put up|put in|"
    r"contributed|borne|"
    r"funded|money|yuan|(?:operating|operational|public|running) (?:money|funds|funding)|"
    r"in funds|of funds|in funding|of funding|of operating (?:funds|money)|"
    r"of operational funds) )*"
    r"(?:from|by|of|out of) (?:the |its )?|\s?的?(?:资金|经费|钱)?(?:是由|来自|由|是|归|来自于)"
)
TO = re.compile(
    r"\s?(?:gives?|gave|pays?|paid|transfers?|hands?|sends?|给|拨给|出给|划给|"
    r"to)\s?(?:to )?(?:the )?"
)
JOINED = re.compile(r"\s?(?:and|or|/|、|和|与|及|跟|,|-|:|over|to|vs\.?)?\s?(?:the )?|级?和")
TOGETHER = re.compile(r"\s?(?:and|&|\+|plus|/|、|和|与|及|跟)?\s?(?:the )?|级?[和与]")
ALL_OF_IT = re.compile(
    r"\s?(?:元|yuan)?(?: a year| per year)?[\s,，(（]*(?:(?:and )?(?:all|the whole|"
    r"entirely|wholly|fully|100 ?%)"
    r"(?: of (?:it|this|that|which))?(?: is| being)?(?: paid| funded| borne| coming| comes)?"
    r"(?: out)? ?(?:from|by) (?:the )?(?:government|public|both|two|city (?:and|plus|"
    r"\+) |state budget|fiscal)|"
    r"(?:全部?|都|均|全额)(?:是|由|来自|靠|为)(?:两级|市区|政府|财政)(?!.{0,6}以外))"
)
SPLIT = re.compile(
    r"(?<![a-z])(?:split(?:ting)?|carv(?:e|ing) up|shar(?:e|es|ed|ing)|divid(?:e|es|ed|"
    r"ing))(?![a-z])|怎么分|如何分|怎样分|分摊|分担|"
    r"来分|咋分|共担|[均平][摊分]"
)
PAYS = re.compile(
    r"\s?(?:(?:gives?|pays?|paid|gave|puts? (?:in|up)|contributes?|provides?|covers?|invests?|will|"
    r"would|can|money|funds|operating|wants? to|plans? to|agreed to|agrees to|"
    # Only whole words, so that "yearsa years" is not read in many ways.
    r"(?:over )?(?<![a-z0-9])[a-z0-9]+ years(?![a-z0-9])|a year(?![a-z0-9])|is|has|of|[:：]|"
    r"给了?|出了?|投了?|拿了?|掏了?|批了?|拨了?|拨款|下达|安排|投入|出资|配套|资金|经费|的|每年|[0-9一二两三四五六七八九十]+年(?:内|里)?|"
    r"运[行营])\s?)*(?:in |an? |the |over )*"
)
IS = re.compile(r"\s?(?:is|of|为|是|出|投入?|:|：)?\s?(?:an? )?")
PART_OF = re.compile(r"(?<![a-z])of(?![a-z])|占|%|[成半]")
OF_WHICH = re.compile(
    r"\s?,?\s?of (?:which|that|this)(?! (?:is |comes? |are )?(?:from|by) )|"
    r"[，,。]?\s?(?:其中|里面)|元?(?:里头?|当中|之中|"
    r"中)(?=[,，]?\s?[市区])|"
    r"\s?(?:yuan )?,?\s?(?:(?:of |in )?(?:(?:public|operating|running|operational|joint|annual) )*"
    r"(?:money|budget|funds?|funding|costs?|expenses|grant) )?"
    r"(?:(?:which )?(?:is|are|was|were|gets?|to be|being|will be|be) )?"
    r"(?:split|divided|shared)(?![a-z])|"
    r"元?[，,]?(?:由|按|是|要|就)?(?:市区|区市)?(?:两级|双方|两边)?(?:分成|分摊|拆分|拆成|按比例)|"
    r"元?[，,、\s]?(?:由|按|是|要|就)?(?:市[级里]?[、和与跟]?区[级里]?|区[级里]?[、和与跟]?市[级里]?)"
    r"(?:两级|双方|两边)?(?:财政)?(?:平[分摊]|均[分摊]|对半|五五|各半|各一半|[一二三四五六七八九]{2}开)|"
    r"\s?(?:yuan )?that (?:the )?(?:city and (?:the )?district|district and (?:the )?city|both|"
    r"the two)"
)
REST = re.compile(
    r"(?:剩下|其余|余下|剩余)(?=[^。；;]{0,10}[市区])|"
    r"(?:city and (?:the )?district|both|the two)(?: governments| sides)? (?:share|split|cover|pay|"
    r"divide|bear) (?:the )?(?:rest|remainder|balance)|"
    r"(?:the )?(?:rest|remainder|remaining|balance)(?![a-z])(?=[^.;]{0,24}(?:city|district|"
    r"municip|from|by))"
)
FIRST_NAMED = re.compile(
    r"(?:[\s,(（]{0,3}(?:with )?|,? ?split of [^,;]{1,14}[,(] ?)(?:the )?"
    r"(?:(?P<city>city|市[级里]?)|(?P<district>district|区[级里]?))"
    r"(?:'s)?(?: part| share)? ?(?:first|before|在?前)|"
    r"[\s,(（，]{0,3}(?:前者?|前面|第一个)(?:是|为)(?:(?P<city2>市)|(?P<district2>区))"
)
"""After a split: whose the first part is."""
WHOLE_OF = re.compile(
    r"(?:%|percent|half|thirds?|quarters?|fifths?|tenths?) of (?:the |a )?(?:rmb |¥)?$|"
    r"out of (?:(?:the|a|that|this|those|same) )+(?:rmb |¥)?$|"
    r"[0-9] ?(?:[/:-]|to) ?[0-9]{1,2}[ ,(]{1,2}(?:city|district)(?: ?(?:[/:-]|to|and) ?)"
    r"(?:city|district)\)?,? (?:of|on) (?:a (?:total of )?)?(?:rmb |¥)?$"
)
"""Before an amount of which a share, or a part, is somebody's: "70% of 20m"."""
OUT_OF = re.compile(
    r"(?:(?:^|[,;.]\s?|(?<![a-z])if )(?:out )?of|out of)"
    r"(?: (?:the|a|that|this|those|same|our|its|their|whole|total))*\s?$|"
    r"(?<![a-z])(?:split(?:ting)?|divid(?:e|ing)|shar(?:e|ing)|carv(?:e|ing) up)(?: (?:the|a|"
    r"that|our))*"
    r"\s?(?:rmb |¥)?$|(?:均[摊分]|平[摊分]|分[摊担]|共担|共同承担)\s?$"
)
BRACKET_END = re.compile(r"[^()（）,，;；0-9]{0,14}[)）]")
BRACKET = re.compile(r"\.?\s?[(（]\s?(?:from |by |由)?(?:the )?")
CLAIMED = re.compile(
    r"(?:文件|意见|政策|规定|指引|指南|听说|据说|有人说|要求)[^,，。;；]{0,12}$|"
    r"(?<![a-z])(?:guideline|document|rules?|policy|regulation|boss|told|heard|says?|sets?|caps?|fixes|"
    r"requires?)(?![a-z])[^,;.]{0,30}$"
)
"""Before a share: that somebody says it is fixed."""
ONLY_NEEDS = re.compile(
    r"(?:只要|只需要?|只用|才要|仅需|仅要)(?:出|给|拿|掏|配|占)?(?:到)?\s?$|"
    r"(?<![a-z])only (?:needs?|has|have) to (?:pay|give|put in|cover|match|contribute)\s?$"
)
CLAIMED_AFTER = re.compile(
    r"\s?(?:minimum|floor|cap|ceiling|limit|maximum|threshold|rule)(?![a-z])|的?(?:下限|上限|底线|红线|封顶)"
)
SAID_TO_BE_LEAST = re.compile(
    r"(?:最低|最少|下限|底线)(?:就|也|便|应该?)(?:是|为)\s?$|"
    r"(?<![a-z])(?:minimum|floor|least)(?: for the district)? (?:is|would be|must be|comes to|"
    r"should be)"
    r"(?: then| just| only)? ?(?:rmb |¥)?$"
)
NEGATED = re.compile(
    r"(?:(?<!是)不是|并非|而非|(?<![a-z])not|isn't|wasn't|rather than|instead of)\s?(?:rmb |¥)?$"
)
AGAIN = re.compile(
    r"(?:(?<![a-z])(?:the|that|those|this|these|same|said)(?: same)?|"
    r"[那这该][笔个些]?)\s?(?:rmb |¥)?$"
)
HANDS_OUT = re.compile(
    r"拿出?|[出给掏投拨]|安排|准备|put|set aside|earmark|giv|pay|have|budget|provid|contribut|"
    r"pencil"
)
AND_EXTRA = re.compile(
    r"\s?(?:yuan )?(?:\+|plus|and|,)?\s?(?:an? )?(?:extra|another|additional|further|"
    r"bonus)\s?(?:of )?"
    r"(?:rmb |¥)?|\s?元?[，,]?(?:又|再|另)(?:外)?(?:加|追加|增加)(?:了)?\s?"
)
WHICH_GIVES = re.compile(
    r",? (?:which|who|that) (?:itself |only |alone |currently |now )?(?:gives?|gave|pays?|paid|"
    r"puts? (?:in|up)|contributes?|provides?|has|had|spends?|is (?:giving|paying))"
    r"(?: (?:only|about|just))? ?(?:rmb |¥)?$"
)
EQUALS = re.compile(r"(?:\+|plus|加).{1,38}(?:=|＝|等于)\s?$")
PLUS = re.compile(r"\s?(?:\+|plus|加上?)\s?(?:the )?")
DIFFERENCE_BEFORE = re.compile(
    r"(?:(?<![至最顶不])[多少差缺]|(?<![至最])少|递减|递增|下降|上涨|增加|减少|追加|另加|再加|高|低|提高|降低|缺口(?:是|为|有)?)(?:出|给|了|投|掏|拨)?\s?(?:rmb|¥)?$|"
    r"(?:by|additional|extra|another|further|shortfall of|difference of|short of|gap of)\s(?:rmb|"
    r"¥)?$"
)
DIFFERENCE_AFTER = re.compile(
    r"\s?(?:yuan )?(?:more|less|extra|short|higher|lower|fewer|additional)(?![a-z])(?! or)"
)
FROM_BEFORE = re.compile(r"(?:从|由|(?<![a-z])from)\s?(?:rmb |¥)?$")
TO_AFTER = re.compile(
    r"\s?(?:yuan )?(?:减少|下降|降低|降|减|砍|削减|压缩|缩减|下调|上调|增加|追加|加码|提高|提升|"
    r"提|抬|扩|压|缩|"
    r"涨|升|加|调整?|改|cut|reduced|raised|down|up)?"
    r"(?:了|为)?\s?(?:to |到|至)"
)
OF_ANOTHER_BEFORE = re.compile(r"[市区][级里]?(?:财政|政府|资金|经费|投入|出资|金额)?的$")
OF_ANOTHER_AFTER = re.compile(
    r" (?:again |more |less )?(?:of|as much as|as large as|what|than|compared (?:to|with)) "
    r"(?:what )?(?:the |that of the )?(?:city|municip|district)"
)
AS_OF = re.compile(
    r"(?:as of|as at|on|in|at|dated?|by|since|截至|截止|在|于|当时|假如|如果是|自)\s?(?:the )?$"
)
AS_OF_AFTER = re.compile(
    r"\s?(?:的?时候|时(?!间)|那会儿?|那时候?|那年|当天|那天|那时|的时点|前(?!.{0,3}年))"
)
_EACH = re.compile(
    r"(?<![a-z])(?:each|apiece|both)(?![a-z])(?! (?:years?|months?|cases|times|if|when|side's))|"
    r"各(?![种类方项])|(?<!年)都(?=[出给投掏拿拨配])|均(?=[出为投给])|"
    r"(?<!年)(?:都|均)(?:是|为)(?=\s?[0-9一二三四五六七八九十两半¥])|一家(?=[出给拿掏]?\s?[0-9一二三四五六七八九十两半])|"
    r"(?:同样|一样)(?=[出给投])"
)


EACH_FROM = re.compile(r"\s?(?:yuan )?(?:each|apiece) (?:from|by) (?:the )?")


def sentence_start(folded: str, position: int, reach: int) -> int:
    """Where the sentence begins that holds ``position``, at most ``reach`` characters before it."""
    far = max(0, position - reach)
    return max((mark.end() for mark in SENTENCE.finditer(folded, far, position)), default=far)


def sentence_end(folded: str, position: int, reach: int) -> int:
    """Where the sentence ends that holds ``position``, at most ``reach`` characters after it."""
    mark = SENTENCE.search(folded, position, position + reach)
    return mark.start() if mark else min(len(folded), position + reach)


def each_in(folded: str, start: int, end: int) -> bool:
    """Whether the words between say that each of several gives the amount."""
    found = _EACH.search(folded, max(0, start), end + 8)  # so that "both years" is seen whole
    return found is not None and found.start() < end
