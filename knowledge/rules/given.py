"""What a form, a command or a program gives for a rule's inputs, read into them.

Every door reads the same way: a number, or the text that a person would write ("800万", "40%").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, TypeVar

from knowledge.amounts import CalendarDate, Money, Number, Share, read_amounts, unclear_in
from knowledge.rules.amount import Amount
from knowledge.rules.definition import InputField, RuleDefinition, RuleInputs
from knowledge.rules.schedule import YearAmount

I_ = TypeVar("I_", bound=RuleInputs)
MOST_YEARS = 60
MOST_DISTRICTS = 16
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_BETWEEN = re.compile(r"[;；、\n]|,\s+|,(?![0-9]{3}(?![0-9]))|，")
_YEAR = re.compile(
    r"\s*(?:year\s*|第)?([0-9]{1,4})\s*年?\s*[:：=]\s*(.*)", re.DOTALL | re.IGNORECASE
)
_YES = {"yes", "true", "y", "1", "是", "有", "对"}
_NO = {"no", "false", "n", "0", "否", "没有", "无"}
_UNKNOWN = {
    "",
    "?",
    "？",
    "unknown",
    "not known",
    "tbd",
    "未知",
    "不知道",
    "不清楚",
    "待定",
    "未定",
}


class GivenError(Exception):
    """An input that cannot be read: ``field`` is its key, ``kind`` what was expected of it.

    ``kind`` is a field's kind, or "input" where the rule has no input of that name.
    """

    def __init__(self, field: str, kind: str) -> None:
        super().__init__(f"{field}: no {kind}")
        self.field, self.kind = field, kind


def read_given(rule: RuleDefinition[I_], given: Mapping[str, object]) -> I_:
    """The inputs of a rule from values by the keys of its fields.

    Values are JSON's types or texts; empty texts and None stand for what is not known. Amounts
    without a unit are yuan; money is read as people write it, exactly.

    Raises:
        GivenError: a key is no input of the rule, or its value cannot be read.
    """
    fields = {field.key: field for field in rule.fields}
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key not in fields:
            raise GivenError(key, "input")
        if value is None or (isinstance(value, str) and value.strip().lower() in _UNKNOWN):
            continue
        values[key] = _READERS[fields[key].kind](fields[key], value)
    return rule.inputs_type(**values)


def _money(field: InputField, value: object) -> Amount:
    text = _text(field, value).removesuffix("整")  # as on a cheque
    if _PLAIN.fullmatch(text):
        return Amount.of(text)
    found = read_amounts(text)
    if len(found) == 1 and found[0].span == (0, len(text)) and not unclear_in(text):
        if isinstance(found[0], Money) and not found[0].bounded:
            return Amount.read(found[0])
        if isinstance(found[0], Number) and not found[0].unit:
            return Amount.of(found[0].value)
    raise GivenError(field.key, field.kind)


def _moneys(field: InputField, value: object) -> tuple[Amount, ...]:
    parts = _BETWEEN.split(value) if isinstance(value, str) else value
    if not isinstance(parts, Sequence):
        parts = [parts]
    amounts = tuple(_money(field, part) for part in parts if str(part).strip())
    if not 0 < len(amounts) <= MOST_DISTRICTS:
        raise GivenError(field.key, field.kind)
    return amounts


_LONGEST_SHARE = 24  # characters of a share in plain digits; no share is written longer


def _share(field: InputField, value: object) -> Fraction:
    text = _text(field, value)
    if _PLAIN.fullmatch(text) and len(text) <= _LONGEST_SHARE:
        return Fraction(text)
    found = read_amounts(text)
    whole = len(found) == 1 and found[0].span == (0, len(text))
    if whole and isinstance(found[0], Share) and len(found[0].parts) == 1:
        return found[0].parts[0]
    raise GivenError(field.key, field.kind)


def _schedule(field: InputField, value: object) -> tuple[YearAmount, ...]:
    """Amounts in order from year 1, or each with its year: "2019: 8m; 2020: ?"."""
    pairs: list[tuple[str, object]]
    if isinstance(value, str):
        pairs = [_with_year(part) for part in _BETWEEN.split(value.strip())]
    elif isinstance(value, Mapping):
        pairs = [(str(year), amount) for year, amount in value.items()]
    elif isinstance(value, Sequence):
        pairs = [("", amount) for amount in value]
    else:
        pairs = [("", value)]
    if not 0 < len(pairs) <= MOST_YEARS:
        raise GivenError(field.key, field.kind)
    steps: list[YearAmount] = []
    for year, amount in pairs:
        if year and not (year.isdecimal() and len(year) <= 4):
            raise GivenError(field.key, field.kind)
        number = int(year) if year else steps[-1].year + 1 if steps else 1
        unknown = amount is None or str(amount).strip().lower() in _UNKNOWN
        steps.append(YearAmount(number, None if unknown else _money(field, amount)))
    return tuple(steps)


def _with_year(part: str) -> tuple[str, object]:
    found = _YEAR.fullmatch(part)
    return (found[1], found[2]) if found else ("", part)


def _flag(field: InputField, value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _UNKNOWN:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise GivenError(field.key, field.kind)


def _number(field: InputField, value: object) -> Decimal:
    try:
        number = Decimal(_text(field, value))
    except InvalidOperation:
        raise GivenError(field.key, field.kind) from None
    if not number.is_finite():
        raise GivenError(field.key, field.kind)
    return number


def _date(field: InputField, value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(field, value)
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = [one for one in read_amounts(text) if isinstance(one, CalendarDate)]
    if len(found) == 1 and found[0].year and found[0].day:
        return date(found[0].year, found[0].month, found[0].day)
    raise GivenError(field.key, field.kind)


def _choice(field: InputField, value: object) -> str:
    if value in field.choices:
        return str(value)
    raise GivenError(field.key, field.kind)


def _text(field: InputField, value: object) -> str:
    """A number or a text as text; nothing else can be read."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise GivenError(field.key, field.kind)
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value).strip()


_READERS: Mapping[str, Callable[[InputField, Any], object]] = {
    "money": _money, "moneys": _moneys, "share": _share, "schedule": _schedule, "flag": _flag,
    "number": _number, "date": _date, "choice": _choice,
}  # fmt: skip
