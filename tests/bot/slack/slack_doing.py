"""People who do things with the desk in the local Slack, and what they get to see."""

from collections.abc import Mapping
from typing import Any

from fake_slack import HttpTransport, Person, wait_until
from slack_workspace import Workspace

Json = dict[str, Any]


def person(desk: Workspace, id: str = "U1", team: str = "T1", **fields: Any) -> Person:
    """Return a person who uses the desk; the fields are those of the user, as `is_admin`."""
    acting = desk.slack.person(id, HttpTransport(desk.http), team)
    for name, value in fields.items():
        setattr(desk.slack.teams[team].users[id], name, value)
    return acting


def shown(desk: Workspace, user: str, count: int = 1) -> list[Json]:
    """Wait until a person saw so many messages that nobody else saw; return them all."""
    wait_until(lambda: len(desk.slack.shown_to(user)) >= count)
    return desk.slack.shown_to(user)


def text_of(message: Mapping[str, Any]) -> str:
    """Return all that a message or view says, in any kind of block."""
    return " ".join([str(message.get("text", "")), *_texts(message.get("blocks", ()))])


def _texts(part: Any) -> list[str]:
    if isinstance(part, Mapping):
        own = [str(part["text"])] if isinstance(part.get("text"), str) else []
        return own + [text for inner in part.values() for text in _texts(inner)]
    inner_parts = part if isinstance(part, list | tuple) else ()
    return [text for inner in inner_parts for text in _texts(inner)]


def window(desk: Workspace, user: str = "U1", above: int = 0) -> Json:
    """Wait for a modal of a person above so many others, and return the topmost one."""
    stack = desk.slack.stacks["T1", user]
    wait_until(lambda: len(stack) > above)
    return desk.slack.views[stack[-1]]


def windows(desk: Workspace, user: str = "U1") -> int:
    """Return how many modals a person has open."""
    return len(desk.slack.stacks["T1", user])


def clean(desk: Workspace) -> None:
    """Check that nothing the desk sent was over a limit or refused by Slack's own rules."""
    assert desk.slack.problems == []
    assert [(one.method, one.error) for one in desk.slack.refusals()] == []
