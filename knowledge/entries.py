"""The forms of the data files: one typed, frozen entry for each thing people may edit.

Unknown keys are refused, so that a misspelt key is an error and not a silent loss.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Audience = Literal["enterprise", "staff", "publicity"]
Aspect = Literal[
    "what", "who", "which", "when", "how-long", "how-often", "how-much", "how-many", "where",
    "how", "papers", "may", "what-if", "why", "contact", "list", "compare",
]  # fmt: skip
Form = Literal["amount", "yes-no"]
"""What a question asks to be told."""
FORMS: tuple[Form, ...] = ("amount", "yes-no")


class Entry(BaseModel):
    """What all entries share: they are frozen and know no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Keyed(Entry):
    """An entry that others name by its key."""

    key: Key


class Bilingual(Entry):
    """A text in English and in Simplified Chinese; Traditional is derived from the latter."""

    en: Text
    zh: Text

    def in_language(self, language: str) -> str:
        """Return the English text for "en", else the Chinese."""
        return self.en if language == "en" else self.zh


class Phrasings(Entry):
    """How people ask for an entry, in both languages; the classifier is fitted on these."""

    en: tuple[Text, ...]
    zh: tuple[Text, ...]

    def all(self) -> tuple[str, ...]:
        """Return the phrasings of both languages."""
        return self.en + self.zh


class Anchor(Entry):
    """A quote named by a text that occurs in it, and which occurrence is meant."""

    text: Text
    occurrence: int | None = None


class Review(Entry):
    """Who approved the entries of a file, and when; state says whether anyone has."""

    state: Literal["draft", "approved"]
    by: Text
    on: date


class Topic(Keyed):
    """What answers and silences share: subject, aspect, question and phrasings."""

    subject: Key
    aspect: Aspect
    audience: tuple[Audience, ...]
    question: Bilingual
    notes: tuple[Key, ...] = ()
    related: tuple[Key, ...] = ()
    phrasings: Phrasings
    review: Review | None = None


class AnswerEntry(Topic):
    """A curated answer; its numbers are `{fact}` tokens, its statements rest on its quotes."""

    answer: Bilingual
    quotes: Annotated[tuple[str | Anchor, ...], Field(min_length=1)]


class SilenceEntry(Topic):
    """A topic that the guideline leaves open, the nearest passage, and whom to ask."""

    says: Bilingual
    nearest: Annotated[tuple[str | Anchor, ...], Field(min_length=1)]
    ask: Key


class ContrastEntry(Entry):
    """Two near questions: one that an answer states, and one that the release leaves open."""

    answer: Key
    stated: Bilingual
    open: Bilingual


class ScopeEntry(Keyed):
    """What the desk is not for, and the small talk it answers.

    `presses` marks an order that only presses for a matter ("just give me a number"): where the
    message names the matter, it is answered as if nobody pressed.
    """

    kind: Literal["greeting", "thanks", "about", "person", "outside", "order"]
    presses: bool = False
    reply: Bilingual
    related: tuple[Key, ...] = ()
    phrasings: Phrasings

    @property
    def outside(self) -> bool:
        """Tell what is refused from what is answered."""
        return self.kind in ("outside", "order")


class NoteEntry(Keyed):
    """A contradiction, a slip of translation, a later instrument or a caution.

    A note is shown where an entry names it, where an item among `items` is asked for, or,
    with `wherever_cited`, wherever one of its quotes is cited. One with phrasings can be
    asked for by itself.
    """

    kind: Literal["discrepancy", "translation", "later_instrument", "caution"]
    label: Bilingual
    text: Bilingual
    address: str | None = None
    quotes: tuple[str | Anchor, ...] = ()
    items: tuple[int, ...] = ()
    wherever_cited: bool = False
    phrasings: Phrasings | None = None


FACT_TOKEN = re.compile(r"\{([a-z0-9-]+)\}")
"""How a text of the data names a fact: its key in braces."""


class FactEntry(Keyed):
    """A figure or name that the release states: the one place of it."""

    kind: Literal["date", "year", "years", "count", "share", "person", "body", "field", "firm"]
    value: date | int | float | str
    text: Bilingual
    quote: str | Anchor


class TermEntry(Keyed):
    """A term of the field in both languages, with what people write instead."""

    en: Text
    zh: Text
    synonyms: Phrasings = Phrasings(en=(), zh=())
    meaning: Bilingual | None = None
    quote: str | Anchor | None = None


class ContactEntry(Keyed):
    """An office that can be asked; the release gives no address of any."""

    name: Bilingual


class Named(Entry):
    """A flag or a choice of a rule in words, with how people name it and its contrary."""

    label: Bilingual
    words: Phrasings = Phrasings(en=(), zh=())
    opposite: Phrasings = Phrasings(en=(), zh=())


class InputWords(Named):
    """A rule's input in words, with the question that asks for it and its choices, if any."""

    question: Bilingual
    choices: dict[str, Named] = {}


class AskWords(Entry):
    """One thing that a rule can be asked for, with how people ask.

    `form` tells asks for an amount from those that yes or no answers, where that tells them apart.
    """

    label: Bilingual
    form: Form | None = None
    phrasings: Phrasings = Phrasings(en=(), zh=())


class RuleSections(Entry):
    """The words of a rule's inputs, results and questions, by the keys that the rule gives.

    `rule_words.yaml` holds those that several rules share.
    """

    inputs: dict[str, InputWords]
    outputs: dict[str, Bilingual]
    verdicts: dict[str, Bilingual]
    working: dict[str, Bilingual]
    notes: dict[str, Bilingual]
    questions: dict[str, Bilingual]


class RuleEntry(Keyed, RuleSections):
    """A rule in words; its formula stands in `knowledge/rules`.

    `summary` says in a sentence what the rule works out. `lead` says what a result begins with:
    its last line of working, or its verdict. `subjects` are the subjects of answers and silences
    that what a question states turns into a question for this rule.
    """

    lead: Literal["working", "verdict"]
    label: Bilingual
    summary: Bilingual
    subjects: tuple[Key, ...] = ()
    asks: dict[str, AskWords]

    def with_shared(self, shared: RuleSections) -> "RuleEntry":
        """Return the entry with the shared words beside its own, which come first."""
        sections = {
            name: getattr(shared, name) | getattr(self, name) for name in RuleSections.model_fields
        }
        return self.model_copy(update=sections)


class LookupEntry(Entry):
    """How people ask for an item or part by its number, or to hear the last answer again.

    The number itself is grammar.
    """

    phrasings: Phrasings
    again: Phrasings


class UnitEntry(Entry):
    """A sentence or clause of the source and its unofficial Chinese rendering."""

    en: Text
    zh: str


class SectionEntry(Entry):
    """A section of the release, by the anchor it begins at."""

    label: Text
    begins: Text
    part: int | None


class PartEntry(Entry):
    """One of the guideline's parts."""

    number: int
    title: Bilingual


class ItemEntry(Entry):
    """An item that the release marks, by the anchors it begins and ends at."""

    number: int
    begins: Text
    ends: Text


class StructureEntry(Entry):
    """The whole of `structure.yaml`."""

    source: Text
    sections: tuple[SectionEntry, ...]
    parts: tuple[PartEntry, ...]
    item_count: int
    items: tuple[ItemEntry, ...]
