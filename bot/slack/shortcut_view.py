"""The modal of the shortcut on a message: what to ask about it, and who sees the answer."""

from typing import Any

from bot.slack.form_view import plain
from bot.words import Words

SHORTCUT = "ask-about"
"""The id of the shortcut and of its view."""
QUESTION, REPLY = "question", "reply"
THREAD, ALONE = "thread", "alone"
LONGEST = 3_000


def shortcut_view(text: str, carried: str, public: bool, words: Words) -> dict[str, Any]:
    """Return the modal.

    Args:
        text: the message, as plain text; more than 3,000 characters of it are left out.
        carried: what the view brings back unseen.
        public: the answer may be given in the thread.
        words: the reader's language.
    """
    options = [
        {"text": plain(words(f"places-reply-{value}")), "value": value} for value in (THREAD, ALONE)
    ]
    reply: dict[str, Any] = {
        "type": "input",
        "block_id": REPLY,
        "label": plain(words("places-reply")),
        "element": {
            "type": "radio_buttons", "action_id": "value", "options": options,
            "initial_option": options[1],
        },
    }  # fmt: skip
    alone = {"type": "context", "elements": [plain(words("places-reply-alone-only"))]}
    typed = {
        "type": "plain_text_input", "action_id": "value", "multiline": True,
        "max_length": LONGEST,
    } | ({"initial_value": text[:LONGEST]} if text else {})  # fmt: skip
    return {
        "type": "modal",
        "callback_id": SHORTCUT,
        "title": plain(words("places-shortcut-title")),
        "submit": plain(words("places-ask")),
        "close": plain(words("places-close")),
        "private_metadata": carried,
        "blocks": [
            {
                "type": "input",
                "block_id": QUESTION,
                "label": plain(words("places-shortcut-question")),
                "hint": plain(words("places-shortcut-hint")),
                "element": typed,
            },
            reply if public else alone,
        ],
    }
