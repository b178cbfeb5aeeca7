"""Mends words before a message is read: slips of the key, characters of equal sound, pinyin.

Only what is a word of nobody is mended, and only into a word that the index's own texts use
often; so a word of another matter stays what it is.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.search.keywords import STOP_ZH

WORD = re.compile(r"[A-Za-z]{4,}")
_SYLLABLES = re.compile(r"(?<![A-Za-z])[a-z]{4,24}(?![A-Za-z])")
RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LETTERS = re.compile(r"[A-Za-z]")
_SHOUTED = 12
"""A message of so many letters, all of them capitals, is read in small ones."""

_OFTENER = 100
"""A pair that is so many times as frequent as one of equal sound is what was meant."""

_AWORD = 10
"""A pair that so many texts use is no slip."""

_LONG = 8
"""A word of so many letters may have two slips."""

FUNCTION = STOP_ZH | frozenset(
    "不到上里要会能可说什怎哪谁几多少好对没被把给让跟从向为以之其而但又再最很更"
)
"""Characters that stand beside any other: a pair with one of them is no word to mend."""

Known = Callable[[str], bool]


@dataclass(frozen=True)
class Spelling:
    """The words that a message may be mended into.

    Attributes:
        words: English words in small letters, with how many texts use each.
        pairs: pairs of Chinese characters that are words, with how many texts use each.
        sounds: each character's syllable, without its tone.
        seen: all pairs of characters that several texts use, with how many do; most are ends and
            beginnings of words that stand side by side, some are slips.
    """

    words: Mapping[str, int]
    pairs: Mapping[str, int]
    sounds: Mapping[str, str]
    seen: Mapping[str, int]

    def mended(self, text: str, known: Known) -> str:
        """Return a text with its misspelt words mended.

        Args:
            text: a message; Chinese in Simplified.
            known: tells whether something is a word of any matter.
        """
        letters = _LETTERS.findall(text)
        if len(letters) >= _SHOUTED and "".join(letters).isupper():
            text = text.lower()
        if RUN.search(text):
            text = _SYLLABLES.sub(lambda found: self._spoken(found.group()), text)
        text = WORD.sub(lambda found: self._word(found.group(), known), text)
        return RUN.sub(lambda found: self._run(found.group(), known), text)

    def _spoken(self, word: str) -> str:
        """Return the Chinese word that a word of Latin letters in a Chinese message spells."""
        if word in self.words or _is_english(word):
            return word
        if word in self._by_syllables:
            return self._by_syllables[word]
        for at in range(2, len(word) - 1):
            first, second = self._by_syllables.get(word[:at]), self._by_syllables.get(word[at:])
            if first and second:
                return first + second
        return word

    @cached_property
    def _by_syllables(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for pair in sorted(self.pairs, key=self.pairs.__getitem__):  # the commonest last
            syllables = [self.sounds.get(character, "") for character in pair]
            if all(syllables):
                found["".join(syllables)] = pair
        return found

    def _word(self, word: str, known: Known) -> str:
        small = word.lower()
        if small in self.words or word[1:] != small[1:]:
            return word  # in capitals within a text it is a name
        if known(small) or known(word) or _is_english(small):
            return word
        slips = 2 if len(small) >= _LONG else 1
        near = process.extract(small, self._listed, scorer=OSA.distance, score_cutoff=slips)
        if not near:
            return word
        least = min(distance for _, distance, _ in near)
        best = max(
            (one for one, distance, _ in near if distance == least), key=self.words.__getitem__
        )
        return best if word[0] == small[0] else best.capitalize()

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        return tuple(self.words)

    def _run(self, run: str, known: Known) -> str:
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if FUNCTION & set(pair) or self._is_word(pair, known):
                continue
            for place in (at, at + 1):
                other = self._heard(run, at, place)
                if other is not None and not self._beside(run, at, place, known):
                    run = run[:place] + other + run[place + 1 :]
                    break
        return run

    def _is_word(self, pair: str, known: Known) -> bool:
        return pair in self.pairs or known(pair)

    def _beside(self, run: str, at: int, place: int, known: Known) -> bool:
        """Tell whether the character makes a word with its other neighbour."""
        start = place - 1 if place == at else place
        pair = run[start : start + 2]
        inside = 0 <= start < len(run) - 1
        return inside and (self._is_word(pair, known) or self.seen.get(pair, 0) >= _AWORD)

    def _heard(self, run: str, at: int, place: int) -> str | None:
        """Return the character of equal sound that makes a word of a pair, in a place of it."""
        kept = run[at + 1] if place == at else run[at]
        least = _OFTENER * self.seen.get(run[at : at + 2], 0)
        best: tuple[int, str] | None = None
        for other in self._sounding(run[place]):
            pair = other + kept if place == at else kept + other
            if other != run[place] and self.pairs.get(pair, -1) >= least:
                best = max(best or (0, ""), (self.pairs[pair], other))
        return best[1] if best else None

    def _sounding(self, character: str) -> str:
        return self._by_sound.get(self.sounds.get(character, ""), "")

    @cached_property
    def _by_sound(self) -> Mapping[str, str]:
        found: defaultdict[str, str] = defaultdict(str)
        for character in sorted({one for pair in self.pairs for one in pair}):
            if syllable := self.sounds.get(character, ""):
                found[syllable] += character
        return found

    def save(self, path: Path) -> None:
        """Write it as one file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")


def load_spelling(path: Path) -> Spelling:
    """Read what `Spelling.save` wrote."""
    return Spelling(**json.loads(path.read_text("utf-8")))


def _is_english(word: str) -> bool:
    """Tell whether a dictionary holds a word, which it may write with a z."""
    return bool({word, word.replace("is", "iz")} & _dictionary())


@cache
def _dictionary() -> frozenset[str]:
    from spellchecker import SpellChecker  # read when the first rare word comes

    return frozenset(SpellChecker().word_frequency.dictionary)
