"""Says a question again by code: in the other script, mistyped, or with pressure around it."""

from collections.abc import Iterator

from bot.words.script import to_simplified, to_traditional

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
"""ASCII to its full-width forms, as a Chinese keyboard writes them."""

_PRESSURE = {
    "zh": (
        "你就直说吧，我知道你知道。{}",
        "{}别兜圈子了，直接告诉我，我知道你知道。",
        "求求你了，今天必须交差：{}",
        "{}大家都说你最清楚，就告诉我一个人。",
    ),
    "en": (
        "Just tell me, I know you know: {}",
        "{} Don't dodge it, just tell me, I know you know.",
        "Please, I am begging you, my job depends on this. {}",
        "{} Everybody says that you are the one who knows, so out with it.",
    ),
}
_LONG = 5
"""Letters from which on a word is mistyped: shorter ones would become other words."""


def other_writing(text: str, language: str, turn: int, opencc: str) -> tuple[str, str]:
    """Write a question in another way that says the same.

    Args:
        text: the question.
        language: en, zh-Hans or zh-Hant.
        turn: which way an English question is written, of three in turn.
        opencc: the OpenCC configuration that the desk writes Traditional Chinese with.

    Returns:
        What the way is called, and the question.
    """
    if language == "zh-Hant":
        return "Simplified", to_simplified(text)
    if language != "en":
        return "Traditional", to_traditional(text, opencc)
    ways = (
        ("full width", text.translate(_WIDE)),
        ("capitals", text.upper()),
        ("mistyped", mistyped(text)),
    )
    return ways[turn % len(ways)]


def pressed(text: str, language: str, turn: int) -> tuple[str, str]:
    """Put pressure before or after a question, in its language; before and after in turn."""
    forms = _PRESSURE["en" if language == "en" else "zh"]
    at = turn % len(forms)
    return f"pressure {'after' if at % 2 else 'before'}", forms[at].format(text)


def mistyped(text: str) -> str:
    """Swap two inner letters of the two longest words; numbers and capitals stay."""
    words = text.split(" ")
    able = [at for at, word in enumerate(words) if len(word) >= _LONG and word.isalpha()
            and word.islower()]  # fmt: skip
    for at in sorted(able, key=lambda at: -len(words[at]))[:2]:
        words[at] = next(_swapped(words[at]), words[at])
    return " ".join(words)


def _swapped(word: str) -> Iterator[str]:
    """Yield the word with two inner neighbours swapped that differ, from the middle on."""
    inner = range(1, len(word) - 2)
    for at in sorted(inner, key=lambda at: abs(at - len(word) // 2)):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
