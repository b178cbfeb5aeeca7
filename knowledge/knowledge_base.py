"""The knowledge base: every data file, loaded, typed and resolved against the source."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.data_files import DataFiles
from knowledge.entries import (
    Anchor,
    AnswerEntry,
    ContactEntry,
    FactEntry,
    LookupEntry,
    NoteEntry,
    RuleEntry,
    RuleSections,
    ScopeEntry,
    SilenceEntry,
    StructureEntry,
    TermEntry,
    UnitEntry,
)
from knowledge.errors import KnowledgeError
from knowledge.source import Source, Span, read_source
from knowledge.statements.reader import FlagReader
from knowledge.structure import Structure, build_structure, resolve

LONGEST_QUOTE = 1_100
"""Characters that one citation may have."""

_OF_NO_ENTRY = {
    "item:lookup": "lookup.yaml",
    "item:again": "lookup.yaml",
    "unlisted:matter": "unlisted.yaml",
}
"""The files of the topics that are no entries."""

GUIDELINE = Path(__file__).parent / "guideline"
Quotes = tuple[str | Anchor, ...]


@dataclass(frozen=True)
class KnowledgeBase:
    """All that may be said, keyed by entry key, in the order of the files.

    Attributes:
        flag_readers: for each rule, what reads its flags and choices out of a message.
        spans: for each entry with quotes, the spans of the whole units its anchors lie in.
        files: the data file of each entry, by kind and key ("answer:in-force-date").
    """

    source: Source
    structure: Structure
    facts: Mapping[str, FactEntry]
    answers: Mapping[str, AnswerEntry]
    silences: Mapping[str, SilenceEntry]
    scope: Mapping[str, ScopeEntry]
    notes: Mapping[str, NoteEntry]
    rules: Mapping[str, RuleEntry]
    terms: Mapping[str, TermEntry]
    contacts: Mapping[str, ContactEntry]
    lookup: LookupEntry
    flag_readers: Mapping[str, FlagReader]
    spans: Mapping[str, tuple[Span, ...]]
    files: Mapping[str, str]

    def place(self, name: str) -> str:
        """Say where an entry stands, by its kind and key: "answers/money.yaml, who-pays"."""
        return f"{self.files[name]}, {name.partition(':')[2]}"

    def rendering(self, span: Span) -> str:
        """Return the unofficial Chinese of the units that a span touches, joined."""
        return "".join(unit.rendering for unit in self.structure.units_over(span))


def load_knowledge(folder: Path = GUIDELINE) -> KnowledgeBase:
    """Load a knowledge folder.

    Raises:
        KnowledgeError: a file is missing, cannot be read, has an unknown key, or quotes
            something that does not stand in the source; of the last, all are found.
    """
    files = DataFiles(folder)
    structure_entry = files.one("structure.yaml", StructureEntry)
    source = read_source(folder / "source" / structure_entry.source)
    structure = build_structure(
        source, structure_entry, files.many("renderings.yaml", "units", UnitEntry)
    )
    answers = files.keyed("answer", "answers", AnswerEntry, "answers/")
    silences = files.keyed("silence", "silences", SilenceEntry, "silences/")
    notes = files.keyed("note", "notes", NoteEntry, "notes.yaml")
    facts = files.keyed("fact", "facts", FactEntry, "facts.yaml")
    rules = _rules(files)
    # What lies around an answer and is left open is answered with the answer's own passage.
    files.of |= {f"open:{key}": files.of[f"answer:{key}"] for key in answers}
    anchors: dict[str, Quotes] = {}
    anchors |= {f"answer:{key}": entry.quotes for key, entry in answers.items()}
    anchors |= {f"open:{key}": entry.quotes for key, entry in answers.items()}
    anchors |= {f"silence:{key}": entry.nearest for key, entry in silences.items()}
    anchors |= {f"note:{key}": entry.quotes for key, entry in notes.items()}
    anchors |= {f"fact:{key}": (entry.quote,) for key, entry in facts.items()}
    return KnowledgeBase(
        source=source,
        structure=structure,
        facts=facts,
        answers=answers,
        silences=silences,
        scope=files.keyed("scope", "scope", ScopeEntry, "scope.yaml"),
        notes=notes,
        rules=rules,
        flag_readers={key: FlagReader.of(entry) for key, entry in rules.items()},
        terms=files.keyed("term", "terms", TermEntry, "glossary.yaml"),
        contacts=files.keyed("contact", "contacts", ContactEntry, "contacts.yaml"),
        lookup=files.one("lookup.yaml", LookupEntry),
        spans=_all_spans(anchors, files.of, source, structure),
        files=files.of | _OF_NO_ENTRY,
    )


def _rules(files: DataFiles) -> dict[str, RuleEntry]:
    shared = files.one("rule_words.yaml", RuleSections)
    entries = files.keyed("rule", "rules", RuleEntry, "rules/")
    for key, entry in entries.items():
        files.of |= {f"rule:{key}/{ask}": files.of[f"rule:{key}"] for ask in entry.asks}
    return {key: entry.with_shared(shared) for key, entry in entries.items()}


def knowledge_hash(folder: Path = GUIDELINE) -> str:
    """Return a digest over every data file, so that a change of any is noticed."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".txt"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _all_spans(
    anchors: Mapping[str, Quotes], files: Mapping[str, str], source: Source, structure: Structure
) -> dict[str, tuple[Span, ...]]:
    """Resolve every entry's anchors, and report all that cannot be resolved together."""
    spans: dict[str, tuple[Span, ...]] = {}
    faults: list[KnowledgeError] = []
    for name, quotes in anchors.items():
        key = name.partition(":")[2]
        try:
            found = [resolve(source, quote, files[name], key) for quote in quotes]
        except KnowledgeError as error:
            faults.append(error)
        else:
            spans[name] = _whole_units(found, source, structure)
    if faults:
        first, *others = faults
        raise KnowledgeError(first.file, first.where, first.problem, tuple(others)) from first
    return spans


def _whole_units(
    anchored: Iterable[Span], source: Source, structure: Structure
) -> tuple[Span, ...]:
    """Widen an entry's anchors to whole units; neighbouring units become one quote."""
    found: list[Span] = []
    for anchor in anchored:
        span = structure.widen(anchor)
        last = found[-1] if found else None
        if last is not None and _adjoin(last, span, source):
            found[-1] = Span(last.start, max(last.end, span.end))
        elif span not in found:
            found.append(span)
    return tuple(found)


def _adjoin(last: Span, span: Span, source: Source) -> bool:
    """Tell whether a quote goes on from the last one, and both together are short enough."""
    between = source.text[last.end : span.start]
    together = span.end - last.start <= LONGEST_QUOTE
    return last.start <= span.start and "\n" not in between and not between.strip() and together
