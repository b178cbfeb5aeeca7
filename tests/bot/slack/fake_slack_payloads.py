"""Messages and views of the smallest kind, to be made larger by a test."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(number: int = 1, text: str = "one", value: str | None = None) -> Json:
    return {"text": plain(text), "value": value or f"v{number}"}


def message(*blocks: Json, text: str = "fallback", **fields: Any) -> Json:
    return {"text": text, "blocks": list(blocks)} | fields


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain("Press"), "action_id": "press"} | fields


def actions(*elements: Json) -> Json:
    return message({"type": "actions", "elements": list(elements)})


def select(**fields: Any) -> Json:
    return {"type": "static_select", "action_id": "choose", "options": [option()]} | fields


def confirm(**fields: Any) -> Json:
    dialog = {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}
    return actions(button(confirm=dialog | fields))


def typed(**fields: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "typed"} | fields


def asked(element: Json | None = None, **fields: Any) -> Json:
    block = {"type": "input", "label": plain("Label"), "element": element or typed()}
    return block | fields


def modal(*blocks: Json, **fields: Any) -> Json:
    view = {"type": "modal", "title": plain("Title"), "submit": plain("Send")}
    return view | {"blocks": list(blocks) or [asked()]} | fields


def table(rows: int = 1, columns: int = 1, **fields: Any) -> Json:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": "table", "rows": [[cell] * columns for _ in range(rows)]} | fields


def section(text: str = "x", **fields: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text)} | fields


def feedback(**fields: Any) -> Json:
    yes, no = {"text": plain("Yes"), "value": "y"}, {"text": plain("No"), "value": "n"}
    element = {"type": "feedback_buttons", "positive_button": yes | fields, "negative_button": no}
    return message({"type": "context_actions", "elements": [element]})


def divider() -> Json:
    return {"type": "divider"}


def rich(*leaves: Json, kind: str = "rich_text_section", **fields: Any) -> Json:
    return message(
        {"type": "rich_text", "elements": [{"type": kind, "elements": list(leaves)} | fields]}
    )


CHOICES = [{"text": plain(name), "value": name} for name in ("city", "district")]
BLOCKS: list[Json] = [
    {
        "type": "actions",
        "block_id": "doing",
        "elements": [
            {"type": "button", "action_id": "again", "text": plain("Again"), "value": "7"},
            {"type": "static_select", "action_id": "who", "options": CHOICES},
            {"type": "datepicker", "action_id": "day"},
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rated",
                "positive_button": {"text": plain("Good"), "value": "up"},
                "negative_button": {"text": plain("Bad"), "value": "down"},
            }
        ],
    },
]
