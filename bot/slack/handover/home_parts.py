"""The parts of Home that show handovers: a person's own, and the queue of the staff."""

from collections.abc import Iterator, Sequence

from bot.asking import Asking
from bot.handover.handovers import Handovers, clock
from bot.handover.states import Handover
from bot.slack.blocks import Block
from bot.slack.foot import button
from bot.slack.handover.blocks import ANSWER, CLAIM, duration, person
from bot.slack.mrkdwn import escape
from bot.slack.people import People
from bot.store.channels import Channels
from bot.words import Words

_SHOWN = 10
_QUESTION = 200


class HomeParts:
    """Lays handovers out for Home.

    Args:
        handovers: the handovers.
        asking: the questions.
        channels: the settings, which name the staff channels.
        people: knows who is in them.
    """

    def __init__(
        self, handovers: Handovers, asking: Asking, channels: Channels, people: People
    ) -> None:
        self._handovers = handovers
        self._asking = asking
        self._channels = channels
        self._people = people

    def own(self, team: str, user: str, words: Words) -> Sequence[Block]:
        """Return the handovers that a person waits for."""
        return [
            self._line(one, words, user)
            for one in self._handovers.open_of_asker(team, user)[:_SHOWN]
        ]

    def queue(self, team: str, user: str, words: Words) -> Sequence[Block]:
        """Return what waits for an answer in the staff channels that a person is in."""
        channels = [
            channel
            for channel in self._channels.staff_channels(team)
            if user in self._people.members(team, channel)
        ]
        waiting = self._handovers.queue(team, channels)[:_SHOWN]
        return [block for one in waiting for block in self._case(one, words)]

    def _case(self, handover: Handover, words: Words) -> Iterator[Block]:
        yield self._line(handover, words, None)
        offered = [button(words(ANSWER), ANSWER, str(handover.id))]
        if handover.state == "open":
            offered.insert(0, button(words(CLAIM), CLAIM, str(handover.id), "primary"))
        yield {"type": "actions", "elements": offered}

    def _line(self, handover: Handover, words: Words, user: str | None) -> Block:
        """Show a question, its state, and since when it waits.

        Args:
            handover: the handover.
            words: the reader's language.
            user: the asker whose own words are shown; None shows those of the first.
        """
        asker = next((one for one in handover.askers if one.user == user), handover.askers[0])
        asked = self._asking.questions.get(asker.question_id)
        text = (asked.text if asked else "") or words("handover-deleted")
        short = text if len(text) <= _QUESTION else text[: _QUESTION - 1] + "…"
        holder = handover.answered_by if handover.state == "answered" else handover.claimed_by
        state = words(f"handover-state-{handover.state}", person=person(holder or asker.user))
        waits = duration(clock() - handover.opened_at, words)
        shown = f"{escape(short)}\n*{state}* · {waits}"
        return {"type": "section", "text": {"type": "mrkdwn", "text": shown, "verbatim": True}}
