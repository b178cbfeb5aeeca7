"""What stands below an answer: follow-ups, a person to ask, sharing, feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.words import Words

ASK, ASK_PERSON, SHARE, SHOW, FEEDBACK = "ask", "ask-person", "share", "show", "feedback"
"""The ids of the actions; that of a follow-up ends with its place."""
BELOW = "below:"
"""Begins the id of the block of follow-ups, which ends with the answer's receipt."""

_BUTTON = 75
_VALUE = 2_000
_ASKED = 300


@dataclass(frozen=True)
class Foot:
    """What is offered below an answer.

    Attributes:
        code: the answer's receipt.
        person: a person can be asked here.
        share: only the asker sees it, who may show it to the channel.
        asked: the question, where it does not stand above the answer anyway.
        open: the answer leaves the question open, so a person is offered before all else.
        private: the place is private: it is said before what a person will be shown.
        further: blocks of a form that goes on.
    """

    code: str
    person: bool = False
    share: bool = False
    asked: str = ""
    open: bool = False
    private: bool = False
    further: tuple[dict[str, Any], ...] = ()


def action_blocks(
    foot: Foot, suggestions: Sequence[str], words: Words
) -> tuple[list[dict[str, Any]], str]:
    """Return the blocks of actions, and what they offer as text."""
    offered = [button(text, f"{ASK}:{at}", text) for at, text in enumerate(suggestions)]
    further = []
    if foot.person:
        further.append(_ask_person(foot, words))
    if foot.share:
        further.append(button(words("slack-share"), SHARE, foot.code))
    blocks: list[dict[str, Any]] = list(foot.further)
    rows: list[dict[str, Any]] = []
    if offered:
        # A click under a private message tells its block and no message.
        rows.append({"type": "actions", "block_id": BELOW + foot.code, "elements": offered})
    if further:
        rows.append({"type": "actions", "elements": further})
    if foot.person and foot.open:
        line = {"type": "plain_text", "text": words("handover-can-ask"), "emoji": False}
        blocks.append({"type": "context", "elements": [line]})
        rows.reverse()
    blocks += rows
    blocks.append(_feedback(foot.code, words))
    lines = [words("ask-next"), *(f"• {text}" for text in suggestions)] if suggestions else []
    return blocks, "\n".join(lines)


def show_again_block(code: str, words: Words) -> dict[str, Any]:
    """Return the block that shows a private answer once more."""
    return {"type": "actions", "elements": [button(words("slack-show"), SHOW, code)]}


def button(text: str, action: str, value: str, style: str | None = None) -> dict[str, Any]:
    """Return a button; a text too long for it is shortened, its value is not.

    Args:
        text: what stands on it.
        action: its action's id.
        value: what the action is told.
        style: "primary" or "danger".
    """
    shown = text if len(text) <= _BUTTON else text[: _BUTTON - 1] + "…"
    made: dict[str, Any] = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": shown, "emoji": False},
        "value": value[:_VALUE],
    }
    return made | {"style": style} if style else made


def said_before(asked: str, words: Words) -> str:
    """Return the line that repeats a question above its answer."""
    short = asked if len(asked) <= _ASKED else asked[: _ASKED - 1] + "…"
    return words("slack-asked", question=short)


def _ask_person(foot: Foot, words: Words) -> dict[str, Any]:
    style = "primary" if foot.open else None
    made = button(words("slack-ask-person"), ASK_PERSON, foot.code, style)
    if not foot.private:
        return made

    def text(key: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": words(key), "emoji": False}

    return made | {
        "confirm": {
            "title": text("handover-confirm-title"),
            "text": text("handover-confirm-text"),
            "confirm": text("handover-confirm-yes"),
            "deny": text("handover-confirm-no"),
        }
    }


def _feedback(code: str, words: Words) -> dict[str, Any]:
    def choice(key: str, value: str) -> dict[str, Any]:
        text = {"type": "plain_text", "text": words(key), "emoji": False}
        return {"text": text, "value": f"{value}:{code}"}

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": choice("slack-helpful", "yes"),
                "negative_button": choice("slack-not-helpful", "no"),
            }
        ],
    }
