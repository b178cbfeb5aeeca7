"""Texts: their lengths, whom they mention, and the shapes of rich text."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

_BROADCAST = re.compile(r"<!(channel|here|everyone)\b[^>]*>?")
_MENTION = re.compile(r"<([!@#])([^>|]*)")
_CONTAINERS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
_LEAVES: Mapping[str, str] = {
    "text": "text", "link": "url", "user": "user_id", "channel": "channel_id", "emoji": "name",
    "usergroup": "usergroup_id", "team": "team_id", "date": "timestamp", "color": "value",
}  # fmt: skip


def length_problems(what: str, text: Any, most: int, least: int = 1) -> Iterator[str]:
    """Give what is wrong with a text's length."""
    if not isinstance(text, str):
        yield f"{what} is no text"
    elif len(text) < least:
        yield f"{what} is empty"
    elif len(text) > most:
        yield f"{what} has {len(text)} characters of {most}"


def text_problems(
    what: str, part: Any, most: int, kinds: Collection[str] = ("plain_text",)
) -> Iterator[str]:
    """Give what is wrong with a text object."""
    if not isinstance(part, Mapping) or part.get("type") not in kinds:
        yield f"{what} is not of type {' or '.join(kinds)}"
        return
    yield from length_problems(what, part.get("text"), most)
    if part["type"] == "plain_text" and "verbatim" in part:
        yield f"{what} is plain_text with verbatim"
    if part["type"] == "mrkdwn" and "emoji" in part:
        yield f"{what} is mrkdwn with emoji"


def mention_problems(what: str, text: Any, users: Collection[str]) -> Iterator[str]:
    """Give the mentions in a text that Slack parses which mention others than these users."""
    for kind, target in _MENTION.findall(text) if isinstance(text, str) else ():
        if _BROADCAST.match(f"<{kind}{target}>"):
            yield f"{what} mentions everyone: <{kind}{target}>"
        elif (kind, target[:5]) == ("!", "date^") or (kind == "@" and target in users):
            continue
        else:
            yield f"{what} mentions <{kind}{target}>"


def markdown_mention_problems(text: Any) -> Iterator[str]:
    """Give the mentions in Markdown, where a backslash escapes one."""
    if isinstance(text, str):
        yield from mention_problems("markdown text", re.sub(r"\\<", "", text), ())


def rich_text_problems(block: Mapping[str, Any], users: Collection[str] = ()) -> Iterator[str]:
    """Give what is wrong with the shapes of a rich_text block."""
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        yield "rich_text has no elements"
        return
    for element in elements:
        kind = element.get("type")
        if kind not in _CONTAINERS:
            yield f"rich_text holds {kind}"
        elif kind == "rich_text_list":
            if element.get("style") not in ("bullet", "ordered"):
                yield "rich_text_list has no style"
            for item in element.get("elements") or ():
                if item.get("type") != "rich_text_section":
                    yield f"rich_text_list holds {item.get('type')}"
                yield from _leaf_problems(item, users)
        else:
            yield from _leaf_problems(element, users)


def _leaf_problems(container: Mapping[str, Any], users: Collection[str]) -> Iterator[str]:
    if not isinstance(container.get("elements"), list):
        yield f"{container.get('type')} has no elements"
        return
    for leaf in container["elements"]:
        kind = leaf.get("type")
        if kind == "broadcast":
            yield "rich_text mentions everyone: broadcast"
        elif kind not in _LEAVES:
            yield f"{container['type']} holds {kind}"
        elif not leaf.get(_LEAVES[kind]):
            yield f"{kind} in {container['type']} has no {_LEAVES[kind]}"
        elif kind == "user" and leaf["user_id"] not in users:
            yield f"rich_text mentions <@{leaf['user_id']}>"
        elif kind == "usergroup":
            yield f"rich_text mentions <!subteam^{leaf['usergroup_id']}>"
        if kind in ("text", "link") and not isinstance(leaf.get("style", {}), Mapping):
            yield f"{kind} in {container['type']} has a style that is no object"


def texts(part: Any) -> Iterator[str]:
    """Give every text of a block, whatever its type."""
    if isinstance(part, list):
        for inner in part:
            yield from texts(inner)
    elif isinstance(part, dict):
        for key, inner in part.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)


def mrkdwn(part: Any) -> Iterator[str]:
    """Give the texts of mrkdwn objects, wherever in a block they stand."""
    if isinstance(part, list):
        for inner in part:
            yield from mrkdwn(inner)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn" and isinstance(part.get("text"), str):
            yield part["text"]
        for inner in part.values():
            yield from mrkdwn(inner)
