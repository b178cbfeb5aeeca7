"""The JSON Schema of the answer record, made from the types of `bot/answer/record.py`."""

from dataclasses import fields
from typing import Any

from pydantic import create_model

from bot.answer.record import Answer

_NOT_IN_RECORD = ("blocks", "trace", "basis")


def record_schema() -> dict[str, Any]:
    """Return the schema of what `Answer.record` gives: every key is there, and no other."""
    kept: dict[str, Any] = {
        field.name: (field.type, ...)
        for field in fields(Answer)
        if field.name not in _NOT_IN_RECORD
    }
    model = create_model("AnswerRecord", **kept)
    schema: dict[str, Any] = model.model_json_schema(mode="serialization") | {
        "title": "Answer record",
        "description": "One answer; other programs rely on its keys.",
    }
    definitions = schema.pop("$defs")
    closed: dict[str, Any] = _closed(_in_place(schema, definitions))
    return closed


def _in_place(part: Any, definitions: dict[str, Any]) -> Any:
    """Put what is defined elsewhere into its place: the record nests no type in itself."""
    if isinstance(part, list):
        return [_in_place(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _in_place(definitions[part["$ref"].rpartition("/")[2]], definitions)
    return {key: _in_place(value, definitions) for key, value in part.items()}


def _closed(part: Any) -> Any:
    """Require every property of every object that names its own, and allow no other."""
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if isinstance(closed.get("properties"), dict):
        closed |= {"required": list(closed["properties"]), "additionalProperties": False}
    return closed
