"""Contract completeness, Item Twelve: does a contract set the four things that it should set?

"Set the targets for the development of this platform and its content, fiscal investment and
assessment items by signing contracts." Which more a contract may hold is not specified.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.rules.criteria import CRITERIA_UNITS, FlagInputs, judge_criteria
from knowledge.rules.definition import AS_OF, Facts, InputField, Reference, RuleDefinition
from knowledge.rules.result import RuleResult, Term, line
from knowledge.rules.said import Said

KEY = "contract"
_VERDICTS = {"met": "contract_complete", "unmet": "contract_incomplete", "open": "contract_open"}
ELEMENTS = ("targets", "content", "fiscal_investment", "assessment_items")


@dataclass(frozen=True)
class ContractInputs(FlagInputs):
    """Whether the contract sets each of the four; None where it is not known."""

    targets: bool | None = None
    content: bool | None = None
    fiscal_investment: bool | None = None
    assessment_items: bool | None = None


def contract(inputs: ContractInputs, facts: Facts) -> RuleResult:
    """The verdict on a contract: complete, incomplete (with what to add), or open.

    Asked what is missing, what was not named counts as not there.
    """
    stated, units = inputs.stated()
    if all(getattr(inputs, key) is None for key in ELEMENTS):
        return RuleResult(KEY, 12, "needs_input", stated, units=units,
                          quote_keys=("contract-content",), missing=("elements",))  # fmt: skip
    if inputs.asked == "missing":
        inputs = replace(
            inputs, targets=bool(inputs.targets), content=bool(inputs.content),
            fiscal_investment=bool(inputs.fiscal_investment),
            assessment_items=bool(inputs.assessment_items),
        )  # fmt: skip
    judged = judge_criteria({key: inputs.flag(key) for key in ELEMENTS})
    verdict = _VERDICTS[judged.verdict]
    states = judged.by_state
    lines = [line(f"elements_{state}", keys=Term("keys", ",".join(states[state])))
             for state in ("met", "unmet", "unknown") if states[state]]  # fmt: skip
    open_ = judged.verdict == "open"
    return RuleResult(
        KEY, 12, "needs_input" if open_ else "computed", stated,
        {"verdict": verdict} | judged.outputs(), units | CRITERIA_UNITS,
        (*lines, line(verdict)), ("contract-content",), ("content_not_exhaustive",),
        verdict, tuple(states["unknown"]) if open_ else (),
    )  # fmt: skip


def contract_said(said: Said, previous: ContractInputs) -> ContractInputs:
    """What a message says of the contract over what the thread said before."""
    return previous.with_said(said, ELEMENTS)


CONTRACT = RuleDefinition(
    key=KEY,
    inputs_type=ContractInputs,
    compute=contract,
    fields=(
        *(InputField(key, "flag") for key in ELEMENTS),
        InputField("asked", "choice", choices=("complete", "missing")),
        AS_OF,
    ),
    asks=("complete", "missing"),
    references={
        "contract-content": Reference(
            12,
            "Set the targets for the development of this platform and its content, fiscal "
            "investment and assessment items by signing contracts",
        ),
    },
    statuses=frozenset({"computed", "not_in_force", "needs_input"}),
    from_question=contract_said,
    questions={"elements": ELEMENTS},
)
