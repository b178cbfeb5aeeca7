"""Whether a person who asks for a person opens a handover, joins one, or is shown an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.handover.states import LIVE, Handover

WISH = "scope:ask-person"
"""The topic of a message that asks for a person, and names no question."""

Outcome = Literal["opened", "joined", "waiting", "answered"]


@dataclass(frozen=True)
class NewAsker:
    """A person who asks for a person.

    Attributes:
        staff_channel: where the question goes.
        topic: what the desk took it to be about, "" where it cannot be told.
        anew: they saw the answer that a person gave before, and ask all the same.
        cause: what makes this one wish; the same again changes nothing.
    """

    team: str
    staff_channel: str
    topic: str
    user: str
    question_id: int
    channel: str
    thread_ts: str
    cause: str
    anew: bool = False


def find_place(known: Sequence[Handover], new: NewAsker) -> tuple[Outcome, Handover | None]:
    """Find the handover that a new asker belongs to.

    Args:
        known: the handovers of the same staff about the same, newest first.
        new: who asks.

    Returns:
        "waiting" with the one that they wait for already, "answered" with the one whose answer
        is shown to them, "joined" with the one that they join, or "opened" and None.
    """
    live = [one for one in known if one.state in LIVE]
    if own := [one for one in live if one.waits(new.user)]:
        return "waiting", own[0]
    answered = [one for one in known if one.state == "answered"]
    if answered and not new.anew:
        # An answer that was given to them says more than one that others got.
        return "answered", next((one for one in answered if one.waits(new.user)), answered[0])
    return ("joined", live[0]) if live else ("opened", None)
