"""Whether each statement of a proposal is supported by what it rests on; nothing else is shown.

What is refused here never reaches a reader: an unknown token, a statement that rests on nothing,
markup and look-alike characters, another language, and words that no reviewed sentence holds.
"""

import re
from collections.abc import Iterator

from bot.answer.alignment import aligned, sentences
from bot.answer.handed import HandOut
from bot.answer.proposal import Proposal, Refusal, Statement
from bot.answer.question import Language
from knowledge.han import HAN

TOKEN = re.compile(r"\{([a-z]\d{1,3})\}")
MOST_STATEMENTS = 12
LONGEST_STATEMENT = 900
LONGEST_LEAD = 120
"""Words that only lead to a token are few: more of them would say something after all."""

_ALLOWED = re.compile(
    r"[A-Za-z0-9 \n.,;:!?'\"()/%+\-"
    r"\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
    r"\u3001\u3002\u300a-\u300f\u3010\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
    r"\u3400-\u9fff]*"
)
"""Letters, figures and punctuation of English and Chinese; what marks up, mentions or links is
not among them, nor what only looks like a letter."""

_ADDRESS = re.compile(
    r"//|www\.|\.(?:com|cn|org|net|io|gov|edu|info|me|ly|co|xyz|top|link)\b", re.I
)
_LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
_MOST_SIGNS = 3
"""Without a letter, no more than the signs that close or lead to a token."""

_LATIN = re.compile(r"[A-Za-z]")
_MOST_LATIN = 3
"""A Chinese statement may hold names in Latin letters, but not so many times as much as Chinese."""


def unsupported(proposal: Proposal, handed: HandOut, language: Language) -> Iterator[Refusal]:
    """Yield what is wrong with the statements of a proposal."""
    if not 0 < len(proposal.statements) <= MOST_STATEMENTS:
        yield Refusal("form", f"write one to {MOST_STATEMENTS} statements")
        return
    for statement in proposal.statements:
        yield from _refusals(statement, handed, language)


def tokens_of(statement: Statement) -> tuple[str, ...]:
    """Return the tokens that a statement rests on: those in its text, then the others."""
    named = (*TOKEN.findall(statement.text), *statement.tokens)
    return tuple(dict.fromkeys(token.strip("{} ") for token in named))


def own_words(statement: Statement) -> str:
    """Return what a statement says beside its tokens."""
    return TOKEN.sub(" ", statement.text).strip()


def material_of(statement: Statement, handed: HandOut) -> list[str]:
    """Return the reviewed texts of what a statement rests on."""
    things = (handed.get(token) for token in tokens_of(statement))
    return [text for one in things if one is not None for text in one.material]


def claims_nothing(statement: Statement, language: Language) -> bool:
    """Tell whether the words of a statement only lead to its tokens."""
    return aligned(own_words(statement), (), language)


def _refusals(statement: Statement, handed: HandOut, language: Language) -> Iterator[Refusal]:
    tokens = tokens_of(statement)
    unknown = [token for token in tokens if handed.get(token) is None]
    for token in unknown:
        yield Refusal("token", f"there is no token {token[:40]!r}")
    text = own_words(statement)
    if not tokens:
        yield Refusal("untied", f"a statement names no token: {text[:80]!r}")
    if unknown or not tokens:
        return
    if len(text) > LONGEST_STATEMENT:
        yield Refusal("form", "a statement is too long")
    elif not _is_plain(text):
        yield Refusal("characters", f"markup, an address or an odd character in {text[:80]!r}")
    elif not _in_language(text, language):
        yield Refusal("language", f"write in the language of the question ({language})")
    else:
        material = material_of(statement, handed)
        if len(text) > LONGEST_LEAD and claims_nothing(statement, language):
            yield Refusal("form", "say it shorter, or by a token alone")
        for sentence in sentences(text):
            if not aligned(sentence, material, language):
                yield Refusal(
                    "unsupported",
                    f"no reviewed sentence of {', '.join(tokens)} says {sentence[:120]!r}: keep "
                    "its words, their order, and every word of duty, degree, denial or condition",
                )


def _is_plain(text: str) -> bool:
    """Tell plain words from markup, addresses, odd characters and signs that stand for words."""
    if not _ALLOWED.fullmatch(text) or _ADDRESS.search(text):
        return False
    return bool(_LETTER.search(text)) or len(text) <= _MOST_SIGNS


def _in_language(text: str, language: Language) -> bool:
    han, latin = len(HAN.findall(text)), len(_LATIN.findall(text))
    return han == 0 if language == "en" else latin <= _MOST_LATIN * han
