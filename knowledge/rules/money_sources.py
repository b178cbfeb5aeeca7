"""Sources of money, Item Ten: who pays for building a platform, and who for running it.

Construction: "mainly sponsored by the city government, which will allocate funds from the special
fund for the development of strategic emerging industries and take charge of them as special
budget". Operating: "co-arranged by the city and district governments, of which the city
government will allocate from the special funds for science and innovation plan". How much either
is, and a district's part of construction money, is not specified.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.amounts.quantities import YUAN, Money
from knowledge.rules.amount import LARGEST, Amount, add
from knowledge.rules.definition import AS_OF, Facts, InputField, Reference, RuleDefinition
from knowledge.rules.result import RuleResult, Value, WorkingLine, line
from knowledge.rules.said import Said

KEY = "money-sources"
UNFIXED = ("district-part", "amount")
Use = Literal["construction", "operating"]
_SOURCES: dict[Use, dict[str, Value]] = {
    "construction": {"construction_payer": "mainly_city",
                     "construction_fund": "strategic_emerging_industries_fund"},
    "operating": {"operating_payer": "city_and_district",
                  "operating_city_fund": "science_and_innovation_plan_funds"},
}  # fmt: skip
_QUOTES: dict[Use, str] = {"construction": "construction-money", "operating": "operating-money"}


@dataclass(frozen=True)
class MoneySourcesInputs:
    """The amounts to tell apart, and the use that is asked about (both, where none is named)."""

    construction: Amount | None = None
    operating: Amount | None = None
    use: str | None = None
    asked: str | None = None
    as_of: date | None = None
    unreadable: bool = False

    def stated(self) -> tuple[dict[str, Value], dict[str, str]]:
        """The inputs as the answer record holds them, and the unit of each."""
        values: dict[str, Value] = {}
        units: dict[str, str] = {}
        for key, amount in (("construction", self.construction), ("operating", self.operating)):
            if amount:
                values[key], units[key] = amount.value(), amount.currency
        for key, name in (("use", self.use), ("asked", self.asked)):
            if name:
                values[key], units[key] = name, "verdict"
        if self.as_of:
            values["as_of"], units["as_of"] = self.as_of.isoformat(), "date"
        return values, units


def money_sources(inputs: MoneySourcesInputs, facts: Facts) -> RuleResult:
    """Payer and fund of construction and of operating money; amounts given are told apart."""
    stated, units = inputs.stated()
    amounts = {"construction": inputs.construction, "operating": inputs.operating}
    given = [amount for amount in amounts.values() if amount]
    if inputs.asked in UNFIXED:
        of_amount = inputs.asked == "amount" and inputs.use == "operating"
        use: Use = "operating" if of_amount else "construction"
        return RuleResult(KEY, 10, "not_specified", stated, {}, units,
                          (line(f"no_{inputs.asked.replace('-', '_')}_stated"),),
                          (_QUOTES[use],), ("amounts_not_specified",))  # fmt: skip
    if inputs.unreadable or any(not amount.in_range for amount in given):
        missing = "unreadable" if inputs.unreadable else "amount_in_range"
        return RuleResult(KEY, 10, "out_of_range", stated, units=units, missing=(missing,),
                          quote_keys=tuple(_QUOTES.values()))  # fmt: skip
    uses: tuple[Use, ...] = tuple(
        key for key in _SOURCES if inputs.use in (None, key) and (not given or amounts[key])
    ) or tuple(key for key in _SOURCES if amounts[key])  # fmt: skip
    outputs: dict[str, Value] = {}
    lines: list[WorkingLine] = []
    for key in uses:
        amount = amounts[key]
        outputs |= _SOURCES[key]
        if amount:
            outputs[key], units[key] = amount.value(), amount.currency
            lines.append(line(f"{key}_amount", amount=amount.term()))
        lines.append(line(f"{key}_source"))
    units |= {key: "verdict" for use in uses for key in _SOURCES[use]}
    notes = ["amounts_not_specified"]
    notes += ["floor_for_operating"] if "operating" in uses else []
    notes += ["bare_is_yuan"] if any(amount.bare for amount in given) else []
    notes += ["not_converted"] if any(amount.currency != YUAN for amount in given) else []
    verdict = "told_apart" if len(uses) > 1 else f"{uses[0]}_money"
    return RuleResult(KEY, 10, "computed", stated, outputs, units, tuple(lines),
                      tuple(_QUOTES[use] for use in uses), tuple(notes), verdict)  # fmt: skip


def money_sources_said(said: Said, previous: MoneySourcesInputs) -> MoneySourcesInputs:
    """What a message says of money for building and for running over what the thread said."""
    found: dict[str, list[Amount]] = {"construction": [], "operating": []}
    for one in said.bound:
        if isinstance(one.quantity, Money) and one.role != "difference":
            use = "construction" if one.role == "construction" else "operating"
            found[use].append(Amount.read(one.quantity))
    summed = {
        key: add(tuple(amounts))
        for key, amounts in found.items()
        if len({amount.currency for amount in amounts}) == 1
    }
    uses = said.choices.get("use", ())
    return replace(
        previous, **summed, use=uses[0] if len(uses) == 1 else None,
        asked=said.asked(previous.asked), unreadable=said.unclear,
        as_of=said.as_of or previous.as_of,
    )  # fmt: skip


_MOST = format(LARGEST, "f")
MONEY_SOURCES = RuleDefinition(
    key=KEY,
    inputs_type=MoneySourcesInputs,
    compute=money_sources,
    fields=(
        InputField("construction", "money", "CNY", "0.01", _MOST),
        InputField("operating", "money", "CNY", "0.01", _MOST),
        InputField("use", "choice", choices=("construction", "operating")),
        InputField("asked", "choice", choices=("source", *UNFIXED)),
        AS_OF,
    ),
    asks=("source", *UNFIXED),
    references={
        "construction-money": Reference(
            10,
            "development of the platforms will be mainly sponsored by the city government, which "
            "will allocate funds from the special fund for the development of strategic emerging "
            "industries and take charge of them as special budget",
        ),
        "operating-money": Reference(
            10,
            "the operational funds of the platform will be co-arranged by the city and district "
            "governments, of which the city government will allocate from the special funds for "
            "science and innovation plan",
        ),
    },
    statuses=frozenset({"computed", "not_specified", "not_in_force", "out_of_range"}),
    from_question=money_sources_said,
)  # fmt: skip
