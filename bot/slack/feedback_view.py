"""The modal that asks why an answer did not help."""

from typing import Any

from bot.slack.form_view import plain
from bot.words import Words

CALLBACK = "feedback-reason"
REASON = "reason"
LONGEST_REASON = 500


def feedback_view(code: str, words: Words) -> dict[str, Any]:
    """Return the modal; what is told in it is voluntary, the verdict is kept already.

    Args:
        code: the answer's receipt.
        words: the reader's language.
    """
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(words("places-feedback-title")),
        "submit": plain(words("places-send")),
        "close": plain(words("places-close")),
        "private_metadata": f"{code}:{words.language}",
        "blocks": [
            {"type": "section", "text": plain(words("places-feedback-kept"))},
            {
                "type": "input",
                "block_id": REASON,
                "optional": True,
                "label": plain(words("places-feedback-reason")),
                "hint": plain(words("places-feedback-hint")),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "value",
                    "multiline": True,
                    "max_length": LONGEST_REASON,
                },
            },
        ],
    }


def thanks_view(words: Words) -> dict[str, Any]:
    """Return the modal that thanks for a reason."""
    return {
        "type": "modal",
        "title": plain(words("places-feedback-title")),
        "close": plain(words("places-close")),
        "blocks": [{"type": "section", "text": plain(words("places-thanks-reason"))}],
    }
