"""What is known of a rule beside its formula: inputs, legal reference, time in force.

From a definition and its words in rules.yaml come the command, the API with its schema, the web
form and the rule's page; nothing of a rule is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, Protocol, TypeVar

from knowledge.entries import FactEntry
from knowledge.rules.result import RuleResult, Status, Term, Value, line
from knowledge.rules.said import Said

Facts = Mapping[str, FactEntry]
"""The reviewed figures of facts.yaml, by key; a rule takes its figures from nowhere else."""

Kind = Literal["money", "moneys", "share", "flag", "number", "date", "schedule", "choice"]
IN_FORCE_DATE = "in-force-date"
MONEY_KINDS: frozenset[Kind] = frozenset({"money", "moneys", "schedule"})
"""The kinds of input that are amounts of money."""


class RuleInputs(Protocol):
    """What every rule's inputs have: the date asked for, and themselves as the record has them."""

    @property
    def as_of(self) -> date | None:
        """The date that the question is put at, where it names one."""

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, and the unit of each."""


I_ = TypeVar("I_", bound=RuleInputs)


@dataclass(frozen=True)
class InputField:
    """One input of a rule, the same in every door.

    ``key`` is the attribute of the rule's inputs, the option of the command, the name in JSON and
    the key of its words in rules.yaml. ``kind``: money and moneys (one amount, or one for each
    district), share (0 to 1), flag (yes, no, or not known), number, date, schedule (an amount for
    each year, in order; null where it is not known) or choice (one of ``choices``). ``minimum``
    and ``maximum`` are in ``unit`` and hold for what is computed; the rule says so where a value
    lies outside.
    """

    key: str
    kind: Kind
    unit: str = ""
    minimum: str | None = None
    maximum: str | None = None
    choices: tuple[str, ...] = ()


AS_OF = InputField("as_of", "date", "date")


@dataclass(frozen=True)
class Reference:
    """A passage of the release: its item (None before any item mark) and its verbatim anchor."""

    item: int | None
    anchor: str


FORCE = Reference(None, "will be put into force on February 1st 2018")


@dataclass(frozen=True)
class RuleDefinition(Generic[I_]):
    """A rule.

    ``compute`` takes the frozen inputs and the facts that ``facts`` names, and never raises for
    what people say. ``asks`` are the keys of what it can be asked for, ``statuses`` those that
    its results have. ``from_question`` reads a message over what the thread said before.
    ``dated`` is False for a rule that may be asked about a date before the Guideline is in force.
    ``questions`` are the inputs that a question of a result asks for, by the question's key, where
    that is no input itself.
    """

    key: str
    inputs_type: type[I_]
    compute: Callable[[I_, Facts], RuleResult]
    fields: tuple[InputField, ...]
    asks: tuple[str, ...]
    references: Mapping[str, Reference]
    statuses: frozenset[Status]
    from_question: Callable[[Said, I_], I_]
    facts: tuple[str, ...] = ()
    dated: bool = True
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def apply(self, inputs: I_, facts: Facts) -> RuleResult:
        """The result, or that the Guideline was not in force on the date asked for."""
        start = fact_date(facts, IN_FORCE_DATE)
        if not self.dated or inputs.as_of is None or inputs.as_of >= start:
            return self.compute(inputs, facts)
        stated, units = inputs.stated()
        return RuleResult(
            self.key, None, "not_in_force", stated, {"in_force_from": start.isoformat()},
            units | {"in_force_from": "date"},
            (line("in_force_from", start=Term("date", start.isoformat())),),
            ("in-force", next(iter(self.references))),
        )  # fmt: skip

    def quote(self, key: str) -> Reference:
        """The passage that a quote key of a result names. Raises KeyError for an unknown key."""
        return FORCE if key == "in-force" else self.references[key]


AnyRule = RuleDefinition[Any]


def fact_date(facts: Facts, key: str) -> date:
    """A date of facts.yaml. Raises KeyError, or TypeError where the fact is no date."""
    value = facts[key].value
    if not isinstance(value, date):
        raise TypeError(f"fact {key} is no date")
    return value
