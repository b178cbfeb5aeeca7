"""What a rule's form in Slack carries and brings back: the values, where the result goes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answer.question import Language
from bot.rule_form import unreadable, why_unreadable
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.rules import AnyRule

CALLBACK = "rule:"
BLOCK = "input:"
ACTION = "value"
# Slack's limits, in characters, on what a view and a button carry unseen.
METADATA = 3_000
VALUE = 2_000
# Stands for a choice that is taken back: Slack's menus have no empty option.
UNCHOSEN = "-"


@dataclass(frozen=True)
class FormValues:
    """What a rule's form was given.

    Attributes:
        rule: the rule's key.
        given: texts by the keys of the rule's inputs, as `read_given` takes them; none is empty.
        context: where the result goes, as it was put into the form.
        language: the language of the form.
    """

    rule: str
    given: dict[str, str]
    context: str
    language: Language


@dataclass(frozen=True)
class Opening:
    """What a button says of the form that it opens.

    Attributes:
        rule: the rule's key.
        given: what the form is filled with.
        only: the inputs to ask for; None for all of them.
        context: where the result goes.
        language: the language of the message that the button stands in; None where the button
            stands in a list of rules.
    """

    rule: str
    given: dict[str, str]
    only: tuple[str, ...] | None
    context: str
    language: Language | None


def carried(
    limit: int,
    context: str,
    language: Language,
    given: Mapping[str, str],
    only: tuple[str, ...] | None = None,
) -> str | None:
    """Return what a form or button carries unseen, as JSON; None where that is too long.

    Raises:
        ValueError: the context alone is too long.
    """
    kept = {"context": context, "language": language}
    if len(_compact(kept)) > limit:
        raise ValueError(f"a context of {len(context)} characters is too long to be carried")
    more = {"given": dict(given), "only": only}
    text = _compact(kept | {key: value for key, value in more.items() if value})
    return text if len(text) <= limit else None


def read_view(view: Mapping[str, Any]) -> FormValues:
    """Read a submitted form; what is empty is left out.

    Args:
        view: the `view` of a `view_submission`, made by `rule_view`.
    """
    kept = json.loads(view["private_metadata"])
    given: dict[str, str] = dict(kept.get("given", {}))
    for block, actions in view["state"]["values"].items():
        value = _value(actions[ACTION])
        if value.strip():
            given[block.removeprefix(BLOCK)] = value
    rule = view["callback_id"].removeprefix(CALLBACK)
    return FormValues(rule, given, kept["context"], kept["language"])


def field_errors(
    rule: AnyRule, entry: RuleEntry, given: Mapping[str, str], words: Words
) -> dict[str, str]:
    """Say of each value that cannot be read what to write instead, by the id of its block.

    Args:
        rule: whose form it is.
        entry: the rule's words.
        given: what the form brought back.
        words: the words of the form's language.

    Raises:
        GivenError: the rule has no input of that name.
    """
    return {
        BLOCK + field.key: why_unreadable(field, entry, words) for field in unreadable(rule, given)
    }


def _value(state: Mapping[str, Any]) -> str:
    if state["type"] == "static_select":
        chosen = (state.get("selected_option") or {}).get("value", "")
        return "" if chosen == UNCHOSEN else str(chosen)
    return state.get("selected_date" if state["type"] == "datepicker" else "value") or ""


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
