"""Reads an answer back out of its Slack messages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def quotes(messages: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Return the quotes by their number; one that goes on in a later block is put together."""
    found: dict[int, str] = {}
    for block in _blocks(messages, "rich_text"):
        for element in block["elements"]:
            if element["type"] == "rich_text_quote":
                head = plain(block["elements"][0])
                number = int(head[1 : head.index("]")])
                found[number] = found.get(number, "") + plain(element)
    return found


def places(messages: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Return the place of each quote, by its number."""
    heads = [
        plain(block["elements"][0])
        for block in _blocks(messages, "rich_text")
        if any(element["type"] == "rich_text_quote" for element in block["elements"])
    ]
    return {int(head[1 : head.index("]")]): head.partition("] ")[2] for head in heads}


def tables(messages: Iterable[Mapping[str, Any]]) -> list[list[list[str]]]:
    """Return the tables, as rows of cells."""
    return [
        [[cell["text"] for cell in row] for row in block["rows"]]
        for block in _blocks(messages, "table")
    ]


def lists(messages: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return the lists, as their lines."""
    return [
        [plain(item) for item in element["elements"]]
        for block in _blocks(messages, "rich_text")
        for element in block["elements"]
        if element["type"] == "rich_text_list"
    ]


def markdown(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the answer's own words, as they stand in markdown blocks."""
    return [block["text"] for block in _blocks(messages, "markdown")]


def contexts(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the texts of the context blocks: notes and the footer."""
    return [
        element["text"] for block in _blocks(messages, "context") for element in block["elements"]
    ]


def plain(element: Mapping[str, Any]) -> str:
    """Return the text of a rich text element."""
    return "".join(part["text"] for part in element["elements"])


def _blocks(messages: Iterable[Mapping[str, Any]], kind: str) -> Sequence[Mapping[str, Any]]:
    return [block for message in messages for block in message["blocks"] if block["type"] == kind]
