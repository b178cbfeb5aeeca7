"""Masks personal data in a message before anything is stored, logged or shown again."""

import re

_PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(
        r"(?<![\dA-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[\dXx](?![\dA-Za-z])"
    ),
    re.compile(r"(?<![\dA-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\dA-Za-z])"),
    re.compile(r"(?<![\dA-Za-z])(?:\(0\d{2,3}\)|0\d{2,3}[- ])\d{7,8}(?![\dA-Za-z])"),
    re.compile(r"(?<![\dA-Za-z])\+\d{1,3}[- ]?(?:\d[- ]?){7,12}(?![\dA-Za-z])"),
    re.compile(r"(?<![\dA-Za-z])[A-Z]\d{8}(?![\dA-Za-z])"),
    re.compile(r"(?<!\d)(?:\d{4}[ -]){3,4}\d{3,4}(?!\d)"),
)


def mask_personal_data(text: str, mask: str = "…") -> str:
    """Replace e-mail addresses, telephone, identity, passport and card numbers by a mask."""
    for pattern in _PATTERNS:
        text = pattern.sub(mask, text)
    return text
