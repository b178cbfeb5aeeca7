"""Reads out of a message what it says of a rule's flags and choices: there, not there, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.entries import RuleEntry
from knowledge.rules.assessment import EMPHASES
from knowledge.statements.clauses import Sentence, sentences, tokens_of
from knowledge.statements.naming import Names, Naming, masked
from knowledge.statements.questions import find_questions
from knowledge.statements.spread import read_sentences
from knowledge.statements.stance import cues_in, normalise
from knowledge.statements.whole import Whole

_PEERS = {"assessment": EMPHASES, "eligibility": ("solutions", "verification")}
"""Flags of one kind: "only talent training" denies the other emphases, and not the institution."""


@dataclass(frozen=True)
class Stated:
    """What a message says of a rule: of flags yes, no or None (not known); the choices it names."""

    flags: Mapping[str, bool | None]
    choices: Mapping[str, tuple[str, ...]]


class FlagReader:
    """Reads one rule's flags and choices; made once from the names that people give them."""

    def __init__(self, namings: Iterable[Naming], peers: Iterable[str] | None = None) -> None:
        """Take the names; ``peers`` are the flags of one kind, by default all."""
        self._names = Names(namings)
        self._flags = self._names.flags()
        self._peers = self._flags if peers is None else tuple(peers)

    @classmethod
    def of(cls, rule: RuleEntry) -> FlagReader:
        """The reader of a rule's flags and choices, by the names in its words."""
        namings = []
        for key, named in rule.inputs.items():
            namings.append(Naming(key, "", named.words.all(), named.opposite.all()))
            namings += [Naming(key, choice, words.words.all(), words.opposite.all())
                        for choice, words in named.choices.items()]  # fmt: skip
        return cls(namings, _PEERS.get(rule.key))

    def read(self, text: str) -> Stated:
        """What a message says of the rule's flags and choices."""
        normal = normalise(text)
        mentions = self._names.mentions(normal)
        if not mentions and not self._flags:
            return Stated({}, {})
        cues = cues_in(masked(normal, mentions))
        if not mentions and not any(cue.kind == "all" for cue in cues):
            return Stated({}, {})
        found = list(sentences(normal, tokens_of(mentions, cues)))
        find_questions(normal, found)
        read_sentences(normal, found)
        choices = _choices(found, denied=False) or ({} if self._flags else _choices(found, True))
        flags = Whole(normal, self._flags, self._peers).read(found) if self._flags else {}
        return Stated(flags, choices)


def _choices(found: Sequence[Sentence], denied: bool) -> dict[str, tuple[str, ...]]:
    """The choices that a text names; those that it denies only where all of them are wanted."""
    choices: dict[str, tuple[str, ...]] = {}
    for thing in (thing for sentence in found for thing in sentence.things):
        naming = thing.mention.naming if thing.mention else None
        if naming and naming.choice and (denied or thing.stance not in ("no", "except")):
            named = choices.get(naming.key, ())
            if naming.choice not in named:
                choices[naming.key] = (*named, naming.choice)
    return choices
