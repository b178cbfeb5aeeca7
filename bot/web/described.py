"""What the API's description says of its responses: the answer record, and every refusal."""

from typing import Any

from bot.answer.question import LANGUAGES
from bot.answer.record_schema import record_schema

_PROBLEM = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string", "description": "A stable name for programs."},
                "message": {"type": "string", "description": "What is wrong and what to do."},
            },
            "required": ["code", "message"],
            "additionalProperties": False,
        }
    },
    "required": ["error"],
    "additionalProperties": False,
}
_WHY = {
    400: "The body is no JSON.",
    404: "There is no such rule.",
    413: "The body is too large.",
    415: "The body is not said to be JSON.",
    422: "Something in the request cannot be read.",
    429: "Too many questions in a minute; Retry-After says how long to wait.",
    500: "Something went wrong here.",
    503: "The index is not ready; Retry-After says when to ask again.",
}
RECEIPT = "Receipt"
"""The response header that names the answer's receipt, for `/check/CODE`."""

LANGUAGE = {
    "name": "language",
    "in": "query",
    "required": False,
    "description": "The language of the texts; else that of Accept-Language.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}

Responses = dict[int | str, dict[str, Any]]


def responses(description: str, schema: dict[str, Any], *refusals: int) -> Responses:
    """Describe a route's responses.

    Args:
        description: what the response with status 200 is.
        schema: the JSON Schema of its body.
        refusals: the statuses of the problems that may come instead.
    """
    described: Responses = {200: _response(description, schema)}
    described |= {status: _response(_WHY[status], _PROBLEM) for status in refusals}
    return described


def record_responses(*refusals: int) -> Responses:
    """Describe the responses of a route that answers with the record."""
    each = (400, 413, 415, 422, 429, 500, 503)
    described = responses("The answer record.", record_schema(), *each, *refusals)
    described[200]["headers"] = {
        RECEIPT: {
            "description": "The code under which the answer can be checked later.",
            "schema": {"type": "string"},
        }
    }
    return described


def _response(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


RULES_LISTED = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {key: {"type": "string"} for key in ("key", "label", "summary", "address")},
        "required": ["key", "label", "summary", "address"],
        "additionalProperties": False,
    },
}
ALIVE = {
    "type": "object", "properties": {"status": {"const": "ok"}}, "required": ["status"],
}  # fmt: skip
READY = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}, "problem": {"type": ["string", "null"]}},
    "required": ["ready"],
}
