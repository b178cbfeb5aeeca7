"""Keyword search: BM25 over stemmed English words and Chinese characters and pairs."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?|[\u3400-\u9fff]+", re.I)
_STOP = frozenset(
    (
        "a an and are as at be been but by can could did do does for from had has have how i "
        "if in into is it its may me my of on or our please s shall should so such t that "
        "the their them then there these they this to us was we were what when where which "
        "who will with would you your"
    ).split()
)
STOP_ZH = frozenset("的了吗呢吧啊嘛么是有在我你您他她它们请问一下这那个和与及或就也都还")


@cache
def _stemmer() -> Any:
    import Stemmer  # a compiled extension; loaded where keywords are used

    return Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """Return the stem of an English word in small letters."""
    return str(_stemmer().stemWord(word))


def keywords(text: str) -> list[str]:
    """Split a text into the terms that BM25 counts; Chinese is taken as Simplified.

    English stop words and Chinese function characters are left out; Chinese gives its
    characters and its pairs of neighbours, which segment it as well as a dictionary does.
    """
    terms: list[str] = []
    for match in _WORD.finditer(text.lower()):
        word = match.group()
        if word[0] >= "\u3400":
            terms += [character for character in word if character not in STOP_ZH]
            terms += [word[i : i + 2] for i in range(len(word) - 1)]
        elif word not in _STOP:
            terms.append(stem(word))
    return terms


class KeywordIndex:
    """BM25 over a fixed list of documents, in the order in which they were given."""

    def __init__(self, retriever: Any) -> None:
        self._retriever = retriever

    @classmethod
    def build(cls, texts: Sequence[str]) -> "KeywordIndex":
        """Index texts, in order."""
        import bm25s

        retriever = bm25s.BM25()
        retriever.index([keywords(text) or [""] for text in texts], show_progress=False)
        return cls(retriever)

    @classmethod
    def load(cls, folder: Path) -> "KeywordIndex":
        """Open an index that `save` wrote."""
        import bm25s

        return cls(bm25s.BM25.load(str(folder), mmap=True))

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self._retriever.save(str(folder), show_progress=False)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return every document's BM25 score, shape (documents,); zeros where no term is known."""
        known = self._retriever.vocab_dict
        terms = [term for term in keywords(text) if term in known]
        if not terms:
            return np.zeros(self._retriever.scores["num_docs"], np.float32)
        scores: NDArray[np.float32] = self._retriever.get_scores(terms)
        return scores
