"""An amount of money as a rule takes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Literal

from knowledge.amounts.quantities import EXACT, YUAN, Money, to_decimal, to_places
from knowledge.amounts.rendering import plain
from knowledge.rules.result import Term, Value

_FEN = Decimal("0.01")
LARGEST = Decimal(10) ** 12  # a trillion yuan: beyond the whole country's yearly research money


@dataclass(frozen=True)
class Amount:
    """``low`` to ``high`` in whole units of ``currency``; ``bare`` where no unit was written.

    ``scales``: the multipliers as written, kept so that a later "and if it were 9?" can borrow it.
    ``bound`` is "over" or "under" where only one end was stated ("at least 5m"): the other end is
    then as far as an amount can lie, and is not shown.
    """

    low: Decimal
    high: Decimal
    currency: str = YUAN
    bare: bool = False
    scales: tuple[Decimal, ...] = (Decimal(1),)
    bound: Literal["", "over", "under"] = ""

    @classmethod
    def of(cls, value: str | int | Decimal, currency: str = YUAN) -> Amount:
        """The one amount ``value``, a number or a plain decimal."""
        exact = Decimal(value)
        return cls(exact, exact, currency)

    @classmethod
    def read(cls, money: Money) -> Amount:
        """The amount as it was read from a text."""
        return cls(money.low, money.high, money.currency, money.bare, money.scales)

    @classmethod
    def bounded(cls, money: Money) -> Amount:
        """The amounts that a bound leaves: from it upwards, or up to it."""
        amount = cls.read(money)
        if money.hedge == "over":
            return replace(amount, high=LARGEST, bound="over")
        return replace(amount, low=Decimal(0), bound="under")

    @property
    def exact(self) -> bool:
        """Whether it is one amount and no range."""
        return self.low == self.high

    @property
    def in_range(self) -> bool:
        """Positive, of a size that can be meant, and in whole fen."""
        return self.whole and (self.high if self.bound == "under" else self.low) > 0

    @property
    def whole(self) -> bool:
        """Not negative, of a size that can be meant, and in whole fen."""
        if not Decimal(0) <= self.low <= self.high <= LARGEST:
            return False
        return self.low == to_places(self.low, 2) and self.high == to_places(self.high, 2)

    def value(self) -> Value:
        """As the answer record holds it: a plain decimal, or {low, high}."""
        if self.exact:
            return plain(self.low)
        ends = {"low": plain(self.low), "high": plain(self.high)}
        hidden = {"over": "high", "under": "low"}.get(self.bound)
        return {end: value for end, value in ends.items() if end != hidden}

    def term(self) -> Term:
        """As it stands in a line of working."""
        if self.bound:
            end = self.low if self.bound == "over" else self.high
            return Term("money", plain(end), None, self.currency, self.bound)
        high = None if self.exact else plain(self.high)
        return Term("money", plain(self.low), high, self.currency)


def to_fen(value: Fraction, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """An amount of money in whole fen."""
    return to_decimal(value).quantize(_FEN, rounding, context=EXACT)


def add(amounts: tuple[Amount, ...]) -> Amount:
    """The sum of amounts of one currency."""
    low = high = Decimal(0)
    for amount in amounts:
        low, high = EXACT.add(low, amount.low), EXACT.add(high, amount.high)
    first = amounts[0]
    bare = all(amount.bare for amount in amounts)
    if any(amount.bound == "over" for amount in amounts):
        return Amount(low, LARGEST, first.currency, bare, first.scales, "over")
    bound = first.bound if len(amounts) == 1 else ""
    return Amount(low, high, first.currency, bare, first.scales, bound)
