"""Buttons, fields and menus of Block Kit as HTML; what is not yet chosen shows its placeholder."""

from collections.abc import Sequence
from html import escape

from tests.pictures.markup import Json, Known, UndrawableError, element, words
from tests.pictures.mrkdwn import render_mrkdwn

_FIELDS = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}
_MENUS = {
    f"{several}{kind}_select"
    for several in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
}
_PICKERS = {"datepicker": "initial_date", "timepicker": "initial_time"}
_THUMB = (
    '<svg viewBox="0 0 20 20" class="icon {css}"><path d="M3 9h3v8H3zM6 9l4-7c2 0 2.5 1.5 2 3'
    'l-.7 3H16c1.2 0 1.8 1 1.5 2l-1.3 5.5c-.2 1-1 1.5-1.8 1.5H6z"/></svg>'
)


def render_text(text: Json, known: Known) -> str:
    """Return a text object, plain or mrkdwn.

    Raises:
        UndrawableError: it is of neither kind.
    """
    if text["type"] == "mrkdwn":
        return render_mrkdwn(text["text"], known)
    if text["type"] == "plain_text":
        return words(text["text"])
    raise UndrawableError(f"there is no text of type {text['type']!r}")


def render_control(control: Json, known: Known) -> str:
    """Return an element that people press, fill in or choose from.

    Raises:
        UndrawableError: nothing draws its type yet.
    """
    kind = control["type"]
    if kind in ("button", "workflow_button"):
        return element("span", render_text(control["text"], known), _button(control))
    if kind == "icon_button":
        return element("span", render_text(control["text"], known), "button small")
    if kind == "overflow":
        return element("span", "⋯", "button")
    if kind == "feedback_buttons":
        return _thumb(control["positive_button"], "up") + _thumb(control["negative_button"], "down")
    if kind in ("radio_buttons", "checkboxes"):
        return _options(control, known)
    if kind in _FIELDS:
        value = control.get("initial_value")
        css = "field several" if control.get("multiline") else "field"
        return _filled([words(value)] if value else [], control, css, known)
    if kind in _MENUS:
        return _filled(_chosen(control, known), control, "field menu", known)
    if kind in _PICKERS:
        value = control.get(_PICKERS[kind])
        return _filled([words(value)] if value else [], control, "field menu", known)
    if kind == "image":
        return render_image(control, "thumbnail")
    raise UndrawableError(f"there is no picture of an element of type {kind!r}")


def render_image(image: Json, css: str) -> str:
    """Return a box with what an image shows: pictures load nothing."""
    return element("span", words(image["alt_text"]), css)


def _button(control: Json) -> str:
    return f"button {control.get('style', '')}".strip()


def _thumb(button: Json, css: str) -> str:
    return element("span", _THUMB.format(css=css) + words(button["text"]["text"]), "thumb")


def _options(control: Json, known: Known) -> str:
    initial = control.get("initial_options") or [control.get("initial_option")]
    chosen = {option["value"] for option in initial if option}
    round_or_square = "round" if control["type"] == "radio_buttons" else "square"
    return "".join(
        element("div", _option(option, option["value"] in chosen, round_or_square, known), "option")
        for option in control["options"]
    )


def _option(option: Json, on: bool, css: str, known: Known) -> str:
    mark = element("span", "✓" if on and css == "square" else "", f"{css} {'on' if on else ''}")
    text = element("div", render_text(option["text"], known))
    if option.get("description"):
        text += element("div", render_text(option["description"], known), "hint")
    return mark + element("div", text)


def _chosen(control: Json, known: Known) -> list[str]:
    options = control.get("initial_options") or [control.get("initial_option")]
    shown = [render_text(option["text"], known) for option in options if option]
    for prefix in ("conversation", "channel", "user"):
        keys = [control.get(f"initial_{prefix}"), *(control.get(f"initial_{prefix}s") or [])]
        mark = "@" if prefix == "user" else "#"
        shown += [words(mark + known.name(key)) for key in keys if key]
    return shown


def _filled(values: Sequence[str], control: Json, css: str, known: Known) -> str:
    if values:
        chips = control["type"].startswith("multi_")
        inner = "".join(element("span", value, "chip") if chips else value for value in values)
    elif control.get("placeholder"):
        inner = element("span", render_text(control["placeholder"], known), "placeholder")
    else:
        inner = escape("\u00a0")
    return element("div", inner, css)
