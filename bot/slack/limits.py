"""Slack's limits on a message, and the size of one."""

import json
from collections.abc import Sequence
from typing import Any

BLOCKS = 50
# Slack refuses a message at about 13,200 characters without saying what it counts; blocks as
# JSON together with the fallback text stay under this by every way of counting.
MESSAGE = 11_500
# The longest stretch of text in one block. Slack allows 3,000; this much still fits a message
# when every character of it is an "&", which is five in the fallback text.
STRETCH = 1_600
# Lines weigh more than their text; this many at most stand in one table (Slack: 100) or list.
LINES = 15


def size(blocks: Sequence[dict[str, Any]], text: str) -> int:
    """Return a message's size in characters: its blocks as JSON and its fallback text."""
    return len(json.dumps(blocks, ensure_ascii=False)) + len(text)


def stretches(text: str, limit: int = STRETCH) -> list[str]:
    """Split a text where it pauses; the stretches put together are the text, unchanged."""
    found = []
    while len(text) > limit:
        cut = _pause(text, limit)
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text] if text else found


def _pause(text: str, limit: int) -> int:
    for pause in ("\n\n", "\n", ". ", "。", "；", "; ", "，", " "):
        at = text.rfind(pause, limit // 2, limit)
        if at >= 0:
            return at + len(pause)
    return limit
