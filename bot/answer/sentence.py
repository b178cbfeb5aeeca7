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
    r"\b(?:how (?:much|many|low|high|little|far|big)|what(?! if)|which|minimum|maximum|least|"
    r"at most|by how)\b"
    r"|多少|几(?!个区|家)|幾|哪|什么|什麼|啥|最少|最低|最多|最高|至少|至多|顶多|差多|"
    r"缺多|底线|封顶",
    re.I,
)
_LEADING = re.compile(
    # "Does it meet the minimum": no "what" can follow, unless somebody is asked to tell.
    r"(?:and |but |so |then )?(?:is|are|was|were|does|do|did|has|have|will|would|should)\s+"
    r"(?!you\b|there\b|not\b)"
)
_GAP = re.compile(
    # How far it is from the floor: an amount that the verdict tells.
    r"\bby (?:how (?:much|many|far)|what (?:sum|amount))\b|\bhow short\b"
    r"|\bhow (?:much|far|many (?:yuan|million))\b(?:(?!\b(?:not|before|without|if)\b).){0,40}?"
    r"\b(?:short|below|under|over|above|missing|lacking)\b"
    r"|\b(?:what|how (?:big|large))(?:['’]?s| is| are| was)\b.{0,20}?"
    r"\b(?:shortfall|gap|deficit|surplus|excess|missing|lacking)\b"
    r"|(?:差|缺|(?<!最)低(?=多少|几)|低了|少了|超了|高出|超出|(?<![不得能可])低于|欠)(?:下限)?[^，,。？?]{0,4}"
    r"(?:多少|几|[_＿])|差额"
    r"|[超多够][了出]?(?:还是|或)[是]?[欠缺少差]"
)
_CLAUSE = re.compile(r"[^,，;；。.?？!！\n]*\w[^,，;；。.?？!！\n]*[?？]?")


_ASKING = re.compile(
    r"[?？]\s*$"
    r"|^\W*(?:(?:so|and|but|now|well|then|ok|please|also)\b\W*)*"
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|does|do|did|can|could|will|"
    r"would|should|may|has|have|tell me|explain|quote|list|name|show me|give me)\b"
    r"|\b(?:i(?:'d| would)? (?:like|want|need) to know|wonder(?:ing)? (?:if|whether|who|what|how|"
    r"when|where|which)|(?:can|could|would) you (?:tell|say|explain|quote|list)|my question is|"
    r"(?:let me|please) know|question:)"
    r"|[吗嘛呢伐]\W*$|谁|什么|啥|哪|几[个条项年月次家人天点]|多少|多久|多长|怎么|怎样|如何|为何|为什么|是否|能否|"
    r"可否|是不是|有没有|能不能|可不可以|要不要|会不会|算不算|请问|想问|问一下|请教|求问|请告知|请说明|解释一下",
    re.I,
)


def asks(text: str) -> bool:
    """Tell whether a sentence has the form of a question, or of a wish to be told something."""
    return bool(_ASKING.search(text))


def asks_for_shares(text: str) -> bool:
    """Tell whether it is asked which part of the whole each side gives."""
    return bool(_SHARES.search(text))


def asks_for_gap(text: str) -> bool:
    """Tell whether what is missing or in excess is asked for, which a verdict tells."""
    return bool(_GAP.search(text.lower()))


_SHARES = re.compile(
    r"\bshares? (?:of|in) (?:each|both|the (?:total|whole|sum))\b|\bin percent\b"
    r"|\b(?:what|which|whose)\b.{0,30}\b(?:shares?|percent(?:age)?s?|proportions?|ratio)\b"
    r"|各占|占比|占(?:到|了)?多[少大]|百分之[几多]|几成|(?:什么|怎样的?)比例|比例(?:是|为)?多少|几比几",
    re.I,
)


def form_of_question(text: str) -> Form | None:
    """Tell whether a message asks for yes or no, or for an amount.

    Where it has the words of both, its last clause tells, and there its first word; None where
    that does not tell either.
    """
    lowered = text.lower()
    last = [clause.strip() for clause in _CLAUSE.findall(lowered)][-1:]
    for words in (lowered, *last):
        polar, amount = _POLAR.search(words), _AMOUNT.search(words)
        if bool(polar) != bool(amount):
            return "yes-no" if polar else "amount"
    return "yes-no" if last and _LEADING.match(last[0]) else None
