"""A rule's inputs as JSON, to be kept and read again exactly.

Money and shares are texts ("8000000.50", "1/3"), dates ISO; every field is written, so that a
default that changes later does not change what was kept.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from knowledge.rules import RULES
from knowledge.rules.definition import RuleInputs

Json = dict[str, Any]


class StoredInputsError(ValueError):
    """What was kept is no inputs of the rule; the message names the rule and the place."""


def inputs_to_json(rule_key: str, inputs: RuleInputs) -> Json:
    """The inputs of a rule as plain JSON types.

    Raises:
        StoredInputsError: there is no such rule, or these are no inputs of it.
    """
    adapter = _adapter(rule_key)
    if type(inputs) is not RULES[rule_key].inputs_type:
        raise StoredInputsError(f"{rule_key}: takes no {type(inputs).__name__}")
    found: Json = adapter.dump_python((inputs,), mode="json")[0]
    return found


def inputs_from_json(rule_key: str, data: object) -> RuleInputs:
    """The inputs that `inputs_to_json` was given: equal to them, to the last digit.

    A field that is missing, being younger than the data, has its default.

    Raises:
        StoredInputsError: there is no such rule, or the data has an unknown key or another form.
    """
    adapter = _adapter(rule_key)
    try:
        return adapter.validate_json(json.dumps([data]))[0]
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"][1:]))
        raise StoredInputsError(f"{rule_key}, `{place}`: {first['msg']}") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise StoredInputsError(f"{rule_key}: is no JSON") from error


@cache
def _adapter(rule_key: str) -> TypeAdapter[tuple[RuleInputs]]:
    """What reads and writes a rule's inputs; in a tuple, for dataclasses take no configuration."""
    if rule_key not in RULES:
        raise StoredInputsError(f"there is no rule {rule_key}")
    kind: Any = RULES[rule_key].inputs_type
    return TypeAdapter(tuple[kind], config=ConfigDict(extra="forbid", strict=True))
