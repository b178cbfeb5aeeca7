"""Slack's text formats: what comes in as plain text, what goes out without side effects."""

import re
import unicodedata

_TOKEN = re.compile(r"<([^<>\n]*)>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
# `<!channel>`, `<@U…>`, `<#C…>`, `<https://…>` and HTML.
_OPENS_TOKEN = re.compile(r"<(?=[!@#/A-Za-z])")
_LINK = re.compile(r"\[(?=[^\[\]\n]*\]\()")
_ITALIC = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)")
_LINE_MARK = re.compile(r"^(?:> ?|- )", re.MULTILINE)


def plain_text(text: str) -> str:
    """Turn an event's text into what the person sees, without the mentions of people.

    A link becomes its label, `<#C1|general>` becomes #general, the three entities of Slack
    become their characters, once.
    """
    bare = _TOKEN.sub(lambda match: _label(match.group(1)), text)
    bare = _ENTITY.sub(lambda match: _ENTITIES[match.group(1)], bare)
    return re.sub(r"[ \t]{2,}", " ", bare).strip().lstrip(",，:：、 ").strip()


def escape(text: str) -> str:
    """Escape text for mrkdwn, such as a message's `text`: nothing in it mentions or links."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spoken(text: str) -> str:
    """Turn the answer's Markdown into a message's `text`, which screen readers read aloud."""
    return escape(_BOLD.sub(r"\1", text))


def without_marks(text: str) -> str:
    """Turn the answer's Markdown into plain text, for where Slack shows characters as they are."""
    text = _LINE_MARK.sub(lambda mark: "• " if mark.group() == "- " else "", text)
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))


def safe_markdown(text: str) -> str:
    """Make the answer's Markdown fit a `markdown` block.

    The reader's own words may stand in it, so what would mention people or hide an address
    behind a label is escaped. Bold loses the punctuation at its edges: beside Chinese
    characters `**注意：**请` is not read as bold, `**注意**：请` is.
    """
    text = _BOLD.sub(_set_bold, text)
    return _LINK.sub(r"\\[", _OPENS_TOKEN.sub(r"\\<", text))


def _label(token: str) -> str:
    if token.startswith("!date^"):
        return token.rpartition("|")[2]
    if token.startswith(("@", "!")):
        return " "  # a person, a group or everyone: said to Slack, not to the desk
    target, bar, label = token.partition("|")
    if target.startswith("#"):
        return f"#{label}" if label else ""
    return label if bar and label else re.sub(r"^(?:mailto|tel):", "", target)


def _set_bold(match: re.Match[str]) -> str:
    inner = match.group(1)
    start, end = 0, len(inner)
    while start < end and _at_edge(inner[start]):
        start += 1
    while end > start and _at_edge(inner[end - 1]):
        end -= 1
    if start == end:
        return inner
    return f"{inner[:start]}**{inner[start:end]}**{inner[end:]}"


def _at_edge(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZ"
