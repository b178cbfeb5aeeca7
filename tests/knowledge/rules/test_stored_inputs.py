"""The inputs of every rule come back from JSON as they were, and nothing else is taken for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.rules import RULES, Amount, CoFundingInputs
from knowledge.rules.contract import ContractInputs
from knowledge.rules.examples import load_examples
from knowledge.rules.given import GivenError, read_given
from knowledge.rules.stored import StoredInputsError, inputs_from_json, inputs_to_json
from tests.knowledge.rules.results import GIVEN, SAID, TODAY, read_rows
from tests.knowledge.rules.thread import apply, said

EXAMPLES = Path(__file__).parents[2] / "examples"

SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    # Of any scale: what is read off a form may have more digits than any sum needs.
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Fraction: st.fractions(),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    bool: st.booleans(),
    int: st.integers(),
    date: st.dates(),
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type that an input may have."""
    origin, args = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if is_dataclass(kind):
        return st.deferred(lambda: dataclasses_of(kind))
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, args))
    if origin is tuple and args[-1] is Ellipsis:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, args))
    if origin is Mapping:
        return st.dictionaries(values(args[0]), values(args[1]), max_size=2)
    raise TypeError(f"no values of {kind}")


@cache
def dataclasses_of(kind: Any) -> st.SearchStrategy[Any]:
    """Inputs with a few fields that are not as they are by default, as people's are."""
    hints = {field.name: get_type_hints(kind)[field.name] for field in fields(kind)}
    needed = [field.name for field in fields(kind) if field.default is MISSING
              and field.default_factory is MISSING]  # fmt: skip
    others = [name for name in hints if name not in needed]
    given = st.lists(st.sampled_from(others), max_size=8, unique=True) if others else st.just([])
    return given.flatmap(
        lambda names: st.builds(kind, **{name: values(hints[name]) for name in (*needed, *names)})
    )


def again(rule: str, inputs: Any) -> Any:
    """The inputs, having been a text of JSON."""
    return inputs_from_json(rule, json.loads(json.dumps(inputs_to_json(rule, inputs))))


def digits(value: object) -> str:
    """A value with every digit: 8.0 equals 8 and is not written as 8."""
    return repr(value)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_any_inputs_come_back_equal(rule: str, data: st.DataObject) -> None:
    inputs = data.draw(dataclasses_of(RULES[rule].inputs_type))
    back = again(rule, inputs)
    assert back == inputs
    assert digits(back) == digits(inputs)


def of_examples() -> Iterator[tuple[str, Any]]:
    for file in load_examples(EXAMPLES).values():
        for example in file.examples:
            yield file.rule, read_given(RULES[file.rule], example.given())


def of_forms() -> Iterator[tuple[str, Any]]:
    for row in read_rows(GIVEN):
        try:
            yield row["rule"], read_given(RULES[row["rule"]], row["given"])
        except GivenError:
            continue


def of_threads() -> Iterator[tuple[str, Any]]:
    for row in read_rows(SAID):
        rule = RULES[row["rule"]]
        inputs = rule.inputs_type()
        for turn in row["turns"]:
            message = replace(said(row["rule"], turn, row.get("ask")), today=TODAY)
            inputs = rule.from_question(message, inputs)
            yield row["rule"], inputs


@pytest.mark.parametrize(
    ("source", "least"), [(of_examples, 100), (of_forms, 500), (of_threads, 700)]
)
def test_inputs_that_people_give_come_back_equal_and_give_the_same(source: Any, least: int) -> None:
    seen = 0
    for rule, inputs in source():
        back = again(rule, inputs)
        assert digits(back) == digits(inputs)
        assert apply(rule, back) == apply(rule, inputs)
        seen += 1
    assert seen >= least


FULL = CoFundingInputs(city=Amount.of("8000000.50"), city_share=Fraction(1, 3))


@pytest.mark.parametrize(
    ("rule", "change", "named"),
    [
        ("co-funding", {"citys": "1"}, "citys"),
        ("co-funding", {"city": {"low": "1", "high": "1", "note": ""}}, "city.note"),
        ("co-funding", {"city": {"low": "1"}}, "city.high"),
        ("co-funding", {"city": {"low": "one", "high": "1"}}, "city.low"),
        ("co-funding", {"city": {"low": "NaN", "high": "1"}}, "city.low"),
        ("co-funding", {"over": "all"}, "over"),
        ("co-funding", {"further": "yes"}, "further"),
        ("co-funding", {"years": "2"}, "years"),
        ("co-funding", {"city_share": "1/0"}, "city_share"),
        ("co-funding", {"earlier": {"names": "x"}}, "earlier.names"),
        ("co-funding", {"as_of": "2026-02-30"}, "as_of"),
        ("contract", {"targets": 1}, "targets"),
    ],
)
def test_what_is_no_input_is_named_with_its_place(
    rule: str, change: dict[str, Any], named: str
) -> None:
    kept = inputs_to_json(rule, FULL if rule == "co-funding" else ContractInputs(targets=True))
    with pytest.raises(StoredInputsError, match=rule) as caught:
        inputs_from_json(rule, kept | change)
    assert f"`{named}`" in str(caught.value)


@pytest.mark.parametrize("data", [None, [], "text", 3, [1, 2], {"city": Decimal(1)}, float("nan")])
def test_what_is_no_object_of_json_is_refused(data: object) -> None:
    with pytest.raises(StoredInputsError):
        inputs_from_json("co-funding", data)


def test_an_unknown_rule_and_inputs_of_another_rule_are_refused() -> None:
    with pytest.raises(StoredInputsError, match="no rule cofunding"):
        inputs_from_json("cofunding", {})
    with pytest.raises(StoredInputsError, match="takes no ContractInputs"):
        inputs_to_json("co-funding", ContractInputs())


def test_money_and_shares_are_texts_and_every_field_is_written() -> None:
    kept = inputs_to_json("co-funding", FULL)
    assert kept["city"]["low"] == "8000000.50"
    assert kept["city_share"] == "1/3"
    assert kept["as_of"] is None
    dated = inputs_to_json("contract", ContractInputs(as_of=date(2018, 2, 1)))
    assert dated["as_of"] == "2018-02-01"


def test_a_field_younger_than_the_data_has_its_default() -> None:
    kept = inputs_to_json("co-funding", FULL)
    del kept["parted"]
    assert inputs_from_json("co-funding", kept) == FULL
