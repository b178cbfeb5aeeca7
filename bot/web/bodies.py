"""A request's body, JSON or form, read strictly; what the questions and the rules share."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.web.problems import ProblemError

_PLACE = re.compile(r"at line (\d+) column (\d+)")


class Body(BaseModel):
    """A JSON body whose every key is known; `EXAMPLE` is one that can be read."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    EXAMPLE: ClassVar[str] = "{}"


B_ = TypeVar("B_", bound=Body)


def read_json_body(content_type: str, body: bytes, form: type[B_], **fields: object) -> B_:
    """Read a JSON body into its form.

    Args:
        content_type: the request's header.
        body: the bytes as they came.
        form: what the body must be.
        fields: what the texts of the form's own problems (`invalid_<key>`) are filled in with.

    Raises:
        ProblemError: 415, 400 or 422, naming what is wrong with the body.
    """
    if _media_type(content_type) != "application/json":
        raise ProblemError(415, "not_json")
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        # A misspelt key is also a missing one: the unknown key says more.
        first = max(found, key=lambda one: one["type"] == "extra_forbidden")
        raise _refusal(first, form, fields) from None


def read_form_fields(content_type: str, body: bytes, most: int) -> dict[str, list[str]]:
    """Read a form's fields, each with its values in order; empty ones are left out.

    Raises:
        ProblemError: 415 or 400, where the body is no form or has more than `most` fields.
    """
    if _media_type(content_type) != "application/x-www-form-urlencoded":
        raise ProblemError(415, "not_form")
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=most)
    except ValueError:
        raise ProblemError(400, "bad_request") from None


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _refusal(error: Any, form: type[Body], fields: Mapping[str, object]) -> ProblemError:
    """Say what pydantic found in our own words: its own repeat what was sent."""
    kind, where = error["type"], [str(part) for part in error["loc"]]
    if kind == "json_invalid":
        found = str(error["ctx"]["error"])
        if "hex escape" in found:
            return ProblemError(400, "lone_surrogate")
        place = _PLACE.search(found)
        line, column = place.groups() if place else ("1", "1")
        return ProblemError(400, "malformed_json", {"line": line, "column": column})
    if kind == "extra_forbidden":
        known = ", ".join(form.model_fields)
        return ProblemError(422, "unknown_key", {"name": where[0][:60], "known": known})
    if not where:
        return ProblemError(422, "no_object", {"example": form.EXAMPLE})
    return ProblemError(422, f"invalid_{where[0]}", fields)
