"""A thread's frame as JSON, for a store to keep between turns."""

import json
from collections.abc import Container
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answer.frame import Frame
from bot.answer.question import Language
from knowledge.rules.stored import StoredInputsError, inputs_from_json, inputs_to_json

FORM = 1
"""Which form the data has; frames of another are not read."""


class _Kept(BaseModel):
    """What is kept of a frame; nothing else may stand there and nothing may be missing."""

    model_config = ConfigDict(extra="forbid", strict=True)

    form: Literal[1]
    language: Language
    text: str
    about: str
    topic: str | None
    item: int | None
    awaiting: bool
    inputs: dict[str, Any]


def frame_to_json(frame: Frame) -> dict[str, Any]:
    """Return a frame as plain JSON types.

    Raises:
        StoredInputsError: it holds inputs that are of no rule.
    """
    return {
        "form": FORM,
        "language": frame.language,
        "text": frame.text,
        "about": frame.about,
        "topic": frame.topic,
        "item": frame.item,
        "awaiting": frame.awaiting,
        "inputs": {key: inputs_to_json(key, inputs) for key, inputs in frame.inputs.items()},
    }


def frame_from_json(data: object, topics: Container[str] | None = None) -> Frame | None:
    """Return the frame of what `frame_to_json` gave, or None for data of any other form.

    None begins the thread anew: what an older version kept is not guessed at.

    Args:
        data: plain JSON types.
        topics: the names of the candidates that there are now, where they are known; a frame of
            an entry that was taken out since begins anew too.
    """
    try:
        # Read as JSON, for in Python's types a strict reading takes no list for a tuple.
        kept = _Kept.model_validate_json(json.dumps(data))
        inputs = {key: inputs_from_json(key, stored) for key, stored in kept.inputs.items()}
    except (ValidationError, StoredInputsError, TypeError, ValueError, RecursionError):
        return None
    if topics is not None and kept.topic is not None and kept.topic not in topics:
        return None
    return Frame(kept.language, kept.text, kept.topic, kept.item, inputs, kept.awaiting, kept.about)
