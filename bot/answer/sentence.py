"""What form a question has: answered with yes or no, or with an amount; grammar, no topic."""

import re

from knowledge.entries import Form

_POLAR = re.compile(
    # English: an auxiliary leads a clause, or a tag asks for assent.
    r"(?:^|[.!?;,:\n]\s*|\b(?:so|and|but|then|now|ok|well)\s+|- )"
    r"(?:is|are|was|were|does|do|did|has|have|can|could|will|would|should|may|am|isn't|aren't|"
    r"doesn't|don't)\s+(?!not\b)[\w'’]"
    r"|\b(?:whether|yes or no|y/n|right|correct|ok(?:ay)?|fine|enough|compliant|complete|met|true|"
    r"short|eligible|allowed|consistent|good|pass(?:es)?)\s*\?"
    # Chinese: a final particle, a verb with its negation, or a word for whether.
    r"|(?:吗|嗎|么|麼|伐|不|没|沒|没有|沒有)\s*(?:[?？。!！]|$)"
    r"|(\w)[不没沒]\1|是否|可否|能否|有无|算不算|有没有|有沒有|行不行|可不可以|没有问题"
)
_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|low|high|little|far|big)|what|which|minimum|maximum|least|at most|"
    r"by how)\b|多少|几(?!个区|家)|幾|哪|什么|什麼|啥|最少|最低|最多|最高|至少|至多|顶多|差多|"
    r"缺多|底线|封顶",
    re.I,
)
_GAP = re.compile(
    # An amount beside the floor, which a verdict gives as well.
    r"\b(?:short|shortfall|missing|lacking|below|under|above|over|gap|deficit|surplus|excess|"
    r"beneath|off)\b"
    r"|差(?!不多|别)|缺|少了|多了|低了|高出|超出|超了|欠|不足|短了|缺口|差额"
)


def form_of_question(text: str) -> Form | None:
    """Tell whether a message asks for yes or no, or for an amount; None where for both or none.

    What is missing or in excess is an amount that a verdict tells too, so its form leaves both.
    """
    lowered = text.lower()
    polar, amount = _POLAR.search(lowered), _AMOUNT.search(lowered)
    if amount and _GAP.search(lowered):
        return None
    if bool(polar) == bool(amount):
        return None
    return "yes-no" if polar else "amount"
