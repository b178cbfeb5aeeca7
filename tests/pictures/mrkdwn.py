"""Slack's own text format, mrkdwn, as HTML."""

import re
from collections.abc import Iterator
from itertools import groupby

from tests.pictures.markup import Known, element, link, mention, words

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_STYLES = {"*": "b", "_": "i", "~": "s"}
# A mark of bold, italic or strike counts at the edges of words alone.
_PARTS = re.compile(
    r"`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>"
    r"|(?<![\w*_~])(?P<mark>[*_~])(?=\S)(?P<styled>(?:(?!(?P=mark))[^\n])+)(?<=\S)(?P=mark)(?!\w)"
)
_BLOCK = re.compile(r"```\n?(.+?)\n?```", re.S)


def render_mrkdwn(text: str, known: Known) -> str:
    """Return a mrkdwn text as HTML: styles, links, mentions, quotes and code."""
    outside, *rest = _BLOCK.split(text)
    html = _lines(outside, known)
    for code, after in zip(rest[::2], rest[1::2], strict=True):
        html += element("pre", words(_plain(code))) + _lines(after.removeprefix("\n"), known)
    return html


def _lines(text: str, known: Known) -> str:
    stretches: list[str] = []
    for quoted, lines in groupby(text.split("\n"), lambda line: line.startswith(("&gt;", ">"))):
        if quoted:
            inner = "\n".join(re.sub(r"^(?:&gt;|>) ?", "", line) for line in lines)
            stretches.append(element("blockquote", "".join(_inline(inner, known))))
        else:
            stretches.append("".join(_inline("\n".join(lines), known)))
    return "".join(stretches)


def _inline(text: str, known: Known) -> Iterator[str]:
    at = 0
    for found in _PARTS.finditer(text):
        yield words(_plain(text[at : found.start()]))
        at = found.end()
        if found["code"]:
            yield element("code", words(_plain(found["code"])))
        elif found["token"]:
            yield _token(found["token"], known)
        else:
            yield element(_STYLES[found["mark"]], "".join(_inline(found["styled"], known)))
    yield words(_plain(text[at:]))


def _token(token: str, known: Known) -> str:
    target, _, label = token.partition("|")
    label = _plain(label)
    if target.startswith("@"):
        return mention(f"@{known.name(target[1:])}")
    if target.startswith("#"):
        return mention(f"#{label or known.name(target[1:])}")
    if target.startswith("!date^"):
        return words(label)
    if target.startswith("!subteam^"):
        return mention(label or f"@{known.name(target.removeprefix('!subteam^'))}")
    if target.startswith("!"):
        return mention(f"@{target[1:]}")
    return link(label or _plain(re.sub(r"^(?:mailto|tel):", "", target)))


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES[found.group()], text)
