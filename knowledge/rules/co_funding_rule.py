"""The definition of operating co-funding: its inputs, what it is asked for, its passages."""

from __future__ import annotations

from knowledge.rules.amount import LARGEST
from knowledge.rules.co_funding import UNFIXED, co_funding
from knowledge.rules.co_funding_inputs import CoFundingInputs
from knowledge.rules.co_funding_question import co_funding_said
from knowledge.rules.co_funding_result import KEY
from knowledge.rules.definition import AS_OF, InputField, Reference, RuleDefinition

_MOST = format(LARGEST, "f")
CO_FUNDING = RuleDefinition(
    key=KEY,
    inputs_type=CoFundingInputs,
    compute=co_funding,
    fields=(
        InputField("city", "money", "CNY", "0.01", _MOST),
        InputField("district", "moneys", "CNY", "0.01", _MOST),
        InputField("total", "money", "CNY", "0.01", _MOST),
        InputField("construction", "money", "CNY", "0.01", _MOST),
        InputField("city_by_year", "schedule", "CNY", "0", _MOST),
        InputField("district_by_year", "schedule", "CNY", "0", _MOST),
        InputField("city_share", "share", "share", "0", "1"),
        InputField("district_share", "share", "share", "0", "1"),
        InputField("asked", "choice", choices=("minimum", "maximum", "split", "compliance", "share",
                                               *UNFIXED)),
        AS_OF,
    ),
    asks=("minimum", "maximum", "split", "compliance", "share", *UNFIXED),
    references={
        "operating-floor": Reference(
            10,
            "the funds from the district government should not be lower than the fiscal "
            "investment from the city government",
        ),
        "construction-money": Reference(
            10,
            "development of the platforms will be mainly sponsored by the city government, which "
            "will allocate funds from the special fund for the development of strategic emerging "
            "industries",
        ),
    },
    statuses=frozenset({"computed", "not_specified", "not_in_force", "needs_input",
                        "out_of_range"}),
    from_question=co_funding_said,
    questions={
        **dict.fromkeys(("any_amount", "payer"), ("city", "district", "total")),
        **dict.fromkeys(("pair", "city_or_district", "city_and_district"), ("city", "district")),
        **dict.fromkeys(("share", "split_order", "payer_of_share", "share_of_what"),
                        ("city_share", "district_share")),
        **dict.fromkeys(("years_count", "yearly_or_sum", "even_parts"),
                        ("city_by_year", "district_by_year")),
        "further": ("district",),
    },
)  # fmt: skip
