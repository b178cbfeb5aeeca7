"""A digest of each thing that an answer rests on, as it is now.

An entry's digest is of what it says and rests on. How it is found (its phrasings, subject, related
entries) and who reviewed it are left out: they change often, and no answer by them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from bot.receipts.canonical import digest
from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES, AnyRule
from knowledge.source import Span

_NOT_SAID = frozenset(
    {
        "phrasings", "subject", "aspect", "audience", "related", "review", "items",
        "wherever_cited", "presses", "label",
    }
)  # fmt: skip
_OPEN = frozenset({"quotes", "notes"})
"""What is said of an answer where only a point near it is left open."""


def fingerprints(names: Iterable[str], knowledge: KnowledgeBase) -> dict[str, str]:
    """Return the digest of each thing that there is, by its name as `Basis.entries` has it."""
    found = ((name, fingerprint(name, knowledge)) for name in names)
    return {name: one for name, one in found if one is not None}


def fingerprint(name: str, knowledge: KnowledgeBase) -> str | None:
    """Return the digest of a thing by its name, or None where there is none of that name.

    A name is kind and key: "source:FILE", "rule:KEY" or "rule:KEY/ASK", "item:10", "part:4", or
    that of a data entry ("answer:who-pays").
    """
    kind, _, key = name.partition(":")
    data = _KINDS[kind](key, knowledge) if kind in _KINDS else None
    return digest(data) if data is not None else None


def _source(key: str, knowledge: KnowledgeBase) -> object:
    return knowledge.source.sha256 if key == knowledge.source.name else None


def _rule(key: str, knowledge: KnowledgeBase) -> object:
    rule = RULES.get(key.partition("/")[0])
    return definition_data(rule) if rule is not None else None


def definition_data(rule: AnyRule) -> dict[str, Any]:
    """Return a rule's definition as plain JSON types.

    What it gives and says is worked out anew by a check, and its facts are by themselves: a rule
    whose program is written anew and gives the same has not changed.
    """
    return {
        "fields": [asdict(field) for field in rule.fields],
        "asks": rule.asks,
        "references": {name: asdict(passage) for name, passage in rule.references.items()},
        "statuses": sorted(rule.statuses),
        "facts": rule.facts,
        "dated": rule.dated,
    }


def _entry(entries: str, key: str, knowledge: KnowledgeBase) -> object:
    found: Mapping[str, Entry] = getattr(knowledge, entries)
    entry = found.get(key)
    return entry.model_dump(mode="json", exclude=set(_NOT_SAID)) if entry is not None else None


def _open(key: str, knowledge: KnowledgeBase) -> object:
    entry = knowledge.answers.get(key)
    return entry.model_dump(mode="json", include=set(_OPEN)) if entry is not None else None


def _item(key: str, knowledge: KnowledgeBase) -> object:
    """A look-up of an item: its passage, or that the release marks none."""
    if not _is_number(key, knowledge.structure.item_count):
        return None
    item = knowledge.structure.item(int(key))
    return [key, None] if item is None else [key, item.part, _passage(item.span, knowledge)]


def _part(key: str, knowledge: KnowledgeBase) -> object:
    if not _is_number(key, len(knowledge.structure.part_titles)):
        return None
    title = knowledge.structure.part_titles[int(key) - 1]
    sections = [one for one in knowledge.structure.sections if one.part == int(key)]
    passages: list[Any] = [[one.label, _passage(one.span, knowledge)] for one in sections]
    return [key, title.model_dump(), *passages]


def _is_number(text: str, most: int) -> bool:
    return text.isdecimal() and 1 <= int(text) <= most


def _passage(span: Span, knowledge: KnowledgeBase) -> str:
    return knowledge.source.quote(span)


_KINDS: Mapping[str, Callable[[str, KnowledgeBase], object]] = {
    "source": _source,
    "rule": _rule,
    "open": _open,
    "item": _item,
    "part": _part,
    "answer": partial(_entry, "answers"),
    "silence": partial(_entry, "silences"),
    "scope": partial(_entry, "scope"),
    "note": partial(_entry, "notes"),
    "fact": partial(_entry, "facts"),
    "contact": partial(_entry, "contacts"),
}
