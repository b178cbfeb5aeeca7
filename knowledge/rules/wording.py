"""Says a line of working in English or Simplified Chinese with the rule's words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from knowledge.amounts.rendering import render_money, render_share
from knowledge.entries import RuleEntry
from knowledge.rules.result import Term, WorkingLine

_BOUNDS = {
    "over": {"en": "at least {}", "zh": "至少{}"},
    "under": {"en": "at most {}", "zh": "至多{}"},
}


def say(line: WorkingLine, rule: RuleEntry, language: str) -> str:
    """The line in ``language`` ("en", "zh-Hans"), with the words of the rule.

    Raises KeyError where there are no words for the line.
    """
    words = rule.working[line.key].in_language(language)
    return words.format(**{k: term_text(t, language, rule) for k, t in line.values.items()})


def term_text(term: Term, language: str, rule: RuleEntry | None = None) -> str:
    """A value as people read it: 8,000,000 yuan, 800万元; a range as "low to high".

    ``rule`` has the labels that keys stand for.
    """
    if term.kind in ("keys", "years"):
        return joined(
            [_member(term, key, language, rule) for key in term.value.split(",")], language
        )
    if term.kind in ("money_by_year", "share_by_year"):
        steps = [step.partition(":") for step in term.value.split(",")]
        return joined([_of_year(term, int(y), money, language) for y, _, money in steps], language)
    low = _one(term, term.value, language)
    if term.bound:
        return _BOUNDS[term.bound]["en" if language == "en" else "zh"].format(low)
    if term.high is None:
        return low
    return f"{low}{' to ' if language == 'en' else '至'}{_one(term, term.high, language)}"


def joined(texts: list[str], language: str) -> str:
    """A list as people write it: "a, b and c", a、b和c."""
    if len(texts) < 2:
        return "".join(texts)
    comma, last = (", ", " and ") if language == "en" else ("、", "和")
    return comma.join(texts[:-1]) + last + texts[-1]


def _of_year(term: Term, year: int, money: str, language: str) -> str:
    # The dash between two ends; one before them is a sign.
    low, _, high = money[1:].partition("-")
    low = money[:1] + low
    if term.kind == "share_by_year":
        amount = term_text(Term("share", money), language)
    else:
        amount = term_text(Term("money", low, high or None, term.currency), language)
    named = _year(year, language)
    return f"{amount} in {named}" if language == "en" else f"{named}{amount}"


def _member(term: Term, key: str, language: str, rule: RuleEntry | None) -> str:
    if term.kind == "years":
        return _year(int(key), language)
    named = rule.inputs.get(key) if rule else None
    label = named.label.in_language(language) if named else key
    return label[:1].lower() + label[1:] if language == "en" else label


def _one(term: Term, value: str, language: str) -> str:
    if term.kind == "money":
        return render_money(Decimal(value), language, term.currency)
    if term.kind == "share":
        return render_share(value, language)
    if term.kind == "year":
        return _year(int(value), language)
    if term.kind == "date":
        day = date.fromisoformat(value)
        if language == "en":
            return f"{day.day} {day:%B} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"
    return value


def _year(year: int, language: str) -> str:
    if year > 1000:
        return str(year) if language == "en" else f"{year}年"
    return f"year {year}" if language == "en" else f"第{year}年"
