"""What candidates are called: by their own question, in the reader's language."""

from dataclasses import dataclass

from bot.words import Words
from knowledge.entries import Bilingual, Phrasings
from knowledge.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Named:
    """A candidate in words.

    Attributes:
        name: kind and key ("answer:in-force-date").
        title: its own question; of a rule what it is asked for, of a note its label, of small
            talk and what is outside the way people say it.
        kind: answer, silence, open, unlisted, rule, note, talk, outside or item.
    """

    name: str
    title: str
    kind: str


@dataclass(frozen=True)
class Naming:
    """Names the entries of a knowledge base for one reader."""

    knowledge: KnowledgeBase
    words: Words

    def named(self, name: str) -> Named:
        """Name a candidate; one that the data does not know is called by its key."""
        kind, _, key = name.partition(":")
        title = self.words.script(self._title(kind, key) or key)
        if kind == "scope" and (entry := self.knowledge.scope.get(key)) is not None:
            kind = "outside" if entry.outside else "talk"
        return Named(name, title, kind)

    def _title(self, kind: str, key: str) -> str | None:
        match kind:
            case "open":
                near = self.knowledge.answers.get(key)
                written = self.words.written()
                return written("trace-near", question=self._text(near.question)) if near else None
            case "answer" | "silence":
                entry = self.knowledge.answers.get(key) or self.knowledge.silences.get(key)
                return self._text(entry.question) if entry else None
            case "rule":
                return self._rule(key)
            case "note":
                note = self.knowledge.notes.get(key)
                return self._text(note.label) if note else None
            case "scope":
                scope = self.knowledge.scope.get(key)
                return self._first(scope.phrasings) if scope else None
            case "unlisted":
                return self.words.written()("trace-unlisted")
            case "item":
                return self.words.written()(f"trace-item-{key}")
            case _:
                return None

    def _rule(self, key: str) -> str | None:
        rule, _, ask = key.partition("/")
        entry = self.knowledge.rules.get(rule)
        if entry is None or ask not in entry.asks:
            return None
        label, asked = self._text(entry.label), self._text(entry.asks[ask].label)
        return self.words.written()("page-of", label=label, part=asked)

    def _first(self, phrasings: Phrasings) -> str | None:
        own = phrasings.en if self.words.language == "en" else phrasings.zh
        return next(iter((*own, *phrasings.all())), None)

    def _text(self, text: Bilingual) -> str:
        return text.in_language(self.words.language)
