"""The funding rules: one plain function each, with its definition, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.rules.amount import LARGEST, Amount
from knowledge.rules.assessment import ASSESSMENT
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_rule import CO_FUNDING
from knowledge.rules.contract import CONTRACT
from knowledge.rules.definition import AnyRule, Facts, InputField, Reference, RuleDefinition
from knowledge.rules.diminishing import DIMINISHING
from knowledge.rules.diminishing_inputs import DiminishingInputs
from knowledge.rules.eligibility import ELIGIBILITY
from knowledge.rules.money_sources import MONEY_SOURCES
from knowledge.rules.result import RuleResult, Term, WorkingLine
from knowledge.rules.said import Said, corrects, swaps
from knowledge.rules.schedule import YearAmount
from knowledge.rules.time import TIME

_ALL: tuple[AnyRule, ...] = (
    CO_FUNDING, MONEY_SOURCES, DIMINISHING, ASSESSMENT, CONTRACT, ELIGIBILITY, TIME,
)  # fmt: skip
RULES: Mapping[str, AnyRule] = MappingProxyType({rule.key: rule for rule in _ALL})
"""Every rule by its key. A new rule is a file with its definition, and its line here."""

__all__ = [
    "LARGEST",
    "RULES",
    "Amount",
    "AnyRule",
    "CoFundingInputs",
    "DiminishingInputs",
    "Facts",
    "InputField",
    "Reference",
    "RuleDefinition",
    "RuleResult",
    "Said",
    "Term",
    "WorkingLine",
    "YearAmount",
    "corrects",
    "swaps",
]
