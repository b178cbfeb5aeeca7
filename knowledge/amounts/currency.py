"""Currencies as written, before or after an amount. None is ever converted."""

from __future__ import annotations

import re

from knowledge.amounts.quantities import YUAN
from knowledge.amounts.source import Source

_END = "(?![a-z0-9])"
_AFTER = {
    YUAN: rf"人民币(?:元)?|元人民币|块钱|yuan(?: rmb| renminbi)?{_END}|rmb{_END}|cny{_END}|"
    rf"renminbi{_END}|"
    rf"元(?!化|论|制|结|件|素)|圆|kuai{_END}",
    "USD": rf"美元|美金|us ?dollars?{_END}|u\.s\. dollars?{_END}|usd{_END}|dollars?{_END}|us\$|\$",
    "EUR": rf"欧元|euros?{_END}|eur{_END}|€",
    "GBP": rf"英镑|pounds?(?: sterling)?{_END}|gbp{_END}|£",
    "HKD": rf"港元|港币|hk ?dollars?{_END}|hkd{_END}|hk\$",
    "JPY": rf"日元|日圆|yen{_END}|jpy{_END}",
    "TWD": rf"新台币|台币|twd{_END}|nt\$",
    "KRW": rf"韩元|won{_END}|krw{_END}",
    "SGD": rf"新加坡元|新元|sgd{_END}|s\$",
    "AUD": rf"澳元|aud{_END}|a\$",
    "CAD": rf"加元|cad{_END}|c\$",
    "CHF": rf"瑞士法郎|chf{_END}|swiss francs?{_END}",
    "MOP": rf"澳门元|mop{_END}",
    "INR": rf"卢比|inr{_END}|rupees?{_END}",
    "RUB": rf"卢布|rub{_END}|roubles?{_END}|rubles?{_END}",
}
_BEFORE = {
    YUAN: r"cn¥|¥|rmb|cny|人民币|renminbi",
    "HKD": r"hk\$|hkd|港币|港元",
    "TWD": r"nt\$|twd",
    "SGD": r"s\$|sgd",
    "AUD": r"a\$|au\$|aud",
    "CAD": r"c\$|ca\$|cad",
    "USD": r"us\$|\$|usd|美元|美金",
    "EUR": r"€|eur|欧元",
    "GBP": r"£|gbp|英镑",
    "JPY": r"jpy|jp¥|日元",
    "KRW": r"₩|krw",
    "CHF": r"chf",
    "INR": r"₹|inr",
    "RUB": r"₽|rub",
}
_SUFFIX = re.compile(
    r"[ \u00a0]?(?:of )?(?:"
    + "|".join(f"(?P<{c}>{p})" for c, p in _AFTER.items() if c != YUAN)
    + f"|(?P<{YUAN}>{_AFTER[YUAN]}))"
)
_PREFIX = re.compile(
    "(?:" + "|".join(f"(?P<{code}>{p})" for code, p in _BEFORE.items()) + r")[ :]?"
)


def currency_before(source: Source, start: int) -> tuple[str, int] | None:
    """The currency written at ``start`` before an amount, and where the amount begins."""
    found = _PREFIX.match(source.folded, start)
    if not found or (
        start and source.char(start - 1).isascii() and source.char(start - 1).isalpha()
    ):
        return None
    return str(found.lastgroup), found.end()


def currency_after(source: Source, end: int) -> tuple[str, int] | None:
    """The currency written right after an amount, and where its name ends."""
    found = _SUFFIX.match(source.folded, end)
    return (str(found.lastgroup), found.end()) if found else None
