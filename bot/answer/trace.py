"""What each step found, in words that staff can read."""

from collections.abc import Sequence
from typing import Any

from bot.answer.choose import Choice
from bot.answer.compute import Computed
from bot.answer.retrieve import Retrieved
from bot.answer.understand import Understanding


def trace_of(
    understanding: Understanding,
    retrieved: Retrieved,
    choices: Sequence[Choice],
    computed: Computed,
) -> dict[str, Any]:
    """Return the steps in their order, as plain JSON types."""
    return {
        "understand": {
            "language": understanding.language,
            "requests": [request.text for request in understanding.requests],
            "items": list(understanding.references.items),
            "amounts": [
                {"role": bound.role, "text": bound.quantity.text}
                for bound in understanding.quantities
            ],
            "leans on the turn before": understanding.leaning,
        },
        "retrieve": {
            "sentences": [list(pair) for pair in retrieved.whole.sentences[:5]],
            "read in context": retrieved.in_context is not None,
        },
        "decide": [
            {
                "request": choice.request,
                "route": choice.route,
                "candidate": choice.candidate,
                "probability": round(choice.probability, 4),
                "rejected": [list(pair) for pair in choice.runners_up],
                "in context": choice.in_context,
            }
            for choice in choices
        ],
        "compute": [{"rule": result.rule, "status": result.status} for result in computed.results],
    }
