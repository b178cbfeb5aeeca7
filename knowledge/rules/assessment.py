"""Assessment and continuation, Item Twelve: what an assessment holds, and what follows from it.

"Designate professional institutions to assess the results of development, and place emphasis on
common technology services, commercialization of research findings, development of start ups,
talent training and university-industry cooperation. The assessment results should be directly
linked with fiscal investment and follow-up supports." No score, no formula and no consequence of
a result is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.amounts.quantities import Number
from knowledge.rules.criteria import CRITERIA_UNITS, FlagInputs, judge_criteria
from knowledge.rules.definition import AS_OF, Facts, InputField, Reference, RuleDefinition
from knowledge.rules.result import RuleResult, Term, line
from knowledge.rules.said import Said

KEY = "assessment"
EMPHASES = ("common_technology", "commercialization", "start_ups", "talent_training",
            "university_industry")  # fmt: skip
CRITERIA = ("professional_institution", *EMPHASES, "linked_to_funding")
_VERDICTS = {"met": "covers_all", "unmet": "leaves_out", "open": "assessment_open"}
UNFIXED = ("score", "formula", "consequence")


@dataclass(frozen=True)
class AssessmentInputs(FlagInputs):
    """What an assessment holds, None where it is not known; ``score`` is a result, if given."""

    professional_institution: bool | None = None
    common_technology: bool | None = None
    commercialization: bool | None = None
    start_ups: bool | None = None
    talent_training: bool | None = None
    university_industry: bool | None = None
    linked_to_funding: bool | None = None
    score: Decimal | None = None


def assessment(inputs: AssessmentInputs, facts: Facts) -> RuleResult:
    """Whether an assessment holds what is stated; what follows from a score is not specified."""
    stated, units = inputs.stated()
    unfixed = inputs.asked if inputs.asked in UNFIXED else None
    if inputs.score is not None and inputs.asked is None:
        unfixed = "consequence"
    if unfixed:
        return RuleResult(KEY, 12, "not_specified", stated, {}, units,
                          (line(f"no_{unfixed}_fixed"),), ("assessment-link",),
                          ("link_without_formula",))  # fmt: skip
    if all(getattr(inputs, key) is None for key in CRITERIA):
        return RuleResult(KEY, 12, "needs_input", stated, units=units,
                          quote_keys=("assessment", "assessment-link"),
                          missing=("plan",))  # fmt: skip
    judged = judge_criteria({key: inputs.flag(key) for key in CRITERIA})
    verdict = _VERDICTS[judged.verdict]
    states = judged.by_state
    lines = [line(f"criteria_{state}", keys=Term("keys", ",".join(states[state])))
             for state in ("met", "unmet", "unknown") if states[state]]  # fmt: skip
    open_ = judged.verdict == "open"
    return RuleResult(
        KEY, 12, "needs_input" if open_ else "computed", stated,
        {"verdict": verdict} | judged.outputs(), units | CRITERIA_UNITS,
        (*lines, line(verdict)), ("assessment", "assessment-link"),
        ("emphases_no_weights", "link_without_formula"), verdict,
        ("unknown_criteria",) if open_ else (),
    )  # fmt: skip


def assessment_said(said: Said, previous: AssessmentInputs) -> AssessmentInputs:
    """What a message says of an assessment over what the thread said before."""
    numbers = [one.quantity for one in said.bound if isinstance(one.quantity, Number)]
    scores = [number.value for number in numbers if number.unit in ("", "point")]
    score = scores[0] if len(scores) == 1 else previous.score
    return replace(previous.with_said(said, CRITERIA), score=score)


ASSESSMENT = RuleDefinition(
    key=KEY,
    inputs_type=AssessmentInputs,
    compute=assessment,
    fields=(
        *(InputField(key, "flag") for key in CRITERIA),
        InputField("score", "number"),
        InputField("asked", "choice", choices=("coverage", *UNFIXED)),
        AS_OF,
    ),
    asks=("coverage", *UNFIXED),
    references={
        "assessment": Reference(
            12,
            "Designate professional institutions to assess the results of development, and place "
            "emphasis on common technology services, commercialization of research findings, "
            "development of start ups, talent training and university-industry cooperation",
        ),
        "assessment-link": Reference(
            12,
            "The assessment results should be directly linked with fiscal investment and "
            "follow-up supports",
        ),
    },
    statuses=frozenset({"computed", "not_specified", "not_in_force", "needs_input"}),
    from_question=assessment_said,
    questions={"plan": CRITERIA},
)
