"""Whether a sentence says no more, and nothing else, than a reviewed sentence does.

A model may arrange and shorten what it was given, and put neutral words between. So a sentence of
its own is taken apart: its words, less the neutral ones, have to stand in one reviewed sentence in
the same order; of each clause that it takes up it has to keep the words that change a claim
(denial, duty, degree), and most of the others; and a condition of that sentence stays with it.
Recombined, it says something that nobody reviewed, and is refused.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.words.script import to_simplified
from knowledge.han import HAN
from knowledge.search.keywords import stem

_LISTS = ("neutral", "critical", "conditions")
_WORDS = Path(__file__).with_name("support_words.yaml")
_TOKEN = re.compile(r"[a-z0-9]+(?:[-'’.,/][a-z0-9]+)*%?|[\u3400-\u9fff]", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(\"“'*])|(?<=[。！？；;])|\n+")
_CLAUSE = re.compile(r"[,，;；:：()（）—–]|\.\s|[。！？]")
_SHORTEST_RUN = 2
"""So many Chinese characters have to follow each other as they do in the reviewed sentence."""

_LONGEST_PHRASE = 5
"""Of so many words, or Chinese characters, a neutral phrase may be."""

KEPT = 0.5
"""The share of a clause's words that a sentence has to keep of each clause that it takes up."""


@dataclass(frozen=True)
class Lexicon:
    """The words of `support_words.yaml` in one language; English ones are stems."""

    neutral: frozenset[str]
    critical: frozenset[str]
    conditions: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words for "en", else those for Chinese."""
    data: dict[str, dict[str, str]] = yaml.load(_WORDS.read_text("utf-8"), yaml.CSafeLoader)
    lists = data["en" if language == "en" else "zh"]
    if language == "en":
        return Lexicon(*(frozenset(map(_stems, lists[name].split())) for name in _LISTS))
    return Lexicon(*(frozenset(lists[name].split()) for name in _LISTS))


def sentences(text: str) -> list[str]:
    """Split a text into its sentences."""
    return [part for part in map(str.strip, _SENTENCE.split(text)) if part]


def aligned(sentence: str, material: Sequence[str], language: str) -> bool:
    """Tell whether one reviewed text holds all that a sentence claims, as it claims it.

    Args:
        sentence: what a model wrote, without tokens.
        material: reviewed texts in the same language.
        language: "en", or Chinese.
    """
    claimed = _units(sentence, language)
    if _is_neutral(claimed, language):
        return True  # neutral words alone claim nothing
    return any(_holds(claimed, one, language) for text in material for one in sentences(text))


def _holds(claimed: Sequence[str], reviewed: str, language: str) -> bool:
    held, clause_of = _with_clauses(reviewed, language)
    places = _matched(claimed, held, language)
    if places is None:
        return False
    words = lexicon(language)
    kept, taken = Counter(held[at] for at in places), {clause_of[at] for at in places}
    phrases = "".join(claimed) if language != "en" else ""
    for clause in taken:
        own = [at for at, number in enumerate(clause_of) if number == clause]
        content = [at for at in own if held[at] not in words.neutral]
        if len(places & set(content)) < KEPT * len(content):
            return False
        if not _keeps(held, own, words.critical, kept, phrases):
            return False
    return _keeps(held, range(len(held)), words.conditions, kept, phrases)


def _keeps(
    held: Sequence[str],
    places: Sequence[int] | range,
    telling: frozenset[str],
    kept: Counter[str],
    phrases: str,
) -> bool:
    """Tell whether a sentence kept the telling words that stand at some places."""
    if phrases:
        text = "".join(held[at] for at in places)
        return all(phrases.count(word) >= text.count(word) for word in telling if word in text)
    need = Counter(held[at] for at in places if held[at] in telling)
    return all(kept[word] >= times for word, times in need.items())


def _matched(claimed: Sequence[str], held: Sequence[str], language: str) -> set[int] | None:
    """Return the places of the claimed words in a reviewed sentence; None where one is not there.

    English goes word by word, Chinese by runs of characters, since a character is not a word.
    """
    places: set[int] = set()
    at = start = 0
    while at < len(claimed):
        run, found = _next_run(claimed, at, held, start)
        if run >= _least(claimed[at], language):
            places.update(range(found, found + run))
            at, start = at + run, found + run
            continue
        skipped = _neutral_at(claimed, at, language)
        if not skipped:
            return None
        at += skipped
    return places


def _least(unit: str, language: str) -> int:
    return _SHORTEST_RUN if language != "en" and HAN.match(unit) else 1


def _next_run(claimed: Sequence[str], at: int, held: Sequence[str], start: int) -> tuple[int, int]:
    """Return the longest run of claimed words from here that stands in what is left; the first."""
    longest, found = 0, start
    for begin in range(start, len(held)):
        run = 0
        while (
            at + run < len(claimed) and begin + run < len(held)
            and claimed[at + run] == held[begin + run]
        ):  # fmt: skip
            run += 1
        if run > longest:
            longest, found = run, begin
    return longest, found


def _neutral_at(claimed: Sequence[str], at: int, language: str) -> int:
    """Return how many words from here make a neutral word or phrase; 0 where they do not."""
    neutral, joint = lexicon(language).neutral, "_" if language == "en" else ""
    for length in range(min(_LONGEST_PHRASE, len(claimed) - at), 0, -1):
        if joint.join(claimed[at : at + length]) in neutral:
            return length
    return 0


def _is_neutral(units: Sequence[str], language: str) -> bool:
    at = 0
    while at < len(units):
        skipped = _neutral_at(units, at, language)
        if not skipped:
            return False
        at += skipped
    return True


def _with_clauses(text: str, language: str) -> tuple[list[str], list[int]]:
    """Return a text's words, and which clause each stands in."""
    held: list[str] = []
    clause_of: list[int] = []
    for number, clause in enumerate(_CLAUSE.split(_plain(text))):
        units = list(_split(clause, language))
        held += units
        clause_of += [number] * len(units)
    return held, clause_of


def _units(text: str, language: str) -> list[str]:
    return list(_split(_plain(text), language))


def _split(text: str, language: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        unit = match.group().lower()
        yield _stem(unit) if language == "en" else unit


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return to_simplified(text) if HAN.search(text) else text


def _stems(phrase: str) -> str:
    return "_".join(map(_stem, phrase.split("_")))


def _stem(word: str) -> str:
    return stem(word.lower().replace("’", "'"))
