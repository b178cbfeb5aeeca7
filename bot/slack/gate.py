"""Decides whether the desk answers a message here, by the settings of its channel."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import structlog

from bot.slack.incoming import Written
from bot.store.channels import Channels, ChannelSettings
from bot.store.questions import Place, Questions

log = structlog.get_logger()

Refusal = Literal["switched-off", "not-in-this-channel"]


@dataclass(frozen=True)
class Admitted:
    """A message that the desk takes up.

    Attributes:
        place: how it came.
        settings: those of its channel.
        addressed: it was written to the desk; else it is answered only where the desk can.
        refusal: why its writer is told that there is no answer here, or None.
    """

    place: Place
    settings: ChannelSettings
    addressed: bool = True
    refusal: Refusal | None = None


class Gate:
    """Lets messages in.

    Args:
        channels: the settings.
        questions: tells which threads are the desk's.
        workspaces: the workspaces that may use the desk; empty lets in every one installed.
    """

    def __init__(
        self, channels: Channels, questions: Questions, workspaces: Collection[str] = ()
    ) -> None:
        self._channels = channels
        self._questions = questions
        self._workspaces = frozenset(workspaces)

    def allows(self, team: str) -> bool:
        """Tell whether a workspace may use the desk; one that may not is logged."""
        if self._workspaces and team not in self._workspaces:
            log.warning("call of a foreign workspace refused", team=team)
            return False
        return True

    def refusal(self, team: str, channel: str) -> Refusal | None:
        """Return why nothing is answered in a channel, or None where it is."""
        workspace = self._channels.workspace(team)
        if not workspace.answering:
            return "switched-off"
        direct = channel.startswith("D")
        if workspace.channels and channel not in workspace.channels and not direct:
            log.info("call of a channel that is not allowed refused", team=team, channel=channel)
            return "not-in-this-channel"
        return None

    def admit(self, message: Written) -> Admitted | None:
        """Say how a message is taken up; None where it is none of the desk's business."""
        team, channel = message.place.team, message.place.channel
        if not self.allows(team):
            return None
        settings = self._channels.channel(team, channel)
        if message.kind == "im":
            return Admitted("dm", settings, refusal=self.refusal(team, channel))
        if message.addressed:
            return Admitted("mention", settings, refusal=self.refusal(team, channel))
        place = self._unaddressed(message, settings)
        if place is None or self.refusal(team, channel):
            return None
        return Admitted(place, settings, addressed=False)

    def _unaddressed(self, message: Written, settings: ChannelSettings) -> Place | None:
        """Say how a message comes that is not written to the desk; None where people talk."""
        if message.to_others or message.edited:
            return None
        if message.place.thread_ts is None:
            return "channel" if settings.reads == "all" else None
        if not settings.follows:
            return None
        asked = self._questions.in_thread(message.place.thread)
        # Who asked in this thread goes on; others in it are talking to each other.
        theirs = (one for one in asked if one.user == message.user)
        taken = any(one.state in ("accepted", "answered") for one in theirs)
        return "follow-up" if taken else None
