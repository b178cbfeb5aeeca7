"""Amounts and shares as people read them. Traditional Chinese is derived by the caller."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from knowledge.amounts.quantities import EXACT, YUAN, to_decimal, to_places

Language = Literal["en", "zh-Hans"]

_NAMES = {
    YUAN: "元",
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "HKD": "港元",
    "JPY": "日元",
    "TWD": "新台币",
    "KRW": "韩元",
    "SGD": "新加坡元",
    "AUD": "澳元",
    "CAD": "加元",
    "CHF": "瑞士法郎",
    "MOP": "澳门元",
    "INR": "卢比",
    "RUB": "卢布",
}
_UNITS = ((Decimal(10**8), "亿", 4), (Decimal(10**4), "万", 2))
_SHARE_DIGITS = 6


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros: "8000000", "0.5"."""
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def render_money(value: Decimal, language: str, currency: str = YUAN) -> str:
    """8,000,000 yuan; 800万元. Exact: 万 and 亿 are used only where few decimals say it all."""
    if language == "en":
        return f"{_thousands(value)} {'yuan' if currency == YUAN else currency}"
    name = _NAMES.get(currency, currency)
    for unit, word, places in _UNITS:
        counted = EXACT.divide(value, unit)
        if abs(counted) >= 1 and counted == to_places(counted, places):
            return f"{plain(counted)}{word}{name}"
    return f"{_thousands(value)}{name}"


def render_share(share: Fraction | str, language: str) -> str:
    """A share in percent with the digits of its output: a third is 33.3333 %."""
    value = Decimal(share if isinstance(share, str) else share_text(share))
    return f"{plain(value.scaleb(2))}{' ' if language == 'en' else ''}%"


def share_text(share: Fraction) -> str:
    """A share as the answer record holds it: "0.5", a third "0.333333"."""
    return plain(to_places(to_decimal(share), _SHARE_DIGITS))


def _thousands(value: Decimal) -> str:
    whole, _, part = plain(value).partition(".")
    return f"{int(whole):,}" + (f".{part}" if part else "") if whole != "-0" else f"-0.{part}"
