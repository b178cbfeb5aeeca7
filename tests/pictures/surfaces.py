"""Where Slack shows blocks: a conversation, a form over the page, the App Home; each as a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.pictures.block_kit import render_blocks
from tests.pictures.controls import render_text
from tests.pictures.markup import Json, Known, UndrawableError, element, words
from tests.pictures.mrkdwn import render_mrkdwn

APP = "Guideline Desk"
WIDTH = 720  # CSS pixels; what a picture in a page of docs can be read at
_STYLE = Path(__file__).with_name("style.css")
_COLOURS = ("#4a6fa5", "#7b5ea7", "#b0563b", "#3d7d6a", "#8a6d1f", "#a04668")
_EYE = (
    '<svg viewBox="0 0 20 20" class="eye"><path d="M1.5 10c4-7 13-7 17 0-4 7-13 7-17 0z"/>'
    '<circle cx="10" cy="10" r="2.5"/></svg>'
)
_TABS = ("Home", "Messages", "About")


@dataclass(frozen=True)
class Post:
    """A message in its conversation.

    Attributes:
        message: `text` and, where it has them, `blocks`, as posted.
        author: whose name stands above it; the app by default.
        private: only one person sees it.
        edited: it was changed after it was posted.
    """

    message: Json
    author: str = APP
    at: str = "10:24"
    private: bool = False
    edited: bool = False


@dataclass(frozen=True)
class Conversation:
    """Messages of a channel or, with `thread`, a first message and its replies."""

    place: str
    posts: tuple[Post, ...]
    thread: bool = False


@dataclass(frozen=True)
class Form:
    """A modal with what Slack writes under its blocks where an answer is refused."""

    view: Json
    errors: Mapping[str, str] = field(default_factory=dict)


Surface = Conversation | Form | Post | Json


def render_html(surface: Surface, names: Mapping[str, str] | None = None) -> str:
    """Return a whole page that shows a surface and loads nothing.

    Args:
        surface: a message or a view as JSON, or one of the classes of this module.
        names: what people, channels and groups are called, by their ids.

    Raises:
        UndrawableError: nothing draws a part of it yet, or an id has no name.
    """
    if isinstance(surface, Form):
        inner = _modal(surface.view, Known(names or {}, surface.errors))
    elif isinstance(surface, Conversation):
        inner = _conversation(surface, Known(names or {}))
    elif isinstance(surface, Post):
        inner = "".join(_posts((surface,), Known(names or {})))
    elif surface.get("type") == "modal":
        inner = _modal(surface, Known(names or {}))
    elif surface.get("type") == "home":
        inner = _home(surface, Known(names or {}))
    elif "type" in surface and surface["type"] != "message":
        raise UndrawableError(f"there is no picture of a view of type {surface['type']!r}")
    else:
        inner = "".join(_posts((Post(surface),), Known(names or {})))
    style = f":root {{ --width: {WIDTH}px }}\n{_STYLE.read_text('utf-8')}"
    head = f'<meta charset="utf-8"><title>{APP}</title><style>{style}</style>'
    return f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>"


def _conversation(shown: Conversation, known: Known) -> str:
    posts = list(_posts(shown.posts, known))
    if not shown.thread:
        return element("div", words(shown.place), "bar") + element("div", "".join(posts), "posts")
    bar = words("Thread") + words(shown.place, "quiet")
    replies = len(posts) - 1
    count = element("div", words(f"{replies} {'reply' if replies == 1 else 'replies'}"), "count")
    inner = posts[0] + count + "".join(posts[1:])
    return element("div", bar, "bar") + element("div", inner, "posts")


def _posts(posts: tuple[Post, ...], known: Known) -> Iterator[str]:
    before: Post | None = None
    for post in posts:
        goes_on = before is not None and (before.author, before.at, before.private) == (
            post.author, post.at, post.private,
        )  # fmt: skip
        yield _post(post, goes_on, known)
        before = post


def _post(post: Post, goes_on: bool, known: Known) -> str:
    """Return a message; one that goes on right after its author's last stands without a head."""
    message = post.message
    if message.get("attachments"):
        raise UndrawableError("there is no picture of attachments")
    edited = words(" (edited)", "edited") if post.edited else ""
    body = (
        render_blocks(message["blocks"], known) + edited
        if message.get("blocks")
        else element("div", render_mrkdwn(message["text"], known) + edited, "block")
    )
    badge = words("APP", "badge") if post.author == APP else ""
    head = element("div", words(post.author, "author") + badge + words(post.at, "time"), "head")
    mark = (
        element("div", _EYE + words("Only visible to you"), "private-mark") if post.private else ""
    )
    column = (mark if post.private else "") + ("" if goes_on else head) + body
    avatar = element("div", "", "avatar none") if goes_on else _avatar(post.author)
    css = "post private" if post.private else "post"
    return element("div", avatar + element("div", column, "column"), css)


def _avatar(author: str) -> str:
    if author.isascii():
        initials = "".join(word[0] for word in author.split()[:2]).upper()
    else:
        initials = author[:1]
    colour = "#1f3a4d" if author == APP else _COLOURS[sum(map(ord, author)) % len(_COLOURS)]
    return f'<div class="avatar" style="background: {colour}">{words(initials)}</div>'


def _modal(view: Json, known: Known) -> str:
    top = render_text(view["title"], known) + words("×", "close")
    buttons = "".join(
        element("span", render_text(view[key], known), css)
        for key, css in (("close", "button"), ("submit", "button primary"))
        if view.get(key)
    )
    inner = element("div", top, "top") + element(
        "div", render_blocks(view["blocks"], known), "body"
    )
    inner += element("div", buttons, "foot") if buttons else ""
    return element("div", element("div", inner, "modal"), "backdrop")


def _home(view: Json, known: Known) -> str:
    tabs = "".join(element("span", tab, "on" if tab == "Home" else "") for tab in _TABS)
    bar = element("div", _avatar(APP) + words(APP), "bar app")
    inner = bar + element("div", tabs, "tabs")
    return inner + element("div", render_blocks(view["blocks"], known), "home")
