"""What a rule's result still asks for, and what was given for it, as one would type it."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.answer.record import Figure
from knowledge.amounts.quantities import YUAN
from knowledge.rules import RULES, AnyRule, InputField, RuleResult
from knowledge.rules.definition import MONEY_KINDS
from knowledge.rules.given import GivenError, read_given

_BY_YEAR = "_by_year"


def missing_fields(
    rule: AnyRule, result: RuleResult, given: Mapping[str, object]
) -> tuple[str, ...]:
    """Return the keys of the inputs that a result still asks for, in the order of the rule's.

    What is given and does not go together is asked for again; empty where nothing is asked.

    Args:
        rule: whose result it is.
        result: what the rule gave.
        given: what it was given.

    Raises:
        GivenError: a value cannot be read, or is no input of the rule.
    """
    if result.status != "needs_input":
        return ()
    keys = [field.key for field in rule.fields]
    inputs = read_given(rule, given)
    known = {key for key in keys if getattr(inputs, key) not in (None, ())}
    asked: set[str] = set()
    for question in result.missing:
        of_question = set(rule.questions.get(question, ()))
        asked |= {question} & set(keys) or of_question - known or of_question
    if any(key.endswith(_BY_YEAR) for key in known):
        asked = {f"{key}{_BY_YEAR}" if f"{key}{_BY_YEAR}" in keys else key for key in asked}
    if not asked:
        settling = result.outputs.get("settled_by")
        sets = settling if isinstance(settling, list) else []
        asked = {key for one in sets for key in one if key in keys}
    if not asked:
        amounts = {f.key for f in rule.fields if f.kind in MONEY_KINDS or f.kind == "share"}
        asked = amounts & known or known or set(keys)
    return tuple(key for key in keys if key in asked)


def given_of(figure: Figure) -> dict[str, str]:
    """Return what a figure was made of as one would type it into the rule's form.

    What a form cannot state, or would state otherwise, is left out.
    """
    rule = RULES[figure.rule]
    given = {}
    for field in rule.fields:
        text = _typed(field, figure)
        if text and _states(rule, field, text, figure):
            given[field.key] = text
    return given


def _states(rule: AnyRule, field: InputField, text: str, figure: Figure) -> bool:
    """Tell whether a typed value says what the figure has, and no more."""
    try:
        values, units = read_given(rule, {field.key: text}).stated()
    except GivenError:
        return False
    return bool(values.items() <= figure.inputs.items() and units.items() <= figure.units.items())


def _typed(field: InputField, figure: Figure) -> str:
    if field.kind == "schedule":
        return "; ".join(_years(field.key, figure))
    parts = [
        _amount(value, figure.units.get(key, ""))
        for key, value in figure.inputs.items()
        if key == field.key or (field.kind == "moneys" and _numbered(key, field.key))
    ]
    return "; ".join(parts)


def _numbered(key: str, of: str) -> bool:
    return key.removeprefix(f"{of}_").isdecimal()


def _years(key: str, figure: Figure) -> Iterator[str]:
    """Give each year with its amount, "?" for one between two or one that is asked for."""
    amounts = {
        int(name.removeprefix(f"{key}_")): _amount(value, figure.units.get(name, ""))
        for name, value in figure.inputs.items()
        if _numbered(name, key)
    }
    if not amounts:
        return
    asked = [year for one in figure.outputs.get("settled_by", ()) for year in one]
    open_years = {int(year) for year in asked if year.isdecimal()}
    first, last = min(amounts.keys() | open_years), max(amounts.keys() | open_years)
    for year in range(first, last + 1):
        yield f"{year}: {amounts.get(year, '?')}"


def _amount(value: Any, unit: str) -> str:
    """Write a value of a record: 8000000, 8000000 USD, 3000000 to 5000000, yes, 2018-06-01."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return " to ".join(_amount(end, unit) for end in value.values())
    return f"{value} {unit}" if unit.isupper() and unit != YUAN else str(value)
