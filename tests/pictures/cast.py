"""Who appears in the pictures of the docs, and where."""

from collections.abc import Callable

from bot.answer.engine import Engine
from bot.slack.blocks import Message
from tests.pictures.surfaces import APP, Post, Surface

Scene = Callable[[Engine], Surface]
NAMES = {
    "UBOT": APP, "UMEI": "Lin Mei", "UWEI": "周伟", "UTING": "陳婷", "UTOM": "Tom Baker",
    "CASK": "ask-the-guideline", "CDESK": "guideline-staff",
}  # fmt: skip
TEAM = "T1"
CODE = "7K3F-9QWX-2M0A"
PLACE = f"# {NAMES['CASK']}"


def posted(*messages: Message, at: str = "10:24", private: bool = False) -> tuple[Post, ...]:
    """Return what the desk posted at one time."""
    return tuple(
        Post({"text": message.text, "blocks": message.blocks}, at=at, private=private)
        for message in messages
    )
