"""An amount of money as a rule takes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from knowledge.amounts.quantities import EXACT, YUAN, Money, to_decimal
from knowledge.amounts.rendering import plain
from knowledge.rules.result import Term, Value

_FEN = Decimal("0.01")
LARGEST = Decimal(10) ** 12  # a trillion yuan: beyond the whole country's yearly research money


@dataclass(frozen=True)
class Amount:
    """``low`` to ``high`` in whole units of ``currency``; ``bare`` where no unit was written.

    ``scales``: the multipliers as written, kept so that a later "and if it were 9?" can borrow it.
    """

    low: Decimal
    high: Decimal
    currency: str = YUAN
    bare: bool = False
    scales: tuple[Decimal, ...] = (Decimal(1),)

    @classmethod
    def of(cls, value: str | int | Decimal, currency: str = YUAN) -> Amount:
        """The one amount ``value``, a number or a plain decimal."""
        exact = Decimal(value)
        return cls(exact, exact, currency)

    @classmethod
    def read(cls, money: Money) -> Amount:
        """The amount as it was read from a text."""
        return cls(money.low, money.high, money.currency, money.bare, money.scales)

    @property
    def exact(self) -> bool:
        """Whether it is one amount and no range."""
        return self.low == self.high

    @property
    def in_range(self) -> bool:
        """Positive, of a size that can be meant, and in whole fen."""
        if not Decimal(0) < self.low <= self.high <= LARGEST:
            return False
        return self.low == round(self.low, 2) and self.high == round(self.high, 2)

    def value(self) -> Value:
        """As the answer record holds it: a plain decimal, or {low, high}."""
        if self.exact:
            return plain(self.low)
        return {"low": plain(self.low), "high": plain(self.high)}

    def term(self) -> Term:
        """As it stands in a line of working."""
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
    return Amount(low, high, first.currency, all(a.bare for a in amounts), first.scales)
