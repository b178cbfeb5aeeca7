"""Simplified and Traditional Chinese, by OpenCC."""

from functools import cache
from typing import Any

# A platform is a 平台 wherever Traditional is written; OpenCC gives the formal 臺, and takes the
# end of 阐明了 for the word 明瞭.
_USUAL = str.maketrans({"臺": "台", "瞭": "了"})


@cache
def _converter(configuration: str) -> Any:
    import opencc  # loaded where Chinese is met: an English answer does not pay for it

    return opencc.OpenCC(configuration)


def to_traditional(text: str, configuration: str = "s2tw") -> str:
    """Convert Simplified to Traditional by an OpenCC configuration."""
    return str(_converter(configuration).convert(text)).translate(_USUAL)


def to_simplified(text: str) -> str:
    """Convert Traditional to Simplified; Simplified comes back as it was."""
    return str(_converter("t2s").convert(text))


def is_traditional(text: str, *, unless: bool = False) -> bool:
    """Tell whether a Chinese text is Traditional.

    Args:
        text: Chinese characters.
        unless: what to answer where every character is valid in both scripts.
    """
    if to_simplified(text) != text:
        return True
    return unless and str(_converter("s2t").convert(text)) == text
