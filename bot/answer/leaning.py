"""Whether a message leans on an earlier turn, or a sentence on the one before; by its form."""

import re

from knowledge.han import HAN

_SHORT = {"en": 4, "zh": 6}
"""How many words, or characters, are too few to stand alone."""

_ALONE = 2
"""How many words or characters are too few to be a request."""

_WORDS = re.compile(r"[A-Za-z0-9]+")
_LEANING = re.compile(
    # How a turn begins that goes on from the last one,
    r"^\W*(?:and|but|so|then|ok(?:ay)?,?\s*(?:and|then)|what about|how about|what if|same for|no,|"
    r"not |if (?:it|that|so)|why\b.{0,12}$|since when|until when|who exactly|which ones|"
    r"how (?:much|many|long)\W*$)"
    r"|^\W*(?:那|还有|另外|然后|不对|不是|如果是|要是|换成|假如|为什么|哪些|谁|几|多少)|呢\W*$"
    r"|^(?:is|was|does|do|did|are|were|can|could|will|would|should) "
    r"(?:that|this|those|these|it|they)\b"
    r"|^(?:i mean|i meant|sorry|oops|rather|back to|coming back)\b|\b(?:though|too|as well)\W*$"
    # and words that point back to it.
    r"|\b(?:it|its|that one|this one|those|these|them|they|their|the same|the other)\b"
    r"|\b(?:former|latter|the (?:first|second|third|last) (?:one|point|of)|there|says so)\b"
    r"|\b(?:is|was|are|were|does|did|has|about|of|from|on|for|to|with|in|by|under|after|than) "
    r"(?:that|this|those|these)\b"
    r"|^(?:它|这|那|他|她|其|也|再|又|我是说|我指|说错|更正|确定|真的|是不是也)|前者|后者|上面|刚才|上述|它们?"
    r"|这[笔个些项条点句话段]|那[笔个些项条点句话段]|里头|里面|其中|算在内|回到|第[一二三四五]个|也是吗|也行吗|一样吗",
    re.I,
)

_POINTING = re.compile(
    r"^(?:and|so|then|but)\b|\b(?:it|its|that|this|those|these|them|they|their|there)\b"
    r"|\bwhich (?:one|of)\b|哪一?个[对才是]"
    r"|^[那这它他她其]|这[个笔些种样]|那[个笔些种]|它们?|其中",
    re.I,
)


_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|that (?:person|man|woman|lady|official)|(?:this|the same) person)\b"
    r"|(?<!其)[他她](?![们人])|[这那]位|此人",
    re.I,
)
_AMONG = re.compile(
    r"\b(?:one of|part of|among|amongst) (?:them|those|these|it)\b"
    r"|\b(?:on|in) (?:it|there|the list)\b"
    r"|\b(?:included|counted)\b|算在|在内|在里[头面]|在其中|(?:包括|包含)(?:在内)?[吗么嘛?？]",
    re.I,
)


def kept_aspect(text: str) -> str:
    """Return of which aspect an earlier answer must be for a message to go on asking of it.

    Who speaks of "him" goes on from the answer who somebody is, and who asks whether something is
    among them from a list. "" where the message shows neither.
    """
    return "who" if _PERSON.search(text) else "list" if _AMONG.search(text) else ""


def leans(text: str) -> bool:
    """Tell whether a message is too short, or points too much, to stand alone."""
    if HAN.search(text):
        short = len(HAN.findall(text)) <= _SHORT["zh"]
    else:
        short = len(text.split()) <= _SHORT["en"]
    return short or bool(_LEANING.search(text)) or bool(kept_aspect(text))


def says_nothing(sentence: str) -> bool:
    """Tell a sentence that says nothing by itself, as "True?", "And why?" and 对吗？ do."""
    return len(HAN.findall(sentence)) + len(_WORDS.findall(sentence)) <= _ALONE


def points_back(sentence: str) -> bool:
    """Tell whether a sentence speaks of something that the one before it names."""
    return bool(_POINTING.search(sentence))
