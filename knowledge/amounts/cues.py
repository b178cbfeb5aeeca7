"""The words that say whose money an amount is, and what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal[
    "city",
    "district",
    "total",
    "construction",
    "platform_income",
    "others",
    "mixed",
    "claimed",
    "year",
    "as_of",
    "difference",
    "addition",
    "summed",
]

PAYERS = ("city", "district")
# As spelt, and as misspelt in haste.
_DISTRICT_WORD = (
    r"(?:distr(?:ic|ci|i|c|itc|ctt|icit|rict)ts?|d[ie]s?c?t[ri]{1,2}c?s?[ck]?ts?|distirc?ts?|"
    r"dsitricts?|distircts?|districs?)"
)
_CITY_WORD = (
    r"(?:city|citty|ciy|ctiy|m[iu]nin?c[ia]{1,2}pal(?:ity)?|muncipal(?:ity)?|municpal(?:ity)?)"
)
DISTRICTS = (
    "pudong|huangpu|xuhui|changning|jing'?an|putuo|hongkou|yangpu|minhang|baoshan|jiading|jinshan|"
    "songjiang|qingpu|fengxian|chongming|"
    "浦东(?:新区)?|黄浦|徐汇|长宁|静安|普陀|虹口|杨浦|闵行|宝山|嘉定|金山|松江|青浦|奉贤|崇明|临港"
)
_HAN_BODY = (
    r"(?:级财政|级政府|级|里|财政局?|政府|府|公所|一级|本级|科委|科技局|经信委|发改委|局|县|方面|上)?"
    r"(?:那边|这边|那头|这头|那儿|这儿|一方|那方|方面)?"
)
_BODY = (
    r"(?: (?:science(?: and technology| & technology)?|s&t|technology|finance))?"
    r"(?: (?:governments?|level|side|commission|bureau|office|department|authorit(?:y|ies)|"
    r"council|hall)(?:'s)?)?"
)
_OBJECT = r"(?:it|this|that|them|one|the|a|an|our|their|its)"
_BUILT = (
    r"(?:lab(?:orator(?:y|ies))?s?|buildings?|platforms?|facilit(?:y|ies)|centres?|centers?|plants?|"
    r"lines?|site|premises|cleanrooms?|clean rooms?)"
)
_HAN_BUILT = (
    r"(?:实验室|楼|房|厂房|大楼|平台|中心|中试线|产线|基地|场地|车间|(?:起来|成|好)(?!以?之?后|的))"
)
_PATTERNS: dict[str, str] = {
    "platform_income": r"platform(?:'?s)?(?: own| total| overall)? (?:income|revenue|budget|"
    r"turnover|spending)|"
    r"total (?:income|revenue)|(?<!service )(?<!own )(?<!market )(?<!other )(?<!fee )(?:income|"
    r"revenue)|"
    r"turnover|earn(?:s|ed|ings?)?|平台(?:的)?(?:总|全部|"
    r"年)?(?:收入|营收)|"
    r"总收入|(?<!服务)(?<!检测)(?<!市场)(?<!企业)(?<!其他)(?<!技术)收入|营收",
    "total": r"(?:the )?(?:whole|entire|full)(?: (?:joint|yearly|annual))?"
    r"(?: (?:operating|running))? (?:budget|pot|sum|cost|bill)|"
    r"(?:a |the )?pot(?= of)|(?:operating|running) budget (?=is|comes|totals|of )|盘子|"
    r"(?:全年|年度)(?:运行|运营|营运)?预算|total(?:ling|s|ing)?|altogether|in all|combined|"
    r"overall|in sum|joint(?:ly)?|"
    r"together|collectively|between (?:them|the two(?: sides| levels| governments)?)|"
    r"两级(?:财政|政府)?|一起|共同|"
    r"合计|总共|总计|共计|一共|总额|总量|总数|总投入|总经费|总资金|总的|总盘子|总运[行营](?:经费|资金|费用)?|合起来|加起来|"
    r"共(?=[出投给需]?\s?[0-9一二两三四五六七八九十])",
    "construction": r"(?:the|a|new|our|lab|laboratory|office) building(?! (?:of|up|on))|"
    r"construction(?! of)|capital (?:expenditure|costs?|money|funds?)|capex|"
    r"building (?:costs?|money|funds?)|"
    r"development (?:funds?|money|costs?)|to build it|建[设社](?:资金|经费|费用?|投入|投资|款|期|"
    r"阶段)|用于建设|"
    r"建设(?=[\s:]?[0-9一二两三四五六七八九十]|\s*[、，,。；;？?和与及)）]|$)|基建|基本建设",
    "building": rf"building(?=\s?:)|construct(?:ing|ion of) {_OBJECT}(?: \w{{1,14}})? {_BUILT}|"
    rf"(?:to |which |"
    rf"that )?(?:build|buil[dt]|put up|set up|setting up|erect(?:ed)?|"
    rf"fit out|fitting out)"
    rf"(?: up)? {_OBJECT}(?: \w{{1,14}})?(?: {_BUILT})?|(?:for|into|on) (?:the |a |its |their )?"
    rf"(?:new )?building(?! of)|the (?:new )?building(?! of)|to build|building works?|"
    rf"building {_OBJECT} {_BUILT}|(?<=m )building(?! of)|(?<=million )building(?! of)|"
    rf"(?<=yuan )building|"
    r"(?:for|on|into) (?:the |new |its )?(?:instruments|machines|machinery|hardware)|fit-?outs?|"
    r"fitting-out|refurbish(?:ment|ing)|renovations?|bricks and mortar|"
    r"capital (?:outlay|spending|grant|investment|side|part|works?)|"
    r"(?<!registered )(?<!venture )(?<!social )(?<!share )(?<!working )capital(?=[ :]*[0-9¥]|"
    r"\s*[,.;]|$)|"
    r"equipment(?: purchases?| \(capital\))?(?! (?:maintenance|upkeep|rental|leas|running|repair))|"
    rf"(?:建|盖|造|搭)(?:设|了|个|起|好|成)?{_HAN_BUILT}|盖楼|建楼|造楼|建房|"
    r"建设(?=那|这|部分|方面|上|花|用|投|给|出|要|共|总|占|是|拿|掏|的|区|市|实验|平台|中心|费)|"
    r"装修|装潢|(?:厂房|场地|实验室)?(?:改造|改建|扩建|修缮)|土建|工程款|"
    r"(?:买|购|购买|购置|采购)(?:了|大型|科研|仪器)?设备|设备(?:购置|采购|款)费?|设备费|"
    r"设备(?!维|保养|运|租|折旧|使用)|(?:买|购置|采购|购买)了?仪器|硬件",
    "operating": r"operat(?:ing|ion|ions|ional|e)|running|opex|(?:to |and )?runs? (?:it|the|on)|"
    r"to run|day[- ]to[- ]day|upkeep|maintenance|salar(?:y|ies)|wages|staff(?:ing)?(?: costs)?|"
    r"personnel|utilities|overheads?|"
    r"keep(?:s|ing)? (?:it |them |the \w{1,14} )?(?:going|open|running|alive|on)|运维|"
    r"运[行营](?:资金|经费|费用?|投入)?|营运(?:资金|经费|费用?|投入)?|日常(?:开支|开销|经费|费用)?|"
    r"养(?:着|起来|它|平台|这个)|水电|人工(?!智能)|人员(?:工资|经费|费|薪酬|成本)|工资|薪酬|维护费?|(?:房租|租金)|经常性",
    "district": rf"(?:{DISTRICTS})(?: new area| district|新?区)?{_BODY}(?:'s)?"
    r"(?:财政局?|政府|科委|科经委|科技局|经信委|发改委)?(?:那边|这边|那头|方面)?|"
    rf"(?:the )?(?:{_DISTRICT_WORD}|boroughs?)(?:'?s)?{_BODY}|"
    rf"(?<![地社园小郊城校厂片专特山景辖灾])区{_HAN_BODY}(?!别|域|分|间|块|位|县)|所在区",
    "city": rf"(?:the )?(?:{_CITY_WORD}|shanghai)(?:'?s)?{_BODY}|"
    r"the (?:(?:science|technology|s&t|and|&) )*commission(?:'s)?(?! of [0-9]|ed|er)|"
    rf"(?:上海|本)?市{_HAN_BODY}(?!场|值|民|面|价|区|长|镇|郊)|市(?=区)|上海(?=[出给拨投配拿])",
}
_CUE = re.compile(
    "|".join(f"(?P<{role}>(?<![a-z])(?:{pattern})(?![a-z]))" for role, pattern in _PATTERNS.items())
)
_PROPER = re.compile(DISTRICTS)
_I_AM = re.compile(
    r"(?:(?<![a-z])(?:we are|we're|i am|i'm|i work|calling|writing|speaking|this is|here is|"
    r"on behalf)"
    r"(?: (?:from|with|for|of|here|(?P<at>at|in)))?(?: the)?|"
    r"我们?(?:这里?|这边)?(?:是|代表|来自|(?P<in>在))|本人(?:是|在)|这里?是)\s?$"
)
_HERE = re.compile(r" here(?=[\s,.;:]|$)|这(?:边|里)是?[,，]")
_GOVERNMENT = re.compile(
    r"government|commission|bureau|office|department|authorit|council|hall|finance|财政|政府|局|委"
)
_OF_IT = re.compile(
    r"[ -]?(?:based|platforms?|compan\w*|enterpris\w*|firms?|start-?ups?|institut\w*|universit\w*)|"
    r"[^,，。;；、\s]{0,6}(?:平台|企业|公司|机构|高校|大学|院所)"
)
_WE = re.compile(
    r"(?<![a-z])(?:we|us)(?![a-z'])|(?<![a-z])we(?='(?:ve|ll|d)(?![a-z]))|我们|咱们?|我方|"
    r"我[局委区办]|本[局委]"
)


@dataclass(frozen=True)
class Cue:
    """A word that names a role, where it stands, and which district it names.

    ``strong`` says that the word has its meaning for the whole message ("construction money"), and
    not only beside an amount ("equipment"). ``speaker`` says that the speaker is of this side.
    """

    role: str
    start: int
    end: int
    name: str
    strong: bool = True
    speaker: bool = False


def cues_in(folded: str) -> list[Cue]:
    """All cues of a folded text, in order; "we" as one where the speaker says which side he is."""
    cues = [_cue(found) for found in _CUE.finditer(folded)]
    speaker = next((cue for cue in cues if cue.role in PAYERS and _speaks(folded, cue)), None)
    if speaker is None:
        return cues
    cues = [replace(cue, speaker=True) if cue is speaker else cue for cue in cues]
    own = [replace(speaker, start=found.start(), end=found.end())
           for found in _WE.finditer(folded) if not _overlap(cues, found.span())]  # fmt: skip
    return sorted([*cues, *own], key=lambda cue: cue.start)


def _speaks(folded: str, cue: Cue) -> bool:
    """Whether the speaker says that he is of this side, and not of a platform that lies there."""
    before = _I_AM.search(folded, max(0, cue.start - 24), cue.start)
    here = _HERE.match(folded, cue.end)
    if not (before or here) or _OF_IT.match(folded, cue.end):
        return False
    return before is None or not (before["at"] or before["in"]) or is_body(folded, cue)


def is_body(folded: str, cue: Cue) -> bool:
    """Whether a payer is named as a body of government: 财政局, "finance office"."""
    return _GOVERNMENT.search(folded, cue.start, cue.end) is not None


def _overlap(cues: list[Cue], span: tuple[int, int]) -> bool:
    return any(cue.start < span[1] and span[0] < cue.end for cue in cues)


def _cue(found: re.Match[str]) -> Cue:
    role, name = str(found.lastgroup), found.group()
    if role == "building":
        return Cue("construction", found.start(), found.end(), name, strong=False)
    if role == "district":
        proper = _PROPER.match(name)
        name = proper.group() if proper else "district" if name.isascii() else name
    return Cue(role, found.start(), found.end(), name)


def is_generic(name: str) -> bool:
    """Whether a district is named by no name of its own: 区里, "the district"."""
    return _PROPER.match(name) is None
