"""The short code of a kept answer: 55 random bits and a check character, read as people write it.

The alphabet is Crockford's base32 without I, L, O and U. The check character makes a sum over the
field of 32 elements zero, in which every place has a weight of its own; so no single wrong
character and no two characters changed for each other leave the sum zero.
"""

import re
import secrets
from collections.abc import Iterator
from functools import reduce
from operator import xor

from knowledge.search.cleaning import clean

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_GROUP = 4
_RANDOM = LENGTH - 1
_FIELD = 0b100101  # x^5 + x^2 + 1, in which the powers of x are all elements but zero
_MEANT = str.maketrans("OIL", "011")
_CHUNK = re.compile(r"[0-9A-Za-z]+")
_DASH = re.compile(r"\s*[-_\u00b7\u2010-\u2015\u2212\u30fb\u30fc\ufe58\ufe63\uff0d]\s*")
_BETWEEN = re.compile(rf"\s*|{_DASH.pattern}")


def new_code() -> str:
    """Return a code that nobody can guess, grouped for reading: "7K3F-9QWX-2M0T"."""
    drawn = [secrets.randbelow(len(ALPHABET)) for _ in range(_RANDOM)]
    return _grouped("".join(ALPHABET[value] for value in (*drawn, _sum(drawn))))


def read_code(text: str) -> str | None:
    """Return the code that a text holds, as `new_code` writes it, or None where it holds none.

    Read are small letters, full-width characters, O for 0, I and L for 1, other dashes, spaces or
    nothing between the groups, and words around it. Of a mistyped code None is returned.
    """
    found = max(_held(clean(text)), default=None, key=lambda held: held[0])
    return _grouped(found[1]) if found is not None else None


def _held(text: str) -> Iterator[tuple[tuple[bool, int], str]]:
    """Yield the codes that stand in a text, each with how much it looks like one.

    What has the length and the check character of a code by chance are words: they have no
    digit and no dashes, unless nothing else stands there.
    """
    chunks = list(_CHUNK.finditer(text))
    for at, first in enumerate(chunks):
        typed, joined, last = "", [], None
        for chunk in chunks[at : at + LENGTH]:
            if last is not None:
                between = text[last.end() : chunk.start()]
                if not _BETWEEN.fullmatch(between):
                    break
                joined.append(between)
            typed, last = typed + chunk.group(), chunk
            if len(typed) >= LENGTH:
                break
        code = typed.upper().translate(_MEANT)
        if last is None or not _is_code(code):
            continue
        alone = not re.search(r"\w", text[: first.start()] + text[last.end() :])
        digits = sum(character.isdigit() for character in typed)
        together = not any(between.isspace() for between in joined)
        dashed = bool(joined) and all(map(_DASH.fullmatch, joined))
        if digits or dashed or alone or typed.isupper():
            yield (together, digits), code


def _is_code(text: str) -> bool:
    """Tell whether a text of capitals has a code's length, characters and check character."""
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        return False
    *drawn, check = map(ALPHABET.index, text)
    return _sum(drawn) == check


def _sum(values: list[int]) -> int:
    """Return the weighted sum: the weights are x, x^2 ..., of the check character 1."""
    return reduce(xor, (_times_x(value, at) for at, value in enumerate(values, start=1)), 0)


def _times_x(value: int, power: int) -> int:
    """Multiply an element by a power of x."""
    for _ in range(power):
        value <<= 1
        if value > len(ALPHABET) - 1:
            value ^= _FIELD
    return value


def _grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
