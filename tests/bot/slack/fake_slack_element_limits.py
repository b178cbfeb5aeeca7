"""Elements of blocks: what each may hold, as documented on docs.slack.dev."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from fake_slack_text_limits import length_problems, text_problems

SELECTS = tuple(
    f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels")
)
MULTI_SELECTS = tuple(f"multi_{kind}" for kind in SELECTS)
_PICKERS = ("datepicker", "datetimepicker", "timepicker", "radio_buttons", "checkboxes")
IN_ACTIONS = ("button", "overflow", *_PICKERS, *SELECTS)
IN_SECTION = ("button", "overflow", "image", *_PICKERS[:1], *_PICKERS[2:], *SELECTS, *MULTI_SELECTS)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
_TYPED = (
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input",
    "file_input",
)  # fmt: skip
IN_INPUT = (*_TYPED, *_PICKERS, *SELECTS, *MULTI_SELECTS)
_STYLES = ("primary", "danger")
Element = Mapping[str, Any]


def element_problems(element: Any, allowed: tuple[str, ...], block: str) -> Iterator[str]:
    """Give what is wrong with an element of a block."""
    kind = element.get("type") if isinstance(element, Mapping) else None
    if kind not in allowed:
        yield f"{block} holds {kind}"
        return
    if kind == "image":
        yield from image_problems("image element", element)
        return
    if "action_id" in element:
        yield from length_problems("action_id", element["action_id"], 255)
    if "placeholder" in element:
        yield from text_problems("placeholder", element["placeholder"], 150)
    if "confirm" in element:
        yield from confirm_problems(element["confirm"])
    if kind.removeprefix("multi_") == "static_select":
        yield from _static_select(element)
    yield from _KINDS.get(kind, lambda _: iter(()))(element)


def confirm_problems(dialog: Any) -> Iterator[str]:
    """Give what is wrong with a confirmation dialog."""
    if not isinstance(dialog, Mapping):
        yield "confirm is no object"
        return
    yield from text_problems("confirm title", dialog.get("title"), 100)
    yield from text_problems("confirm text", dialog.get("text"), 300, ("plain_text", "mrkdwn"))
    yield from text_problems("confirm button", dialog.get("confirm"), 30)
    yield from text_problems("deny button", dialog.get("deny"), 30)
    if dialog.get("style", "primary") not in _STYLES:
        yield f"confirm has the style {dialog['style']}"


def option_problems(
    options: Any, most: int, kinds: tuple[str, ...] = ("plain_text",)
) -> Iterator[str]:
    """Give what is wrong with a list of options."""
    if not isinstance(options, list) or not options:
        yield "options are missing"
        return
    if len(options) > most:
        yield f"there are {len(options)} options of {most}"
    for option in options:
        yield from text_problems("option text", option.get("text"), 75, kinds)
        yield from length_problems("option value", option.get("value"), 150)
        if "description" in option:
            yield from text_problems("option description", option["description"], 75, kinds)
        if "url" in option:
            yield from length_problems("option url", option["url"], 3000)
    values = [option.get("value") for option in options]
    if len(set(values)) < len(values):
        yield "option values repeat"


def image_problems(what: str, image: Element) -> Iterator[str]:
    """Give what is wrong with an image, as a block or an element."""
    if "slack_file" not in image:
        yield from length_problems(f"{what} image_url", image.get("image_url"), 3000)
    yield from length_problems(f"{what} alt_text", image.get("alt_text"), 2000, least=0)


def _button(element: Element, text: int = 75, value: int = 2000) -> Iterator[str]:
    yield from text_problems("button text", element.get("text"), text)
    if "value" in element:
        yield from length_problems("button value", element["value"], value, least=0)
    if "url" in element:
        yield from length_problems("button url", element["url"], 3000)
    if "accessibility_label" in element:
        yield from length_problems("accessibility_label", element["accessibility_label"], 75)
    if element.get("style", "primary") not in _STYLES:
        yield f"button has the style {element['style']}"


def _feedback_buttons(element: Element) -> Iterator[str]:
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        if not isinstance(button, Mapping):
            yield f"feedback_buttons has no {name}"
            continue
        yield from _button(button)
        if "value" not in button:
            yield f"{name} has no value"


def _icon_button(element: Element) -> Iterator[str]:
    yield from _button(element)
    if element.get("icon") != "trash":
        yield f"icon_button has the icon {element.get('icon')}"


def _static_select(element: Element) -> Iterator[str]:
    groups = element.get("option_groups")
    if ("options" in element) == (groups is not None):
        yield "static_select has not either options or option_groups"
        return
    if groups is None:
        yield from option_problems(element["options"], 100)
    elif not 1 <= len(groups) <= 100:
        yield f"there are {len(groups)} option groups of 100"
    for group in groups or ():
        yield from text_problems("option group label", group.get("label"), 75)
        yield from option_problems(group.get("options"), 100)
    offered = [option for group in groups or () for option in group.get("options") or ()]
    offered = offered or element.get("options") or []
    chosen = [element[name] for name in ("initial_option",) if name in element]
    chosen += element.get("initial_options") or []
    if any(option not in offered for option in chosen):
        yield "initial_option is none of the options"


def _choices(element: Element) -> Iterator[str]:
    yield from option_problems(element.get("options"), 10, ("plain_text", "mrkdwn"))


def _overflow(element: Element) -> Iterator[str]:
    yield from option_problems(element.get("options"), 5)


def _datepicker(element: Element) -> Iterator[str]:
    stated = element.get("initial_date")
    try:
        if stated is not None and date.fromisoformat(str(stated)).isoformat() != stated:
            raise ValueError
    except ValueError:
        yield f"initial_date is not YYYY-MM-DD: {stated}"


def _timepicker(element: Element) -> Iterator[str]:
    stated = element.get("initial_time", "00:00")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(stated)):
        yield f"initial_time is not HH:mm: {stated}"


def _datetimepicker(element: Element) -> Iterator[str]:
    stated = element.get("initial_date_time", 10**9)
    if not isinstance(stated, int) or len(str(stated)) != 10:
        yield f"initial_date_time is no stamp of 10 digits: {stated}"


def _plain_text_input(element: Element) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not 0 <= least <= 3000:
        yield f"min_length is {least} of 3000"
    if not 1 <= most <= 3000:
        yield f"max_length is {most} of 3000"
    if least > most:
        yield "min_length is past max_length"
    if "initial_value" in element:
        yield from length_problems("initial_value", element["initial_value"], most, least=0)


def _number_input(element: Element) -> Iterator[str]:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        yield "number_input does not say is_decimal_allowed"


_KINDS: Mapping[str, Callable[[Element], Iterator[str]]] = {
    "button": _button,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
    "radio_buttons": _choices,
    "checkboxes": _choices,
    "overflow": _overflow,
    "datepicker": _datepicker,
    "timepicker": _timepicker,
    "datetimepicker": _datetimepicker,
    "plain_text_input": _plain_text_input,
    "number_input": _number_input,
}
