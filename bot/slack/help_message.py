"""What the desk says of itself when it is asked for help."""

from bot.slack.blocks import Block, Message
from bot.slack.foot import ASK, button
from bot.slack.form_view import plain
from bot.slack.mrkdwn import escape
from bot.words import Words

RULES_ACTION = "rules"
"""The id of the button that lists the funding rules; its value says where results go."""
_EXAMPLES = ("places-example-item", "places-example-share", "places-example-apply")
_LINES = ("ask", "rule", "check", "shortcut", "settings")


def help_message(words: Words, unofficial: str, landing: str) -> Message:
    """Return the message: what can be typed, examples to press.

    Args:
        words: the reader's language.
        unofficial: the line that says what the desk answers from; "" while it is not known.
        landing: where the result of a rule's form goes, as `Landing.text` gives it.
    """
    lines = [words(f"places-help-{name}") for name in _LINES]
    examples = [words(key) for key in _EXAMPLES]
    elements = [button(text, f"{ASK}:{at}", text) for at, text in enumerate(examples)]
    blocks: list[Block] = [
        {"type": "section", "text": plain(words("places-help"))},
        {"type": "section", "text": plain("\n".join(f"• {line}" for line in lines))},
        {
            "type": "actions",
            "elements": [*elements, button(words("places-rules"), RULES_ACTION, landing)],
        },
    ]
    if unofficial:
        blocks.append({"type": "context", "elements": [plain(unofficial)]})
    text = "\n".join([words("places-help"), *(f"• {line}" for line in lines)])
    return Message(tuple(blocks), escape(text))
