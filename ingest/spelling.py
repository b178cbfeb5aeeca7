"""Gathers the words that messages may be mended into, and how characters sound."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from knowledge.search.spelling import FUNCTION, RUN, WORD, Known, Spelling

_OFTEN = 4
"""A word that so many texts use is one to mend into, if it is a word of the language."""

_VERY_OFTEN = 30
"""The same without asking whether it is one: a term of the matter (遴选, 退坡)."""

_TOGETHER = 0.5
"""From this share of the rarer character's texts on, a pair is a term and no chance neighbours."""

_SEEN = 3


def gather_spelling(texts: Sequence[str], known: Known) -> Spelling:
    """Count the words of texts.

    Args:
        texts: all by which topics can be found; some are misspelt themselves.
        known: tells whether something is a word of any matter.
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for text in texts:
        words.update({word.lower() for word in WORD.findall(text)})
        runs = RUN.findall(text)
        pairs.update({a + b for run in runs for a, b in pairwise(run)})
        single.update({character for run in runs for character in run})
    good_words = {
        word: times
        for word, times in words.items()
        if times >= _VERY_OFTEN or (times >= _OFTEN and known(word))
    }
    good_pairs = {
        pair: times
        for pair, times in pairs.items()
        if not FUNCTION & set(pair)
        and (
            (times >= _OFTEN and known(pair))
            or (times >= _VERY_OFTEN and times >= _TOGETHER * min(single[pair[0]], single[pair[1]]))
        )
    }
    seen = {pair: times for pair, times in pairs.items() if times >= _SEEN} | good_pairs
    return Spelling(good_words, good_pairs, _sounds(), seen)


def _sounds() -> dict[str, str]:
    """Return the commonest syllable of the characters in common use, which GB 2312 lists."""
    from pypinyin import Style, lazy_pinyin

    found = {}
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            continue
        found[character] = lazy_pinyin(character, style=Style.NORMAL)[0]
    return found
