"""The words that say whose money an amount is, and what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "city",
    "district",
    "total",
    "construction",
    "platform_income",
    "year",
    "as_of",
    "difference",
]

PAYERS = ("city", "district")
_DISTRICTS = (
    "pudong|huangpu|xuhui|changning|jing'?an|putuo|hongkou|yangpu|minhang|baoshan|jiading|jinshan|"
    "songjiang|qingpu|fengxian|chongming|"
    "浦东(?:新区)?|黄浦|徐汇|长宁|静安|普陀|虹口|杨浦|闵行|宝山|嘉定|金山|松江|青浦|奉贤|崇明|临港"
)
_PATTERNS: dict[str, str] = {
    "platform_income": r"platform(?:'?s)?(?: own| total| overall)? (?:income|revenue|budget|"
    r"turnover|spending)|"
    r"total (?:income|revenue)|income|revenue|turnover|平台(?:的)?(?:总|全部|年)?(?:收入|营收)|"
    r"总收入|收入|营收",
    "total": r"total(?:ling|s|ing)?|altogether|in all|combined|overall|in sum|joint(?:ly)?|"
    r"together|collectively|between (?:them|the two(?: sides| levels| governments)?)|"
    r"两级(?:财政|政府)?|一起|共同|"
    r"合计|总共|总计|共计|一共|总额|总量|总数|总投入|总经费|总资金|总的|总盘子|总运[行营](?:经费|资金|费用)?|合起来|加起来|"
    r"共(?=[出投给需]?\s?[0-9一二两三四五六七八九十])",
    "construction": r"construction(?! of)|capital (?:expenditure|costs?|money|funds?)|capex|"
    r"building (?:costs?|money|funds?)|"
    r"development (?:funds?|money|costs?)|to build it|建设(?:资金|经费|费用?|投入|投资|款|期|"
    r"阶段)|用于建设|"
    r"建设(?=[\s:]?[0-9一二两三四五六七八九十]|\s*[、，,。；;？?和与及]|$)|基建|基本建设",
    "operating": r"operat(?:ing|ion|ions|ional|e)|running|opex|运维|运[行营](?:资金|经费|"
    r"费用?|投入)?",
    "district": rf"(?:{_DISTRICTS})(?: district|区)?|(?:the )?districts?(?:'?s)?(?: governments?|"
    rf" side)?|"
    r"(?<![地社园小郊城校厂片专特山景辖灾])区(?:级财政|级政府|级|里|财政|政府|一级|县|方面|科委|上)?(?!别|域|分|间|块|位|县)|所在区",
    "city": r"(?:the )?(?:city|municipal(?:ity)?|shanghai)(?:'?s)?(?: governments?| level| side)?|"
    r"(?:上海|本)?市(?:级财政|级政府|级|里|财政|政府|科委|一级|本级|方面|上)?(?!场|值|民|面|价|区|长|镇|郊)|市(?=区)",
}
_CUE = re.compile(
    "|".join(f"(?P<{role}>(?<![a-z])(?:{pattern})(?![a-z]))" for role, pattern in _PATTERNS.items())
)
SENTENCE = re.compile(r"[。？?！!；;\n]|\.(?=\s)")
CLAUSE = re.compile(
    r"[,;.!?](?=\s|$)|[，；。！？、\n;]|(?<![a-z])(?:and|while|but|whereas|plus|versus|vs)(?![a-z])|而(?![且已])|和|加上|跟|与|,(?![0-9])"
)
FROM = re.compile(
    r"(?: a year| per year| annually)?(?: of (?:which|it|that))? (?:(?:is|was|are|comes?|"
    r"paid|given|provided|put up|put in|"
    r"contributed|borne|"
    r"funded|money|yuan|in funds|of funds|in funding|of funding|of operating (?:funds|money)|"
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
    r"(?<![a-z])(?:split|shar(?:e|es|ed|ing)|divid(?:e|es|ed|ing))(?![a-z])|怎么分|如何分|怎样分|分摊|分担|"
    r"来分|咋分|共担"
)
PAYS = re.compile(
    r"\s?(?:(?:gives?|pays?|paid|gave|puts? (?:in|up)|contributes?|provides?|covers?|invests?|will|"
    r"would|can|money|funds|operating|(?:over )?[a-z0-9]+ years|a year|is|has|of|[:：]|"
    r"给了?|出了?|投了?|拿了?|投入|出资|资金|经费|的|每年|[0-9一二两三四五六七八九十]+年(?:内|里)?|"
    r"运[行营])\s?)*(?:in |an? |the |over )*"
)
IS = re.compile(r"\s?(?:is|of|为|是|出|投入?|:|：)?\s?(?:an? )?")
PART_OF = re.compile(r"(?<![a-z])of(?![a-z])|占|%|[成半]")
OF_WHICH = re.compile(
    r"\s?,?\s?of (?:which|that|this)(?! (?:is |comes? |are )?(?:from|by) )|"
    r"[，,。]?\s?(?:其中|里面)|元?(?:里头?|当中|之中|"
    r"中)(?=[,，]?\s?[市区])"
)
REST = re.compile(r"剩下|其余|余下|剩余|(?:the )?(?:rest|remainder|remaining|balance)(?![a-z])")
OUT_OF = re.compile(r"(?:(?:^|[,;.]\s?|(?<![a-z])if )(?:out )?of|out of)(?: the| a)?\s?$")
PLUS = re.compile(r"\s?(?:\+|plus|加上?)\s?(?:the )?")
DIFFERENCE_BEFORE = re.compile(
    r"(?:(?<![至最])[多少差缺]|递减|递增|下降|上涨|增加|减少|追加|另加|再加|高|低|提高|降低)(?:出|给|了|投|掏|拨)?\s?(?:rmb|¥)?$|"
    r"(?:by|additional|extra|another|further|shortfall of|difference of|short of|gap of)\s(?:rmb|"
    r"¥)?$"
)
DIFFERENCE_AFTER = re.compile(
    r"\s?(?:yuan )?(?:more|less|extra|short|higher|lower|fewer|additional)(?![a-z])(?! or)"
)
FROM_BEFORE = re.compile(r"(?:从|由|(?<![a-z])from)\s?(?:rmb |¥)?$")
TO_AFTER = re.compile(
    r"\s?(?:yuan )?(?:减少|下降|降低|降|减|增加|提高|涨|升|调整?|cut|reduced|raised|down|up)?"
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
AS_OF_AFTER = re.compile(r"\s?(?:的?时候|时|当天|那天|那时|的时点|前(?!.{0,3}年))")
_EACH = re.compile(
    r"(?<![a-z])(?:each|apiece|both)(?![a-z])|各(?![种类方项])|都(?=[出给投])|均(?=[出为投])|(?:同样|一样)(?=[出给投])"
)


@dataclass(frozen=True)
class Cue:
    """A word that names a role, where it stands, and its own words (which district)."""

    role: str
    start: int
    end: int
    name: str


def cues_in(folded: str) -> list[Cue]:
    """All cues of a folded text, in order."""
    return [
        Cue(str(found.lastgroup), found.start(), found.end(), found.group())
        for found in _CUE.finditer(folded)
    ]


def sentence_start(folded: str, position: int, reach: int) -> int:
    """Where the sentence begins that holds ``position``, at most ``reach`` characters before it."""
    far = max(0, position - reach)
    return max((mark.end() for mark in SENTENCE.finditer(folded, far, position)), default=far)


def each_in(folded: str, start: int, end: int) -> bool:
    """Whether the words between say that each of several gives the amount."""
    return _EACH.search(folded, max(0, start), end) is not None
