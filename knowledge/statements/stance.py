"""The words that say whether a thing is there, is not, is not known to be, or is only asked about.

A word has a kind and a reach, written "kind_reach" where it has one of its own: "back" says
something of the things before it ("targets are missing"), "on" of those after it ("it lacks
targets"); "with" too, of what a question takes for granted ("is a contract without targets …");
"det" too, of the first of them ("no targets, content"). Without a reach it is as the word stands.

Kinds:
    yes, no, unknown, ask: what is said of a thing; except: the contrary of what is said of all.
    miss: no, and yes where turned round (没漏); settled: yes, and not known where turned round.
    not, notbe: turn the next word of stance round, or deny what stands beside them.
    all, rest, count, order: themselves things: all there are, the others, so many of them, those
        of a place in the list; total: how many there are.
    only, just: nothing but the thing beside it; sole: nothing but what was named.
    float: "all", "both", 都 beside a list; also: what holds of one thing holds of another.
    wh, part, verdict, suppose, presup: what tells a question from what it takes for granted.
    end: where an exception ends; void: what looks like one of these and is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.amounts.source import fold
from knowledge.statements import stance_en, stance_zh

THINGS = ("all", "rest", "count", "order")
"""The kinds that stand for things and not for what is said of them."""

MASK = stance_en.MASK
"""Stands for each character of a name, whose own words are no words of stance."""

_MARKS = (("yes", "✓"), ("no", "✗|(?<=[^\\s,，;；:：]) ?[—–](?=\\s*(?:$|[,，。；;\\n]))"))
_ENGLISH = tuple(
    (label, rf"(?<![a-z])(?:{pattern})(?![a-z])") for label, pattern in stance_en.PATTERNS
)
_PATTERNS = (*_ENGLISH, *stance_zh.PATTERNS, *_MARKS)
_CUE = re.compile("|".join(f"(?P<k{at}>{pattern})" for at, (_, pattern) in enumerate(_PATTERNS)))
_LABELS = [label for label, _ in _PATTERNS]

_VERBS = r"(?:支持|挂钩|包[括含]|明确|具备|符合|完整|齐全|分红|[营盈]利|同意|知道|算数)"
_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<![a-z])can'?t(?![a-z])|(?<![a-z])cannot(?![a-z])", "can not"),
        (r"(?<![a-z])won'?t(?![a-z])", "will not"),
        (r"(?<=[a-z])n't(?![a-z])", " not"),
        (r"(?<![a-z])(do|does|did|is|are|was|were|has|have|had|could|would)nt(?![a-z])", r"\1 not"),
        (r"(?<![a-z])(it|that|there|what|which|who|he|she|everything|nothing|all)'s(?![a-z])",
         r"\1 is"),
        (r"(?<![a-z])(what|that|there)s(?![a-z])", r"\1 is"),
        (r"'re(?![a-z])", " are"),
        (r"'ve(?![a-z])", " have"),
        (r"'ll(?![a-z])", " will"),
        (r"(?<![a-z])w/o(?![a-z])", "without"),
        (r"(?<![a-z])w/ ?", "with "),
        (r"[✔√☑✅🗸]|\[[x✓]\]", "✓"),
        (r"[✘☒❌✕✖☐]|(?<![第\d])×(?! ?\d)|\[ \]", "✗"),
        # a question mark in a list of answers: "district support: ?"
        (r"([:：=(（] ?)[?？]+", r"\1tbd"),
        (r" {2,}", " "),
        (r"与否", "¿"),
        # "is it there or not", asked in one word: 有没有, 写了没写, 支不支持, 支持不支持
        (rf"([\u4e00-\u9fff])[不没](?=\1)({_VERBS}|[\u4e00-\u9fff])", r"\2¿"),
        (rf"({_VERBS})(?:还是)?不\1", r"\1¿"),
        (r"([有写列订提讲设定放考])了没(?:有|\1)?(?=[我不还也谁,，。？?；;！!\s]|$)", r"\1¿"),
    )
)  # fmt: skip
_SIGNS = (
    "one 1 一",
    "two 2 二 两",
    "three 3 三",
    "four 4 四",
    "five 5 五",
    "six 6 六",
    "seven 7 七",
)
_NUMBERS = {sign: number for number, signs in enumerate(_SIGNS, 1) for sign in signs.split()}
_NUMBER = re.compile("|".join(rf"(?<![a-z]){n}" for n in _NUMBERS))


@dataclass(frozen=True)
class Cue:
    """A word that tells a stance, and where it stands in the normalised text."""

    kind: str
    reach: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()


@lru_cache(maxsize=16)
def normalise(text: str) -> str:
    """Fold a text and write out what people shorten, so that each word of stance has one form.

    Kept for a while, as every rule reads the same text.
    """
    folded = fold(text)
    for pattern, replacement in _REWRITES:
        folded = pattern.sub(replacement, folded)
    return folded


@lru_cache(maxsize=16)
def cues_in(masked: str) -> tuple[Cue, ...]:
    """The words of stance of a normalised text, in order, in which MASK hides what is named."""
    found = []
    for match in _CUE.finditer(masked):
        label = _LABELS[int((match.lastgroup or "k0")[1:])]
        numbers = tuple(_NUMBERS[n] for n in _NUMBER.findall(match.group()))
        for part in label.split("+"):
            kind, _, reach = part.partition("_")
            found.append(Cue(kind, reach or "either", match.start(), match.end(), numbers))
    return tuple(found)
