"""`rich_text` blocks as HTML."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.pictures.markup import Json, Known, UndrawableError, element, link, mention, words

_STYLES = {
    "bold": "b", "italic": "i", "strike": "s", "code": "code", "underline": "u",
    "highlight": "mark",
}  # fmt: skip
_LISTS = {"bullet": "ul", "ordered": "ol"}


def render_rich_text(block: Json, known: Known) -> str:
    """Return the elements of a rich_text block, one under the other."""
    return "".join(_part(part, known) for part in block["elements"])


def _part(part: Json, known: Known) -> str:
    kind = part["type"]
    if kind == "rich_text_list":
        items = "".join(element("li", _runs(item, known)) for item in part["elements"])
        tag = _LISTS[part["style"]]
        start = f' start="{part["offset"] + 1}"' if part.get("offset") else ""
        return f'<{tag} class="indent-{part.get("indent", 0)}"{start}>{items}</{tag}>'
    tags = {
        "rich_text_section": "div",
        "rich_text_quote": "blockquote",
        "rich_text_preformatted": "pre",
    }
    if kind not in tags:
        raise UndrawableError(f"rich text has no part of type {kind!r}")
    return element(tags[kind], _runs(part, known))


def _runs(part: Json, known: Known) -> str:
    return "".join(_run(run, known) for run in part["elements"])


def _run(run: Json, known: Known) -> str:
    html = _unstyled(run, known)
    style: Mapping[str, bool] = run.get("style") or {}
    for name, on in style.items():
        if name not in _STYLES:
            raise UndrawableError(f"rich text has no style {name!r}")
        html = element(_STYLES[name], html) if on else html
    return html


def _unstyled(run: Json, known: Known) -> str:
    match run["type"]:
        case "text":
            return words(run["text"])
        case "link":
            return link(run.get("text") or run["url"])
        case "user":
            return mention(f"@{known.name(run['user_id'])}")
        case "usergroup":
            return mention(f"@{known.name(run['usergroup_id'])}")
        case "channel":
            return mention(f"#{known.name(run['channel_id'])}")
        case "broadcast":
            return mention(f"@{run['range']}")
        case "emoji":
            codes = run.get("unicode", "").split("-")
            return words(
                "".join(chr(int(code, 16)) for code in codes if code) or f":{run['name']}:"
            )
        case "date":
            day = datetime.fromtimestamp(run["timestamp"], UTC)
            return words(run.get("fallback") or day.date().isoformat())
    raise UndrawableError(f"rich text has no element of type {run['type']!r}")
