"""Masks personal data in a message before anything is stored, logged or shown again."""

import re
import unicodedata
from collections.abc import Iterator

from bot.answer.personal_forms import CARDS, CERTAIN, NUMBERS, STATED

MASK = "…"
LONGEST_FORM = 600
"""Characters that one item of personal data may take; a mask needs to see all of it."""
_CHINESE = {
    character: str(value)
    for value, written in enumerate(
        "零〇○ 一幺壹 二贰貳 三叁參 四肆 五伍 六陆陸 七柒 八捌 九玖".split()
    )
    for character in written
}
_DASHES = frozenset("‐‑‒–—―−﹣－")
_CURRENCY_BEFORE = re.compile(
    r"(?:[¥$€£]|(?<![A-Za-z])(?:RMB|CNY|USD|HKD|EUR)|人民币|人民幣|[美欧港日]元)\s?$", re.I
)
_COUNT_BEFORE = re.compile(r"(?:\b(?:items?|articles?|parts?|years?)|第)\s?$", re.I)
_LONGEST_BEFORE = 12
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUND = "00000"
_SIZES = 2  # by how many digits the amounts of a row differ at most


def mask_personal_data(text: str, mask: str = MASK) -> str:
    """Replace what identifies or reaches a person by a mask.

    E-mail addresses, telephone, identity, passport and bank card numbers, WeChat and QQ names
    said to be such, and licence plates; in digits of any script, Chinese ones too. Amounts, dates,
    years and item numbers stay.
    """
    kept, end = [], 0
    for start, stop in _merged(sorted(_found(_plain(text)))):
        kept += [text[end:start], mask]
        end = stop
    return "".join((*kept, text[end:]))


def _plain(text: str) -> str:
    """Return the text, place by place, with ASCII digits, and dashes and spaces alike."""
    return text if text.isascii() else "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character in _CHINESE:
        return _CHINESE[character]
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    full_width = "！" <= character <= "～"
    return chr(ord(character) - 0xFEE0) if full_width else character


def _found(plain: str) -> Iterator[tuple[int, int]]:
    for form in CERTAIN:
        yield from (match.span() for match in form.finditer(plain))
    for form in STATED:
        yield from (match.span(1) for match in form.finditer(plain))
    for form in NUMBERS:
        for match in form.finditer(plain):
            if not _amounts(plain, match):
                yield match.span()
    for form in CARDS:
        for match in form.finditer(plain):
            if not _amounts(plain, match) and _is_card(match.group()):
                yield match.span()


def _amounts(plain: str, match: re.Match[str]) -> bool:
    """Tell amounts, years and item numbers from a number of the same form."""
    before = plain[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
    if _CURRENCY_BEFORE.search(before) or _COUNT_BEFORE.search(before):
        return True
    groups: list[str] = re.findall(r"\d+", match.group())
    if len(groups) == 1:
        return groups[0].endswith(_ROUND)
    if all(map(_YEAR.fullmatch, groups[-3:])):
        return True
    # A row has no two dashes, and no letter directly before it.
    return not re.search(r"-.*-|^[A-Z]\d", match[0], re.I) and _alike(groups)


def _alike(groups: list[str]) -> bool:
    """Tell a row of amounts: all are multiples of ten, and of about one size."""
    lengths = [len(group) for group in groups]
    tens = all(group.endswith("0") and not group.startswith("0") for group in groups)
    return tens and min(lengths) > 1 and max(lengths) - min(lengths) <= _SIZES


def _is_card(written: str) -> bool:
    """Tell a bank card's number from a list of amounts that could be one.

    Digits in one run, and those of the network that nearly every card here is of, are taken for
    one; else the check digit decides (ISO/IEC 7812-1).
    """
    digits = re.sub(r"\D", "", written)
    if written.isdigit() or digits.startswith("62"):
        return True
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that overlap."""
    start, stop = 0, 0
    for one, other in spans:
        if one >= stop:
            if stop > start:
                yield start, stop
            start = one
        stop = max(stop, other)
    if stop > start:
        yield start, stop
