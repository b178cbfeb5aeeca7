"""Pieces of HTML, and what the renderers know besides the JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

Json = Mapping[str, Any]


class UndrawableError(ValueError):
    """Nothing here draws this part of the JSON; the message names it."""


@dataclass(frozen=True)
class Known:
    """What Slack's client knows and the JSON does not say.

    Attributes:
        names: what people, channels and groups are called, by their ids.
        errors: what a form says under its blocks, by their ids.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Return what an id stands for.

        Raises:
            UndrawableError: the picture was not told.
        """
        if key not in self.names:
            raise UndrawableError(f"nobody is called {key}; add it to the picture's names")
        return self.names[key]


def element(tag: str, inner: str, css: str = "") -> str:
    """Return an element; `inner` is HTML."""
    return f'<{tag} class="{css}">{inner}</{tag}>' if css else f"<{tag}>{inner}</{tag}>"


def words(text: str, css: str = "") -> str:
    """Return a run of text, escaped; its line breaks stay."""
    return element("span", escape(text, quote=False), f"words {css}".strip())


def mention(name: str) -> str:
    """Return a person, group or channel as it is named in a text."""
    return words(name, "mention")


def link(label: str) -> str:
    """Return a link's label; in a picture it leads nowhere."""
    return words(label, "link")
