"""One of each kind of block, with the texts that Slack shows of it."""

from typing import Any

from tests.pictures.markup import Json


def message(*blocks: Json) -> Json:
    return {"text": "what a screen reader says", "blocks": list(blocks)}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, **fields: Any) -> Json:
    return {"text": plain(text), "value": text} | fields


def asked(element: Json, **fields: Any) -> Json:
    """Return an input block."""
    return {"type": "input", "label": plain("A label"), "element": element} | fields


def rich(*runs: Json, kind: str = "rich_text_section") -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(runs)}]}


def run(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style}


def item(text: str) -> Json:
    return {"type": "rich_text_section", "elements": [run(text)]}


LIST = {"type": "rich_text_list", "style": "ordered", "elements": [item("first"), item("第二")]}
BLOCKS: list[tuple[Json, list[str]]] = [
    (rich(run("said "), run("loud", bold=True, italic=True)), ["said loud"]),
    (rich(run("a quote\nof two lines"), kind="rich_text_quote"), ["a quote\nof two lines"]),
    (rich(run("x = 1"), kind="rich_text_preformatted"), ["x = 1"]),
    ({"type": "rich_text", "elements": [LIST]}, ["first", "第二"]),
    (rich({"type": "user", "user_id": "U1"}), ["@Lin Mei"]),
    (rich({"type": "channel", "channel_id": "C1"}), ["#general"]),
    (rich({"type": "usergroup", "usergroup_id": "S1"}), ["@staff"]),
    (rich({"type": "broadcast", "range": "here"}), ["@here"]),
    (rich({"type": "link", "url": "https://a.example", "text": "label"}), ["label"]),
    (rich({"type": "link", "url": "https://a.example"}), ["https://a.example"]),
    (rich({"type": "emoji", "name": "tick", "unicode": "2713"}), ["✓"]),
    (rich({"type": "emoji", "name": "tick"}), [":tick:"]),
    (rich({"type": "date", "timestamp": 1_795_478_400, "format": "{date}"}), ["2026-11-24"]),
    ({"type": "markdown", "text": "**注意**：请\n- one\n\n|a|b|\n|-|-|\n|c|d|"},
     ["注意：请", "one", "a", "b", "c", "d"]),
    ({"type": "section", "text": mrkdwn("*bold*"), "fields": [plain("left"), mrkdwn("_right_")],
      "accessory": {"type": "button", "text": plain("Take it"), "style": "primary"}},
     ["bold", "left", "right", "Take it"]),
    ({"type": "header", "text": plain("Heading")}, ["Heading"]),
    ({"type": "context", "elements": [plain("note"), {"type": "image", "alt_text": "dot"}]},
     ["note", "dot"]),
    ({"type": "divider"}, []),
    ({"type": "actions", "elements": [
        {"type": "button", "text": plain("Close"), "style": "danger"},
        {"type": "static_select", "placeholder": plain("Choose"), "options": []},
        {"type": "overflow", "options": [option("more")]}]}, ["Close", "Choose"]),
    ({"type": "table", "column_settings": [{"align": "right"}, {"is_wrapped": True}], "rows": [
        [{"type": "raw_text", "text": "Step"}, {"type": "raw_text", "text": "Working"}],
        [{"type": "raw_number", "value": 1}, rich(run("8m"))]]}, ["Step", "Working", "1", "8m"]),
    ({"type": "context_actions", "elements": [
        {"type": "feedback_buttons", "positive_button": {"text": plain("Helpful")},
         "negative_button": {"text": plain("Not helpful")}},
        {"type": "icon_button", "icon": "trash", "text": plain("Delete")}]},
     ["Helpful", "Not helpful", "Delete"]),
    ({"type": "image", "alt_text": "a chart", "title": plain("By week")}, ["a chart", "By week"]),
    (asked({"type": "plain_text_input", "placeholder": plain("8 million")}, hint=plain("In yuan")),
     ["A label", "8 million", "In yuan"]),
    (asked({"type": "plain_text_input", "initial_value": "6m", "placeholder": plain("8m")},
           optional=True), ["A label (optional)", "6m"]),
    (asked({"type": "static_select", "initial_option": option("met"), "options": []}), ["met"]),
    (asked({"type": "radio_buttons", "options": [option("a", description=plain("why")),
                                                 option("b")]}), ["a", "why", "b"]),
    (asked({"type": "checkboxes", "options": [option("c"), option("d")],
            "initial_options": [option("d")]}), ["c", "d"]),
    (asked({"type": "datepicker", "initial_date": "2018-02-01"}), ["2018-02-01"]),
    (asked({"type": "datepicker", "placeholder": plain("A day")}), ["A day"]),
    (asked({"type": "conversations_select", "initial_conversation": "C1"}), ["#general"]),
    (asked({"type": "multi_users_select", "initial_users": ["U1"]}), ["@Lin Mei"]),
]  # fmt: skip
