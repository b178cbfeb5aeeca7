"""Proves the knowledge data: what `desk check knowledge` runs and every ingest begins with."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ingest.documents import documents
from knowledge.amounts import numbers_in
from knowledge.candidates import topics
from knowledge.contrasts import Contrasts, load_contrasts
from knowledge.entries import FACT_TOKEN, Bilingual, RuleEntry, ScopeEntry, Topic
from knowledge.errors import KnowledgeError
from knowledge.han import HAN
from knowledge.knowledge_base import KnowledgeBase, load_knowledge

FEWEST_PHRASINGS = 12
_ITEM = re.compile(
    r"\bItems? [A-Z][a-z]+(?:(?:, | and | to )[A-Z][a-z]+)*|第[一二三四五六七八九十]+[条部]"
)


@dataclass(frozen=True)
class Report:
    """What a check found.

    Attributes:
        problems: each names the file and the entry, and says what to do.
        counts: how many entries of each kind were read.
    """

    problems: tuple[str, ...]
    counts: dict[str, int]

    def summary(self) -> str:
        """Say in one line what was read."""
        return "knowledge: " + ", ".join(f"{count} {name}" for name, count in self.counts.items())


def check_folder(folder: Path) -> Report:
    """Check a knowledge folder; of one that cannot be loaded, tell only why."""
    try:
        base = load_knowledge(folder)
        contrasts = load_contrasts(base.answers, folder)
    except KnowledgeError as error:
        return Report(tuple(map(str, (error, *error.others))), {})
    problems = [problem for check in _CHECKS for problem in check(base)]
    problems += _questions_apart(base, contrasts)
    counts = {
        "units": len(base.structure.units), "answers": len(base.answers),
        "silences": len(base.silences), "scope": len(base.scope), "notes": len(base.notes),
        "rules": len(base.rules), "facts": len(base.facts), "terms": len(base.terms),
        "phrasings": sum(len(topic.phrasings) for topic in topics(base)),
        "contrasts": len(contrasts.pairs), "unlisted": len(contrasts.unlisted),
    }  # fmt: skip
    return Report(tuple(problems), counts)


def _items_in_order(base: KnowledgeBase) -> Iterator[str]:
    structure = base.structure
    numbers = [item.number for item in structure.items]
    if numbers != sorted(set(numbers)) or not all(0 < n <= structure.item_count for n in numbers):
        yield "structure.yaml: items must be numbered within the guideline, each once, in order"
    for before, after in zip(structure.items, structure.items[1:], strict=False):
        if before.span.end > after.span.start:
            yield f"structure.yaml: item {after.number} begins before item {before.number} ends"


def _renderings_whole(base: KnowledgeBase) -> Iterator[str]:
    for unit in base.structure.units:
        if not unit.rendering:
            yield f"renderings.yaml: “{base.source.quote(unit.span)[:40]}” has no Chinese"


def _facts_in_quotes(base: KnowledgeBase) -> Iterator[str]:
    """A figure's text must hold no number that its quote does not, and the quote its value."""
    for key, fact in base.facts.items():
        quote = " ".join(base.source.quote(span) for span in base.spans[f"fact:{key}"])
        held = numbers_in(quote)
        for number in numbers_in(fact.text.en):
            if not any(number.matches(other) for other in held):
                yield f"{base.place(f'fact:{key}')}: {number.text} does not stand in its quote"
        if fact.kind in ("person", "body", "field", "firm") and str(fact.value) not in quote:
            yield f"{base.place(f'fact:{key}')}: “{fact.value}” does not stand in its quote"


def _tokens_known(base: KnowledgeBase) -> Iterator[str]:
    for name, text in _own_words(base):
        for token in FACT_TOKEN.findall(text.en) + FACT_TOKEN.findall(text.zh):
            if token not in base.facts:
                yield f"{base.place(name)}: there is no fact {{{token}}}; add it to facts.yaml"


def _no_typed_numbers(base: KnowledgeBase) -> Iterator[str]:
    for name, text in chain(_own_words(base), _rule_words(base)):
        for written in (text.en, text.zh):
            bare = _ITEM.sub("", FACT_TOKEN.sub("", written))
            for number in numbers_in(bare):
                yield (
                    f"{base.place(name)}: the number “{number.text}” is typed; "
                    "write it as a fact token"
                )


def _keys_known(base: KnowledgeBase) -> Iterator[str]:
    known = base.answers.keys() | base.silences.keys()
    named: dict[str, Topic | ScopeEntry] = {}
    named |= {f"answer:{key}": answer for key, answer in base.answers.items()}
    named |= {f"silence:{key}": silence for key, silence in base.silences.items()}
    named |= {f"scope:{key}": scope for key, scope in base.scope.items()}
    for name, entry in named.items():
        for key in entry.related:
            if key not in known:
                yield f"{base.place(name)}: related `{key}` is no answer or silence"
        for key in entry.notes if isinstance(entry, Topic) else ():
            if key not in base.notes:
                yield f"{base.place(name)}: there is no note `{key}`"
    for key, silence in base.silences.items():
        if silence.ask not in base.contacts:
            yield f"{base.place(f'silence:{key}')}: there is no contact `{silence.ask}`"
    for key in base.answers.keys() & base.silences.keys():
        other = base.files[f"silence:{key}"]
        yield f"{base.place(f'answer:{key}')}: is a silence in {other} too; rename one"


def _phrasings_enough(base: KnowledgeBase) -> Iterator[str]:
    """Each candidate needs phrasings enough to be learnt."""
    for topic in topics(base):
        if topic.kind in ("open", "unlisted"):
            continue  # learnt by contrasts and unlisted questions, where there are any
        chinese = [text for text in topic.phrasings if HAN.search(text)]
        if len(topic.phrasings) < FEWEST_PHRASINGS or 2 * len(chinese) < len(topic.phrasings) - 2:
            yield (
                f"{base.place(topic.name)}: has {len(topic.phrasings)} phrasings, "
                f"{len(chinese)} Chinese; write at least {FEWEST_PHRASINGS}, half of them Chinese"
            )


def _questions_apart(base: KnowledgeBase, contrasts: Contrasts) -> Iterator[str]:
    """No question may stand under two candidates."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in documents(base, contrasts):
        if row.role == "phrasing":
            owners[_bare(row.text)].add(base.place(row.candidate))
    for text, places in owners.items():
        if len(places) > 1:
            first, *others = sorted(places)
            yield f"{first}: “{text}” stands under {' and '.join(others)} too; keep one"


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _own_words(base: KnowledgeBase) -> Iterator[tuple[str, Bilingual]]:
    for key, answer in base.answers.items():
        yield f"answer:{key}", answer.answer
    for key, silence in base.silences.items():
        yield f"silence:{key}", silence.says
    for key, scope in base.scope.items():
        yield f"scope:{key}", scope.reply


def _rule_words(base: KnowledgeBase) -> Iterator[tuple[str, Bilingual]]:
    for key, rule in base.rules.items():
        for text in (*_said(rule), rule.label, rule.summary):
            yield f"rule:{key}", text


def _said(rule: RuleEntry) -> Iterator[Bilingual]:
    """What a rule may say to people, its own words and those that it shares."""
    for section in (rule.outputs, rule.verdicts, rule.working, rule.notes, rule.questions):
        yield from section.values()
    for words in rule.inputs.values():
        yield from (words.label, words.question, *(c.label for c in words.choices.values()))
    yield from (ask.label for ask in rule.asks.values())


_CHECKS = (
    _items_in_order, _renderings_whole, _facts_in_quotes, _tokens_known, _no_typed_numbers,
    _keys_known, _phrasings_enough,
)  # fmt: skip
