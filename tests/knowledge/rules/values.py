"""Values as the tests of the rules write them."""

from decimal import Decimal
from typing import Any

from knowledge.rules import Amount


def yuan(low: str, high: str | None = None, **others: Any) -> Amount:
    return Amount(Decimal(low), Decimal(high or low), **others)
