"""How many inputs are generated: 300 in `make test`, in `make prove` as many as it says."""

import os
from collections import Counter

from hypothesis import HealthCheck, note, settings

INPUTS = int(os.environ.get("ROBUSTNESS_INPUTS", "300"))
OF_300 = {
    "messages": 70, "conversations": 30, "API questions": 30, "API rules": 40, "forms": 20,
    "API by its schema": 30, "batch lines": 20, "personal data": 40, "amounts and dates": 20,
}  # fmt: skip
ran: Counter[str] = Counter()


def generated(kind: str) -> settings:
    """Return the settings of a test that generates inputs of a kind.

    The few of every change are the same each time; the many of a proof are new ones, and a
    failure prints what repeats it.
    """
    every_change = sum(OF_300.values()) >= INPUTS
    return settings(
        max_examples=max(1, INPUTS * OF_300[kind] // sum(OF_300.values())),
        derandomize=every_change,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def count(kind: str, *sent: object) -> None:
    """Count an input that a test ran; hypothesis tells it of the one that failed."""
    ran[kind] += 1
    note(f"sent: {', '.join(map(ascii, sent))}")
