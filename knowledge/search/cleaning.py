"""Cleans text before an encoder or an index reads it.

People's messages carry what no encoder should see: NUL, lone surrogates, direction marks, invisible
characters that smuggle text, and single characters that NFKC expands to 18.
"""

import re
import unicodedata

ENCODER_LIMIT = 4_000
"""Characters. The encoder stops at 512 tokens, which seldom reach 3,000 characters."""

# Control and format characters (Cc, Cf), surrogates, and what Unicode calls default-ignorable:
# drawn as nothing, so nobody who reads a message can mean them. Ranges are written out because
# collecting them from unicodedata costs 0.2 s at every start; a test compares the two.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]+"
)
# NFKC sorts a run of combining marks in quadratic time; no language stacks more than a few.
_LONGEST_MARK_RUN = 8


def clean(text: str, limit: int = ENCODER_LIMIT) -> str:
    """The text as an encoder may read it.

    NFKC, without control, format, direction and zero-width characters or lone surrogates, runs of
    white space as one space, none at the ends. Time and memory are bounded by `limit` alone: the
    text is cut both before and after it is normalised.

    Args:
        text: Anything a person or a file may hold.
        limit: The most characters (Unicode code points) to return.

    Returns:
        At most `limit` characters; cleaning it again changes nothing. May be empty.
    """
    # Composing shrinks a text to a third at most (Hangul), expanding grows it 18 times at most.
    text = _visible(text[: 16 * limit])[: 4 * limit]
    if not text.isascii():
        text = _visible(unicodedata.normalize("NFKC", _without_mark_runs(text)))[: 2 * limit]
        # Expanding can bring up invisible characters and new runs of marks.
        text = _visible(unicodedata.normalize("NFKC", _without_mark_runs(text)))
    return text[:limit].rstrip()


def _visible(text: str) -> str:
    # Spaces first: tabs and line ends are control characters, and must part words, not join them.
    return " ".join(_INVISIBLE.sub("", " ".join(text.split())).split())


def _without_mark_runs(text: str) -> str:
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _LONGEST_MARK_RUN:
            kept.append(character)
    return "".join(kept)
