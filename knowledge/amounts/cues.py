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
    "total": r"total(?:ling|s|ing)?|altogether|in all|combined|overall|in sum|jointly|together|"
    r"合计|总共|总计|共计|一共|总额|总量|总数|总投入|总经费|总资金|总的|总盘子|总运[行营](?:经费|资金|费用)?|合起来|加起来|"
    r"共(?=[出投给需]?\s?[0-9一二两三四五六七八九十])",
    "construction": r"construction(?! of)|capital (?:expenditure|costs?|money|funds?)|capex|"
    r"building (?:costs?|money|funds?)|"
    r"development (?:funds?|money|costs?)|to build it|建设(?:资金|经费|费用?|投入|投资|款|期|"
    r"阶段)|用于建设|"
    r"建设(?=[\s:]?[0-9一二两三四五六七八九十])|基建|基本建设",
    "operating": r"operat(?:ing|ion|ions|ional|e)|running|opex|运[行营](?:资金|经费|费用?|投入)?",
    "district": rf"(?:{_DISTRICTS})(?: district|区)?|(?:the )?districts?(?:'?s)?(?: governments?|"
    rf" side)?|"
    r"(?<![地社园小郊城校厂片专特山景辖灾])区(?:级|里|财政|政府|一级|县|方面|科委|上)?(?!别|域|分|间|块|位|县)|所在区|市区两级",
    "city": r"(?:the )?(?:city|municipal(?:ity)?|shanghai)(?:'?s)?(?: governments?| level| side)?|"
    r"(?:上海|本)?市(?:级|里|财政|政府|科委|一级|本级|方面|上)?(?!场|值|民|面|价|区|长|镇|郊)|市(?=区)",
}
_CUE = re.compile(
    "|".join(
        f"(?P<{role}>{'(?<![a-z])(?:' + pattern + ')(?![a-z])'})"
        for role, pattern in _PATTERNS.items()
    )
)
CLAUSE = re.compile(
    r"[,;.!?](?=\s|$)|[，；。！？、\n;]|(?<![a-z])(?:and|while|but|whereas|plus|versus|vs)(?![a-z])|而(?![且已])|和|加上|跟|与|,(?![0-9])"
)
FROM = re.compile(
    r"(?: a year| per year| annually)? (?:(?:is|was|are|comes?|paid|given|provided|put up|put in|"
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
OF_WHICH = re.compile(r"\s?,?\s?of (?:which|that|this)|[，,。]?\s?(?:其中|里面)")
DIFFERENCE_BEFORE = re.compile(
    r"(?:(?<![至最])[多少差缺]|增加|减少|追加|另加|再加|高|低|提高|降低)(?:出|给|了|投|掏|拨)?\s?(?:rmb|¥)?$|"
    r"(?:by|additional|extra|another|further|shortfall of|difference of|short of|gap of)\s(?:rmb|"
    r"¥)?$"
)
DIFFERENCE_AFTER = re.compile(
    r"\s?(?:yuan )?(?:more|less|extra|short|higher|lower|fewer|additional)(?![a-z])(?! or)"
)
OF_ANOTHER_BEFORE = re.compile(r"[市区][级里]?(?:财政|政府|资金|经费|投入|出资|金额)?的$")
OF_ANOTHER_AFTER = re.compile(
    r" (?:of|as much as|what) (?:what )?(?:the |that of the )?(?:city|municip|district)"
)
AS_OF = re.compile(
    r"(?:as of|as at|on|in|at|dated?|by|since|截至|截止|在|于|当时|假如|如果是|自)\s?(?:the )?$"
)
AS_OF_AFTER = re.compile(r"\s?(?:的?时候|时|当天|那天|那时|的时点|前(?!.{0,3}年))")
_EACH = re.compile(
    r"(?<![a-z])(?:each|apiece|both)(?![a-z])|各(?![种类方项])|都(?=[出给投])|均(?=[出为投])"
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
    cues: list[Cue] = []
    for found in _CUE.finditer(folded):
        if found.group() == "市区两级":
            continue
        cues.append(Cue(str(found.lastgroup), found.start(), found.end(), found.group()))
    return cues


def each_in(folded: str, start: int, end: int) -> bool:
    """Whether the words between say that each of several gives the amount."""
    return _EACH.search(folded, max(0, start), end) is not None
