"""Eligibility pre-check: what the guideline states of a platform, against what is known of one.

It states features of platforms and no conditions for applicants: non-profit positioning, core
capabilities, a district's support in principle; fields to focus on, in an open list. Who may
apply, and how, is not specified. So a company that asks is never unmet on non-profit, and a field
that is not named is never unmet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.rules.criteria import CRITERIA_UNITS, FlagInputs, State, judge_criteria
from knowledge.rules.definition import AS_OF, Facts, InputField, Reference, RuleDefinition
from knowledge.rules.result import RuleResult, Term, line
from knowledge.rules.said import Said

KEY = "eligibility"
FLAGS = ("non_profit", "solutions", "verification", "district_support")
FIELDS = ("biopharma", "materials", "it", "manufacturing", "services", "other")
_VERDICTS = {"met": "agrees", "unmet": "differs", "open": "eligibility_open"}
TYPES = ("research", "non_research")
_QUOTES = {"non_profit": "non-profit", "solutions": "solutions", "verification": "verification",
           "district_support": "district-support", "field": "fields"}  # fmt: skip


@dataclass(frozen=True)
class EligibilityInputs(FlagInputs):
    """What is known of the platform; ``field`` is one of FIELDS, ``platform_type`` of TYPES."""

    non_profit: bool | None = None
    solutions: bool | None = None
    verification: bool | None = None
    district_support: bool | None = None
    field: str | None = None
    platform_type: str | None = None


def eligibility(inputs: EligibilityInputs, facts: Facts) -> RuleResult:
    """Which stated features the platform has, lacks, or is not known to have.

    The type is taken either way (both are built), so it is never asked for.
    """
    stated, units = inputs.stated()
    known = [key for key in (*FLAGS, "field") if getattr(inputs, key) is not None]
    if not known:
        return RuleResult(KEY, None, "needs_input", stated, units=units,
                          quote_keys=("non-profit", "district-support"),
                          missing=("platform",), notes=("who_may_apply",))  # fmt: skip
    states: dict[str, State] = {key: inputs.flag(key) for key in FLAGS}
    if inputs.field:
        states["field"] = "not_specified" if inputs.field == "other" else "met"
    judged = judge_criteria(states)
    verdict = _VERDICTS[judged.verdict]
    by_state = judged.by_state
    lines = [line(f"features_{state}", keys=Term("keys", ",".join(by_state[state])))
             for state in ("met", "unmet", "unknown") if by_state[state]]  # fmt: skip
    if inputs.field == "other":
        lines.append(line("field_not_named"))
    if inputs.platform_type:
        lines.append(line(f"type_{inputs.platform_type}"))
    open_ = judged.verdict == "open"
    shown = (*by_state["unmet"], *known, *(by_state["unknown"] if open_ else ()))
    quotes = tuple(dict.fromkeys(_QUOTES[key] for key in shown))
    if inputs.platform_type:
        quotes = (*quotes, "types")
    return RuleResult(
        KEY, ELIGIBILITY.references[quotes[0]].item, "needs_input" if open_ else "computed",
        stated, {"verdict": verdict} | judged.outputs(), units | CRITERIA_UNITS,
        (*lines, line(verdict)), quotes, ("who_may_apply", "district_in_principle"),
        verdict, tuple(by_state["unknown"]) if open_ else (),
    )  # fmt: skip


def eligibility_said(said: Said, previous: EligibilityInputs) -> EligibilityInputs:
    """What a message says of the platform over what the thread said before."""
    new = previous.with_said(said, FLAGS)
    fields, types = said.choices.get("field", ()), said.choices.get("platform_type", ())
    return replace(new, field=fields[0] if fields else previous.field,
                   platform_type=types[0] if types else previous.platform_type)  # fmt: skip


ELIGIBILITY = RuleDefinition(
    key=KEY,
    inputs_type=EligibilityInputs,
    compute=eligibility,
    fields=(
        *(InputField(key, "flag") for key in FLAGS),
        InputField("field", "choice", choices=FIELDS),
        InputField("platform_type", "choice", choices=TYPES),
        AS_OF,
    ),
    asks=("pre-check",),
    references={
        "non-profit": Reference(
            None,
            "adhere to the non-profit organization positioning while establishing a "
            "market-oriented and professional mechanism",
        ),
        "district-support": Reference(
            14,
            "Each functional platform shall, in principle, be built on the support of the district",
        ),
        "solutions": Reference(
            None,
            "the platforms should have the ability to formulate systematic solutions for "
            "transformation, research and development",
        ),
        "verification": Reference(
            None,
            "The platforms should have the capability of product development and verification",
        ),
        "fields": Reference(
            None,
            "focus on bio-pharmaceutical industry, new material industry, the new generation of "
            "information technology industry, advanced manufacturing and innovation and "
            "entrepreneurship services and other fields",
        ),
        "types": Reference(
            None,
            "A number of non-research and development functional platforms will also be formed",
        ),
    },
    statuses=frozenset({"computed", "not_in_force", "needs_input"}),
    from_question=eligibility_said,
    questions={"platform": (*FLAGS, "field")},
)
