"""How people name the flags and choices of a rule, and where a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.han import HAN
from knowledge.statements.stance import MASK, normalise


@dataclass(frozen=True)
class Naming:
    """How people name a flag, or one choice of a field; ``opposite`` are words for its contrary."""

    key: str
    choice: str = ""
    words: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A flag or choice named in a text; ``contrary`` where it was its contrary that was named."""

    naming: Naming
    contrary: bool
    start: int
    end: int


class Names:
    """Finds what the namings name in a normalised text; of two names at one place, the longer."""

    def __init__(self, namings: Iterable[Naming]) -> None:
        self._by_word: dict[str, tuple[Naming, bool]] = {}
        for naming in namings:
            for contrary, words in ((False, naming.words), (True, naming.opposite)):
                for word in words:
                    self._by_word[normalise(word)] = (naming, contrary)
        self._pattern = _pattern(self._by_word)

    def flags(self) -> tuple[str, ...]:
        """The keys that are flags and not choices, in the order of the rule."""
        keys = (naming.key for naming, _ in self._by_word.values() if not naming.choice)
        return tuple(dict.fromkeys(keys))

    def mentions(self, normal: str) -> list[Mention]:
        """What a normalised text names, in order."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(normal):
            naming, contrary = self._by_word[_singular(match.group(), self._by_word)]
            found.append(Mention(naming, contrary, match.start(), match.end()))
        return found


def masked(normal: str, mentions: Iterable[Mention]) -> str:
    """A text with the names in it hidden from the search for words of stance."""
    pieces, at = [], 0
    for mention in mentions:
        pieces += [normal[at : mention.start], MASK * (mention.end - mention.start)]
        at = mention.end
    return "".join([*pieces, normal[at:]])


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the longest of some words, tried by their first letters so that it is quick."""
    beginning: dict[tuple[bool, str], list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        beginning.setdefault((HAN.search(word) is None, word[0]), []).append(word)
    groups = []
    for (latin, first), among in sorted(beginning.items()):
        ends = "|".join(re.escape(word[1:]).replace(r"\ ", r"[ -]") for word in among)
        group = f"{re.escape(first)}(?:{ends})"
        groups.append(rf"(?<![a-z]){group}(?:s|es)?(?![a-z])" if latin else group)
    return re.compile("|".join(groups)) if groups else None


def _singular(found: str, known: Mapping[str, object]) -> str:
    """The listed word that a found one is: without its plural, with spaces for hyphens."""
    for written in (found, found.replace("-", " "), found.replace(" ", "-")):
        for word in (written, written.removesuffix("s"), written.removesuffix("es")):
            if word in known:
                return word
    raise KeyError(found)
