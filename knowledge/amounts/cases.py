"""Cases that a message sets side by side: 方案A … 方案B …, "Plan 1: … Plan 2: …", 甲案 … 乙案 …."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.amounts.cues import DISTRICTS
from knowledge.amounts.quantities import Span
from knowledge.amounts.source import Source

_LABEL = re.compile(
    r"(?<![a-z])(?:option|plan|case|scenario|proposal|scheme|variant|version|draft|offer|platform)s?"
    r" ?(?:[a-d1-4]|one|two)(?![a-z0-9])|"
    r"(?<![a-z])the (?:first|second|other) (?:option|plan|case|scenario|proposal|scheme|platform)"
    r"(?![a-z])|"
    r"(?:方案|版本|情形|情况|平台)\s?[a-d1-4一二三四甲乙丙](?![0-9万年])|"
    r"[甲乙丙]案|[甲乙丙]方?(?=[:：，,是]|市|平台|运|营)|"
    rf"(?<![a-z])(?:{DISTRICTS})区?(?:那[个家边]|这[个家边]|的?(?:那个)?平台)(?![^，,。；;]{{0,4}}合)|"
    rf"(?<![a-z])(?:the )?(?:{DISTRICTS})(?: one| platform|'s platform)(?![a-z])|"
    r"第?[一二][种个]?(?:方案|版本|情形|情况)|"
    r"(?:^|(?<=[\s,，;；。.]))[a-d](?=\s?[:：)）]|案)案?"
)
_ORDINALS = {"first": "1", "second": "2", "other": "2", "one": "1", "two": "2", "一": "1",
             "二": "2", "三": "3", "四": "4", "甲": "a", "乙": "b", "丙": "c"}  # fmt: skip
_MARK = re.compile(r"first|second|other|one|two|[一二三四甲乙丙]|[a-d1-4](?![a-z])")
_PLACE = re.compile(DISTRICTS)
_MOST = 4


@dataclass(frozen=True)
class Case:
    """A case: its name as written, and the part of the text that speaks of it."""

    name: str
    span: Span


def cases_in(text: str) -> tuple[Case, ...]:
    """The cases of ``text`` in order; none unless there are several, each named once."""
    source = Source(text)
    found = list(_LABEL.finditer(source.folded))
    marks = [_mark(one.group()) for one in found]
    if not 2 <= len(found) <= _MOST or len(set(marks)) < len(marks):
        return ()
    ends = [one.start() for one in found[1:]] + [len(text)]
    return tuple(
        Case(source.text[slice(*one.span())].strip(), (one.start(), end))
        for one, end in zip(found, ends, strict=True)
    )


def case_of(cases: Sequence[Case], start: int) -> Case | None:
    """The case in whose part of the text a position lies; None before the first."""
    return next((case for case in cases if case.span[0] <= start < case.span[1]), None)


def _mark(label: str) -> str:
    marks = [] if _PLACE.search(label) else _MARK.findall(label.removeprefix("the "))
    return _ORDINALS.get(marks[-1], marks[-1]) if marks else label
