"""Marks a message by its purpose, and finds it: a call that failed may have been done after all."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.store.replies import Reply

_EVENT_TYPE = "guideline_desk"


def marked(reply: Reply) -> dict[str, Any]:
    """Return the metadata of a message."""
    payload = {"name": reply.name, "part": reply.part}
    return {"event_type": _EVENT_TYPE, "event_payload": payload}


def stamp_of(messages: Iterable[Mapping[str, Any]], reply: Reply) -> str | None:
    """Return the stamp of the message that was sent as a reply, or None where it is not there."""
    mark = marked(reply)
    for message in messages:
        metadata = message.get("metadata") or {}
        if {key: metadata.get(key) for key in mark} == mark:
            return str(message["ts"])
    return None
