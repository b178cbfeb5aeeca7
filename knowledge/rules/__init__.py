"""The funding rules: one plain function each, with its definition, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.rules import co_funding, definition, diminishing
from knowledge.rules.amount import LARGEST, Amount
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.definition import InputField, Reference, RuleDefinition
from knowledge.rules.diminishing import DiminishingInputs, YearAmount
from knowledge.rules.result import RuleResult, Term, WorkingLine

_MOST = format(LARGEST, "f")
_CO_FUNDING = RuleDefinition(
    co_funding.KEY,
    CoFundingInputs,
    co_funding.co_funding,
    (
        InputField("city", "money", "CNY", minimum="0.01", maximum=_MOST),
        InputField("district", "moneys", "CNY", minimum="0.01", maximum=_MOST),
        InputField("total", "money", "CNY", minimum="0.01", maximum=_MOST),
        InputField("construction", "money", "CNY", minimum="0.01", maximum=_MOST),
        InputField("city_share", "share", "share", minimum="0", maximum="1"),
        InputField("district_share", "share", "share", minimum="0", maximum="1"),
        InputField("split", "split", "share", minimum="0", maximum="1"),
        InputField("as_of", "date", "date"),
    ),
    {
        "operating-floor": definition.OPERATING_FLOOR,
        "construction-money": definition.CONSTRUCTION_MONEY,
        "in-force": definition.FORCE_DATE,
    },
)
_DIMINISHING = RuleDefinition(
    diminishing.KEY,
    DiminishingInputs,
    diminishing.diminishing,
    (
        InputField("schedule", "schedule", "CNY", True, "0", _MOST),
        InputField("income", "schedule", "CNY", minimum="0.01", maximum=_MOST),
        InputField("asked", "choice", "", choices=("rate", "length")),
        InputField("as_of", "date", "date"),
    ),
    {
        "diminishing-model": definition.DIMINISHING_MODEL,
        "constant-then-diminishing": definition.CONSTANT_THEN_DIMINISHING,
        "imec-share": definition.IMEC_SHARE,
        "in-force": definition.FORCE_DATE,
    },
)
RULES: Mapping[str, RuleDefinition] = MappingProxyType(
    {rule.key: rule for rule in (_CO_FUNDING, _DIMINISHING)}
)
"""Every rule by its key."""

__all__ = [
    "RULES",
    "Amount",
    "CoFundingInputs",
    "DiminishingInputs",
    "InputField",
    "Reference",
    "RuleDefinition",
    "RuleResult",
    "Term",
    "WorkingLine",
    "YearAmount",
]
