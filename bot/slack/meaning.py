"""Whether a message asks the desk something, and what question it is."""

from typing import Any

from bot.answer.record import Answer
from bot.slack.gate import Admitted
from bot.slack.incoming import Written
from bot.store.questions import NewQuestion

# What is said in a channel without the desk's name is answered where this is so sure.
_SURE = 0.6


def question_of(message: Written, admitted: Admitted) -> NewQuestion:
    """Return the question that an admitted message asks."""
    details: dict[str, Any] = {}
    if not admitted.addressed:
        details["unaddressed"] = True
    if admitted.refusal is not None:
        details["refusal"] = f"slack-{admitted.refusal}"
    return NewQuestion(
        event=message.event_id or message.place.message,
        thread=message.place.thread,
        place=admitted.place,
        team=message.place.team,
        channel=message.place.channel,
        user=message.user,
        ts=message.place.ts,
        thread_ts=message.place.thread_ts,
        text=message.text,
        language=admitted.settings.language,
        shown_to="public" if admitted.place == "dm" else admitted.settings.answers,
        details=details or None,
    )


def is_meant(answer: Answer) -> bool:
    """Tell whether what people said among themselves is a question that the desk answers."""
    told = answer.status in ("answered", "not_specified") and answer.route != "scope"
    return told and answer.confidence >= _SURE


def is_any(_: Answer) -> bool:
    """Take every answer."""
    return True
