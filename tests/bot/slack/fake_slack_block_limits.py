"""Blocks: what each may hold, and where it may stand."""

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from fake_slack_element_limits import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element_problems,
    image_problems,
)
from fake_slack_text_limits import length_problems, rich_text_problems, text_problems
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block as Model

Block = Mapping[str, Any]
_BOTH = ("plain_text", "mrkdwn")
IN_VIEWS = ("section", "divider", "image", "actions", "context", "header", "input", "rich_text")
IN_MESSAGES = (*IN_VIEWS, "context_actions", "markdown", "table")
ROWS, COLUMNS = 100, 20


def block_problems(
    blocks: Any, most: int, allowed: Collection[str], users: Collection[str] = ()
) -> Iterator[str]:
    """Give what is wrong with the blocks of a message or a view."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        yield "blocks are no list of objects"
        return
    if len(blocks) > most:
        yield f"there are {len(blocks)} blocks of {most}"
    for block in blocks:
        if block.get("type") not in allowed:
            yield f"a block of type {block.get('type')} may not stand here"
            continue
        if "block_id" in block:
            yield from length_problems("block_id", block["block_id"], 255)
        yield from _KINDS[block["type"]](block)
        if block["type"] == "rich_text":
            yield from rich_text_problems(block, users)
        yield from _repeated("action_id", [e.get("action_id") for e in elements(block)])
        yield from _model_problems(block)
    yield from _repeated("block_id", [block.get("block_id") for block in blocks])
    tables = sum(block.get("type") == "table" for block in blocks)
    if tables > 1:
        yield f"there are {tables} tables of 1"


def elements(block: Block) -> list[Block]:
    """Return the elements of a block that a person can act on."""
    found = [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]
    if block.get("type") in ("rich_text", "context"):
        return []
    return [element for element in found if isinstance(element, Mapping)]


def _repeated(what: str, ids: list[Any]) -> Iterator[str]:
    stated = [given for given in ids if given is not None]
    for given in sorted({str(given) for given in stated if stated.count(given) > 1}):
        yield f"{what} repeats: {given}"


def _model_problems(block: Block) -> Iterator[str]:
    """Give what slack_sdk's own model of a block refuses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = Model.parse(dict(block))
        if parsed is None:
            yield f"slack_sdk knows no block of type {block['type']}"
        else:
            parsed.to_dict()
    except (SlackObjectFormationError, TypeError, AttributeError, ValueError) as error:
        yield f"slack_sdk refuses the {block['type']}: {error}"


def _section(block: Block) -> Iterator[str]:
    fields = block.get("fields")
    if "text" not in block and not fields:
        yield "section has neither text nor fields"
    if "text" in block:
        yield from text_problems("section text", block["text"], 3000, _BOTH)
    if fields is not None and not 1 <= len(fields) <= 10:
        yield f"section has {len(fields)} fields of 10"
    for field in fields or ():
        yield from text_problems("section field", field, 2000, _BOTH)
    if "accessory" in block:
        yield from element_problems(block["accessory"], IN_SECTION, "section")


def _header(block: Block) -> Iterator[str]:
    yield from text_problems("header text", block.get("text"), 150)


def _image(block: Block) -> Iterator[str]:
    yield from image_problems("image", block)
    if "title" in block:
        yield from text_problems("image title", block["title"], 2000)


def _context(block: Block) -> Iterator[str]:
    yield from _count("context", block.get("elements"), 10)
    for element in block.get("elements") or ():
        if element.get("type") == "image":
            yield from image_problems("context image", element)
        else:
            yield from text_problems("context text", element, 3000, _BOTH)


def _actions(block: Block) -> Iterator[str]:
    yield from _count("actions", block.get("elements"), 25)
    for element in block.get("elements") or ():
        yield from element_problems(element, IN_ACTIONS, "actions")


def _context_actions(block: Block) -> Iterator[str]:
    yield from _count("context_actions", block.get("elements"), 5)
    for element in block.get("elements") or ():
        yield from element_problems(element, IN_CONTEXT_ACTIONS, "context_actions")


def _input(block: Block) -> Iterator[str]:
    yield from text_problems("input label", block.get("label"), 2000)
    if "hint" in block:
        yield from text_problems("input hint", block["hint"], 2000)
    yield from element_problems(block.get("element"), IN_INPUT, "input")


def _markdown(block: Block) -> Iterator[str]:
    yield from length_problems("markdown text", block.get("text"), 12_000)


def _table(block: Block) -> Iterator[str]:
    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        yield "table has no rows"
        return
    if len(rows) > ROWS:
        yield f"table has {len(rows)} rows of {ROWS}"
    if (widest := max(map(len, rows))) > COLUMNS:
        yield f"table has {widest} columns of {COLUMNS}"
    if len(block.get("column_settings") or ()) > COLUMNS:
        yield f"table has {len(block['column_settings'])} column settings of {COLUMNS}"
    for cell in (cell for row in rows for cell in row):
        if cell.get("type") == "raw_text":
            if not isinstance(cell.get("text"), str) or not cell["text"]:
                yield "a table's cell is empty"
        elif cell.get("type") == "rich_text":
            yield from rich_text_problems(cell)
        elif cell.get("type") != "raw_number":
            yield f"a table's cell is of type {cell.get('type')}"


def _count(what: str, held: Any, most: int) -> Iterator[str]:
    if not isinstance(held, list) or not held:
        yield f"{what} has no elements"
    elif len(held) > most:
        yield f"{what} has {len(held)} elements of {most}"


_KINDS: Mapping[str, Callable[[Block], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "divider": lambda _: iter(()),
    "image": _image,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "markdown": _markdown,
    "rich_text": lambda _: iter(()),
    "table": _table,
}
