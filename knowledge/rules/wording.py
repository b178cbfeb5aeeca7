"""Says a line of working in English or Simplified Chinese with the words of rules.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from knowledge.amounts.rendering import render_money, render_share
from knowledge.rules.result import Term, WorkingLine


def say(line: WorkingLine, templates: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The line in ``language`` ("en", "zh-Hans"): ``templates`` is a rule's ``working`` section.

    Raises KeyError where rules.yaml has no words for the line.
    """
    words = templates[line.key]["en" if language == "en" else "zh"]
    return words.format(**{name: term_text(term, language) for name, term in line.values.items()})


def term_text(term: Term, language: str) -> str:
    """A value as people read it: 8,000,000 yuan, 800万元; a range as "low to high"."""
    low = _one(term, term.value, language)
    if term.high is None:
        return low
    return f"{low}{' to ' if language == 'en' else '至'}{_one(term, term.high, language)}"


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
