"""The messages of a handover as Block Kit; what people wrote stands in it as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.answer.question import SHANGHAI
from bot.handover.states import Handover, State
from bot.slack.blocks import Block, Message
from bot.slack.foot import button
from bot.slack.mrkdwn import escape, without_marks
from bot.words import Words

CLAIM, GIVE_BACK, ANSWER = "handover-claim", "handover-give-back", "handover-answer"
CLOSE, REOPEN = "handover-close", "handover-reopen"
OBJECT, ANEW = "handover-object", "handover-anew"
"""The ids of the actions; those of forms are the same."""

_OFFERS: dict[State, tuple[tuple[str, str | None], ...]] = {
    "open": ((CLAIM, "primary"), (ANSWER, None), (CLOSE, None)),
    "claimed": ((ANSWER, "primary"), (GIVE_BACK, None), (CLOSE, None)),
    "answered": ((CLOSE, None), (REOPEN, None)),
    "closed": ((REOPEN, None),),
}
_QUESTION, _DESK, _PERSON = 1_500, 600, 1_500
_WHOLE = 3_000
_NAMED = 20
_NO_ADDRESS = r"\s<>\"'|“”‘’（），。；：！？、"
_ADDRESS = re.compile(rf"https?://[^{_NO_ADDRESS}]*[^{_NO_ADDRESS}.,;:!?)\]]")


@dataclass(frozen=True)
class Case:
    """What staff is shown of a handover.

    Attributes:
        question: what the first asker asked, "" where they deleted it.
        place: where they asked, in words, as mrkdwn.
        answer: what the desk answered, as Markdown, "" for nothing.
        status: the status of that answer.
        code: its receipt.
    """

    handover: Handover
    question: str
    place: str
    answer: str = ""
    status: str = ""
    code: str = ""


def staff_message(case: Case, words: Words) -> Message:
    """Return the message by which staff knows a handover."""
    handover = case.handover
    first = handover.askers[0].user
    holder = handover.answered_by if handover.state == "answered" else handover.claimed_by
    state = words(f"handover-state-{handover.state}", person=person(holder or first))
    parts = [
        _mrkdwn(words("handover-asks", state=state, person=person(first), place=case.place)),
        _quote(case.question or words("handover-deleted"), _QUESTION),
    ]
    if case.answer:
        status = words(f"handover-status-{case.status}")
        parts.append(_mrkdwn(words("handover-desk-said", status=status, code=escape(case.code))))
        parts.append(_quote(without_marks(case.answer), _DESK))
    if handover.answer is not None and handover.answered_by is not None:
        said = words("handover-person-said", person=person(handover.answered_by))
        parts += [_mrkdwn(said), _quote(handover.answer, _PERSON)]
    if len(handover.askers) > 1:
        named = [person(asker.user) for asker in handover.askers[:_NAMED]]
        people = "、".join(named) if words.language != "en" else ", ".join(named)
        more = "…" if len(handover.askers) > _NAMED else ""
        count = len(handover.askers)
        parts.append(_mrkdwn(words("handover-others", count=count, people=people + more)))
    offered = [
        button(words(action), action, str(handover.id), style)
        for action, style in _OFFERS[handover.state]
    ]
    return _message([*parts, _Part(({"type": "actions", "elements": offered},), "")])


def told(
    text: str,
    said: str = "",
    after: str = "",
    buttons: Sequence[Block] = (),
    about: str = "",
) -> Message:
    """Return a message that tells people something.

    Args:
        text: the desk's own words, as mrkdwn.
        said: what a person wrote, shown as a quote.
        after: a line of the desk's own below that.
        buttons: what is offered.
        about: the line that names the question, where it does not stand above.
    """
    parts = [_context(about)] if about else []
    parts.append(_mrkdwn(text))
    if said:
        parts.append(_quote(said, _WHOLE))
    if after:
        parts.append(_context(after))
    if buttons:
        parts.append(_Part(({"type": "actions", "elements": list(buttons)},), ""))
    return _message(parts)


def person(user: str) -> str:
    """Return the mention of a person, as mrkdwn."""
    return f"<@{user}>"


def duration(time: timedelta, words: Words) -> str:
    """Return how long something has waited, in words."""
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes < 120:
        return words("handover-minutes", count=minutes)
    if minutes < 48 * 60:
        return words("handover-hours", count=round(minutes / 60))
    return words("handover-days", count=round(minutes / 1_440))


def day(at: datetime, words: Words) -> str:
    """Return a date in words, of the clock in Shanghai."""
    date = at.astimezone(SHANGHAI)
    months = words("handover-months").split()
    return words("handover-date", day=date.day, month=months[date.month - 1], year=date.year)


@dataclass(frozen=True)
class _Part:
    blocks: tuple[Block, ...]
    text: str


def _message(parts: Sequence[_Part]) -> Message:
    blocks = tuple(block for part in parts for block in part.blocks)
    return Message(blocks, "\n".join(part.text for part in parts if part.text))


def _mrkdwn(text: str) -> _Part:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return _Part((block,), text)


def _context(text: str) -> _Part:
    shown = _shortened(text, _DESK)
    element = {"type": "plain_text", "text": shown, "emoji": False}
    return _Part(({"type": "context", "elements": [element]},), escape(shown))


def _quote(text: str, most: int) -> _Part:
    """Return what a person wrote; addresses in it can be followed, nothing else in it acts."""
    shown = _shortened(text, most)
    elements, at = [], 0
    for found in _ADDRESS.finditer(shown):
        if found.start() > at:
            elements.append({"type": "text", "text": shown[at : found.start()]})
        elements.append({"type": "link", "url": found.group(), "text": found.group()})
        at = found.end()
    if at < len(shown):
        elements.append({"type": "text", "text": shown[at:]})
    quote: dict[str, Any] = {"type": "rich_text_quote", "elements": elements}
    return _Part(({"type": "rich_text", "elements": [quote]},), _spoken(shown, most))


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _spoken(text: str, most: int) -> str:
    """Escape a text for a notification; one full of characters that grow by it is shortened."""
    escaped = escape(text)
    while len(escaped) > most * 3 // 2:
        text = _shortened(text, len(text) * 3 // 4)
        escaped = escape(text)
    return escaped
