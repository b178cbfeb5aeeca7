"""Whether a question put anew by a model is still the question that was asked.

It may take words of the conversation in ("and the district?" with what was spoken of before) and
leave fillers out. It may bring in nothing that nobody said, and drop little of the last message:
otherwise another question would be answered.
"""

from collections.abc import Collection, Iterator

from bot.answer.alignment import lexicon
from bot.answer.understand import LONGEST
from bot.answer.worked import Worked
from bot.words.script import to_simplified
from knowledge.amounts import numbers_in
from knowledge.han import HAN
from knowledge.search.keywords import STOP_ZH, keywords

KEPT = 0.5
"""The share of the last message's words that has to stand in it put anew."""

_ASKING = frozenset("什么谁哪多少怎样如何为何时几是否能可需要应该会有无吧呢由对向从于个条项")
"""Characters that put a question, in whatever words it was asked."""


def conversation(worked: Worked) -> str:
    """Return what was said in the thread, the last message last."""
    frame, understanding = worked.frame, worked.understanding
    before = (frame.text, frame.about) if frame is not None else ()
    return "\n".join(filter(None, (*before, understanding.text)))


def is_faithful(rewritten: str, worked: Worked) -> bool:
    """Tell whether a question put anew asks what the conversation asks."""
    if not rewritten.strip() or len(rewritten) > LONGEST:
        return False
    said, asked = conversation(worked), worked.understanding.text
    there = list(numbers_in(said))
    if not all(any(one.matches(other) for other in there) for one in numbers_in(rewritten)):
        return False
    anew, known, last = set(_words(rewritten)), set(_words(said)), set(_words(asked))
    if not anew or not anew <= known:
        return False
    return not last or _share(last, anew) >= KEPT


def _share(words: Collection[str], of: Collection[str]) -> float:
    return sum(word in of for word in words) / len(words)


def _words(text: str) -> Iterator[str]:
    """Yield what a text is about: English stems, and single Chinese characters."""
    neutral = lexicon("en").neutral
    for word in keywords(to_simplified(text) if HAN.search(text) else text):
        if HAN.match(word):
            if len(word) == 1 and word not in _ASKING and word not in STOP_ZH:
                yield word
        elif word not in neutral:
            yield word
