"""Where the result of a form goes: carried through buttons and modals as a short text."""

import json
from dataclasses import dataclass

from bot.store.questions import Asked, ShownTo


@dataclass(frozen=True)
class Landing:
    """The place of a result.

    Attributes:
        channel: the channel.
        thread_ts: the thread in it, or None.
        shown_to: who sees it.
        respond: the address at which Slack takes a private result, where there is one.
    """

    channel: str
    thread_ts: str | None = None
    shown_to: ShownTo = "private"
    respond: str | None = None

    def text(self) -> str:
        """Return it as text, to be read back by `read_landing`."""
        kept = {
            "c": self.channel, "t": self.thread_ts, "s": self.shown_to, "r": self.respond,
        }  # fmt: skip
        return json.dumps({key: value for key, value in kept.items() if value})


def read_landing(text: str) -> Landing:
    """Read what `Landing.text` gave."""
    kept = json.loads(text)
    return Landing(kept.get("c", ""), kept.get("t"), kept.get("s", "private"), kept.get("r"))


def landing_of(asked: Asked) -> Landing:
    """Return where further results go that belong with the answer to a question."""
    details = asked.details or {}
    loose = asked.shown_to != "public" or details.get("loose")
    root = asked.thread_ts if loose else asked.root
    return Landing(asked.channel, root, asked.shown_to)
