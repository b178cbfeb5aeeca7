"""Blocks as HTML."""

from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt

from tests.pictures.controls import render_control, render_image, render_text
from tests.pictures.markup import Json, Known, UndrawableError, element, words
from tests.pictures.rich_text import render_rich_text

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(
    ["table", "strikethrough"]
)


def render_blocks(blocks: Sequence[Json], known: Known) -> str:
    """Return blocks one under the other.

    Raises:
        UndrawableError: nothing draws a part of them yet.
    """
    return "".join(render_block(block, known) for block in blocks)


def render_block(block: Json, known: Known) -> str:
    """Return one block.

    Raises:
        UndrawableError: nothing draws its type, or a part of it, yet.
    """
    if block["type"] not in _BLOCKS:
        raise UndrawableError(f"there is no picture of a block of type {block['type']!r}")
    return element("div", _BLOCKS[block["type"]](block, known), f"block {block['type']}")


def _markdown(block: Json, known: Known) -> str:
    return _MARKDOWN.render(block["text"])


def _section(block: Json, known: Known) -> str:
    html = element("div", render_text(block["text"], known)) if block.get("text") else ""
    if block.get("fields"):
        fields = (element("div", render_text(text, known)) for text in block["fields"])
        html += element("div", "".join(fields), "fields")
    html = element("div", html, "grow")
    if block.get("accessory"):
        html += element("div", render_control(block["accessory"], known), "accessory")
    return html


def _header(block: Json, known: Known) -> str:
    return element("h2", render_text(block["text"], known))


def _context(block: Json, known: Known) -> str:
    return "".join(
        render_image(part, "speck")
        if part["type"] == "image"
        else element("div", render_text(part, known))
        for part in block["elements"]
    )


def _controls(block: Json, known: Known) -> str:
    return "".join(render_control(control, known) for control in block["elements"])


def _input(block: Json, known: Known) -> str:
    label = render_text(block["label"], known)
    if block.get("optional"):
        label += words(" (optional)", "hint")
    error = known.errors.get(block.get("block_id", ""))
    html = element("div", label, "label") + render_control(block["element"], known)
    if error:
        html += element("div", words(f"! {error}"), "error")
    if block.get("hint"):
        html += element("div", render_text(block["hint"], known), "hint")
    return element("div", html, "wrong") if error else html


def _table(block: Json, known: Known) -> str:
    settings = [setting or {} for setting in block.get("column_settings") or ()]

    def cell(content: Json, at: int) -> str:
        setting = settings[at] if at < len(settings) else {}
        wrapped = "" if setting.get("is_wrapped") else " unwrapped"
        return element("td", _cell(content, known), setting.get("align", "left") + wrapped)

    rows = ("".join(cell(content, at) for at, content in enumerate(row)) for row in block["rows"])
    return element("table", "".join(element("tr", row) for row in rows))


def _cell(content: Json, known: Known) -> str:
    if content["type"] == "rich_text":
        return render_rich_text(content, known)
    if content["type"] == "raw_text":
        return words(content["text"])
    if content["type"] == "raw_number":
        return words(content.get("text") or str(content["value"]))
    raise UndrawableError(f"a table has no cell of type {content['type']!r}")


def _image(block: Json, known: Known) -> str:
    title = element("div", render_text(block["title"], known)) if block.get("title") else ""
    return title + render_image(block, "image-box")


_BLOCKS: dict[str, Callable[[Json, Known], str]] = {
    "actions": _controls,
    "context": _context,
    "context_actions": _controls,
    "divider": lambda block, known: "<hr>",
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": render_rich_text,
    "section": _section,
    "table": _table,
}
