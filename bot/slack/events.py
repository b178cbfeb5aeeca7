"""Takes events in: what they are about is kept before Slack is told that they arrived."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.slack.amending import Amending
from bot.slack.answering import Answering
from bot.slack.commanding import Commanding
from bot.slack.commands import question_in
from bot.slack.incoming import Deleted, Written, read_event
from bot.slack.pointing import only_points


class Events:
    """Hands each event to who deals with it.

    Args:
        commanding: takes up what begins with the words of a command.
        answering: takes up what is asked.
        amending: follows edits and deletions.
    """

    def __init__(self, commanding: Commanding, answering: Answering, amending: Amending) -> None:
        self._commanding = commanding
        self._answering = answering
        self._amending = amending

    def accept(self, body: Mapping[str, Any]) -> None:
        """Take an event; when this returns it is kept, and Slack may forget it."""
        found = read_event(body)
        if found is None:
            return
        if isinstance(found, Deleted):
            self._amending.delete(found)
            return
        if found.addressed:
            found = replace(found, text=question_in(found.text))
        if found.edited is not None:
            self._amending.edit(found)
        elif _points_back(found) or not self._commanding.message(found):
            self._answering.take_up(found)


def _points_back(message: Written) -> bool:
    """Tell whether a message asks for an answer to those before it in its thread."""
    return message.place.thread_ts is not None and only_points(message.text)
