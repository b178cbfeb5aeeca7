"""The forms of a handover: an answer, a reason for closing, what an answer leaves open."""

import json
from typing import Any

from bot.slack.handover.blocks import ANSWER, CLOSE, OBJECT
from bot.slack.handover.clicks import Click
from bot.words import Words

TEXT, CLOSES = "text", "closes"
"""The blocks that are filled in."""

FORMS = (ANSWER, CLOSE, OBJECT)
_LONGEST = 3_000
_SHORT = 1_000

View = dict[str, Any]


def form(click: Click, words: Words) -> View:
    """Return the form that a button opens.

    Args:
        click: the click on it; the form carries it.
        words: the interface's words.
    """
    answers = click.action == ANSWER
    blocks = [
        {
            "type": "input",
            "block_id": TEXT,
            "optional": not answers,
            "label": _text(words(f"{click.action}-label")),
            "hint": _text(words(f"{click.action}-hint")),
            "element": {
                "type": "plain_text_input",
                "action_id": TEXT,
                "multiline": True,
                "max_length": _LONGEST if answers else _SHORT,
                "focus_on_load": True,
            },
        }
    ]
    if answers:
        option = {"text": _text(words("handover-answer-closes")), "value": "yes"}
        element = {"type": "checkboxes", "action_id": CLOSES, "options": [option]}
        blocks.append(
            {
                "type": "input",
                "block_id": CLOSES,
                "optional": True,
                "label": _text(words("handover-answer-then")),
                "element": element,
            }
        )
    carried = {"click": click.to_json(), "language": words.language}
    return {
        "type": "modal",
        "callback_id": click.action,
        "private_metadata": json.dumps(carried),
        "title": _text(words(f"{click.action}-title")),
        "submit": _text(words("handover-send")),
        "close": _text(words("handover-cancel")),
        "blocks": blocks,
    }


def _text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
