"""The first step in the trace: what was read out of a message, and what its thread carried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.answer.frame import Frame
from bot.answer.naming import Named, Naming
from bot.answer.question import Language
from bot.answer.rule_values import RuleWording
from bot.answer.understand import Refusal, Understanding
from bot.words import Words
from knowledge.amounts import (
    Bound,
    CalendarDate,
    Duration,
    Frequency,
    Money,
    Number,
    Quantity,
    Series,
    Share,
    Unknown,
    Year,
    plain,
    share_text,
)
from knowledge.amounts.quantities import Together
from knowledge.rules.result import Term
from knowledge.rules.wording import term_text

QuantityKind = Literal[
    "money", "schedule", "share", "number", "unknown", "count", "year", "date", "duration",
    "frequency", "together",
]  # fmt: skip
_KINDS: dict[type[Quantity], QuantityKind] = {
    Money: "money", Series: "schedule", Share: "share", Number: "number", Unknown: "unknown",
    Year: "year", CalendarDate: "date", Duration: "duration", Frequency: "frequency",
    Together: "together",
}  # fmt: skip


@dataclass(frozen=True)
class TracedQuantity:
    """An amount, share, date or number of the message.

    Attributes:
        text: as it was written.
        read: what it was taken for, in the reader's language; "" where that says no more.
        roles: whose it is or what it is for, of a split one for each part; empty where nothing
            tells.
    """

    kind: QuantityKind
    text: str
    read: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """One input of a rule, in the reader's language."""

    label: str
    value: str


@dataclass(frozen=True)
class RuleInputs:
    """What is known to a rule, in the reader's language."""

    rule: str
    label: str
    inputs: tuple[Given, ...]


@dataclass(frozen=True)
class Carried:
    """What the turn before left to lean on.

    Attributes:
        topic: what it was answered with, or None.
        rules: what the thread stated, for each rule that it stated something for.
    """

    language: Language
    topic: Named | None
    rules: tuple[RuleInputs, ...]
    item: int | None


@dataclass(frozen=True)
class Understood:
    """What the message holds; personal data is masked in every text.

    Attributes:
        chosen: the language to answer in was chosen by the person.
        step: 1 or -1 where it names the item after or before the last one, else 0.
        masked: personal data was found in it, and masked.
        mended: words of it were misspelt and are shown as they were read.
        carried: what the thread carried, or None on its first turn.
    """

    language: Language
    chosen: bool
    other_language: bool
    requests: tuple[str, ...]
    quantities: tuple[TracedQuantity, ...]
    items: tuple[int, ...]
    parts: tuple[int, ...]
    step: int
    masked: bool
    mended: bool
    refusal: Refusal | None
    leaning: bool
    carried: Carried | None


def understood(understanding: Understanding, frame: Frame | None, naming: Naming) -> Understood:
    """Say what was read out of a message."""
    question, words = understanding.question, naming.words
    return Understood(
        language=understanding.language,
        chosen=question.language is not None,
        other_language=understanding.other_language,
        requests=tuple(words.script(request.text) for request in understanding.requests),
        quantities=tuple(_quantity(bound, words) for bound in understanding.quantities),
        items=understanding.references.items,
        parts=understanding.references.parts,
        step=understanding.references.step,
        masked=understanding.masked,
        mended=understanding.mended,
        refusal=understanding.refusal,
        leaning=understanding.leaning,
        carried=_carried(frame, naming) if frame else None,
    )


def rule_inputs(
    rule: str, values: Mapping[str, Any], units: Mapping[str, str], naming: Naming
) -> RuleInputs:
    """Put what a rule was given into words.

    Args:
        rule: the rule's key.
        values: as the answer record holds them.
        units: the unit of each.
        naming: the rule's words.
    """
    wording = RuleWording.of(rule, naming.knowledge, naming.words)
    given = tuple(
        Given(
            wording.label("inputs", key),
            naming.words("page-list").join(
                wording.values("inputs", key, value, units.get(key, ""))
            ),
        )
        for key, value in values.items()
    )
    return RuleInputs(rule, wording.name or rule, given)


def _carried(frame: Frame, naming: Naming) -> Carried:
    stated = {rule: inputs.stated() for rule, inputs in frame.inputs.items()}
    return Carried(
        frame.language,
        naming.named(frame.topic) if frame.topic else None,
        tuple(
            rule_inputs(rule, values, units, naming)
            for rule, (values, units) in stated.items()
            if values
        ),
        frame.item,
    )


def _quantity(bound: Bound, words: Words) -> TracedQuantity:
    quantity = bound.quantity
    ordered = bound.order or (quantity.order if isinstance(quantity, Share) else ())
    return TracedQuantity(
        _kind(quantity),
        words.script(quantity.text),
        words.script(_read(quantity, words)),
        (bound.role,) if bound.role else ordered,
    )


def _kind(quantity: Quantity) -> QuantityKind:
    if isinstance(quantity, Number) and quantity.unit:
        return "count"
    return _KINDS[type(quantity)]


def _read(quantity: Quantity, words: Words) -> str:
    """Say what a quantity was taken for, where that is more than its own words."""
    language = words.language
    match quantity:
        case Money():
            return term_text(_money(quantity), language)
        case Series():
            steps = ",".join(_steps(quantity))
            currency = quantity.amounts[0].currency
            return term_text(Term("money_by_year", steps, currency=currency), language)
        case Share():
            shares = (Term("share", share_text(part)) for part in quantity.parts)
            return " : ".join(term_text(share, language) for share in shares)
        case CalendarDate(year=int(year), month=month, day=int(day)):
            return f"{year:04}-{month:02}-{day:02}"
        case _:
            return ""


def _money(money: Money) -> Term:
    high = plain(money.high) if money.high != money.low else None
    bound = money.hedge if money.hedge in ("over", "under") else ""
    return Term("money", plain(money.low), high, money.currency, bound)


def _steps(series: Series) -> Iterator[str]:
    for year, money in zip(series.years, series.amounts, strict=True):
        high = f"-{plain(money.high)}" if money.high != money.low else ""
        yield f"{year}:{plain(money.low)}{high}"
